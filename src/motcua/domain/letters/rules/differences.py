"""What changed between two texts, by paragraph and by word, as a value that a page can show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from motcua.domain.letters.rules.texts import paragraphs

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
MOST_PAIRS = 250_000
"""Of paragraphs, or of words, that are held against each other: more would take a reader's patience."""
MOST_WORK = 20_000_000
"""Pairs of words held against each other to find which paragraphs are alike: about two seconds."""
ALIKE = 0.4
"""Paragraphs that share less than this of their words are two, not one that was changed."""


class Change(Enum):
    """What happened to a paragraph or to some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Words:
    """Words that stand side by side and fared alike."""

    text: str
    change: Change


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either text; of a changed one, `words` say what was taken out and put in."""

    change: Change
    words: tuple[Words, ...]


@dataclass
class _Work:
    """How much of `MOST_WORK` is left in one comparison of two texts."""

    left: int = MOST_WORK


def differences(before: str, after: str) -> list[Paragraph]:
    """Every paragraph of both texts in order, each with what became of it."""
    old, new = paragraphs(before), paragraphs(after)
    if len(old) * len(new) > MOST_PAIRS:
        return [*(_whole(text, Change.REMOVED) for text in old), *(_whole(text, Change.ADDED) for text in new)]
    found: list[Paragraph] = []
    work = _Work()
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [_whole(text, Change.SAME) for text in old[start:end]]
        else:
            found += _paired(old[start:end], new[first:last], work)
    return found


def _paired(old: Sequence[str], new: Sequence[str], work: _Work) -> Iterator[Paragraph]:
    """Paragraphs that took each other's place: those that are alike are one that was changed."""
    waiting = list(old)
    for text in new:
        twin = next((each for each in waiting if _alike(each, text, work)), None)
        if twin is None:
            yield _whole(text, Change.ADDED)
            continue
        while waiting[0] is not twin:
            yield _whole(waiting.pop(0), Change.REMOVED)
        waiting.pop(0)
        yield Paragraph(Change.CHANGED, tuple(_by_word(twin, text)))
    for text in waiting:
        yield _whole(text, Change.REMOVED)


def _alike(one: str, other: str, work: _Work) -> bool:
    if work.left <= 0:
        return False
    old, new = _WORDS.findall(one), _WORDS.findall(other)
    if len(old) * len(new) > MOST_PAIRS:
        return False
    work.left -= len(old) * len(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _by_word(before: str, after: str) -> Iterator[Words]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Words("".join(old[start:end]), Change.SAME)
            continue
        if start < end:
            yield Words("".join(old[start:end]), Change.REMOVED)
        if first < last:
            yield Words("".join(new[first:last]), Change.ADDED)


def _whole(text: str, change: Change) -> Paragraph:
    return Paragraph(change, (Words(text, change),))
