"""The clock written a second time, minute by minute, straight from the contract, as a yardstick.

It shares nothing with the code under test: it reads the mapping of a calendar itself, and its times are whole
minutes after midnight of a first Monday.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

FIRST = date(2024, 1, 1)
DAYS = 420
DAY = 1440
Hold = tuple[int, int]


class SlowClock:
    """Knows of each minute whether it is working time, and nothing else."""

    def __init__(self, mapping: dict[str, Any]) -> None:
        self.minutes = bytearray(DAYS * DAY)
        special = {each["date"]: each for each in mapping["exceptions"]}
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            hours = mapping["hours"][("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()]]
            if day in special and special[day]["kind"] == "working_day":
                hours = special[day].get("hours", mapping["hours"]["fri"])
            elif day in special:
                hours = []
            for period in hours:
                opens, closes = (int(text[:2]) * 60 + int(text[3:]) for text in period.split("-"))
                self.minutes[number * DAY + opens : number * DAY + closes] = b"\1" * (closes - opens)

    def works_on(self, day: int) -> bool:
        return any(self.minutes[day * DAY : (day + 1) * DAY])

    def moved(self, at: int) -> int:
        while not self.minutes[at]:
            at += 1
        return at

    def worked(self, begins: int, ends: int) -> int:
        return sum(self.minutes[minute] for minute in range(begins, ends))

    def after_working(self, at: int, minutes: int) -> int:
        while minutes:
            minutes -= self.minutes[at]
            at += 1
        return at

    def evening(self, day: int) -> int:
        return max(minute for minute in range(day * DAY, (day + 1) * DAY) if self.minutes[minute]) + 1

    def fitted(self, day: int, minute: int) -> int:
        at = day * DAY + minute
        ends_a_period = minute > 0 and self.minutes[at - 1]
        return at if self.minutes[at] or ends_a_period else self.evening(day)

    def next_working_day(self, day: int) -> int:
        day += 1
        while not self.works_on(day):
            day += 1
        return day

    def due(self, start: int, limit: str, *, policy: str, cutoff: int, holds: Sequence[Hold]) -> int:
        pauses = merged(holds)
        start = self.moved(start)
        if limit == "same_day":
            return self.same_day(start, cutoff, pauses)
        amount, unit = limit.split()
        if unit == "working_hours":
            at = self.through_hours(start, int(amount) * 60, pauses)
        elif unit == "working_days":
            at = self.through_working_days(start, float(amount), pauses)
        else:
            at = self.through_calendar(start, int(amount), unit, pauses)
        # The end of a day at 24:00 is a minute of the day it ends, unless work begins at that midnight too.
        return (
            self.evening((at - 1) // DAY if at and not self.minutes[at] else at // DAY)
            if (policy == "end_of_day")
            else at
        )

    def same_day(self, start: int, cutoff: int, pauses: Sequence[Hold]) -> int:
        day = start // DAY
        at = self.evening(day if start % DAY < cutoff else self.next_working_day(day))
        for begins, ends in pauses:
            if start < ends and begins <= at:
                return self.same_day(self.moved(ends), cutoff, [each for each in pauses if each[0] > begins])
        return at

    def through_hours(self, at: int, minutes: int, pauses: Sequence[Hold]) -> int:
        """Every minute that works and is not held counts; a hold that begins at the end still moves it."""
        while minutes:
            if not any(begins <= at < ends for begins, ends in pauses):
                minutes -= self.minutes[at]
            at += 1
        for begins, ends in pauses:
            if begins == at:
                return self.after_working(at, self.worked(begins, ends))
        return at

    def through_working_days(self, start: int, days: float, pauses: Sequence[Hold]) -> int:
        at, day = start, start // DAY
        for _ in range(int(days)):
            day = self.next_working_day(day)
        if int(days):
            at = self.fitted(day, start % DAY)
        at = self.after_working(at, int(days % 1 * 8 * 60))
        for begins, ends in pauses:
            if begins <= at:
                at = self.after_working(at, self.worked(max(begins, start), max(ends, start)))
        return at

    def through_calendar(self, start: int, amount: int, unit: str, pauses: Sequence[Hold]) -> int:
        day = FIRST + timedelta(days=start // DAY)
        if unit == "months":
            year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
            landed = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        else:
            landed = day + timedelta(days=amount)
        at = (landed - FIRST).days * DAY + start % DAY
        for begins, ends in pauses:
            if begins <= at:
                at += DAY * sum(minute % DAY == 0 for minute in range(max(begins, start), ends))
        landing = at // DAY
        if not self.works_on(landing):
            landing = self.next_working_day(landing)
        return self.fitted(landing, start % DAY)


def merged(holds: Sequence[Hold]) -> list[Hold]:
    """Minutes in a row that any hold covers are one hold."""
    held = {minute for begins, ends in holds for minute in range(begins, ends)}
    first = sorted(minute for minute in held if minute - 1 not in held)
    after = sorted(minute + 1 for minute in held if minute + 1 not in held)
    return list(zip(first, after, strict=True))
