"""Which procedure people mean: an index of both catalogues in memory, and how well each fits what was typed.

Rare words decide and order counts; a name found in the words of one phrase is worth more than the same words
scattered. A score lies between 0 and 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

from rapidfuzz import fuzz

from motcua.domain.procedures.rules.meaning import Dictionary, Reading, Vocabulary, readings
from motcua.kernel.text import clean_line, fold

MOST_LETTERS = 300
MOST_WORDS = 30
"""Words of a search that are looked at: more is a letter pasted into the box."""

LONGEST_WORD = 40

BETWEEN = " | "
"""Parts the everyday phrases of a procedure, so that words of two phrases are not taken for neighbours."""

MOST_WEIGHED = 60
"""Procedures that are weighed exactly for one reading of a search; the rarest words of it choose them."""

_ENOUGH = 1_500
"""Procedures that the rarest words bring in before the others only add to them."""

_FILLERS = frozenset(
    re.findall(
        "[a-z]+",
        "toi minh em xin muon can lam cho o dau the nao nhu gi va hay la de khi voi cua thi bi nay nhung cac "
        "mot duoc phai giup hoi ve ai co khong ra sao",
    )
)
"""Words of asking rather than of what is asked for: they weigh little and are never taken for a slip."""

_FILLER_WEIGHT = 0.15
_IN_WORDS, _BEGINS, _CORRECTED = 0.92, 0.7, 0.7
_WEAKEST, _NEAREST_TO_BEST = 0.34, 0.45
_ELSEWHERE, _LESS_SOUGHT = 0.93, 0.98
"""What a national record, and what is seldom asked for, weigh beside what people come here for most."""


@dataclass(frozen=True)
class Entry:
    """A procedure as it is kept for searching; `own` are those of the province, with the days they are in force.

    `levels` and `field` are the keys that lists are narrowed by; `sought` are those that people come for most.
    """

    pk: int
    code: str
    own: bool
    title: str
    words: str
    begins: int = 0
    ends: int = 10**9
    levels: frozenset[str] = frozenset()
    field: str = ""
    sought: bool = False

    @property
    def weight(self) -> float:
        """What this entry weighs beside another that fits alike."""
        if not self.own:
            return _ELSEWHERE
        return 1.0 if self.sought else _LESS_SOUGHT

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The name, then each everyday phrase, in syllables."""
        return tuple(tuple(text.split()) for text in self.texts)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The name, then each everyday phrase."""
        return (self.title, *(text for text in self.words.split(BETWEEN) if text))

    @cached_property
    def in_title(self) -> frozenset[str]:
        """The syllables of the name."""
        return frozenset(self.phrases[0])

    @cached_property
    def in_words(self) -> frozenset[str]:
        """The syllables of the phrases."""
        return frozenset(word for phrase in self.phrases[1:] for word in phrase)

    @cached_property
    def neighbours(self) -> frozenset[tuple[str, str]]:
        """Every two syllables that stand together."""
        return frozenset(pair for phrase in self.phrases for pair in pairwise(phrase))


@dataclass
class Index:
    """Both catalogues as they are searched, whatever the day: one a process, until either changes."""

    entries: list[Entry]
    dictionary: Dictionary = field(default_factory=Dictionary)

    @cached_property
    def standing(self) -> Mapping[str, frozenset[int]]:
        """In which entries, by their place, each syllable stands."""
        found: dict[str, set[int]] = {}
        for place, each in enumerate(self.entries):
            for word in {word for text in (each.title, each.words) for word in text.split()}:
                found.setdefault(word, set()).add(place)
        found.pop(BETWEEN.strip(), None)
        return {word: frozenset(places) for word, places in found.items()}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The syllables with how many entries each stands in."""
        return Vocabulary({word: len(places) for word, places in self.standing.items()})

    @cached_property
    def codes(self) -> Mapping[str, list[int]]:
        """The places of each code."""
        found: dict[str, list[int]] = {}
        for place, each in enumerate(self.entries):
            found.setdefault(each.code, []).append(place)
        return found

    def search(self, text: str, wanted: Callable[[Entry], bool]) -> list[tuple[Entry, float]]:
        """The entries that fit a text and are wanted, best first; its very code before all."""
        typed = _typed_words(text)
        best: dict[int, float] = {}
        for reading in readings(typed, self.dictionary, self.vocabulary) if typed else []:
            for place, score in self._read(reading, wanted):
                best[place] = max(score, best.get(place, 0.0))
        code = clean_line(text[:MOST_LETTERS])
        best |= {place: 1.0 for place in self.codes.get(code, []) if wanted(self.entries[place])}
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], *_by_name(self.entries[pair[0]])))
        floor = max(_WEAKEST, ranked[0][1] * _NEAREST_TO_BEST) if ranked else 1.0
        return [(self.entries[place], round(score, 4)) for place, score in ranked if score >= floor]

    def _read(self, reading: Reading, wanted: Callable[[Entry], bool]) -> Iterator[tuple[int, float]]:
        """The places that one reading brings, with their scores."""
        words = list(dict.fromkeys(reading.words))[:MOST_WORDS]
        near = {word: self._near(word, last=word == words[-1]) for word in words if word not in self.standing}
        weights = {
            word: self._weight(word, near.get(word)) for word in words if word in self.standing or word not in _FILLERS
        }
        if not weights:
            return
        for place in self._candidates(weights, near, wanted):
            each = self.entries[place]
            score = reading.sure * self._score(each, reading.words, weights, near)
            yield place, 0.99 * score * each.weight

    def _near(self, word: str, *, last: bool) -> list[str]:
        if word in _FILLERS:
            return []
        endings = self.vocabulary.begun(word) if last and len(word) > 1 else []
        return list(dict.fromkeys([*self.vocabulary.near(word), *endings]))

    def _weight(self, word: str, near: list[str] | None) -> float:
        """How much a word tells: a rare one much, one that stands nearly everywhere little."""
        if word in _FILLERS:
            return _FILLER_WEIGHT
        count = len(self.standing.get(word, ())) or max((len(self.standing[other]) for other in near or []), default=0)
        return 0.2 + math.log1p(len(self.entries) / (1 + count))

    def _candidates(
        self, weights: Mapping[str, float], near: Mapping[str, list[str]], wanted: Callable[[Entry], bool]
    ) -> list[int]:
        """The places worth weighing exactly: the rarest words bring them in, the others add to them."""
        groups = [
            (weight, [self.standing[other] for other in ([word] if word in self.standing else near[word])])
            for word, weight in weights.items()
        ]
        telling = [group for group in groups if group[1]]
        told: dict[int, float] = {}
        for weight, sets in sorted(telling, key=lambda group: sum(map(len, group[1]))):
            if told and (len(told) >= _ENOUGH or weight <= _FILLER_WEIGHT):
                for places in sets:
                    for place in told:
                        if place in places:
                            told[place] += weight
            else:
                for places in sets:
                    for place in places:
                        told[place] = told.get(place, 0.0) + weight
        standing = ((-count, len(self.entries[place].title), place) for place, count in told.items())
        chosen: list[int] = []
        for _, _, place in nsmallest(4 * MOST_WEIGHED, standing):
            if wanted(self.entries[place]):
                chosen.append(place)
                if len(chosen) == MOST_WEIGHED:
                    break
        return chosen

    def _score(
        self, each: Entry, typed: tuple[str, ...], weights: Mapping[str, float], near: Mapping[str, list[str]]
    ) -> float:
        found: dict[str, str] = {}
        covered = 0.0
        for word, weight in weights.items():
            share, found_word = _found(word, each, near.get(word, []), last=word == typed[-1])
            covered += weight * share
            if found_word:
                found[word] = found_word
        total = sum(weights.values())
        coverage = covered / total
        if not coverage:
            return 0.0
        asked = [found.get(word, word) for word in typed]
        pairs = set(pairwise(asked))
        adjacency = len(pairs & each.neighbours) / len(pairs) if pairs else 1.0
        sentence = " ".join(asked)
        whole = max(fuzz.ratio(sentence, text) for text in each.texts) / 100
        phrase = max(self._fit(phrase, found, weights, total) for phrase in each.phrases)
        return 0.45 * coverage + 0.25 * phrase + 0.15 * adjacency + 0.15 * whole

    def _fit(
        self, phrase: tuple[str, ...], found: Mapping[str, str], weights: Mapping[str, float], total: float
    ) -> float:
        """How well one phrase is what was asked: nearly all of the question, and little besides."""
        inside = set(phrase)
        met = sum(weights[word] for word, as_word in found.items() if as_word in inside)
        if not met:
            return 0.0
        own = sum(self._weight(word, None) for word in inside)
        return met / total * (0.5 + 0.5 * min(1.0, met / own))


