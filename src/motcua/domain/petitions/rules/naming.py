"""Whatever in a sentence points at somebody who asked, taken out of it for readers whom that does not concern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import Pattern

from motcua.domain.petitions.models import Petition

SHORTEST = 4
"""Characters from where on a name or an address is looked for in a sentence; shorter ones are words too."""
Pointing = Sequence[Pattern[str]]


def pointing_at(bearers: Iterable[Petition], *, own: Petition | None = None, home: bool = True) -> Pointing:
    """What must not be read about these: names of who did not agree, telephones, addresses; the longest first.

    `own`: what the reader said of themselves may be read. Without `home` a hamlet alone may be read: it is a place too.
    """
    known = set(_said(own, home=True)) if own is not None else set()
    words = {word for each in bearers for word in _said(each, home=home)} - known
    return [_however_written(word) for word in sorted(words, key=lambda word: (-len(word), word))]


def without(text: str, pointing: Pointing) -> str:
    """A text with a sign in the place of each of these."""
    for each in pointing:
        text = each.sub("…", text)
    return text


def _said(bearer: Petition, *, home: bool) -> list[str]:
    said = ("" if bearer.named else bearer.voter_name, bearer.voter_phone, bearer.voter_email)
    all_of_it = (*said, bearer.voter_address) if home or "," in bearer.voter_address else said
    return [word.strip() for word in all_of_it if len(word.strip()) >= SHORTEST]


def _however_written(word: str) -> Pattern[str]:
    """A name over two lines, a telephone number with dots, spaces and the country's code."""
    if word.isdecimal():
        digits = r"[\s.\-]*".join(word.removeprefix("0"))
        first = r"(?:\(?\+?84\)?|0)[\s.\-]*(?:\(?0\)?[\s.\-]*)?" if word.startswith("0") else ""
        return re.compile(first + digits)
    return re.compile(r"\s+".join(map(re.escape, word.split())), re.IGNORECASE)
