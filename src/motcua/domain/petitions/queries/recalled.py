"""Letters that answered a petition and were taken back, for whoever may follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.petitions.models import Answer


@dataclass(frozen=True)
class RecalledLetter:
    """A letter that was recalled, with the points it answered.

    `withdrawn`: its answers count no more; else the council, which was done with them, has not said so yet.
    """

    letter_id: int
    symbol: str
    signed_on: date | None
    recalled_at: datetime
    points: tuple[int, ...]
    withdrawn: bool


def recalled_letters(petition_id: int) -> list[RecalledLetter]:
    """The recalled ones among the letters that answered a petition, in the order in which they were recalled."""
    found = Answer.with_withdrawn.filter(point__petition_id=petition_id, recalled_at__isnull=False)
    by_letter: dict[int, list[Answer]] = {}
    for answer in found.select_related("point").defer("text", "point__text").order_by("recalled_at", "pk"):
        by_letter.setdefault(answer.letter_id or 0, []).append(answer)
    return [
        RecalledLetter(
            letter_id,
            answers[0].symbol,
            answers[0].signed_on,
            answers[0].recalled_at or answers[0].drafted_at,
            tuple(sorted({each.point.number for each in answers})),
            all(each.withdrawn_at is not None for each in answers),
        )
        for letter_id, answers in by_letter.items()
    ]
