"""An issued letter for what stands above letters: the program's own work, which needs its symbol and its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.letters.models import Letter
from motcua.domain.letters.rules import composing
from motcua.domain.letters.states import NUMBERED, State

LEFT = (State.DISCARDED, State.RECALLED)
"""Letters that nobody goes on with: what stood in them may stand in another."""


@dataclass(frozen=True)
class Issued:
    """The number and symbol of a letter as they are written, its day, and the moment it was issued."""

    symbol: str
    issued_on: date
    issued_at: datetime


def issued_letter(letter_id: int) -> Issued | None:
    """What was issued, replaced since or not; nothing where it is a draft still, or was recalled."""
    found = Letter.objects.filter(pk=letter_id, state__in=[State.ISSUED, State.REPLACED]).order_by("pk").first()
    return _issued(found) if found is not None else None


@dataclass(frozen=True)
class Line:
    """An issued letter with those it took the place of and those that took its place, the oldest first.

    `last` is the newest of them; `recalled_at` is when that was taken back, if it was.
    """

    letter_ids: tuple[int, ...]
    last: Issued
    recalled_at: datetime | None


def line_of(letter_id: int) -> Line | None:
    """The line that an issued letter stands in, mostly alone; nothing where it was never issued."""
    numbered = Letter.objects.filter(state__in=NUMBERED).order_by("pk")
    found = numbered.filter(pk=letter_id).first()
    if found is None:
        return None
    line = [found]
    while (older := line[0].replaces_id) is not None:
        line.insert(0, numbered.get(pk=older))
    while (newer := numbered.filter(replaces=line[-1]).first()) is not None:
        line.append(newer)
    last = _issued(line[-1])
    assert last is not None
    return Line(tuple(each.pk for each in line), last, line[-1].recalled_at)


def _issued(letter: Letter) -> Issued | None:
    if letter.number is None or letter.issued_on is None or letter.issued_at is None:
        return None
    return Issued(composing.full_symbol(letter.number, letter.symbol), letter.issued_on, letter.issued_at)


def still_drafted(letter_ids: set[int]) -> frozenset[int]:
    """Those of the letters whose text may change still, and those that were given up: what stands in them is free."""
    free = Letter.objects.filter(pk__in=letter_ids, state__in=(State.DRAFTING, *LEFT))
    return frozenset(free.order_by("pk").values_list("pk", flat=True))


def is_under_way(letter_id: int) -> bool:
    """Whether somebody checks it, signs it or has issued it, and its text stays as it is."""
    return Letter.objects.filter(pk=letter_id).exclude(state__in=(State.DRAFTING, *LEFT)).exists()


def with_ids(letter_ids: set[int]) -> list[Letter]:
    """These letters in the order they were begun, for whoever may see what they answer."""
    return list(Letter.objects.filter(pk__in=letter_ids).defer("recall_reason").order_by("pk"))
