"""The council's tables: exact, each share with the numbers it is made of (docs/law/petitions.md).

What was set aside, joined to another, guided or sealed is no petition of its own and stands in no denominator.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, make_aware

from motcua.domain.letters.models import Delivery
from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Answer, Carrying, Commitment, Delegate, Petition, Point, Session
from motcua.domain.petitions.queries.terms import terms
from motcua.domain.petitions.states import APART, OWED, PROMISING, BatchState, Detail, Result, State


@dataclass(frozen=True)
class Ratio:
    """A share: so many of so many. Of nothing there is none."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """In a hundred, to two places, as the council writes it."""
        return round(100 * self.part / self.whole, 2) if self.whole else None


@dataclass(frozen=True)
class Row:
    """A line of the summary: petitions by the class of their answer. `red`: promised without a milestone."""

    code: str
    name: str
    total: int
    classes: dict[str, int] = field(default_factory=dict)
    unanswered: int = 0
    overdue: int = 0
    red: int = 0

    @property
    def answered(self) -> int:
        """Those with an answer to every point."""
        return self.total - self.unanswered


BY: dict[str, tuple[str, str]] = {
    "agency": ("matter__lead_agency__code", "matter__lead_agency__name"),
    "group": ("group_code", "group_name"),
    "field": ("field", "field"),
    "area": ("matter__event_area__code", "matter__event_area__name"),
    "session": ("session__number", "session__term__code"),
}
"""What the summary may be grouped by: the code and the name of each line."""
_IN_ORDER = {"session": "session__opens"}
"""What lines are put in order by, where it is not their code."""


def _counted(session_id: int | None = None, agency_id: int | None = None) -> QuerySet[Petition]:
    """The petitions of a session, or all, that count as petitions of their own; of one agency, those it leads."""
    found = Petition.objects.exclude(state__in=sorted(APART))
    if agency_id is not None:
        found = found.filter(matter__lead_agency_id=agency_id)
    return found.filter(session_id=session_id) if session_id is not None else found


def red_points() -> Exists:
    """That a point promises something, and nothing says what, by whom and when (`rules.is_bare`)."""
    promised = Commitment.objects.filter(answer__point=OuterRef("pk"), made_at__isnull=False)
    points = Point.objects.filter(petition=OuterRef("pk"), result__in=sorted(PROMISING))
    return Exists(points.filter(Q(detail=Detail.NO_ROADMAP) | ~Exists(promised)))


def _group(column: str) -> Coalesce:
    """The group that met the voter, or else the group of the delegate who forwarded what was written."""
    forwarded = Delegate.objects.filter(petitions=OuterRef("pk"), group__isnull=False).order_by("pk")
    return Coalesce(F(f"meeting__group__{column}"), Subquery(forwarded.values(f"group__{column}")[:1]))


def _columns(day: date) -> dict[str, Any]:
    late = Q(state__in=sorted(OWED), due_on__lt=day)
    return {
        "total": Count("pk"),
        "unanswered": Count("pk", filter=Q(result="")),
        "overdue": Count("pk", filter=late),
        "red": Count("pk", filter=Q(is_red=True)),
        **{f"of_{each}": Count("pk", filter=Q(result=each)) for each in Result.values},
    }


def summary(by: str, day: date, session_id: int | None = None, agency_id: int | None = None) -> list[Row]:
    """The table of results by agency, group, field, area or session (`BY`), in one query."""
    code, name = BY[by]
    counted = _counted(session_id, agency_id)
    if by == "group":
        counted = counted.annotate(group_code=_group("code"), group_name=_group("name"))
    named = counted.annotate(is_red=red_points(), row_code=F(code), row_name=F(name)).order_by(
        _IN_ORDER.get(by, "row_code"), "row_code", "row_name"
    )
    rows = named.values("row_code", "row_name").annotate(**_columns(day))
    return [_row(each["row_code"], each["row_name"], each) for each in rows]


def in_all(day: date, session_id: int | None = None, agency_id: int | None = None) -> Row:
    """The last line of every such table."""
    return _row("", "", _counted(session_id, agency_id).annotate(is_red=red_points()).aggregate(**_columns(day)))


def _row(code: object, name: object, found: Mapping[str, Any]) -> Row:
    classes = {str(each): int(found[f"of_{each}"]) for each in Result.values}
    said = "" if code is None else str(code)
    return Row(
        said,
        "" if name is None else str(name),
        int(found["total"]),
        classes,
        int(found["unanswered"]),
        int(found["overdue"]),
        int(found["red"]),
    )


def points_by_class(session_id: int | None = None, agency_id: int | None = None) -> dict[str, int]:
    """How many points (ý) have which class; under "" those that no answer was issued to."""
    found = Point.objects.exclude(petition__state__in=sorted(APART))
    if session_id is not None:
        found = found.filter(petition__session_id=session_id)
    if agency_id is not None:
        found = found.filter(petition__matter__lead_agency_id=agency_id)
    rows = found.order_by("result").values_list("result").annotate(n=Count("pk"))
    return {"": 0, **dict.fromkeys(Result.values, 0), **{str(result): int(n) for result, n in rows}}


@dataclass(frozen=True)
class Measures:
    """What the council judges by, each as so many of so many.

    `ontime`: answered on or before the day, of those whose day has come. `done`: solved, of those within competence.
    `kept`: promises kept on or before their day, of those whose day has come. `sent`: sent on, of all collected.
    `explained`: answers that only inform. `red`: promised without milestone, day and unit.
    """

    ontime: Ratio
    done: Ratio
    kept: Ratio
    sent: Ratio
    answered: Ratio
    explained: Ratio
    red: Ratio
    returned: int
    unanswered_taps: int


def measures(day: date, session_id: int | None = None, agency_id: int | None = None) -> Measures:
    """The measures of a session, or of all, as of a day (that day included)."""
    end = make_aware(datetime.combine(day, time.max))
    due = Q(due_on__lte=day)
    in_time = due & Q(matter__in_time=True, answered_at__lte=end)
    found = (
        _counted(session_id, agency_id)
        .annotate(is_red=red_points())
        .aggregate(
            total=Count("pk"),
            due=Count("pk", filter=due),
            in_time=Count("pk", filter=in_time),
            sent=Count("pk", filter=Q(batch__isnull=False)),
            answered=Count("pk", filter=~Q(result="")),
            done=Count("pk", filter=Q(result=Result.DONE)),
            not_ours=Count("pk", filter=Q(result=Result.NOT_OURS)),
            explained=Count("pk", filter=Q(result=Result.EXPLAINED)),
            red=Count("pk", filter=Q(is_red=True)),
            returned=Count("pk", filter=Q(returns__gt=0)),
        )
    )
    promises = Commitment.objects.filter(
        made_at__isnull=False, due_on__lte=day, petition__in=_counted(session_id, agency_id)
    )
    promised = promises.aggregate(due=Count("pk"), kept=Count("pk", filter=Q(done_on__lte=F("due_on"))))
    taps = _counted(session_id, agency_id).aggregate(n=Count("unanswered"))["n"]
    return Measures(
        ontime=Ratio(found["in_time"], found["due"]),
        done=Ratio(found["done"], found["total"] - found["not_ours"]),
        kept=Ratio(promised["kept"], promised["due"]),
        sent=Ratio(found["sent"], found["total"]),
        answered=Ratio(found["answered"], found["total"]),
        explained=Ratio(found["explained"], found["answered"]),
        red=Ratio(found["red"], found["total"]),
        returned=found["returned"],
        unanswered_taps=taps,
    )


@dataclass(frozen=True)
class Owed:
    """An answer that is owed and late: whose, since when."""

    petition: Petition
    agency: str
    due_on: date
    days: int


def overdue_unanswered(day: date, session_id: int | None = None, agency_id: int | None = None) -> list[Owed]:
    """Petitions whose day is over without an answer, by agency and day."""
    found = _counted(session_id, agency_id).filter(state__in=sorted(OWED), due_on__lt=day)
    rows = found.select_related("matter__lead_agency", "session__term").order_by(
        "matter__lead_agency__code", "due_on", "pk"
    )
    return [
        Owed(each, each.matter.lead_agency.name, each.due_on, (day - each.due_on).days)
        for each in rows
        if each.due_on is not None
    ]


@dataclass(frozen=True)
class Promised:
    """A point that is being or will be solved: who answers for it, its milestones; without any it is red."""

    petition: Petition
    point: Point
    agency: str
    milestones: tuple[Commitment, ...]

    @property
    def red(self) -> bool:
        """Whether it has neither milestone nor day nor unit."""
        return rules.is_bare(self.point.result, self.point.detail, self.milestones)


def being_solved(session_id: int | None = None, agency_id: int | None = None) -> list[Promised]:
    """Every point that promises something, with what was promised, by agency and code."""
    points = (
        Point.objects.filter(result__in=sorted(PROMISING), petition__in=_counted(session_id, agency_id))
        .select_related("petition__matter__lead_agency", "petition__session__term")
        .order_by("petition__matter__lead_agency__code", "petition_id", "number", "pk")
    )
    milestones: dict[int, list[Commitment]] = {}
    made = Commitment.objects.filter(made_at__isnull=False, answer__point__in=points.order_by())
    for each in made.select_related("unit", "answer").order_by("due_on", "pk"):
        milestones.setdefault(each.answer.point_id, []).append(each)
    return [
        Promised(each.petition, each, each.petition.matter.lead_agency.name, tuple(milestones.get(each.pk, ())))
        for each in points
    ]


@dataclass(frozen=True)
class Backlog:
    """A petition that outlived its session: how many sessions have opened since, and to which it was carried."""

    petition: Petition
    sessions: int
    carried_to: tuple[int, ...]


def backlog(day: date, agency_id: int | None = None) -> list[Backlog]:
    """What is not settled yet and older than the session that opened last, the oldest first."""
    opened = list(Session.objects.filter(opens__lte=day).order_by("opens", "pk").values_list("opens", flat=True))
    if not opened:
        return []
    found = (
        _counted(None, agency_id)
        .filter(closed_at__isnull=True, session__opens__lt=opened[-1])
        .exclude(state=State.SETTLED)
        .select_related("matter__lead_agency", "session__term")
        .order_by("session__opens", "pk")
    )
    carried: dict[int, list[int]] = {}
    for row in Carrying.objects.filter(petition__in=found.order_by()).select_related("to").order_by("to__opens", "pk"):
        carried.setdefault(row.petition_id, []).append(row.to.number)
    return [
        Backlog(each, sum(each.session.opens < opens for opens in opened), tuple(carried.get(each.pk, ())))
        for each in found
        if each.session is not None
    ]


@dataclass(frozen=True)
class Document:
    """A letter that answered: its symbol and day, by its id where it was written here, and what it answers."""

    letter_id: int | None
    symbol: str
    signed_on: date | None
    agency: str
    points: int
    petitions: int
    received_on: date | None


def letters_issued(session_id: int | None = None, agency_id: int | None = None) -> list[Document]:
    """The letters that answered petitions: how many points and petitions each answers, and when the council had it.

    One that was sent from here was received when the council's office said so; one on paper when it was written down.
    """
    rows = (
        Answer.objects.filter(issued_at__isnull=False, point__petition__in=_counted(session_id, agency_id))
        .order_by("agency__code", "signed_on", "symbol", "letter_id")
        .values("letter_id", "symbol", "signed_on", "agency__code", "agency__name")
        .annotate(points=Count("pk"), petitions=Count("point__petition", distinct=True), noted=Min("issued_at"))
    )
    had = _had_by_the_office({each["letter_id"] for each in rows if each["letter_id"] is not None})
    return [
        Document(
            each["letter_id"],
            each["symbol"],
            each["signed_on"],
            each["agency__name"],
            each["points"],
            each["petitions"],
            had.get(each["letter_id"]) if each["letter_id"] is not None else localdate(each["noted"]),
        )
        for each in rows
    ]


def _had_by_the_office(letter_ids: Collection[int]) -> dict[int, date]:
    """The day on which the council's office said that it had each letter."""
    found = Delivery.objects.filter(
        letter__in=letter_ids, agency__code=terms().get("office"), received_at__isnull=False
    ).order_by("letter", "-received_at", "-pk")
    return {each.letter_id: localdate(each.received_at) for each in found if each.received_at is not None}


