"""An issued letter for what stands above letters: the program's own work, which needs its symbol and its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.letters.models import Letter
from motcua.domain.letters.rules import composing
from motcua.domain.letters.states import State


@dataclass(frozen=True)
class Issued:
    """The number and symbol of a letter as they are written, its day, and the moment it was issued."""

    symbol: str
    issued_on: date
    issued_at: datetime


def issued_letter(letter_id: int) -> Issued | None:
    """What was issued, replaced since or not; nothing where it is a draft still, or was recalled."""
    found = Letter.objects.filter(pk=letter_id, state__in=[State.ISSUED, State.REPLACED]).order_by("pk").first()
    if found is None or found.number is None or found.issued_on is None or found.issued_at is None:
        return None
    return Issued(composing.full_symbol(found.number, found.symbol), found.issued_on, found.issued_at)


def still_drafted(letter_ids: set[int]) -> frozenset[int]:
    """Those of the letters whose text may change still."""
    return frozenset(
        Letter.objects.filter(pk__in=letter_ids, state=State.DRAFTING).order_by("pk").values_list("pk", flat=True)
    )


def is_under_way(letter_id: int) -> bool:
    """Whether somebody checks it, signs it or has signed it, and its text stays as it is."""
    return Letter.objects.filter(pk=letter_id).exclude(state=State.DRAFTING).exists()


def with_ids(letter_ids: set[int]) -> list[Letter]:
    """These letters in the order they were begun, for whoever may see what they answer."""
    return list(Letter.objects.filter(pk__in=letter_ids).defer("recall_reason").order_by("pk"))
