"""Petitions by their matter and code, and for the eyes of the offices that work on them."""

from __future__ import annotations

from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.domain.accounts.states import Duty
from motcua.domain.matters.models import Task
from motcua.domain.petitions.models import Answer, Assignment, Commitment, Petition, Point
from motcua.domain.petitions.queries.terms import terms
from motcua.domain.petitions.states import State
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared


def common_facts(petition: Petition) -> dict[str, object]:
    """What every entry of the journal about a petition carries."""
    facts: dict[str, object] = {
        "state": str(petition.state),
        "agency": petition.matter.lead_agency.code,
        "source": str(petition.source),
    }
    return facts | ({"field": petition.field} if petition.field else {})


def of_matter(matter_id: int) -> Petition | None:
    """The petition that a matter is, for the program's own work."""
    return _OF_MATTER.first(matter=matter_id)


def with_client_key(key: str) -> Petition | None:
    """The petition that was sent under this name already."""
    return _WITH_CLIENT_KEY.first(key=key) if key else None


def seen_by(official: Official) -> QuerySet[Petition]:
    """Petitions that an official's agency coordinates, leads, works on, coordinates with or promised something for.

    Never one under seal; one whose words may denounce somebody is for the council's own secretaries alone, and a
    committee of the council sees what was answered.
    """
    return _seen(official.agency_id, *_sees_more(official)).order_by("-matter")


def _sees_more(official: Official) -> tuple[bool, bool]:
    """Whether the official is of a committee of the council, and of its secretaries."""
    return official.agency_code in terms().get("committees", ()), Duty.COUNCIL in official.duties


def _seen(here: int | Blank, committee: bool, secretary: bool) -> QuerySet[Petition]:
    works = Task.objects.filter(matter=OuterRef("pk"), agency_id=here)
    helps = Assignment.objects.filter(petition=OuterRef("pk"), coordinating=here)
    promised = Commitment.objects.filter(petition=OuterRef("pk"), unit_id=here, made_at__isnull=False)
    mine = Q(matter__one_stop_id=here) | Q(matter__lead_agency_id=here)
    mine |= Q(Exists(works)) | Q(Exists(helps)) | Q(Exists(promised))
    if committee:
        mine |= Q(first_answered_at__isnull=False)
    looked_at = Q() if secretary else Q(suspected=False)
    return whole().filter(mine).filter(looked_at).exclude(state=State.SEALED)


def one_seen_by(petition_id: int, official: Official) -> Petition:
    """One petition for an official's eyes.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    found = _one_seen(*_sees_more(official)).first(petition=petition_id, here=official.agency_id)
    if found is None:
        raise NotFound("petition")
    return found


def own_petitions(citizen: Citizen) -> QuerySet[Petition]:
    """What this person asked, the newest first."""
    return whole().filter(voter_id=citizen.account_id).exclude(state=State.SEALED).order_by("-matter")


def points_of(petition_id: int) -> list[Point]:
    """The points of a petition, in order."""
    return list(Point.objects.filter(petition_id=petition_id).select_related("competent").order_by("number", "pk"))


def assignment_of(petition_id: int) -> Assignment | None:
    """The assignment that stands."""
    standing = Assignment.objects.filter(petition_id=petition_id, returned_at__isnull=True)
    return standing.select_related("lead").order_by("-pk").first()


def coordinating(petition_id: int) -> frozenset[int]:
    """The agencies that coordinate by the assignment that stands."""
    standing = assignment_of(petition_id)
    return frozenset(standing.coordinating.values_list("pk", flat=True)) if standing is not None else frozenset()


def answers_of(petition_id: int, *, issued: bool | None = None) -> list[Answer]:
    """The answers to a petition's points, in order; drafts too, unless only those are asked for that went out."""
    found = Answer.objects.filter(point__petition_id=petition_id).select_related("point", "agency")
    if issued is not None:
        found = found.filter(issued_at__isnull=not issued)
    return list(found.order_by("point__number", "pk"))


def commitments_of(petition_id: int) -> list[Commitment]:
    """What was promised for a petition, in the order of the days; drafts of promises are none."""
    found = Commitment.objects.filter(petition_id=petition_id, made_at__isnull=False)
    return list(found.select_related("unit", "answer__point", "carried_to__term").order_by("due_on", "pk"))


def open_commitments(petition_id: int) -> int:
    """How many promises of a petition wait to be kept."""
    return Commitment.objects.filter(petition_id=petition_id, made_at__isnull=False, kept_at__isnull=True).count()


def whole() -> QuerySet[Petition]:
    """Petitions with what nearly every reader needs."""
    return Petition.objects.select_related(
        "session__term", "matter__lead_agency", "matter__one_stop", "matter__event_area__parent__parent"
    )


_OF_MATTER = Prepared(lambda: whole().filter(pk=Blank("matter")))
_WITH_CLIENT_KEY = Prepared(lambda: whole().filter(client_key=Blank("key")).order_by("pk"))


@cache
def _one_seen(committee: bool, secretary: bool) -> Prepared[Petition]:
    return Prepared(lambda: _seen(Blank("here"), committee, secretary).filter(pk=Blank("petition")))
