"""What was promised lives on after the answer: more milestones, proof that one is kept, on to the next session."""

from __future__ import annotations

from datetime import date, datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.documents import actions as documents
from motcua.domain.journal import actions as journal
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.council import ensure_open
from motcua.domain.petitions.actions.stepping import complete_task
from motcua.domain.petitions.actions.taking import locked, locked_by_council
from motcua.domain.petitions.models import Answer, Carrying, Commitment, Petition, Session
from motcua.domain.petitions.states import PROMISING, Detail, Event, State
from motcua.kernel.actors import Official, System
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer

KEEPER = System("promises")
"""Who ends the step once nothing waits: whichever unit kept the last promise, the step is the lead agency's."""


@atomic
def commit(petition_id: int, point: int, promise: rules.Promise, *, by: Official, now: datetime) -> Commitment:
    """Promise a milestone for a point that was answered as “being solved” or “will be solved”: what, who, by when.

    Raises:
        NotFound: the agency neither leads nor coordinates, or there is no such point or unit.
        Refused: `promise_says_nothing`, `promise_needs_a_day`, `nothing_to_promise`.
    """
    queries.one_seen_by(petition_id, by)
    petition = locked(petition_id)
    rules.ensure_may_answer(by, petition.matter.lead_agency_id, queries.coordinating(petition_id))
    if petition.state not in {State.ANSWERED, State.FOLLOWED}:
        raise Refused("nothing_to_promise")
    answers = Answer.objects.select_related("point").filter(
        point__petition=petition, point__number=point, issued_at__isnull=False
    )
    latest = answers.order_by("-issued_at", "-pk").first()
    if latest is None:
        raise NotFound("point")
    if latest.result not in PROMISING:
        raise Refused("nothing_to_promise")
    rules.ensure_promise(promise, localdate(now))
    unit = agencies.agency_coded(promise.unit, localdate(now))
    made = Commitment.objects.create(
        petition=petition,
        answer=latest,
        what=rules.as_said(promise.what),
        unit=unit,
        due_on=promise.due_on,
        made_at=now,
    )
    if latest.point.detail == Detail.NO_ROADMAP:
        latest.point.detail = Detail.ROADMAP
        latest.point.save(update_fields=["detail"])
    _touch(petition, now)
    facts = {**queries.common_facts(petition), "unit": unit.code, "due_on": promise.due_on}
    journal.record(
        "petitions.committed", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
    )
    defer(f"petitions.tell_{Event.PROMISED}", petition_id=petition.pk)
    return made


@atomic
def keep_commitment(
    commitment_id: int, done_on: date, how: str, proof: rules.Sent | None, *, by: Official, now: datetime
) -> Commitment:
    """Say that a promise is kept, since when, and prove it; with the last one the petition is settled.

    Raises:
        NotFound: the official works neither at the unit that promised nor at the agency that leads.
        Refused: `promise_needs_proof`, `commitment_kept_already`, `kept_tomorrow`, `kept_before_promised`,
            `reason_too_short`, and what `documents` refuses of the file.
    """
    asked = Commitment.objects.filter(pk=commitment_id, made_at__isnull=False).order_by("pk").first()
    if asked is None:
        raise NotFound("commitment")
    petition = locked(asked.petition_id)
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("unit", "answer")
    commitment = rows.filter(pk=commitment_id).order_by("pk").first()
    if commitment is None:
        raise NotFound("commitment")  # withdrawn with its letter while we waited
    if by.agency_id not in {commitment.unit_id, petition.matter.lead_agency_id} or Duty.SPECIALIST not in by.duties:
        raise NotFound("commitment")
    rules.ensure_may_keep(commitment, done_on, localdate(now))
    rules.ensure_reason(how)
    if proof is None:
        raise Refused("promise_needs_proof")
    commitment.proof = documents.take_in(*proof, by=by, now=now)
    commitment.done_on, commitment.kept_at, commitment.kept_by_id = done_on, now, by.account_id
    commitment.how = rules.as_said(how)
    commitment.save(update_fields=["proof", "done_on", "kept_at", "kept_by", "how"])
    _touch(petition, now)
    facts = {
        **queries.common_facts(petition),
        "unit": commitment.unit.code,
        "due_on": commitment.due_on,
        "late": done_on > commitment.due_on,
    }
    journal.record(
        "petitions.commitment_kept",
        subject=("petition", petition.pk),
        matter_id=petition.pk,
        by=by,
        at=now,
        facts=facts,
    )
    defer(f"petitions.tell_{Event.KEPT}", petition_id=petition.pk)
    if petition.state == State.FOLLOWED and not queries.open_commitments(petition.pk):
        found = queries.task_for(petition.pk, "fulfil")
        if found is not None:
            complete_task(*found, by=KEEPER, now=now)
    return commitment


@atomic
def carry_over(petition_id: int, to: int, why: str, *, by: Official, now: datetime) -> Carrying:
    """Let what is not solved be followed at a later session, with every promise that waits.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition or session.
        Refused: `nothing_to_carry`, `session_is_not_later`, `session_is_over`, `carried_already`, `reason_too_short`.
    """
    petition = locked_by_council(petition_id, by)
    session = Session.objects.select_related("term").filter(pk=to).order_by("pk").first()
    if session is None:
        raise NotFound("session")
    rules.ensure_reason(why)
    rules.ensure_carried_later(petition, session.opens)
    ensure_open(session, localdate(now))
    if Carrying.objects.filter(petition=petition, to=session).exists():
        raise Refused("carried_already")
    made = Carrying.objects.create(petition=petition, to=session, why=rules.as_said(why), at=now, by_id=by.account_id)
    Commitment.objects.filter(petition=petition, made_at__isnull=False, kept_at__isnull=True).update(carried_to=session)
    _touch(petition, now)
    assert petition.session is not None
    facts = {**queries.common_facts(petition), "from": petition.session.number, "to": session.number}
    journal.record(
        "petitions.carried_over", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
    )
    defer(f"petitions.tell_{Event.CARRIED_OVER}", petition_id=petition.pk)
    return made


def _touch(petition: Petition, now: datetime) -> None:
    petition.updated_at = now
    petition.save(update_fields=["updated_at"])