def standing(session_id: int | None = None, agency_id: int | None = None) -> QuerySet[Answer]:
    """The answers that stand: of each answered point the last that was issued, whatever was answered before."""
    last = Answer.objects.filter(point=OuterRef("point"), issued_at__isnull=False).order_by("-pk")
    return Answer.objects.filter(
        issued_at__isnull=False,
        point__answered_at__isnull=False,
        point__petition__in=_counted(session_id, agency_id),
        pk=Subquery(last.values("pk")[:1]),
    )


def answers_detailed(detail: Detail, session_id: int | None = None, agency_id: int | None = None) -> list[Answer]:
    """The standing answers of one detail: documents issued, what was put to others, what rules forbid."""
    found = standing(session_id, agency_id).filter(detail=detail)
    return list(
        found.select_related("point__petition__matter", "agency").order_by("agency__code", "point__petition", "pk")
    )


def batch_state(batch_id: int) -> BatchState:
    """How far a batch is: sent, taken up, or wholly answered."""
    states = set(
        Petition.objects.filter(batch_id=batch_id).exclude(state__in=sorted(APART)).order_by().values_list("state")
    )
    reached = {state for (state,) in states}
    if reached <= {State.SENT}:
        return BatchState.SENT
    return BatchState.UNDER_WAY if reached & OWED else BatchState.ANSWERED
