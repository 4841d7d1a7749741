"""Whether a text speaks of a denunciation, by the words of the pack. Pure.

Rather one letter too many under seal than a name too many in the open (Luật Tố cáo 2018, Điều 8): a mistyped tone is
forgiven, and so is a text without any. Where somebody writes with diacritics they tell words apart: “tổ cao su” and
“cây to cao” denounce nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.kernel.text import clean_line, fold

READ = 100_000
"""Letters that are read, of an e-mail too: ten times what a report may have, so whatever can be filed is read whole."""
_WORD = re.compile(r"[^\W_]+")
Word = tuple[str, str]
"""A word as it was written, in small letters, and as search compares it."""


def denounces(text: str, terms: Mapping[str, Any]) -> bool:
    """Whether the pack's words for a denunciation stand in a text, or in one of its lines taken by itself.

    A subject or an address with tones above it does not make a letter without any look as if it had been written with.
    """
    phrases = [_words(str(phrase)) for phrase in terms.get("denunciation_words", ())]
    lines = [_words(line) for line in text[:READ].splitlines()]
    written = [word for line in lines for word in line]
    marked = any(_bears(word) for word in written)
    if any(_stands(phrase, written, marked=marked) for phrase in phrases):
        return True
    bare = [line for line in lines if marked and not any(_bears(word) for word in line)]
    return any(_stands(phrase, line, marked=False) for line in bare for phrase in phrases)


def _words(text: str) -> list[Word]:
    return [(word, fold(word)) for word in _WORD.findall(clean_line(text).lower())]


def _bears(word: Word) -> bool:
    """Whether a word is written with a diacritic."""
    return word[0] != word[1]


def _stands(phrase: Sequence[Word], written: Sequence[Word], *, marked: bool) -> bool:
    length = len(phrase)
    return any(
        _is(phrase, written[start : start + length], marked) for start in range(len(written) - length + 1) if length
    )


def _is(phrase: Sequence[Word], said: Sequence[Word], marked: bool) -> bool:
    if [folded for _word, folded in phrase] != [folded for _word, folded in said]:
        return False
    if not marked:
        return True
    owed = [(meant, found) for meant, found in zip(phrase, said, strict=True) if _bears(meant)]
    borne = [(meant, found) for meant, found in owed if _bears(found)]
    # All of them in some tone, be it the wrong one; or fewer, but those as the word is spelt.
    return len(borne) == len(owed) or (bool(borne) and all(meant[0] == found[0] for meant, found in borne))
