"""When something is due: the arithmetic of terms, as the steps that lead to the date.

Times go in with any offset and come out in the calendar's timezone. Everything is exact to the minute; the
seconds of a time are dropped (09:00:59 is 09:00). The cost does not grow with the length of the term.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime.calendars import Calendar, Moment
from motcua.kernel.worktime.days import DAY
from motcua.kernel.worktime.limits import WORKING_DAY_MINUTES, Limit, Unit

Policy = Literal["same_time", "end_of_day"]
POLICIES: tuple[Policy, ...] = ("same_time", "end_of_day")
CUTOFF = time(15, 0)
"""What arrives from this time of day on may wait for the next working day (NĐ 61/2018, Art. 18)."""


@dataclass(frozen=True, slots=True)
class Span:
    """The time from `start` up to, not including, `end`: a hold whose end is known."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        for at in (self.start, self.end):
            if at.utcoffset() is None:
                raise Malformed(f"The time {at.isoformat()} has no offset from UTC.")
        if self.end < self.start:
            raise Malformed(f"The hold from {self.start.isoformat()} ends before it starts.")


class Act(StrEnum):
    """What one step of a term does, and in brackets what its `amount` means."""

    RECEIVE = "receive"
    MOVE_TO_WORK = "move_to_work"
    SAME_DAY = "same_day"  # (the cut-off, minutes after midnight)
    ADD_WORKING_DAYS = "add_working_days"  # (days)
    ADD_WORKING_MINUTES = "add_working_minutes"  # (minutes)
    ADD_DAYS = "add_days"  # (days)
    ADD_MONTHS = "add_months"  # (months)
    HOLD_WORK = "hold_work"  # (working minutes taken out)
    HOLD_DAYS = "hold_days"  # (midnights taken out)
    RESTART = "restart"
    LATE_HOLD = "late_hold"
    SETTLE = "settle"
    END_OF_DAY = "end_of_day"


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to the due time: `at` is where it leads, `hold` the hold it is about."""

    act: Act
    at: datetime
    amount: int = 0
    hold: Span | None = None


def due(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    policy: Policy = "same_time",
    cutoff: time = CUTOFF,
    holds: Iterable[Span] = (),
) -> datetime:
    """When a term that starts at `start` ends (NĐ 61/2018, Art. 18; BLDS 2015, Art. 147-148)."""
    return reckon(start, limit, calendar, policy=policy, cutoff=cutoff, holds=holds)[-1].at


def worked(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Minutes of working time from `start` up to `end`; Malformed when the end comes first."""
    first, last = calendar.moment(start), calendar.moment(end)
    if last < first:
        raise Malformed(f"The end {end.isoformat()} comes before the start {start.isoformat()}.")
    return calendar.minutes_until(last) - calendar.minutes_until(first)


def add_working_minutes(start: datetime, minutes: int, calendar: Calendar) -> datetime:
    """When that much working time has passed, from the next working minute after `start` on."""
    if minutes < 0:
        raise ValueError("working time is added, never taken away")
    first = calendar.next_working_minute(calendar.moment(start))
    return calendar.instant(_later(first, minutes, calendar))


def reckon(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    policy: Policy = "same_time",
    cutoff: time = CUTOFF,
    holds: Iterable[Span] = (),
) -> tuple[Step, ...]:
    """The steps from the start to the due time, which is where the last one leads."""
    if policy not in POLICIES:
        raise Malformed(f"{policy} is not a policy: use same_time or end_of_day.")
    return tuple(_Reckoning(calendar, limit, cutoff).steps(start, policy, merged(holds, calendar)))


@dataclass(frozen=True, slots=True)
class Pause:
    """A hold on the calendar's own clock, in minutes since the first midnight of all."""

    begins: int
    ends: int
    span: Span

    def joined_with(self, later: Pause) -> Pause:
        """The one hold that this and a later one make together."""
        span = Span(self.span.start, max(self.span.end, later.span.end))
        return Pause(self.begins, max(self.ends, later.ends), span)


def merged(holds: Iterable[Span], calendar: Calendar) -> list[Pause]:
    """The holds in order, those that overlap or touch as one, empty ones left out."""
    pauses: list[Pause] = []
    for span in sorted(holds, key=lambda each: each.start):
        pause = Pause(calendar.moment(span.start).instant, calendar.moment(span.end).instant, span)
        if pause.begins >= pause.ends:
            continue
        if pauses and pause.begins <= pauses[-1].ends:
            pause = pauses.pop().joined_with(pause)
        pauses.append(pause)
    return pauses


