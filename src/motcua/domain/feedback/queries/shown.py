"""What everybody may read of reports: the published ones in their public words, and figures that point at nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from motcua.domain.documents.models import File
from motcua.domain.feedback.models import Answer, Photo, Report
from motcua.domain.feedback.queries.categories import terms
from motcua.domain.feedback.queries.reading import _whole
from motcua.domain.feedback.states import DONE, State, Visibility
from motcua.kernel.codes import parse_report_code
from motcua.kernel.errors import Malformed, NotFound

UNFIT = (State.SEALED, State.REJECTED, State.MERGED, State.GUIDED, State.WITHDRAWN)
"""States that are never shown, whatever was decided before."""
FEWEST = 5
"""Reports in a cell of a table; fewer might point at somebody."""
FIGURES_OF = timedelta(days=365)
DECIMALS = 3
"""Of a degree: about a hundred metres."""


@dataclass(frozen=True)
class Shown:
    """A published report: its public words, where about it is, and what was done about it."""

    report: Report
    answer: Answer | None
    pictures: tuple[Photo, ...]

    @property
    def took(self) -> timedelta | None:
        """From when it came to when it was answered."""
        received = self.report.matter.received_at or self.report.matter.submitted_at
        return self.report.answered_at - received if self.report.answered_at else None


@dataclass(frozen=True)
class Cell:
    """A row of the figures. `name` is empty for what was put together because each was too few."""

    name: str
    name_en: str
    received: int
    answered: int
    in_time: int


def shown(area: str = "", group: str = "", state: str = "") -> QuerySet[Report]:
    """Published reports, the newest first: of an area or what lies in it, of a group, `open` or `answered`."""
    found = _whole().filter(visibility=Visibility.PUBLIC).exclude(state__in=UNFIT)
    if area:
        found = found.filter(Q(matter__event_area__code=area) | Q(matter__event_area__parent__code=area))
    if group:
        found = found.filter(category__group_code=group)
    if state == "answered":
        found = found.filter(state__in=DONE)
    elif state == "open":
        found = found.exclude(state__in=DONE)
    return found.order_by("-published_at", "-matter")


def shown_one(typed: str) -> Shown:
    """The published report with this code.

    Raises:
        NotFound: there is none, or it is not published.
    """
    try:
        code = parse_report_code(typed)
    except Malformed as error:
        raise NotFound("report") from error
    report = shown().filter(matter__code=code).order_by("pk").first()
    if report is None:
        raise NotFound("report")
    answer: Answer | None = None
    pictures: tuple[Photo, ...] = ()
    if report.state in DONE:
        approved = Answer.objects.filter(report=report, approved_at__isnull=False)
        answer = approved.exclude(public_text="").order_by("-pk").first()
        pictures = tuple(_evidence(report).order_by("pk")) if answer is not None else ()
    return Shown(report, answer, pictures)


def picture_shown(typed: str, photo_id: int) -> File:
    """The public copy of a picture that a unit took of what it did.

    Raises:
        NotFound: it does not belong to a published answer.
    """
    found = next((each for each in shown_one(typed).pictures if each.pk == photo_id), None)
    if found is None or found.public is None:
        raise NotFound("photo")
    return found.public


def spot(report: Report) -> tuple[float, float] | None:
    """Where about a published report is, rounded so that it points at no house."""
    if report.latitude is None or report.longitude is None:
        return None
    return round(report.latitude, DECIMALS), round(report.longitude, DECIMALS)


def bounds() -> tuple[float, float, float, float] | None:
    """The rectangle around the province: south, west, north, east; `None` where the pack draws none."""
    drawn = terms().get("bounds")
    return (float(drawn[0]), float(drawn[1]), float(drawn[2]), float(drawn[3])) if drawn else None


def figures_by_group(now: datetime) -> list[Cell]:
    """Reports of the last year by what they were about."""
    rows = _counted(now, "category__group_name", "category__group_name_en")
    return _protected((row["category__group_name"], row["category__group_name_en"], row) for row in rows)


def figures_by_place(now: datetime) -> list[Cell]:
    """Reports of the last year by where they were, the areas below the province's own."""
    place = "matter__event_area"
    rows = _counted(
        now,
        f"{place}__name",
        f"{place}__name_en",
        f"{place}__parent__name",
        f"{place}__parent__name_en",
        f"{place}__parent__parent_id",
    )
    named = []
    for row in rows:
        above = "__parent" if row[f"{place}__parent__parent_id"] else ""
        if row[f"{place}{above}__name"]:
            named.append((row[f"{place}{above}__name"], row[f"{place}{above}__name_en"], row))
    return _protected(named)


def _evidence(report: Report) -> QuerySet[Photo]:
    return Photo.objects.filter(report=report, role=Photo.Role.EVIDENCE, public__isnull=False).select_related("public")


def _counted(now: datetime, *by: str) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = (
        Report.objects.filter(matter__submitted_at__gte=now - FIGURES_OF)
        .exclude(state=State.SEALED)
        .values(*by)
        .annotate(
            received=Count("pk"),
            answered=Count("pk", filter=Q(state__in=DONE)),
            in_time=Count("pk", filter=Q(state__in=DONE, answered_at__lte=F("matter__due_at"))),
        )
        .order_by(*by)
    )
    return rows


def _protected(rows: Iterable[tuple[str, str, dict[str, Any]]]) -> list[Cell]:
    """Rows of one name added up; those with too few are put together, and left out where that is too few as well."""
    added: dict[tuple[str, str], list[int]] = {}
    for name, name_en, row in rows:
        numbers = added.setdefault((name, name_en), [0, 0, 0])
        for place, key in enumerate(("received", "answered", "in_time")):
            numbers[place] += int(row[key])
    cells = [Cell(name, name_en, *numbers) for (name, name_en), numbers in added.items()]
    large = [cell for cell in cells if cell.received >= FEWEST]
    small = [cell for cell in cells if cell.received < FEWEST]
    together = Cell("", "", *(sum(getattr(each, key) for each in small) for key in ("received", "answered", "in_time")))
    large.sort(key=lambda cell: (-cell.received, cell.name))
    return [*large, together] if together.received >= FEWEST else large
