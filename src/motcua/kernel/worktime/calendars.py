"""The calendar of an office: when it works, on which days it does not, and which document decided so.

A value without a clock. Working time is counted on the wall clock of the calendar's timezone, to the minute:
the seconds of a time are dropped (09:00:59 is 09:00).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from motcua.kernel.errors import Malformed
from motcua.kernel.reading import parse_yaml_with_marks, read_text
from motcua.kernel.worktime.days import DAY, ExceptionalDay, Kind, Period, Periods
from motcua.kernel.worktime.tallies import Tally
from motcua.kernel.worktime.written import FRIDAY, Misread, Parts, read_parts, write_parts


class Moment(NamedTuple):
    """A minute on the calendar's own clock: the ordinal of its day and the minutes after midnight.

    The end of a period at 24:00 is minute 1440 of its own day, not the first of the next.
    """

    day: int
    minute: int

    @property
    def instant(self) -> int:
        """Minutes since the first midnight of all: what two moments are compared by."""
        return self.day * DAY + self.minute


@dataclass(frozen=True)
class Calendar:
    """Weekly hours and dated exceptions in a timezone; equal when they say the same."""

    name: str
    zone: ZoneInfo
    week: tuple[Periods, ...]
    exceptions: tuple[ExceptionalDay, ...] = ()
    _exceptional: dict[int, Periods] = field(init=False, repr=False, compare=False)
    _ordinals: list[int] = field(init=False, repr=False, compare=False)
    _minutes: Tally = field(init=False, repr=False, compare=False)
    _days: Tally = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        special = {each.day.toordinal(): self._hours_of(each) for each in self.exceptions}
        object.__setattr__(self, "_exceptional", special)
        object.__setattr__(self, "_ordinals", list(special))
        for name, amount in (("_minutes", _length), ("_days", _is_any)):
            weekdays = [amount(periods) for periods in self.week]
            tally = Tally(weekdays, [(day, amount(periods)) for day, periods in special.items()])
            object.__setattr__(self, name, tally)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Calendar:
        """The calendar a file describes; Malformed (with its `place`) when it cannot be understood."""
        return cls(*read_parts(mapping))

    def to_mapping(self) -> dict[str, Any]:
        """The calendar in the form of its file, exceptions in the order of their dates."""
        return write_parts(Parts(self.name, self.zone, self.week, self.exceptions))

    def is_working_day(self, day: date) -> bool:
        """Whether the office works at any time of that day."""
        return bool(self.periods(day))

    def periods(self, day: date) -> Periods:
        """The working periods of a day, in order; none on a day of rest."""
        return self.periods_of(day.toordinal())

    def reason(self, day: date) -> ExceptionalDay | None:
        """Why a day differs from its weekday, with the document that decided it."""
        position = bisect_left(self._ordinals, day.toordinal())
        if position < len(self.exceptions) and self.exceptions[position].day == day:
            return self.exceptions[position]
        return None

    def exceptions_within(self, first: date, last: date) -> tuple[ExceptionalDay, ...]:
        """The exceptions from one day to another, both included."""
        begin = bisect_left(self._ordinals, first.toordinal())
        return self.exceptions[begin : bisect_left(self._ordinals, last.toordinal() + 1)]

    def working_days_within(self, first: date, last: date) -> int:
        """How many days from one to another, both included, have working time."""
        return self._days.before(last.toordinal() + 1) - self._days.before(first.toordinal())

    def moment(self, at: datetime) -> Moment:
        """The minute of an instant on the calendar's clock; Malformed without an offset."""
        if at.utcoffset() is None:
            raise Malformed(f"The time {at.isoformat()} has no offset from UTC.")
        try:
            local = at.astimezone(self.zone)
        except OverflowError:
            raise Malformed(f"The time {at.isoformat()} lies outside the years 1 to 9999.") from None
        return Moment(local.toordinal(), local.hour * 60 + local.minute)

    def instant(self, moment: Moment) -> datetime:
        """A minute of the calendar's clock as an instant in its timezone."""
        try:
            day = datetime.fromordinal(moment.day).replace(tzinfo=self.zone)
            return day + timedelta(minutes=moment.minute)
        except (OverflowError, ValueError):
            raise Malformed("The term would end after the year 9999.") from None

    def periods_of(self, day: int) -> Periods:
        """The working periods of a day given by its ordinal."""
        special = self._exceptional.get(day)
        return self.week[(day - 1) % 7] if special is None else special

    def minutes_until(self, moment: Moment) -> int:
        """Working minutes from the first day of all to a moment."""
        today = (min(moment.minute, closes) - opens for opens, closes in self.periods_of(moment.day))
        return self._minutes.before(moment.day) + sum(minutes for minutes in today if minutes > 0)

    def moment_reaching(self, minutes: int) -> Moment:
        """The first moment by which so many working minutes have passed: the end of a period is one."""
        day = self._minutes.day_reaching(minutes)
        rest = minutes - self._minutes.before(day)
        for opens, closes in self.periods_of(day):
            if rest <= closes - opens:
                return Moment(day, opens + rest)
            rest -= closes - opens
        raise AssertionError("the day that reaches an amount holds what is missing of it")

    def working_day_after(self, day: int, number: int) -> int:
        """The `number`-th day with working time after a day."""
        return self._days.day_reaching(self._days.before(day + 1) + number)

    def next_working_minute(self, moment: Moment) -> Moment:
        """The moment itself where it is working time, else the beginning of the next period."""
        for opens, closes in self.periods_of(moment.day):
            if moment.minute < closes:
                return Moment(moment.day, max(opens, moment.minute))
        day = self.working_day_after(moment.day, 1)
        return Moment(day, self.periods_of(day)[0].opens)

    def end_of_work(self, day: int) -> Moment:
        """When the work of a working day ends."""
        return Moment(day, self.periods_of(day)[-1].closes)

    def same_time_on(self, day: int, minute: int) -> Moment:
        """A time of day on a working day: the end of its work where that day has no such working time."""
        if any(opens <= minute <= closes for opens, closes in self.periods_of(day)):
            return Moment(day, minute)
        return self.end_of_work(day)

    def _hours_of(self, exception: ExceptionalDay) -> Periods:
        if exception.kind is not Kind.WORKING_DAY:
            return ()
        return self.week[FRIDAY] if exception.hours is None else exception.hours


def read_calendar(path: Path) -> Calendar:
    """The calendar in a file; Malformed names the file and the line."""
    document, marks = parse_yaml_with_marks(read_text(path), str(path))
    try:
        return Calendar.from_mapping(document)
    except Misread as problem:
        place = problem.place
        while place and place not in marks:
            place = place[:-1]
        raise Malformed(f"{path}: line {marks.get(place, 1)}: {problem}") from None


def _length(periods: tuple[Period, ...]) -> int:
    return sum(closes - opens for opens, closes in periods)


def _is_any(periods: tuple[Period, ...]) -> int:
    return 1 if periods else 0
