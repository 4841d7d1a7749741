"""Figures about reports for everybody: what was reported and answered, and how long it took, by place and category.

They count what was not published too, so a number that is small enough to point at somebody is not told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Aggregate, Case, DurationField, ExpressionWrapper, F, Q, When
from django.db.models import Count as Counted

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
    named = (F("category__group_code"), F("category__group_name"), F("category__group_name_en"))
    return _protected(_counted(since, until, area, named))


def counts_by_area(since: datetime, until: datetime, area: str = "") -> list[Count]:
    """Reports received in a time by the area of the second level they lie in (or, within one, by its parts)."""
    place = "matter__event_area"
    below = Q(**{f"{place}__parent__parent__isnull": False}) & ~Q(**{f"{place}__parent__code": area})
    named = tuple(
        Case(When(below, then=F(f"{place}__parent__{column}")), default=F(f"{place}__{column}"))
        for column in ("code", "name", "name_en")
    )
    return _protected(_counted(since, until, area, named))


class _Median(Aggregate):
    """The middle value, as PostgreSQL computes it."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def _counted(since: datetime, until: datetime, area: str, named: Sequence[Any]) -> list[dict[str, Any]]:
    reports = Report.objects.filter(~Q(state__in=(State.SEALED, State.MERGED, State.WITHDRAWN)))
    reports = reports.filter(matter__received_at__gte=since, matter__received_at__lt=until)
    # What became a denunciation is nobody's figure, by whatever way it came into its category.
    reports = reports.exclude(category__body__contains={"sealed": True})
    if area:
        reports = reports.filter(within(area, "matter__event_area"))
    answered = Q(state__in=DONE, answered_at__isnull=False)
    waited = ExpressionWrapper(F("answered_at") - F("matter__received_at"), output_field=DurationField())
    rows = (
        reports.order_by()
        .annotate(key=named[0], named=named[1], named_en=named[2])
        .values("key", "named", "named_en")
        .annotate(
            received=Counted("pk"),
            answered=Counted("pk", filter=answered),
            on_time=Counted("pk", filter=answered & Q(matter__in_time=True)),
            again=Counted("pk", filter=Q(reopened__gt=0)),
            middle=_Median(waited, filter=answered),
        )
        .order_by("-received", "key", "named")
    )
    return [dict(row) for row in rows]


def _protected(rows: Sequence[dict[str, Any]]) -> list[Count]:
    """The table with its small numbers left out; where only one is, the next goes too, or the sum would tell it."""
    hidden = {row["key"] for row in rows if row["received"] < LEAST}
    left_out = sum(row["received"] for row in rows if row["key"] in hidden)
    if hidden and (len(hidden) == 1 or left_out < LEAST):
        smallest = next((row["key"] for row in reversed(rows) if row["key"] not in hidden), None)
        hidden |= {smallest} if smallest is not None else set()
    return [_line(row, told=row["key"] not in hidden) for row in rows]


def _line(row: dict[str, Any], *, told: bool) -> Count:
    key = (row["key"] or "", row["named"] or "", row["named_en"] or "")
    if not told:
        return Count(*key, None, None, None, None, None)
    return Count(
        *key,
        received=row["received"],
        answered=row["answered"],
        in_time=row["on_time"],
        reopened=row["again"],
        median_hours=round(row["middle"].total_seconds() / 3600, 1) if row["answered"] >= LEAST else None,
    )