def search_texts(name: str, others: Iterable[str]) -> tuple[str, str]:
    """What is stored for searching: the folded name, and the folded phrases with the initials of the name."""
    title = fold(name)
    initials = "".join(word[0] for word in title.split())
    phrases = dict.fromkeys(folded for text in others if (folded := fold(text)) and folded != title)
    if 2 <= len(initials) <= 8:
        phrases[initials] = None
    return title, BETWEEN.join(phrases)


def _typed_words(text: str) -> list[str]:
    return [word for word in fold(text[:MOST_LETTERS]).split() if len(word) <= LONGEST_WORD][: 2 * MOST_WORDS]


def asks_nothing(text: str) -> bool:
    """Whether a search holds no word at all."""
    return not _typed_words(text)


def _by_name(each: Entry) -> tuple[int, str, bool, int]:
    """The order of entries that fit alike: short names first, those of the province before the national ones."""
    return len(each.title), each.title, not each.own, each.pk


def _found(word: str, each: Entry, near: list[str], *, last: bool) -> tuple[float, str | None]:
    """How well a word is found, and as which word."""
    if word in each.in_title:
        return 1.0, word
    if word in each.in_words:
        return _IN_WORDS, word
    for other in near:
        if other in each.in_title or other in each.in_words:
            return (_BEGINS if last and other.startswith(word) else _CORRECTED), other
    return 0.0, None
