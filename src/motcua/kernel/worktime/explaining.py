"""Why something is due when it is due: the reckoning of `terms` as dated sentences a citizen can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime.calendars import Calendar
from motcua.kernel.worktime.days import ExceptionalDay, Kind, clock_face
from motcua.kernel.worktime.limits import Limit, Unit
from motcua.kernel.worktime.terms import CUTOFF, Act, Policy, Span, Step, reckon
from motcua.kernel.worktime.wording import (
    LANGUAGES,
    SENTENCES,
    Language,
    count_in_words,
    day_in_words,
    limit_in_words,
    minutes_in_words,
    time_in_words,
)

_ONE_DAY = timedelta(days=1)
_COUNTED = {
    Act.ADD_WORKING_DAYS: Unit.WORKING_DAYS,
    Act.ADD_DAYS: Unit.DAYS,
    Act.ADD_MONTHS: Unit.MONTHS,
    Act.HOLD_DAYS: Unit.DAYS,
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A due time, the sentences that lead to it (the last names it), and the steps for `replay`."""

    due: datetime
    sentences: tuple[str, ...]
    steps: tuple[Step, ...]


def explain(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    policy: Policy = "same_time",
    cutoff: time = CUTOFF,
    holds: Iterable[Span] = (),
    language: Language = "vi",
) -> Explanation:
    """The due time with its reasons: every exception on the way is quoted, days of rest are summed up."""
    if language not in LANGUAGES:
        raise Malformed(f"{language} is not a language of the explanations: use vi or en.")
    steps = reckon(start, limit, calendar, policy=policy, cutoff=cutoff, holds=holds)
    sentences = _Telling(calendar, limit, language).sentences(steps)
    return Explanation(steps[-1].at, tuple(sentences), steps)


@dataclass(frozen=True, slots=True)
class _Telling:
    calendar: Calendar
    limit: Limit
    language: Language

    def sentences(self, steps: tuple[Step, ...]) -> Iterator[str]:
        begun = 2 if len(steps) > 1 and steps[1].act is Act.MOVE_TO_WORK else 1
        yield self._say("receive", at=self._at(steps[0]), limit=limit_in_words(self.limit, self.language))
        if begun == 2:
            yield self._say("move_to_work", at=self._at(steps[1]))
        yield from self._days_on_the_way(steps[0].at.date(), steps[-1].at.date())
        for before, step in pairwise(steps[begun - 1 :]):
            yield self._sentence(before, step)
        yield self._say("due", at=self._at(steps[-1]))

    def _days_on_the_way(self, first: date, last: date) -> Iterator[str]:
        exceptions = self.calendar.exceptions_within(first, last)
        if self.limit.unit not in (Unit.DAYS, Unit.MONTHS):
            yield from self._days_of_rest(first, last, exceptions)
        for each in exceptions:
            yield self._exception(each)

    def _days_of_rest(self, first: date, last: date, exceptions: Iterable[ExceptionalDay]) -> Iterator[str]:
        """One sentence for all weekly days of rest between two days, however many they are."""
        off = sum(each.kind is not Kind.WORKING_DAY for each in exceptions)
        count = (last - first).days + 1 - self.calendar.working_days_within(first, last) - off
        if not count:
            return
        while not self._is_weekly_rest(first):
            first += _ONE_DAY
        while not self._is_weekly_rest(last):
            last -= _ONE_DAY
        words = {"first": day_in_words(first, self.language), "last": day_in_words(last, self.language)}
        yield self._say("rest_day" if count == 1 else "rest_days", count=str(count), **words)

    def _is_weekly_rest(self, day: date) -> bool:
        return not self.calendar.is_working_day(day) and self.calendar.reason(day) is None

    def _exception(self, each: ExceptionalDay) -> str:
        key = each.kind.value
        if each.kind is Kind.WORKING_DAY:
            key += "_hours" if each.hours else ""
        elif self.limit.unit in (Unit.DAYS, Unit.MONTHS):
            key += "_counted"
        hours = ", ".join(f"{clock_face(opens)}–{clock_face(closes)}" for opens, closes in each.hours or ())
        source = f": {each.source.rstrip('.')}" if each.source else ""
        return self._say(key, day=day_in_words(each.day, self.language), hours=hours, source=source)

    def _sentence(self, before: Step, step: Step) -> str:
        words = {"at": self._at(step)}
        key = step.act.value
        if step.hold is not None:
            zone = self.calendar.zone
            words["begins"] = time_in_words(step.hold.start.astimezone(zone), self.language)
            words["ends"] = time_in_words(step.hold.end.astimezone(zone), self.language)
        if step.act in (Act.HOLD_WORK, Act.HOLD_DAYS) and not step.amount:
            key += "_none"
        elif step.act is Act.SAME_DAY:
            words["cutoff"] = clock_face(step.amount)
            begun = self.calendar.moment(before.at)
            key += "" if begun.minute < step.amount else "_late"
        elif step.act in (Act.ADD_WORKING_MINUTES, Act.HOLD_WORK):
            words["length"] = minutes_in_words(step.amount, self.language)
        elif step.act in _COUNTED:
            words["length"] = count_in_words(_COUNTED[step.act], step.amount, self.language)
        return self._say(key, **words)

    def _at(self, step: Step) -> str:
        return time_in_words(step.at, self.language)

    def _say(self, key: str, **words: str) -> str:
        return SENTENCES[self.language][key].format(**words)
