"""What a day of a calendar is made of: its working periods, and why it differs from its weekday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

DAY = 1440
"""Minutes from one midnight to the next on the calendar's own clock."""


class Period(NamedTuple):
    """A stretch of working time, half-open, in minutes after midnight; `closes` may be 1440 (24:00)."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{clock_face(self.opens)}-{clock_face(self.closes)}"


Periods = tuple[Period, ...]


class Kind(StrEnum):
    """How a dated exception departs from its weekday."""

    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    WORKING_DAY = "working_day"


@dataclass(frozen=True, slots=True)
class ExceptionalDay:
    """A day that differs from its weekday, and the document that decided so.

    `hours` is None where the decision names none: a make-up working day then takes Friday's.
    """

    day: date
    kind: Kind
    source: str
    hours: Periods | None = None


def clock_face(minute: int) -> str:
    """Minutes after midnight as HH:MM."""
    return f"{minute // 60:02}:{minute % 60:02}"
