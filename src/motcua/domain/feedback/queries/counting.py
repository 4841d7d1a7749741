"""Figures about reports for everybody: what was reported and answered, and how long it took, by place and category.

They count what was not published too, so a number that is small enough to point at somebody is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Q

from motcua.domain.feedback.models import Report
from motcua.domain.feedback.queries.public import within
from motcua.domain.feedback.states import DONE, State

LEAST = 5
"""The smallest number that is told (k): under it, one could guess who."""


@dataclass(frozen=True)
class Count:
    """A line of a table. `received` is `None` where the number is too small to be told, and the rest with it.

    `median_hours`: the middle of the times from receipt to answer, nights and Sundays included.
    """

    code: str
    name: str
    name_en: str
    received: int | None
    answered: int | None
    in_time: int | None
    reopened: int | None
    median_hours: float | None

    @property
    def told(self) -> bool:
        """Whether there were enough to be told."""
        return self.received is not None


def counts_by_category(since: datetime, until: datetime, area: str = "") -> list[Count]:
    """Reports received in a time by group of categories; in one query."""
    return _protected(_gathered(since, until, area, _group))


def counts_by_area(since: datetime, until: datetime, area: str = "") -> list[Count]:
    """Reports received in a time by the area of the second level they lie in (or, within one, by its parts)."""
    return _protected(_gathered(since, until, area, _place_within(area)))


def _gathered(since: datetime, until: datetime, area: str, key: Any) -> list[tuple[tuple[str, str, str], list[Any]]]:
    reports = Report.objects.filter(~Q(state__in=(State.SEALED, State.MERGED, State.WITHDRAWN)))
    reports = reports.filter(matter__received_at__gte=since, matter__received_at__lt=until)
    # What became a denunciation is nobody's figure, by whatever way it came into its category.
    reports = reports.exclude(category__body__contains={"sealed": True})
    if area:
        reports = reports.filter(within(area, "matter__event_area"))
    rows: dict[tuple[str, str, str], list[Any]] = {}
    for row in reports.order_by("pk").values_list(*_COLUMNS, named=True).iterator(chunk_size=2000):
        rows.setdefault(key(row), []).append(row)
    return sorted(rows.items(), key=lambda item: (-len(item[1]), item[0]))


_COLUMNS = (
    *("state", "answered_at", "reopened", "matter__received_at", "matter__in_time"),
    *("category__group_code", "category__group_name", "category__group_name_en"),
    *("matter__event_area__code", "matter__event_area__name", "matter__event_area__name_en"),
    *("matter__event_area__parent__code", "matter__event_area__parent__name", "matter__event_area__parent__name_en"),
    "matter__event_area__parent__parent__code",
)


def _group(row: Any) -> tuple[str, str, str]:
    return row.category__group_code, row.category__group_name, row.category__group_name_en


def _place_within(area: str) -> Any:
    def key(row: Any) -> tuple[str, str, str]:
        own = (row.matter__event_area__code, row.matter__event_area__name, row.matter__event_area__name_en)
        above = (
            row.matter__event_area__parent__code,
            row.matter__event_area__parent__name,
            row.matter__event_area__parent__name_en,
        )
        lowest = row.matter__event_area__parent__parent__code is not None
        named = above if lowest and above[0] != area else own
        return named[0] or "", named[1] or "", named[2] or ""

    return key


def _protected(gathered: Sequence[tuple[tuple[str, str, str], list[Any]]]) -> list[Count]:
    """The table with its small numbers left out; where only one is, the next goes too, or the sum would tell it."""
    hidden = {key for key, rows in gathered if len(rows) < LEAST}
    left_out = sum(len(rows) for key, rows in gathered if key in hidden)
    if hidden and (len(hidden) == 1 or left_out < LEAST):
        smallest = next((key for key, _rows in reversed(gathered) if key not in hidden), None)
        hidden |= {smallest} if smallest is not None else set()
    return [_line(key, rows, told=key not in hidden) for key, rows in gathered]


def _line(key: tuple[str, str, str], rows: Iterable[Any], *, told: bool) -> Count:
    if not told:
        return Count(*key, None, None, None, None, None)
    all_rows = list(rows)
    answered = [row for row in all_rows if row.state in DONE and row.answered_at is not None]
    hours = [(row.answered_at - row.matter__received_at).total_seconds() / 3600 for row in answered]
    return Count(
        *key,
        received=len(all_rows),
        answered=len(answered),
        in_time=sum(bool(row.matter__in_time) for row in answered),
        reopened=sum(row.reopened > 0 for row in all_rows),
        median_hours=round(median(hours), 1) if len(hours) >= LEAST else None,
    )
