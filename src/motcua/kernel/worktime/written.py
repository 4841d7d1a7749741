"""A calendar as it is written in a file: read strictly, and written back the same way.

What cannot be understood is refused with one sentence and its place in the file (`Misread`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from motcua.kernel.errors import Malformed
from motcua.kernel.reading import Place
from motcua.kernel.worktime.days import DAY, ExceptionalDay, Kind, Period, Periods

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FRIDAY = WEEKDAYS.index("fri")

_PERIOD = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Misread(Malformed):
    """A calendar that cannot be understood; `place` says where in the document."""

    def __init__(self, sentence: str, place: Place = ()) -> None:
        super().__init__(sentence)
        self.place = place


class Parts(NamedTuple):
    """What a calendar is made of."""

    name: str
    zone: ZoneInfo
    week: tuple[Periods, ...]
    exceptions: tuple[ExceptionalDay, ...]


def read_parts(mapping: Any) -> Parts:
    """The parts of a calendar from its mapping, the exceptions in the order of their dates."""
    _expect_keys(mapping, {"calendar", "timezone", "hours"}, {"exceptions"}, ())
    week = _week(mapping["hours"])
    if not (isinstance(mapping["calendar"], str) and mapping["calendar"].strip()):
        raise Misread("The calendar has no name.", ("calendar",))
    parts = Parts(mapping["calendar"], _zone(mapping["timezone"]), week, _exceptions(mapping, week))
    if not any(week) and not any(each.hours for each in parts.exceptions):
        raise Misread("The calendar has no working time at all.", ("hours",))
    return parts


def write_parts(parts: Parts) -> dict[str, Any]:
    """The mapping that `read_parts` reads back to the same parts."""
    return {
        "calendar": parts.name,
        "timezone": parts.zone.key,
        "hours": {word: _written(periods) for word, periods in zip(WEEKDAYS, parts.week, strict=True)},
        "exceptions": [
            {"date": each.day, "kind": each.kind.value, "source": each.source}
            | ({} if each.hours is None else {"hours": _written(each.hours)})
            for each in parts.exceptions
        ],
    }


def _written(periods: Iterable[Period]) -> list[str]:
    return [str(period) for period in periods]


def _expect_keys(mapping: Any, needed: set[str], allowed: set[str], place: Place) -> None:
    if not isinstance(mapping, Mapping):
        raise Misread(f"{_where(place)} is not a mapping of keys to values.", place)
    for key in mapping:
        if key not in needed | allowed:
            raise Misread(f"{_where(place)} has an unknown key {key}.", (*place, key))
    for key in sorted(needed):
        if key not in mapping:
            raise Misread(f"{_where(place)} has no {key}.", place)


def _where(place: Place) -> str:
    match place:
        case ():
            return "The calendar"
        case ("exceptions", int(position), *_):
            return f"Exception {position + 1}"
        case _:
            return ".".join(str(step) for step in place)


def _zone(key: Any) -> ZoneInfo:
    try:
        return ZoneInfo(key if isinstance(key, str) else "")
    except (KeyError, ValueError, OSError):  # a folder of the database raises OSError, a path ValueError
        raise Misread(f"There is no timezone {key}.", ("timezone",)) from None


def _week(hours: Any) -> tuple[Periods, ...]:
    """Seven days from Monday; a weekday that is not mentioned has no working time."""
    _expect_keys(hours, set(), set(WEEKDAYS), ("hours",))
    return tuple(_periods(hours.get(word), ("hours", word)) for word in WEEKDAYS)


def _periods(written: Any, place: Place) -> Periods:
    """Periods in the order of the day; two that touch are one."""
    if written is None:
        return ()
    if not isinstance(written, list | tuple):
        raise Misread(f"{_where(place)}: the hours are not a list such as [07:00-11:30, 13:30-17:00].", place)
    joined: list[Period] = []
    for period in sorted(_period(each, (*place, position)) for position, each in enumerate(written)):
        if joined and period.opens < joined[-1].closes:
            raise Misread(f"{_where(place)}: the periods {joined[-1]} and {period} overlap.", place)
        if joined and period.opens == joined[-1].closes:
            joined[-1] = Period(joined[-1].opens, period.closes)
        else:
            joined.append(period)
    return tuple(joined)


def _period(written: Any, place: Place) -> Period:
    found = _PERIOD.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise Misread(f"{written} is not a period such as 07:00-11:30.", place)
    hour, minute, last_hour, last_minute = map(int, found.groups())
    period = Period(hour * 60 + minute, last_hour * 60 + last_minute)
    if max(minute, last_minute) > 59 or period.closes > DAY:
        raise Misread(f"{written} holds a time that no clock shows.", place)
    if period.opens >= period.closes:
        raise Misread(f"The period {written} ends before it begins.", place)
    return period


def _exceptions(mapping: Mapping[str, Any], week: tuple[Periods, ...]) -> tuple[ExceptionalDay, ...]:
    written = mapping.get("exceptions")
    if written is None:
        return ()
    if not isinstance(written, list | tuple):
        raise Misread("The exceptions are not a list.", ("exceptions",))
    found: dict[date, ExceptionalDay] = {}
    for position, each in enumerate(written):
        place: Place = ("exceptions", position)
        exception = _exception(each, place)
        if exception.day in found:
            raise Misread(f"The date {exception.day} stands in two exceptions.", place)
        if exception.kind is Kind.WORKING_DAY and exception.hours is None and not week[FRIDAY]:
            raise Misread(f"The working day {exception.day} needs hours: Friday has none to take.", place)
        found[exception.day] = exception
    return tuple(found[day] for day in sorted(found))


def _exception(written: Any, place: Place) -> ExceptionalDay:
    _expect_keys(written, {"date", "kind"}, {"hours", "source"}, place)
    day = _day(written["date"], (*place, "date"))
    if written["kind"] not in list(Kind):
        raise Misread(f"{_where(place)}: {written['kind']} is not a kind; use {', '.join(Kind)}.", (*place, "kind"))
    kind = Kind(written["kind"])
    source = written.get("source")
    if not isinstance(source, str | None):
        raise Misread(f"{_where(place)}: the source is not text.", (*place, "source"))
    hours = None if written.get("hours") is None else _periods(written["hours"], (*place, "hours"))
    if hours is not None and kind is not Kind.WORKING_DAY:
        raise Misread(f"{_where(place)}: only a working_day has hours.", (*place, "hours"))
    if hours == ():
        raise Misread(f"{_where(place)}: a working day without hours is a day_off.", (*place, "hours"))
    return ExceptionalDay(day, kind, (source or "").strip(), hours)


def _day(written: Any, place: Place) -> date:
    if isinstance(written, date) and not isinstance(written, datetime):
        return written
    if isinstance(written, str) and _DATE.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise Misread(f"{_where(place)}: {written} is not a date such as 2024-05-01.", place)
