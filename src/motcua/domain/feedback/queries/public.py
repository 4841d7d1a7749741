"""What everybody may read of reports: those that were published, and figures in which nobody is seen.

Nothing here opens a sealed column. A report that is not published, that went under seal, or whose category is sealed
is not found, and looks as if it had never been sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import translation

from motcua.domain.agencies.models import Area, on, without_searching
from motcua.domain.feedback.models import Answer, Category, Photo, Report
from motcua.domain.feedback.states import DONE, WORKFLOW, Remedy, State, Visibility
from motcua.domain.journal.models import Entry
from motcua.kernel import codes
from motcua.kernel.errors import Malformed, NotFound

HIDDEN = (State.SEALED, State.WITHDRAWN, State.GUIDED)
"""States in which nobody outside sees a report, whatever was decided before."""
CLOSED = (*sorted(DONE), State.REJECTED, State.MERGED, State.PASSED_ON)
"""What counts as over for the public; a report that is opened again is open again."""
COARSE = 2
"""Decimals of a coordinate that is rounded: about a kilometre, so that no house is seen."""
EXACT = 6
SPOT = 3
"""Decimals on the sketch beside the list: about a hundred metres."""
ROUNDED = "rounded"
VERBS = {
    "feedback.filed": "open",
    "feedback.forwarded": "open",
    "feedback.accepted": "open",
    "feedback.answered": "closed",
    "feedback.reopened": "open",
    "feedback.closed": "closed",
}
"""What of a report's history is for everybody, and whether it was open after it."""


@dataclass(frozen=True)
class PublicFilter:
    """Which published reports are asked for; what is left empty does not narrow.

    `area` is a code, with everything that lies in it; `categories` are our codes or those of Open311; times are of
    receipt, the first included and the last not. `only_services`: categories that other systems know by a code.
    """

    area: str = ""
    categories: Collection[str] = ()
    group: str = ""
    codes: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    changed_since: datetime | None = None
    changed_until: datetime | None = None
    open: bool | None = None
    only_services: bool = False


@dataclass(frozen=True)
class Picture:
    """A public copy of a picture: of what was reported, or of what was done."""

    number: int
    of_the_answer: bool


@dataclass(frozen=True)
class PublicReport:
    """A published report, as anybody may read it.

    `text` and `answer` were written for the public and approved. `area_name` names all that the place lies in, `place`
    the smallest alone. Coordinates of sensitive categories are rounded (`coarse`). `took` is the time from receipt to
    the answer that stands.
    """

    pk: int
    code: str
    category: str
    category_name: str
    category_name_en: str
    group_name: str
    group_name_en: str
    open311: str
    text: str
    answer: str
    remedy: str
    state: str
    closed: bool
    note: str
    urgent: bool
    unit: str
    unit_en: str
    area: str
    area_name: str
    place: str
    place_en: str
    latitude: float | None
    longitude: float | None
    coarse: bool
    received_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    updated_at: datetime
    published_at: datetime
    in_time: bool | None
    pictures: tuple[Picture, ...] = field(default=())

    @property
    def took(self) -> timedelta | None:
        """How long it was until the answer that stands."""
        return self.answered_at - self.received_at if self.answered_at is not None else None

    @property
    def answered(self) -> bool:
        """Whether an answer stands."""
        return self.state in DONE

    @property
    def state_name(self) -> str:
        """The state in words, in the language of the reader."""
        return str(State(self.state).label)

    @property
    def remedy_name(self) -> str:
        """What the answer did, in words."""
        return str(Remedy(self.remedy).label) if self.remedy else ""

    @property
    def evidence(self) -> tuple[Picture, ...]:
        """The pictures of what was done."""
        return tuple(each for each in self.pictures if each.of_the_answer)


@dataclass(frozen=True)
class Step:
    """Something that happened to a published report, as a line of its history."""

    number: int
    report: PublicReport
    verb: str
    closed: bool
    at: datetime

    @property
    def text(self) -> str:
        """The public answer, where this step gave the one that stands; else nothing of anybody's words."""
        stands = self.verb == "feedback.answered" and self.report.answered_at == self.at
        return self.report.answer if stands else ""


def public_reports(wanted: PublicFilter = PublicFilter()) -> QuerySet[Report]:  # it never changes
    """Published reports, those received last first. Read them with `as_everybody_sees`."""
    found = _published().filter(_wanted(wanted))
    if wanted.since is not None:
        # Nothing is published before it was received: said again here, it lets the index of publication serve.
        found = found.filter(published_at__gte=wanted.since)
    return found.order_by("-matter")


