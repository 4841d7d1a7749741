"""The registers and measures of feedback: NĐ 20/2008/NĐ-CP (the register), QĐ 766/QĐ-TTg (its three ratios)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import get_current_timezone

from motcua.domain.accounts.states import Duty
from motcua.domain.feedback.models import Report, Verdict
from motcua.domain.feedback.queries.reading import about_others
from motcua.domain.feedback.states import DONE, LegalKind, State
from motcua.domain.matters.models import Matter, Task
from motcua.domain.matters.states import Kind
from motcua.domain.ratings.models import Rating
from motcua.domain.ratings.states import Overall
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound

NOT_COMPETENT = (State.PASSED_ON, State.MERGED, State.SEALED, State.WITHDRAWN, State.REJECTED, State.GUIDED)
"""What was never the unit's to answer."""
DECIDED_BEFORE = (State.REJECTED, State.MERGED, State.GUIDED, State.PASSED_ON)
"""What the coordinator ended before any unit had it, or after one had given it back: no unit received it."""
NEVER_THERE = (State.NEW, State.RETURNED, State.SEALED, *DECIDED_BEFORE)


@dataclass(frozen=True)
class Index766:
    """Two of the three ratios of the group “satisfaction” in QĐ 766/QĐ-TTg, for reports received in a period.

    The third is `Served766`. `all` were received by the unit, `within` of them within its competence; `on_time` of
    these were handled on or before their date; `discontent` of `all` were marked as not satisfactory or as handled
    late by whoever sent them.
    """

    all: int
    within: int
    on_time: int
    discontent: int

    @property
    def on_time_percent(self) -> float | None:
        """Handled on or before the due date ÷ received within competence × 100."""
        return round(100 * self.on_time / self.within, 2) if self.within else None

    @property
    def content_percent(self) -> float | None:
        """(All − discontent) ÷ all × 100."""
        return round(100 * (self.all - self.discontent) / self.all, 2) if self.all else None


@dataclass(frozen=True)
class Served766:
    """The third ratio: dossiers settled in a period, and those of them that somebody was not content with.

    `discontent`: their slip says “not satisfied”, or a report about them says that they were late. The letter of the
    decision was read in part only (docs/law/feedback.md, `[?]`): whether it divides by what was received or by what
    was settled, as here.
    """

    settled: int
    discontent: int

    @property
    def content_percent(self) -> float | None:
        """(Settled − discontent) ÷ settled × 100."""
        return round(100 * (self.settled - self.discontent) / self.settled, 2) if self.settled else None


@dataclass(frozen=True)
class Strict:
    """Our own, stricter measures: answered in time on the first clock and not called unfinished since, of those due."""

    due: int
    held: int
    reopened: int
    answers_with_action: int
    answers: int


@dataclass(frozen=True)
class RegisterRow:
    """A line of the register of feedback (NĐ 20/2008/NĐ-CP, Điều 9); who sent it only where they agreed to be known."""

    number: int
    code: str
    received_at: datetime
    sender: str
    content: str
    legal_kind: str
    unit: str
    state: str
    answered_at: datetime | None


def index_766(agency_id: int, first: date, last: date) -> Index766:
    """The unit's ratios for reports received from the first to the last day, both included: one query."""
    found = _counted(_received(first, last).filter(matter__lead_agency_id=agency_id))
    return found[0][3] if found else Index766(0, 0, 0, 0)


def index_766_by_unit(official: Official, first: date, last: date) -> list[tuple[str, str, str, Index766]]:
    """The same for every unit that received any, by code, with its names: one query.

    Raises:
        NotFound: the official does not coordinate reports.
    """
    if Duty.DISPATCHER not in official.duties:
        raise NotFound("figures")
    return _counted(_received(first, last).filter(matter__one_stop_id=official.agency_id))


