"""How long something may take: the limits of the law, and the budgets of a route's steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.errors import Malformed

WORKING_DAY_MINUTES = 8 * 60
"""One working day is eight working hours, whatever the hours of the day it falls on."""


class Unit(StrEnum):
    """What a limit is counted in."""

    SAME_DAY = "same_day"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


_LIMIT = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,3}))? +([a-z_]+)")
_BUDGET = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,3}))?([mhd])")
_BUDGET_MINUTES = {"m": 1, "h": 60, "d": WORKING_DAY_MINUTES}


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time owed; only working days may have a half, and `same_day` has no number."""

    unit: Unit
    whole: int = 0
    half: bool = False

    @classmethod
    def parse(cls, text: str) -> Limit:
        """A limit as written: `same_day`, `8 working_hours`, `1.5 working_days`, `15 days`, `2 months`."""
        written = text.strip() if isinstance(text, str) else ""
        if written == Unit.SAME_DAY:
            return cls(Unit.SAME_DAY)
        found = _LIMIT.fullmatch(written)
        if found is None or found[3] not in set(Unit) - {Unit.SAME_DAY}:
            raise Malformed(
                f"{text} is not a limit: write same_day, or a number and working_hours, working_days, days or months."
            )
        unit, whole, fraction = Unit(found[3]), int(found[1]), (found[2] or "").rstrip("0")
        if fraction not in ("", "5") or (fraction and unit is not Unit.WORKING_DAYS):
            raise Malformed(f"{text} is not a limit: only working_days may have a half, and nothing smaller.")
        if not whole and not fraction:
            raise Malformed(f"{text} is not a limit: it leaves no time.")
        return cls(unit, whole, bool(fraction))

    def __str__(self) -> str:
        if self.unit is Unit.SAME_DAY:
            return self.unit.value
        return f"{self.whole}{'.5' if self.half else ''} {self.unit.value}"

    @property
    def working_minutes(self) -> int | None:
        """The limit as working time (`same_day` is one day); None for calendar days and months."""
        match self.unit:
            case Unit.SAME_DAY:
                return WORKING_DAY_MINUTES
            case Unit.WORKING_HOURS:
                return self.whole * 60
            case Unit.WORKING_DAYS:
                return self.whole * WORKING_DAY_MINUTES + (WORKING_DAY_MINUTES // 2 if self.half else 0)
        return None


def parse_budget(text: str) -> int:
    """The working minutes of a budget: `30m`, `2h`, `1.5d` (a day is 8 hours)."""
    found = _BUDGET.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        raise Malformed(f"{text} is not a budget such as 30m, 2h or 1.5d.")
    thousandths = int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))
    minutes, rest = divmod(thousandths * _BUDGET_MINUTES[found[3]], 1000)
    if rest or not minutes:
        raise Malformed(f"{text} is not a budget: it must come to whole minutes, one at least.")
    return minutes
