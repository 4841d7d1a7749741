"""Going the steps of an explanation again, day by day with nothing but the printed calendar.

This is the proof of an explanation, so it shares no prefix sum or bisection with `terms`; it
reads what each step does, never where it says it leads.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime.calendars import Calendar
from motcua.kernel.worktime.terms import Act, Span, Step

_ONE_DAY = timedelta(days=1)


def replay(steps: Sequence[Step], calendar: Calendar) -> datetime:
    """The due time that the steps lead to on this calendar; it takes as long as the term has days."""
    if not steps or steps[0].act is not Act.RECEIVE:
        raise Malformed("An explanation begins with the time of receipt.")
    try:
        return _Walk(calendar, steps[0].at).through(steps[1:])
    except OverflowError:
        raise Malformed("The term would end after the year 9999.") from None


class _Walk:
    """Someone with a calendar on the wall: a day, minutes after its midnight, and when the term began."""

    def __init__(self, calendar: Calendar, received: datetime) -> None:
        self.calendar = calendar
        self.began = self._wall(received)
        self._stand_at(self.began)

    def through(self, steps: Sequence[Step]) -> datetime:
        for step in steps:
            self._take(step)
        midnight = datetime.combine(self.day, time(), self.calendar.zone)
        return midnight + timedelta(minutes=self.minute)

    def _take(self, step: Step) -> None:
        match step.act:
            case Act.MOVE_TO_WORK:
                self._move_to_work()
                self.began = self._here()
            case Act.SAME_DAY:
                if self.minute >= step.amount:
                    self._next_working_day()
                self._to_end_of_work()
            case Act.ADD_WORKING_DAYS:
                for _ in range(step.amount):
                    self._next_working_day()
                self._settle()
            case Act.ADD_WORKING_MINUTES:
                self._work(step.amount)
            case Act.ADD_DAYS:
                self.day += step.amount * _ONE_DAY
            case Act.ADD_MONTHS:
                self._add_months(step.amount)
            case Act.HOLD_WORK:
                self._work(self._worked_in(self._hold(step)))
            case Act.HOLD_DAYS:
                self.day += self._midnights_in(self._hold(step)) * _ONE_DAY
            case Act.RESTART:
                self._stand_at(self._hold(step)[1])
                self._move_to_work()
            case Act.SETTLE:
                if not self.calendar.is_working_day(self.day):
                    self._next_working_day()
                self._settle()
            case Act.END_OF_DAY:
                self._to_end_of_work()
            case Act.LATE_HOLD:
                pass

    def _hold(self, step: Step) -> tuple[datetime, datetime]:
        """The part of the hold that lies after the start of the term, on the wall clock."""
        span: Span | None = step.hold
        if span is None:
            raise Malformed(f"The step {step.act.value} does not say which hold it means.")
        return max(self._wall(span.start), self.began), self._wall(span.end)

    def _wall(self, at: datetime) -> datetime:
        return at.astimezone(self.calendar.zone).replace(tzinfo=None, second=0, microsecond=0)

    def _stand_at(self, at: datetime) -> None:
        self.day, self.minute = at.date(), at.hour * 60 + at.minute

    def _here(self) -> datetime:
        return datetime.combine(self.day, time()) + timedelta(minutes=self.minute)

    def _next_working_day(self) -> None:
        self.day += _ONE_DAY
        while not self.calendar.is_working_day(self.day):
            self.day += _ONE_DAY

    def _move_to_work(self) -> None:
        while True:
            for opens, closes in self.calendar.periods(self.day):
                if self.minute < closes:
                    self.minute = max(self.minute, opens)
                    return
            self.day, self.minute = self.day + _ONE_DAY, 0

    def _work(self, minutes: int) -> None:
        """Let working time pass; with none to pass, stay where one stands."""
        while minutes:
            for opens, closes in self.calendar.periods(self.day):
                passing = min(minutes, closes - max(opens, self.minute))
                if passing > 0:
                    minutes -= passing
                    self.minute = max(opens, self.minute) + passing
                if not minutes:
                    return
            self.day, self.minute = self.day + _ONE_DAY, 0

    def _to_end_of_work(self) -> None:
        self.minute = self.calendar.periods(self.day)[-1].closes

    def _settle(self) -> None:
        if not any(opens <= self.minute <= closes for opens, closes in self.calendar.periods(self.day)):
            self._to_end_of_work()

    def _add_months(self, months: int) -> None:
        number_of_day = self.day.day
        for _ in range(months):
            self.day = self.day.replace(day=monthrange(self.day.year, self.day.month)[1]) + _ONE_DAY
        last = monthrange(self.day.year, self.day.month)[1]
        self.day = date(self.day.year, self.day.month, min(number_of_day, last))

    def _days_of(self, hold: tuple[datetime, datetime]) -> Iterator[tuple[date, int, int]]:
        """Each day a hold touches, with the minutes of that day between which it lasts."""
        begins, ends = hold
        day = begins.date()
        while day <= ends.date():
            since = begins.hour * 60 + begins.minute if day == begins.date() else 0
            until = ends.hour * 60 + ends.minute if day == ends.date() else 24 * 60
            yield day, since, until
            day += _ONE_DAY

    def _worked_in(self, hold: tuple[datetime, datetime]) -> int:
        return sum(
            max(0, min(until, closes) - max(since, opens))
            for day, since, until in self._days_of(hold)
            for opens, closes in self.calendar.periods(day)
        )

    def _midnights_in(self, hold: tuple[datetime, datetime]) -> int:
        return sum(since == 0 and until > 0 for _, since, until in self._days_of(hold))