@dataclass(frozen=True, slots=True)
class _Reckoning:
    calendar: Calendar
    limit: Limit
    cutoff: time

    def steps(self, start: datetime, policy: Policy, pauses: Sequence[Pause]) -> Iterator[Step]:
        received = self.calendar.moment(start)
        yield self._step(Act.RECEIVE, received)
        first = self.calendar.next_working_minute(received)
        if first != received:
            yield self._step(Act.MOVE_TO_WORK, first)
        counted = [pause for pause in pauses if pause.ends > first.instant]
        match self.limit.unit:
            case Unit.SAME_DAY:
                last = yield from self._same_day(first, counted)
            case Unit.WORKING_HOURS | Unit.WORKING_DAYS:
                last = yield from self._in_working_time(first, counted)
            case Unit.DAYS | Unit.MONTHS:
                last = yield from self._in_calendar_time(first, counted)
        evening = self.calendar.end_of_work(last.day)
        if policy == "end_of_day" and last != evening:
            yield self._step(Act.END_OF_DAY, evening)

    def _in_working_time(self, first: Moment, pauses: Sequence[Pause]) -> Generator[Step, None, Moment]:
        days, minutes = self.limit.whole, 0
        if self.limit.unit is Unit.WORKING_HOURS:
            days, minutes = 0, self.limit.whole * 60
        if self.limit.half:
            minutes += WORKING_DAY_MINUTES // 2
        at = first
        if days:
            at = self.calendar.same_time_on(self.calendar.working_day_after(first.day, days), first.minute)
            yield self._step(Act.ADD_WORKING_DAYS, at, days)
        if minutes:
            at = _later(at, minutes, self.calendar)
            yield self._step(Act.ADD_WORKING_MINUTES, at, minutes)
        for pause in pauses:
            if pause.begins > at.instant:
                yield self._step(Act.LATE_HOLD, at, hold=pause.span)
                continue
            since = max(first, _moment(pause.begins))
            held = self.calendar.minutes_until(_moment(pause.ends)) - self.calendar.minutes_until(since)
            at = _later(at, held, self.calendar)
            yield self._step(Act.HOLD_WORK, at, held, pause.span)
        return at

    def _in_calendar_time(self, first: Moment, pauses: Sequence[Pause]) -> Generator[Step, None, Moment]:
        if self.limit.unit is Unit.MONTHS:
            at = Moment(_months_later(first.day, self.limit.whole), first.minute)
            yield self._step(Act.ADD_MONTHS, at, self.limit.whole)
        else:
            at = Moment(first.day + self.limit.whole, first.minute)
            yield self._step(Act.ADD_DAYS, at, self.limit.whole)
        for pause in pauses:
            if pause.begins > at.instant:
                yield self._step(Act.LATE_HOLD, at, hold=pause.span)
                continue
            midnights = _midnights(max(pause.begins, first.instant), pause.ends)
            at = Moment(at.day + midnights, at.minute)
            yield self._step(Act.HOLD_DAYS, at, midnights, pause.span)
        # Only now: a day of rest on the way is no due day, and holds are measured against the term itself.
        day = at.day if self.calendar.periods_of(at.day) else self.calendar.working_day_after(at.day, 1)
        settled = self.calendar.same_time_on(day, at.minute)
        if settled != at:
            yield self._step(Act.SETTLE, settled)
        return settled

    def _same_day(self, first: Moment, pauses: Sequence[Pause]) -> Generator[Step, None, Moment]:
        cutoff = self.cutoff.hour * 60 + self.cutoff.minute
        at = same_day(first, cutoff, self.calendar)
        yield self._step(Act.SAME_DAY, at, cutoff)
        for pause in pauses:
            if pause.begins > at.instant:
                yield self._step(Act.LATE_HOLD, at, hold=pause.span)
                continue
            anew = self.calendar.next_working_minute(_moment(pause.ends))
            yield self._step(Act.RESTART, anew, hold=pause.span)
            at = same_day(anew, cutoff, self.calendar)
            yield self._step(Act.SAME_DAY, at, cutoff)
        return at

    def _step(self, act: Act, at: Moment, amount: int = 0, hold: Span | None = None) -> Step:
        return Step(act, self.calendar.instant(at), amount, hold)


def same_day(first: Moment, cutoff: int, calendar: Calendar) -> Moment:
    """The end of work that day, or of the next working day for what begins at the cut-off or later."""
    day = first.day if first.minute < cutoff else calendar.working_day_after(first.day, 1)
    return calendar.end_of_work(day)


def _later(at: Moment, minutes: int, calendar: Calendar) -> Moment:
    return calendar.moment_reaching(calendar.minutes_until(at) + minutes) if minutes else at


def _moment(instant: int) -> Moment:
    return Moment(*divmod(instant, DAY))


def _midnights(begins: int, ends: int) -> int:
    """Midnights from `begins` up to, not including, `ends`."""
    return -(-ends // DAY) - -(-begins // DAY)


def _months_later(day: int, months: int) -> int:
    """The same day of a later month, or its last where it has no such day."""
    origin = date.fromordinal(day)
    year, month = divmod(origin.year * 12 + origin.month - 1 + months, 12)
    if year > date.max.year:
        raise Malformed("The term would end after the year 9999.")
    return date(year, month + 1, min(origin.day, monthrange(year, month + 1)[1])).toordinal()