def public_report(typed: str) -> PublicReport:
    """One published report by its code, however it was typed.

    Raises:
        NotFound: there is none, or it is not for everybody.
    """
    try:
        code = codes.parse_report_code(typed)
    except Malformed:
        raise NotFound("report") from None
    found = public_reports(PublicFilter(codes=(code,))).first()
    if found is None:
        raise NotFound("report")
    return as_everybody_sees([found])[0]


def as_everybody_sees(reports: Iterable[Report]) -> list[PublicReport]:
    """These reports of `public_reports` as values, with their pictures; one query more for all of them.

    A picture of what was done is there with the answer it came with, as long as that one stands: not those of an answer
    that was sent back, or called unfinished. What its sender sent after it was published nobody has looked at, and it
    is not shown.
    """
    rows = list(reports)
    pictures: dict[int, list[Picture]] = {}
    if rows:
        shown = Photo.objects.filter(report__in=[row.pk for row in rows], public__isnull=False)
        standing = {row.public_answer_pk for row in rows if row.state in DONE and row.public_answer}  # type: ignore[attr-defined]  # annotated
        looked_at = {row.pk: row.published_at for row in rows if row.published_at is not None}
        for photo in shown.order_by("report", "pk"):
            done = photo.role == Photo.Role.EVIDENCE
            if photo.answer_id in standing if done else photo.added_at <= looked_at[photo.report_id]:
                pictures.setdefault(photo.report_id, []).append(Picture(photo.pk, done))
    return [_as_value(row, tuple(pictures.get(row.pk, ()))) for row in rows]


def spot(report: PublicReport) -> tuple[float, float] | None:
    """Where about a published report is, on a sketch that points at no house."""
    if report.latitude is None or report.longitude is None:
        return None
    return round(report.latitude, SPOT), round(report.longitude, SPOT)


def public_picture(number: int) -> Photo:
    """A public copy of a picture of a published report, for anybody.

    Raises:
        NotFound: there is none, or it is not for everybody.
    """
    photo = Photo.objects.select_related("public").filter(pk=number, public__isnull=False).order_by("pk").first()
    reports = as_everybody_sees(_published().filter(pk=photo.report_id)) if photo is not None else []
    if photo is None or number not in {picture.number for report in reports for picture in report.pictures}:
        raise NotFound("picture")
    return photo


def steps_of(
    reports: Collection[PublicReport], since: datetime | None = None, until: datetime | None = None
) -> list[Step]:
    """What happened to these published reports, oldest first: stages and answers, never a name."""
    by_pk = {report.pk: report for report in reports}
    entries = Entry.objects.filter(matter_id__in=list(by_pk), verb__in=list(VERBS))
    if since is not None:
        entries = entries.filter(at__gte=since)
    if until is not None:
        entries = entries.filter(at__lte=until)
    rows = entries.order_by("at", "id").values_list("id", "matter_id", "verb", "at")
    return [
        Step(pk, by_pk[matter_id], verb, VERBS[verb] == "closed", at) for pk, matter_id, verb, at in rows if matter_id
    ]


def newest_change(wanted: PublicFilter = PublicFilter()) -> tuple[int, datetime | None]:  # it never changes
    """How many reports are wanted and when the last of them changed: enough to say that nothing is new."""
    found = Report.objects.filter(_visible(), _wanted(wanted)).order_by()
    return found.count(), found.aggregate(last=Max("updated_at"))["last"]


def public_areas(day: date) -> list[Area]:
    """Areas of which something is published, for a list to choose from."""
    used = Report.objects.filter(_visible(), matter__event_area=OuterRef("pk"))
    return list(Area.objects.filter(on(day), Exists(used)).select_related("parent").order_by("sort_key", "code", "pk"))


def _published() -> QuerySet[Report]:
    answer = Answer.objects.filter(report=OuterRef("pk"), approved_at__isnull=False).order_by("-pk")
    return (
        Report.objects.filter(_visible())
        .select_related("category", "matter__lead_agency", "matter__event_area__parent__parent", "merged_into__matter")
        .defer(
            "category__body",
            *_SEALED,
            *(f"merged_into__{column}" for column in _SEALED),
            *without_searching("matter__lead_agency", "matter__event_area", "matter__event_area__parent"),
            "matter__marking",
        )
        .annotate(
            public_answer=Subquery(answer.values("public_text")[:1]),
            public_answer_pk=Subquery(answer.values("pk")[:1]),
            public_remedy=Subquery(answer.values("remedy")[:1]),
        )
    )


