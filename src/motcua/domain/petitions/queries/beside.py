"""What belongs to a petition besides its points: whose it was, who reminded, who judged it, its voter, its papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.domain.accounts.states import Duty
from motcua.domain.documents.models import File
from motcua.domain.petitions import rules
from motcua.domain.petitions.models import (
    Answer,
    Assignment,
    Carrying,
    Commitment,
    Meeting,
    Petition,
    Reminder,
    Review,
    Unanswered,
)
from motcua.domain.petitions.queries.reading import one_seen_by
from motcua.domain.petitions.queries.terms import terms
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


@dataclass(frozen=True)
class VoterSeen:
    """Who asked, as far as this reader may know. `whole`: everything, for the office that takes petitions in."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Beside:
    """What happened to a petition, each list in the order it happened."""

    assignments: list[Assignment]
    reminders: list[Reminder]
    reviews: list[Review]
    carryings: list[Carrying]
    taps: list[Unanswered]
    joined: list[Petition]


def voter_shown_to(petition: Petition, official: Official) -> VoterSeen | None:
    """Who asked: wholly for the council's office; for whoever answers the name alone, where the voter agreed."""
    if petition.matter.one_stop_id == official.agency_id and Duty.COUNCIL in official.duties:
        found = petition
        return VoterSeen(found.voter_name, found.voter_phone, found.voter_email, found.voter_address, whole=True)
    return VoterSeen(petition.voter_name) if petition.named and petition.voter_name else None


def beside(petition: Petition) -> Beside:
    """Everything that happened to a petition: as many queries whatever it was."""
    of_it: dict[str, Any] = {"petition": petition}
    assignments = Assignment.objects.filter(**of_it).select_related("lead", "suggested")
    return Beside(
        list(assignments.prefetch_related("coordinating").order_by("pk")),
        list(Reminder.objects.filter(**of_it).order_by("pk")),
        list(Review.objects.filter(**of_it).select_related("committee").order_by("pk")),
        list(Carrying.objects.filter(**of_it).select_related("to__term").order_by("pk")),
        list(Unanswered.objects.filter(**of_it).order_by("pk")),
        list(Petition.objects.filter(joined_to=petition).select_related("matter").order_by("pk")),
    )


def drafts_of(petition_id: int, official: Official) -> list[Answer]:
    """The drafts of answers with what they promise: the lead agency's people see all, who helps sees their own."""
    found = Answer.objects.filter(point__petition_id=petition_id, issued_at__isnull=True)
    if one_seen_by(petition_id, official).matter.lead_agency_id != official.agency_id:
        found = found.filter(agency_id=official.agency_id)
    rows = found.select_related("point", "agency").prefetch_related("commitments__unit")
    return list(rows.order_by("point__number", "pk"))


def commitment_to_keep(commitment_id: int, by: Official) -> Commitment:
    """A promise that waits, for the unit that made it and the agency that leads.

    Raises:
        NotFound: there is none, or it is neither's.
    """
    row = Commitment.objects.select_related("unit", "petition__matter__lead_agency", "answer__point")
    found = row.filter(pk=commitment_id, made_at__isnull=False).order_by("pk").first()
    if found is None or Duty.SPECIALIST not in by.duties:
        raise NotFound("commitment")
    if by.agency_id not in {found.unit_id, found.petition.matter.lead_agency_id}:
        raise NotFound("commitment")
    one_seen_by(found.petition_id, by)
    return found


def proof_seen_by(commitment_id: int, official: Official) -> File:
    """What proves that a promise was kept, for whoever may see the petition.

    Raises:
        NotFound: there is none, or the petition is not theirs.
    """
    row = Commitment.objects.select_related("proof").filter(pk=commitment_id, kept_at__isnull=False)
    found = row.order_by("pk").first()
    if found is None or found.proof is None:
        raise NotFound("proof")
    one_seen_by(found.petition_id, official)
    return found.proof


def meeting_for_council(meeting_id: int, by: Official) -> Meeting:
    """One meeting with voters, for the office that notes it.

    Raises:
        NotFound: there is none, or the official is not of that office.
    """
    rules.ensure_council(by, terms())
    rows = Meeting.objects.select_related("session__term", "area__parent", "group", "minutes")
    found = rows.prefetch_related("delegates").filter(pk=meeting_id).order_by("pk").first()
    if found is None:
        raise NotFound("meeting")
    return found
