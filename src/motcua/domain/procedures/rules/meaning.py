"""What was typed, as words that the catalogue knows: abbreviations written out, synonyms, slips of the keyboard.

The synonyms and abbreviations are the pack's (`words.yaml`); the slips are those of Vietnamese keyboards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.kernel.text import fold

MOST_READINGS = 4
"""Ways of reading one search that are weighed."""

MOST_ENDINGS = 8
_FEWEST_LETTERS = 3


@dataclass(frozen=True)
class Dictionary:
    """The pack's words: what stands for what, folded and in syllables."""

    abbreviations: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    synonyms: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, words: Mapping[str, Any]) -> Dictionary:
        """As the pack writes it in `words.yaml`; the longest synonyms first."""
        short = words.get("abbreviations") or {}
        pairs = [
            (tuple(fold(said).split()), tuple(fold(each["mean"]).split()))
            for each in words.get("synonyms") or []
            for said in each["say"]
        ]
        return cls(
            {fold(said): tuple(tuple(fold(mean).split()) for mean in meant) for said, meant in short.items()},
            tuple(sorted((pair for pair in pairs if all(pair)), key=lambda pair: (-len(pair[0]), pair))),
        )


@dataclass(frozen=True)
class Reading:
    """One way to read a search: its words in their order, how sure it is, and what an unknown one may have been."""

    words: tuple[str, ...]
    sure: float = 1.0


@dataclass
class Vocabulary:
    """Every syllable of the catalogue, with how many procedures it stands in."""

    seen_in: Mapping[str, int]

    @cached_property
    def in_order(self) -> list[str]:
        """The syllables sorted, for those that begin alike."""
        return sorted(self.seen_in)

    @cached_property
    def by_sound(self) -> Mapping[str, list[str]]:
        """The syllables by how they are heard."""
        heard: dict[str, list[str]] = {}
        for word in self.in_order:
            heard.setdefault(sound(word), []).append(word)
        return heard

    def near(self, word: str, limit: int = 4) -> list[str]:
        """Known words that an unknown one may have been: those that sound alike, then those one slip away.

        A slip is a letter changed, missing, added or swapped; a long word may have two. Syllables of two or
        three letters have too many neighbours for that.
        """
        if len(word) < _FEWEST_LETTERS or any(letter.isdigit() for letter in word):
            return []
        alike = [other for other in self.by_sound.get(sound(word), []) if abs(len(other) - len(word)) <= 1]
        if len(word) > _FEWEST_LETTERS:
            slips = 1 if len(word) < 7 else 2
            found = process.extract(word, self.in_order, scorer=OSA.distance, score_cutoff=slips, limit=limit)
            alike += [near for near, _, _ in found if not near.isdigit()]
        return list(dict.fromkeys(alike))[:limit]

    def begun(self, word: str) -> list[str]:
        """Known words that begin so: the last word may not be typed to its end."""
        at = bisect_left(self.in_order, word)
        return [other for other in islice(self.in_order, at, at + MOST_ENDINGS) if other.startswith(word)]


def sound(word: str) -> str:
    """A syllable as it is heard: letters that dialects do not tell apart, and those of quick writing, are one."""
    for written, heard in (("ph", "f"), ("tr", "ch"), ("gi", "d"), ("x", "s"), ("y", "i"), ("w", "u"), ("j", "gi")):
        word = word.replace(written, heard)
    return word.replace("k", "c") if not word.startswith("kh") else word


_TELEX = ((re.compile(r"([aeo])\1"), r"\1"), (re.compile("dd"), "d"), (re.compile(r"([aou])w"), r"\1"))
_TONE = re.compile(r"^([a-z]*[aeiouy])([a-z]*)$")
_DIGITS = re.compile(r"^([a-z]+?)[0-9]+([a-z]*)[0-9]*$")


def as_typed(word: str) -> list[str]:
    """What a syllable is when the keyboard's telex or VNI marks were left in it: `giaays` is giay, `sinh1` sinh."""
    digits = _DIGITS.match(word)
    if digits:
        return [re.sub("[0-9]", "", word)]
    bare = word
    for pattern, letter in _TELEX:
        bare = pattern.sub(letter, bare)
    bare = re.sub(r"^w", "u", bare)
    found = [bare] if bare != word else []
    for place in range(len(bare) - 1, 0, -1):
        if bare[place] in "sfrxj" and re.search("[aeiouy]", bare[:place]):
            found.append(bare[:place] + bare[place + 1 :])
    return found


def readings(typed: list[str], dictionary: Dictionary, known: Vocabulary) -> list[Reading]:
    """The ways to read a search, the plainest first; no more than `MOST_READINGS`."""
    plain = tuple(part for word in typed for part in _mended(word, dictionary, known))
    found = [Reading(plain)]
    for written_out in _written_out(plain, dictionary):
        found.append(Reading(written_out, 0.99))
    for reading in list(found):
        meant = _meant(reading.words, dictionary)
        if meant != reading.words:
            found.append(Reading(meant, reading.sure * 0.94))
    return list({reading.words: reading for reading in reversed(found)}.values())[::-1][:MOST_READINGS]


def _mended(word: str, dictionary: Dictionary, known: Vocabulary) -> tuple[str, ...]:
    """A word as the catalogue has it: itself, or without marks of the keyboard, or the words it runs together."""
    if word in known.seen_in or word in dictionary.abbreviations or len(word) < _FEWEST_LETTERS:
        return (word,)
    for bare in as_typed(word):
        if bare in known.seen_in:
            return (bare,)
    for place in range(2, len(word) - 1):
        parts = (word[:place], word[place:])
        if all(part in known.seen_in and len(part) > 1 and part.isalpha() for part in parts):
            return parts
    return (word,)


def _written_out(words: tuple[str, ...], dictionary: Dictionary) -> Iterable[tuple[str, ...]]:
    """The words with their abbreviations written out; one line for each way to understand them."""
    ways: list[tuple[str, ...]] = [()]
    short = False
    for word in words:
        meant = dictionary.abbreviations.get(word)
        short = short or meant is not None
        ways = [(*way, *parts) for way in ways for parts in (meant or ((word,),))][:MOST_READINGS]
    return ways if short else []


def _meant(words: tuple[str, ...], dictionary: Dictionary) -> tuple[str, ...]:
    """The words with every synonym in its place, the longest first."""
    for said, mean in dictionary.synonyms:
        for place in range(len(words) - len(said) + 1):
            if words[place : place + len(said)] == said:
                rest = _meant(words[place + len(said) :], dictionary)
                return (*_meant(words[:place], dictionary), *mean, *rest)
    return tuple(dict.fromkeys(words))