_SEALED = ("content", "sender_name", "sender_phone", "sender_email", "sender_address", "place_detail", "reject_note")


def _visible() -> Q:
    return (
        Q(visibility=Visibility.PUBLIC)
        & ~Q(state__in=HIDDEN)
        & ~Q(category__in=Category.objects.filter(body__contains={"sealed": True}).values("pk"))
    )


def _wanted(wanted: PublicFilter) -> Q:
    narrowed = Q()
    if wanted.area:
        narrowed &= within(wanted.area, "matter__event_area")
    if wanted.categories:
        named = [str(code) for code in wanted.categories if "\x00" not in str(code)]
        narrowed &= Q(category__code__in=named) | Q(category__open311__in=[name for name in named if name])
    if wanted.group:
        narrowed &= Q(category__group_code=wanted.group.replace("\x00", ""))
    if wanted.codes:
        narrowed &= Q(matter__code__in=list(wanted.codes))
    if wanted.only_services:
        narrowed &= ~Q(category__open311="")
    if wanted.open is not None:
        narrowed &= ~Q(state__in=CLOSED) if wanted.open else Q(state__in=CLOSED)
    for name, value in (
        ("matter__received_at__gte", wanted.since),
        ("matter__received_at__lt", wanted.until),
        ("updated_at__gte", wanted.changed_since),
        ("updated_at__lt", wanted.changed_until),
    ):
        if value is not None:
            narrowed &= Q(**{name: value})
    return narrowed


def within(code: str, prefix: str) -> Q:
    """Things in the area of this code, or in one of the areas it consists of."""
    plain = code.replace("\x00", "")
    return Q(
        Q(**{f"{prefix}__code": plain}),
        Q(**{f"{prefix}__parent__code": plain}),
        Q(**{f"{prefix}__parent__parent__code": plain}),
        _connector=Q.OR,
    )


def _as_value(row: Any, pictures: tuple[Picture, ...]) -> PublicReport:
    matter, category = row.matter, row.category
    closed = row.state in CLOSED
    coarse = category.body.get("coordinates") == ROUNDED
    digits = COARSE if coarse else EXACT
    stands = row.state in DONE
    area = matter.event_area
    return PublicReport(
        pk=row.pk,
        code=str(matter.code),
        category=category.code,
        category_name=category.name,
        category_name_en=category.name_en,
        group_name=category.group_name,
        group_name_en=category.group_name_en,
        open311=category.open311,
        text=row.public_text,
        answer=(row.public_answer or "") if stands else "",
        remedy=(row.public_remedy or "") if stands else "",
        state=str(row.state),
        closed=closed,
        note=_note(row),
        urgent=row.urgency == "urgent",
        unit=matter.lead_agency.name,
        unit_en=matter.lead_agency.name_en or matter.lead_agency.name,
        area=area.code if area is not None else "",
        area_name=_named(area),
        place=area.name if area is not None else "",
        place_en=(area.name_en or area.name) if area is not None else "",
        latitude=round(row.latitude, digits) if row.latitude is not None else None,
        longitude=round(row.longitude, digits) if row.longitude is not None else None,
        coarse=coarse,
        received_at=matter.received_at or matter.submitted_at,
        due_at=matter.due_at,
        answered_at=row.answered_at if stands else None,
        updated_at=max(row.updated_at, row.published_at),
        published_at=row.published_at,
        in_time=matter.in_time if stands else None,
        pictures=pictures,
    )


def _note(row: Report) -> str:
    """Why a report ended without an answer of a unit: its reason of the closed list, or the code it was merged into."""
    with translation.override("vi"):
        if row.state == State.REJECTED:
            return str(row.get_reject_reason_display())
        if row.state == State.MERGED and row.merged_into is not None:
            public = row.merged_into.visibility == Visibility.PUBLIC and row.merged_into.state not in HIDDEN
            return str(row.merged_into.matter.code) if public else str(State(row.state).label)
        return str(State(row.state).label) if row.state in WORKFLOW.final and row.state not in DONE else ""


def _named(area: Area | None) -> str:
    names: list[str] = []
    while area is not None:
        names.append(area.name)
        area = area.parent
    return ", ".join(names)
