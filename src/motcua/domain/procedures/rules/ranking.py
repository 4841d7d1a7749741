"""Which procedure people mean: words without diacritics, everyday phrases, abbreviations, slips of a finger.

Rare words decide and order counts; a score lies between 0 and 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from motcua.kernel.text import clean_line, fold

MOST_LETTERS = 300
MOST_WORDS = 30
"""Words of a search that are looked at: more is a letter pasted into the box."""

LONGEST_WORD = 40

BETWEEN = " | "
"""Parts the everyday phrases of a procedure, so that words of two phrases are not taken for neighbours."""

_FILLERS = frozenset(
    re.findall(
        "[a-z]+",
        "toi minh em xin muon can lam cho o dau the nao nhu gi va hay la de khi voi cua thi bi nay nhung cac "
        "mot duoc phai giup hoi ve ai co khong ra sao",
    )
)
"""Words of asking rather than of what is asked for: they weigh little and are never taken for a slip."""

_FILLER_WEIGHT = 0.15
_IN_WORDS, _BEGINS, _CORRECTED = 0.85, 0.7, 0.65
_WEAKEST, _NEAREST_TO_BEST = 0.34, 0.45


@dataclass(frozen=True)
class Candidate:
    """A procedure that a search may mean, as it is stored for searching."""

    pk: int
    code: str
    title: str
    words: str


def search_texts(name: str, others: Iterable[str]) -> tuple[str, str]:
    """What is stored for searching: the folded name, and the folded phrases with the initials of the name."""
    title = fold(name)
    initials = "".join(word[0] for word in title.split())
    phrases = dict.fromkeys(folded for text in others if (folded := fold(text)) and folded != title)
    if 2 <= len(initials) <= 8:
        phrases[initials] = None
    return title, BETWEEN.join(phrases)


def query_words(text: str) -> list[str]:
    """The words of a search, folded, each once; no more than `MOST_WORDS`."""
    return list(dict.fromkeys(_typed_words(text)))[:MOST_WORDS]


def _typed_words(text: str) -> list[str]:
    return [word for word in fold(text[:MOST_LETTERS]).split() if len(word) <= LONGEST_WORD]


def is_filler(word: str) -> bool:
    """Whether a word only helps to ask."""
    return word in _FILLERS


def near_words(word: str, known: Collection[str], limit: int = 4) -> list[str]:
    """Known words that an unknown one may have been: first those that sound alike, then those one slip away.

    A slip is a letter changed, missing, added or swapped; a long word may have two. Syllables of two or
    three letters have too many neighbours for that.
    """
    if len(word) < 3 or word in _FILLERS or any(letter.isdigit() for letter in word):
        return []
    alike = [other for other in known if abs(len(other) - len(word)) <= 1 and _sound(other) == _sound(word)]
    if len(word) >= 4:
        slips = 1 if len(word) < 7 else 2
        found = process.extract(word, list(known), scorer=OSA.distance, score_cutoff=slips, limit=limit)
        alike += [near for near, _, _ in found if not near.isdigit()]
    return list(dict.fromkeys(alike))[:limit]


def _sound(word: str) -> str:
    """A syllable as it is heard: letters that dialects do not tell apart are one."""
    for written, heard in (("tr", "ch"), ("gi", "d"), ("x", "s"), ("y", "i")):
        word = word.replace(written, heard)
    return word.replace("k", "c") if not word.startswith("kh") else word


def best(
    text: str,
    candidates: Iterable[Candidate],
    *,
    seen_in: Mapping[str, int],
    total: int,
    near: Mapping[str, list[str]],
) -> list[tuple[int, float]]:
    """The keys of the candidates that fit a search, with their scores, best first; its very code before all.

    `seen_in` says in how many of `total` procedures a word stands; `near` which known words an unknown one
    may have been.
    """
    code = clean_line(text[:MOST_LETTERS])
    words, typed = query_words(text), _typed_words(text)
    weights = {word: _weight(word, seen_in, total) for word in words if seen_in.get(word) or word not in _FILLERS}
    if not weights:
        return []
    scored = [(each, 1.0 if each.code == code else 0.99 * _score(each, typed, weights, near)) for each in candidates]
    scored.sort(key=lambda pair: (-pair[1], len(pair[0].title), pair[0].title, pair[0].pk))
    floor = max(_WEAKEST, scored[0][1] * _NEAREST_TO_BEST) if scored else 1.0
    return [(each.pk, round(score, 4)) for each, score in scored if score >= floor]


def _weight(word: str, seen_in: Mapping[str, int], total: int) -> float:
    """How much a word tells: a rare one much, one that stands nearly everywhere little."""
    if word in _FILLERS:
        return _FILLER_WEIGHT
    return 0.2 + math.log1p(total / (1 + seen_in.get(word, 0)))


def _score(each: Candidate, typed: list[str], weights: Mapping[str, float], near: Mapping[str, list[str]]) -> float:
    title = each.title.split()
    phrases = [phrase.split() for phrase in each.words.split(BETWEEN)]
    in_title, in_words = set(title), {word for phrase in phrases for word in phrase}
    found: dict[str, str] = {}
    covered = 0.0
    for word, weight in weights.items():
        share, found_word = _found(word, in_title, in_words, near.get(word, []), last=word == typed[-1])
        covered += weight * share
        if found_word:
            found[word] = found_word
    coverage = covered / sum(weights.values())
    if not coverage:
        return 0.0
    asked = [found.get(word, word) for word in typed]
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
