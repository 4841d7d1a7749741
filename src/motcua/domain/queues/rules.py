"""Who is called next, who may call, and how long one will wait. Pure decisions: no queries, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.domain.queues.states import LINES, MOST_IN_A_ROW, Priority
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.worktime import Calendar

RECEIVES = frozenset({"reception", "returns"})
ANSWERS_AFTER = 3
"""Fewer served tickets than this say nothing about how long the next will take."""


@dataclass(frozen=True)
class Line:
    """What one may come for at a unit, with the letter of its tickets and the counters that take it."""

    letter: str
    title: str
    title_en: str
    counters: tuple[int, ...]


def lines(counters: Sequence[tuple[int, str, str]]) -> list[Line]:
    """The lines of a unit: counters as (number, title, English title) that receive the same thing share one."""
    numbers: dict[str, list[int]] = {}
    english: dict[str, str] = {}
    for number, title, title_en in sorted(counters):
        numbers.setdefault(title, []).append(number)
        english.setdefault(title, title_en)
    return [
        Line(letter, title, english[title], tuple(numbers[title]))
        for letter, title in zip(LINES, numbers, strict=False)
    ]


def next_of(first_priority: int | None, first_other: int | None, called_before: Sequence[str]) -> int | None:
    """The ticket to call: priority groups first, but after so many in a row one of the others.

    `called_before` are the priorities of the tickets called last in this line, the latest first.
    """
    if first_priority is None or first_other is None:
        return first_priority if first_other is None else first_other
    recent = called_before[:MOST_IN_A_ROW]
    enough = len(recent) == MOST_IN_A_ROW and all(priority != Priority.NONE for priority in recent)
    return first_other if enough else first_priority


def wait(ahead: int, service_times: Sequence[timedelta], counters: int) -> timedelta | None:
    """How long somebody with `ahead` people before them will wait, by how long the last ones took.

    `None` while too few were served today to say.
    """
    if ahead <= 0:
        return timedelta(0)
    if len(service_times) < ANSWERS_AFTER:
        return None
    middle = sorted(service_times)[len(service_times) // 2]
    return middle * ahead / max(counters, 1)


def ensure_calls(official: Official, agency_id: int) -> None:
    """Only somebody who receives or hands over at that unit calls its tickets; another unit's do not exist."""
    if official.agency_id != agency_id:
        raise NotFound("ticket")
    if not RECEIVES & official.duties:
        raise Refused("other_duty")


def ensure_open_today(calendar: Calendar, now: datetime) -> None:
    """Numbers are taken on working days, until the day's working time ends."""
    moment = calendar.moment(now)
    periods = calendar.periods_of(moment.day)
    if not periods or moment.minute >= periods[-1].closes:
        raise Refused("no_numbers_now")
