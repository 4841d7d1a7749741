"""What came to an agency: sent on the platform and not registered yet, and the registered with where it stands."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import but_the_name
from motcua.domain.accounts.states import Duty
from motcua.domain.letters.models import Delivery, Incoming, Letter
from motcua.domain.letters.rules import access
from motcua.domain.letters.states import NUMBERED, TAKEN_BACK, IncomingState, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


def not_registered(official: Official) -> QuerySet[Delivery]:
    """What other agencies sent and the official's has not registered, the earliest first; of a clerk only."""
    if Duty.CLERK not in official.duties:
        return Delivery.objects.none()
    return (
        Delivery.objects.filter(agency_id=official.agency_id, received_at__isnull=True)
        .exclude(letter__state=State.RECALLED)
        .select_related("letter__agency")
        .defer("letter__agency__calendar")
        .order_by("pk")
    )


def to_give_back(official: Official) -> QuerySet[Delivery]:
    """What the agency has of letters that were recalled or replaced and has not given back; of a clerk only."""
    if Duty.CLERK not in official.duties:
        return Delivery.objects.none()
    return (
        Delivery.objects.filter(
            agency_id=official.agency_id,
            returned_at__isnull=True,
            letter__state__in=TAKEN_BACK,
        )
        .select_related("letter__agency")
        .order_by("pk")
    )


def incoming_of(official: Official) -> QuerySet[Incoming]:
    """What came to the official's agency and concerns them, the latest first.

    Raises:
        NotFound: nothing of letters is the official's business.
    """
    if not official.duties:
        raise NotFound("incoming")
    rows = Incoming.objects.filter(agency_id=official.agency_id)
    if not {Duty.LEADER, Duty.CLERK} & official.duties:
        rows = rows.filter(assigned_to_id__in={official.account_id, *official.stands_in_for})
    return rows.select_related("assigned_to").defer(*but_the_name("assigned_to")).order_by("-year", "-number", "-pk")


def assigned_to(official: Official) -> list[Incoming]:
    """What the official has to see to, what is due first before the rest."""
    mine = Q(assigned_to_id__in={official.account_id, *official.stands_in_for}, state=IncomingState.ASSIGNED)
    return list(incoming_of(official).filter(mine).order_by("due_on", "pk")[:200])


def incoming_seen_by(official: Official, incoming_id: int) -> Incoming:
    """One incoming letter that concerns the official.

    Raises:
        NotFound: it is another agency's, or somebody else's.
    """
    found = (
        Incoming.objects.filter(pk=incoming_id)
        .select_related("agency", "file", "letter", "assigned_to", "assigned_by", "registered_by")
        .order_by("pk")
        .first()
    )
    return access.ensure_sees_incoming(official, found)


def answers_to(incoming: Incoming) -> list[Letter]:
    """The letters that answer it, or are being written to."""
    return list(incoming.answered_by.exclude(state=State.DISCARDED).order_by("pk"))


def received_letter(official: Official, letter_id: int) -> Letter:
    """A letter of another agency that came to the official's: the clerk sees it as soon as it is sent, others once it
    is registered and concerns them.

    Raises:
        NotFound: it did not come to this agency, or does not concern the official.
    """
    letter = Letter.objects.filter(pk=letter_id, state__in=NUMBERED).select_related("agency").order_by("pk").first()
    if letter is not None:
        arrived = Incoming.objects.filter(letter=letter, agency_id=official.agency_id).order_by("pk").first()
        if arrived is not None and access.may_see_incoming(official, arrived):
            return letter
        sent = Delivery.objects.filter(letter=letter, agency_id=official.agency_id).exists()
        if sent and Duty.CLERK in official.duties:
            return letter
    raise NotFound("letter")


def colleagues_of(official: Official, now: datetime) -> list[tuple[int, str]]:
    """Whom an incoming letter may be assigned to."""
    return [(each.pk, str(each.full_name)) for each in accounts.people_at(official.agency_id, now)]


def may_assign(official: Official) -> bool:
    """Whether the official gives incoming letters to others."""
    return Duty.LEADER in official.duties


def may_register(official: Official) -> bool:
    """Whether the official keeps the registers."""
    return Duty.CLERK in official.duties
