"""Reports that may be the same: near in place, in time and in words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from rapidfuzz import fuzz

from motcua.domain.feedback.models import Report
from motcua.domain.feedback.queries.reading import seen_by
from motcua.domain.feedback.rules import NewReport
from motcua.domain.feedback.states import State, Visibility
from motcua.kernel.actors import Official
from motcua.kernel.text import fold

DAYS = 30
METRES = 300.0
LIKE = 45.0
"""Of 100: how alike the words must be where the place is not known to the metre."""
MOST_COMPARED, MOST_SHOWN = 60, 3
_GONE = (State.MERGED, State.REJECTED, State.SEALED, State.WITHDRAWN, State.GUIDED)
DEGREE = 111_320.0
"""Metres of a degree of latitude."""


@dataclass(frozen=True)
class Likeness:
    """A report that may be the same: how alike in words (0 to 100), and how many metres away where that is known."""

    report: Report
    words: float
    metres: int | None


def near_for_dispatcher(report: Report, by: Official, now: datetime) -> list[Likeness]:
    """Open reports of the coordinator that may be the same as this one, by what was really written.

    Those of the same place are compared first: in a week of floods the newest of the province are all elsewhere.
    """
    others = seen_by(by).exclude(pk=report.pk).exclude(state__in=_GONE)
    others = others.filter(closed_at__isnull=True, category__group_code=report.category.group_code)
    others = others.filter(matter__received_at__gte=now - timedelta(days=DAYS))
    here = list(others.filter(_around(report))[:MOST_COMPARED])
    elsewhere = others.exclude(pk__in=[each.pk for each in here])[: MOST_COMPARED - len(here)]
    found = [*here, *elsewhere]
    return _alike(report.content, report.latitude, report.longitude, ((each, each.content) for each in found))


def _around(report: Report) -> Q:
    """What was reported of the same area, or from so near that it may be the same spot."""
    same = Q(matter__event_area_id=report.matter.event_area_id)
    if report.latitude is None or report.longitude is None:
        return same
    north = METRES / DEGREE
    east = north / max(math.cos(math.radians(report.latitude)), north)
    return same | Q(
        latitude__range=(report.latitude - north, report.latitude + north),
        longitude__range=(report.longitude - east, report.longitude + east),
    )


def near_for_everybody(new: NewReport, now: datetime) -> list[Likeness]:
    """Published reports that may be the same as what somebody is about to send: by their public words alone."""
    public = (
        Report.objects.filter(visibility=Visibility.PUBLIC, published_at__gte=now - timedelta(days=DAYS))
        .filter(category__code=new.category, matter__event_area__code=new.place.area)
        .select_related("matter__event_area", "category")
        .defer("category__body")
        .order_by("-published_at", "-matter")[:MOST_COMPARED]
    )
    place = new.place
    return _alike(new.content, place.latitude, place.longitude, ((each, each.public_text) for each in public))


def metres_between(from_: tuple[float, float], to: tuple[float, float]) -> float:
    """The way between two places a few kilometres apart at most, as the crow flies."""
    north = (to[0] - from_[0]) * DEGREE
    east = (to[1] - from_[1]) * DEGREE * math.cos(math.radians((from_[0] + to[0]) / 2))
    return math.hypot(north, east)


def _alike(
    content: str, latitude: float | None, longitude: float | None, others: Iterable[tuple[Report, str]]
) -> list[Likeness]:
    wanted, found = fold(content), []
    for other, words in others:
        likeness = fuzz.token_set_ratio(wanted, fold(words))
        metres = None
        if None not in {latitude, longitude, other.latitude, other.longitude}:
            metres = round(
                metres_between(
                    (float(latitude or 0), float(longitude or 0)),
                    (float(other.latitude or 0), float(other.longitude or 0)),
                )
            )
        if (metres is not None and metres <= METRES) or (metres is None and likeness >= LIKE):
            found.append(Likeness(other, likeness, metres))
    return sorted(found, key=lambda each: (-each.words, each.metres or 0, each.report.pk))[:MOST_SHOWN]