def served_766(agency_id: int, first: date, last: date) -> Served766:
    """The unit's third ratio for dossiers that it settled from the first to the last day, both included: one query."""
    since, until = moments(first, last)
    slip = Rating.objects.filter(matter=OuterRef("pk"), overall=Overall.NOT_SATISFIED)
    told = Report.objects.filter(about_matter=OuterRef("pk"), category__body__says_late=True)
    against = Q(Exists(slip)) | Q(Exists(told.exclude(state__in=(State.REJECTED, State.WITHDRAWN))))
    settled = Matter.objects.filter(
        kind=Kind.DOSSIER, lead_agency_id=agency_id, finished_at__gte=since, finished_at__lt=until
    )
    counted = settled.annotate(against=against).aggregate(
        settled=Count("pk"), discontent=Count("pk", filter=Q(against=True))
    )
    return Served766(**counted)


def _counted(received: QuerySet[Report]) -> list[tuple[str, str, str, Index766]]:
    unit = tuple(f"matter__lead_agency__{column}" for column in ("code", "name", "name_en"))
    against = Verdict.objects.filter(Q(satisfied=False) | Q(late=True), report=OuterRef("pk"))
    rows = (
        received.annotate(against=Exists(against))
        .values(*unit)
        .annotate(
            every=Count("pk"),
            competent=Count("pk", filter=~Q(state__in=NOT_COMPETENT)),
            held=Count("pk", filter=Q(state__in=DONE, answered_at__lte=F("matter__due_at"))),
            disliked=Count("pk", filter=Q(against=True)),
        )
        .order_by(*unit)
    )
    code, name, name_en = unit
    return [
        (
            str(row[code]),
            str(row[name]),
            str(row[name_en] or row[name]),
            Index766(row["every"], row["competent"], row["held"], row["disliked"]),
        )
        for row in rows
    ]


def strict(agency_id: int, first: date, last: date) -> Strict:
    """The same unit by what became of each report that was due in the period."""
    since, until = moments(first, last)
    due = Report.objects.filter(
        matter__lead_agency_id=agency_id, matter__due_at__gte=since, matter__due_at__lt=until
    ).exclude(state__in=NOT_COMPETENT)
    counted = due.aggregate(
        due=Count("pk", distinct=True),
        held=Count("pk", distinct=True, filter=Q(state__in=DONE, reopened=0, answered_at__lte=F("matter__due_at"))),
        reopened=Count("pk", distinct=True, filter=Q(reopened__gt=0)),
        answers_with_action=Count(
            "answers", distinct=True, filter=Q(answers__approved_at__isnull=False, answers__remedy="done")
        ),
        answers=Count("answers", distinct=True, filter=Q(answers__approved_at__isnull=False)),
    )
    return Strict(**counted)


def register(official: Official, first: date, last: date) -> Iterator[RegisterRow]:
    """The coordinator's register of a period, in the order of reception.

    Raises:
        NotFound: the official does not coordinate reports.
    """
    if "dispatcher" not in official.duties:
        raise NotFound("register")
    since, until = moments(first, last)
    rows = (
        Report.objects.filter(
            matter__one_stop_id=official.agency_id, matter__received_at__gte=since, matter__received_at__lt=until
        )
        .exclude(state=State.SEALED)
        .filter(about_others(official))
        .select_related("matter__lead_agency")
        .order_by("matter__received_at", "pk")
    )
    for number, row in enumerate(rows.iterator(chunk_size=500), start=1):
        yield RegisterRow(
            number=number,
            code=str(row.matter.code),
            received_at=row.matter.received_at or row.matter.submitted_at,
            sender=row.sender_name if row.shows_sender else "",
            content=row.content,
            legal_kind=str(LegalKind(row.legal_kind).label) if row.legal_kind else "",
            unit=row.matter.lead_agency.name,
            state=str(row.get_state_display()),
            answered_at=row.answered_at,
        )


def _received(first: date, last: date) -> QuerySet[Report]:
    """What units received: from when it was sent on to them, and while they have not given it back.

    What was taken back counts where it lay with a unit then: not what the coordinator still had.
    """
    since, until = moments(first, last)
    received = Report.objects.filter(matter__received_at__gte=since, matter__received_at__lt=until)
    at_unit = Task.objects.filter(matter=OuterRef("pk"), outcome="withdraw").exclude(duty=Duty.DISPATCHER)
    there = ~Q(state=State.WITHDRAWN) | Exists(at_unit)
    return received.filter(there).exclude(state__in=NEVER_THERE).order_by()


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """The first moment of the first day and that after the last one."""
    zone = get_current_timezone()
    return datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone)
