"""Lists of petitions for the offices that work on them: by filters, by batch, what can be sent on, sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from motcua.domain.accounts.states import Duty
from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Batch, Petition, Session, Sheet, Term
from motcua.domain.petitions.queries.figures import red_points
from motcua.domain.petitions.queries.reading import seen_by
from motcua.domain.petitions.queries.terms import terms
from motcua.domain.petitions.states import ANSWERED, APART, OWED, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound

AWAITING = (State.SENT, State.RETURNED)
"""What waits for a letter that assigns it."""


@dataclass(frozen=True)
class Wanted:
    """By which a list is narrowed; what is left empty does not narrow.

    `late`: an answer is owed and its day is over. `red`: it promises without milestone, day and unit.
    """

    session: int | None = None
    area: str = ""
    field: str = ""
    agency: str = ""
    result: str = ""
    state: str = ""
    code: str = ""
    late: bool = False
    red: bool = False


@dataclass(frozen=True)
class Offered:
    """What a list can be narrowed by: (value, name) each."""

    sessions: list[tuple[int, str]]
    areas: list[tuple[str, str]]
    agencies: list[tuple[str, str]]


def listed(official: Official, wanted: Wanted, today: date) -> QuerySet[Petition]:
    """The petitions an official may see, the newest first, each with `is_red`."""
    exact = {
        "session_id": wanted.session,
        "matter__event_area__code": wanted.area,
        "field": wanted.field,
        "matter__lead_agency__code": wanted.agency,
        "result": wanted.result,
        "state": wanted.state,
    }
    found = seen_by(official).filter(**{name: value for name, value in exact.items() if value})
    if wanted.code:
        found = found.filter(matter__code__startswith=wanted.code)
    if wanted.late:
        found = found.filter(state__in=sorted(OWED), due_on__lt=today)
    if wanted.red:
        found = found.filter(red_points())
    return found.annotate(is_red=red_points())


def offered(official: Official) -> Offered:
    """The sessions, places and lead agencies among the petitions an official may see."""
    seen = seen_by(official).select_related(None).order_by()
    sessions = Session.objects.select_related("term").order_by("-opens", "-pk")
    places = seen.filter(matter__event_area__isnull=False).values_list(
        "matter__event_area__code", "matter__event_area__name", "matter__event_area__parent__name"
    )
    leads = seen.values_list("matter__lead_agency__code", "matter__lead_agency__name")
    return Offered(
        [(each.pk, str(each)) for each in sessions],
        sorted(((code, ", ".join(filter(None, (name, above)))) for code, name, above in places.distinct()), key=_name),
        sorted(leads.distinct(), key=_name),
    )


def _name(row: tuple[str, str]) -> str:
    return row[1]


def batches_for(official: Official) -> QuerySet[Batch]:
    """The batches that the council's office sent, the newest first, each with its counts, for it and who assigns.

    `whole`: petitions in it; `waiting`: those that wait to be assigned; `answered`: those with every answer.

    Raises:
        NotFound: it is neither's desk.
    """
    known: Mapping[str, object] = terms()
    council = official.agency_code == known.get("office") and Duty.COUNCIL in official.duties
    assigns = official.agency_code == known.get("assigning") and Duty.SPECIALIST in official.duties
    if not council and not assigns:
        raise NotFound("batch")
    apart = Q(petitions__state__in=sorted(APART))
    return (
        Batch.objects.select_related("session__term")
        .annotate(
            whole=Count("petitions", filter=~apart),
            waiting=Count("petitions", filter=Q(petitions__state__in=AWAITING)),
            answered=Count("petitions", filter=Q(petitions__state__in=sorted(ANSWERED))),
        )
        .order_by("-sent_at", "-pk")
    )


def batch_for(batch_id: int, official: Official) -> Batch:
    """One batch with its counts.

    Raises:
        NotFound: there is none, or it is neither the council's office nor who assigns.
    """
    found = batches_for(official).filter(pk=batch_id).first()
    if found is None:
        raise NotFound("batch")
    return found


def in_batch(batch_id: int, official: Official) -> list[Petition]:
    """The petitions of a batch that the official may see, in the order of their codes."""
    return list(seen_by(official).filter(batch_id=batch_id).order_by("matter__code", "pk"))


def to_send(session_id: int | None, by: Official) -> QuerySet[Petition]:
    """What is classified and waits to be sent on, of a session or of all.

    Raises:
        NotFound: the official is not of the council's office.
    """
    rules.ensure_council(by, terms())
    found = seen_by(by).filter(state=State.CLASSIFIED, suspected=False)
    if session_id is not None:
        found = found.filter(session_id=session_id)
    return found.order_by("matter__code", "pk")


def sheets_for_council(by: Official) -> QuerySet[Sheet]:
    """The sheets that were read, the newest first; what stands in them is not fetched.

    Raises:
        NotFound: the official is not of the council's office.
    """
    rules.ensure_council(by, terms())
    return Sheet.objects.select_related("session__term").defer("lines").order_by("-pk")


def term_codes() -> list[str]:
    """The terms of the council by what people call them, the newest first."""
    return list(Term.objects.order_by("-begins", "-pk").values_list("code", flat=True))
