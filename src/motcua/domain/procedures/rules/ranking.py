"""Which procedure people mean: words without diacritics, everyday phrases, abbreviations and slips of the keyboard.

Rare words decide and order counts; a score lies between 0 and 1.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from motcua.kernel.text import fold

MOST_LETTERS = 300
MOST_WORDS = 12
"""Words of a search that are looked at: more is a letter pasted into the box."""

BETWEEN = " | "
"""Parts the everyday phrases of a procedure, so that words of two phrases are not taken for neighbours."""

_FILLERS = frozenset(
    "toi minh em xin muon can lam cho o dau the nao nhu gi va hay la de khi voi cua thi bi nay nhung cac mot duoc"
    " phai giup hoi ve ai co khong ra sao can".split()
)
"""Words of asking rather than of what is asked for: they weigh little and are never taken for a slip."""

_FILLER_WEIGHT = 0.15
_IN_WORDS, _BEGINS, _CORRECTED = 0.85, 0.7, 0.75
_WEAKEST, _NEAREST_TO_BEST = 0.34, 0.45


@dataclass(frozen=True)
class Candidate:
    """A procedure that a search may mean, as it is stored for searching."""

    pk: int
    title: str
    words: str


def search_texts(name: str, others: Iterable[str]) -> tuple[str, str]:
    """What is stored for searching: the folded name, and the folded phrases with the name's initials among them."""
    title = fold(name)
    initials = "".join(word[0] for word in title.split())
    phrases = dict.fromkeys(folded for text in others if (folded := fold(text)) and folded != title)
    if 2 <= len(initials) <= 8:
        phrases[initials] = None
    return title, BETWEEN.join(phrases)


def query_words(text: str) -> list[str]:
    """The words of a search, folded, each once; no more than `MOST_WORDS`."""
    return list(dict.fromkeys(fold(text[:MOST_LETTERS]).split()))[:MOST_WORDS]


def is_filler(word: str) -> bool:
    """Whether a word only helps to ask."""
    return word in _FILLERS


def near_words(word: str, known: Collection[str], limit: int = 4) -> list[str]:
    """Known words one slip of the keyboard away (two in a long word): a letter changed, missing, doubled, swapped."""
    if len(word) < 3 or word in _FILLERS or word.isdigit():
        return []
    slips = 1 if len(word) < 6 else 2
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=limit)
    return [near for near, _, _ in found if not near.isdigit()]


def best(
    words: list[str],
    candidates: Iterable[Candidate],
    *,
    seen_in: Mapping[str, int],
    total: int,
    near: Mapping[str, list[str]],
) -> list[tuple[int, float]]:
    """The keys of the candidates that fit the words, with their scores, best first.

    `seen_in` says in how many of `total` procedures a word stands; `near` which known words an unknown one
    may have been.
    """
    weights = {word: _weight(word, seen_in, total) for word in words if seen_in.get(word) or word not in _FILLERS}
    if not weights:
        return []
    scored = [(each, _score(each, words, weights, near)) for each in candidates]
    scored.sort(key=lambda pair: (-pair[1], len(pair[0].title), pair[0].title, pair[0].pk))
    top = scored[0][1] if scored else 0.0
    floor = max(_WEAKEST, top * _NEAREST_TO_BEST)
    return [(each.pk, round(score, 4)) for each, score in scored if score >= floor]


def _weight(word: str, seen_in: Mapping[str, int], total: int) -> float:
    """How much a word tells: a rare one much, one that stands nearly everywhere little."""
    if word in _FILLERS:
        return _FILLER_WEIGHT
    return 0.2 + math.log1p(total / (1 + seen_in.get(word, 0)))


def _score(each: Candidate, words: list[str], weights: Mapping[str, float], near: Mapping[str, list[str]]) -> float:
    title = each.title.split()
    phrases = [phrase.split() for phrase in each.words.split(BETWEEN)]
    in_title, in_words = set(title), {word for phrase in phrases for word in phrase}
    found: dict[str, str] = {}
    covered = 0.0
    for word, weight in weights.items():
        share, found_word = _found(word, in_title, in_words, near.get(word, []), last=word == words[-1])
        covered += weight * share
        if found_word:
            found[word] = found_word
    coverage = covered / sum(weights.values())
    if not coverage:
        return 0.0
    asked = [found.get(word, word) for word in words]
    pairs = set(pairwise(asked))
    neighbours = set(pairwise(title)) | {pair for phrase in phrases for pair in pairwise(phrase)}
    adjacency = len(pairs & neighbours) / len(pairs) if pairs else 1.0
    sentence = " ".join(asked)
    whole = max(fuzz.ratio(sentence, text) for text in (each.title, *each.words.split(BETWEEN))) / 100
    return 0.6 * coverage + 0.2 * adjacency + 0.2 * whole


def _found(
    word: str, in_title: set[str], in_words: set[str], near: list[str], *, last: bool
) -> tuple[float, str | None]:
    """How well a word is found, and as which word."""
    if word in in_title:
        return 1.0, word
    if word in in_words:
        return _IN_WORDS, word
    for other in near:
        if other in in_title or other in in_words:
            return _CORRECTED, other
    if last and len(word) >= 2:  # it may not be typed to its end
        begun = next((other for other in sorted(in_title | in_words) if other.startswith(word)), None)
        if begun:
            return _BEGINS, begun
    return 0.0, None
