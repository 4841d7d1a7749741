"""Papers that came with a petition: added by the office that takes it in, passed on to whoever answers, removed."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.documents import actions as documents
from motcua.domain.journal import actions as journal
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.taking import locked_by_council
from motcua.domain.petitions.models import Attachment
from motcua.domain.petitions.states import WORKFLOW, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def attach(petition_id: int, paper: rules.Sent, *, passed_on: bool = False, by: Official, now: datetime) -> Attachment:
    """Add a voter's paper. `passed_on`: the office has looked, and whoever answers may see it too.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
        Refused: `illegal_move` once it is over, `too_many_files`, and what `documents` refuses of the file.
    """
    petition = locked_by_council(petition_id, by)
    if petition.state in WORKFLOW.final:
        raise Refused("illegal_move", move="attach")
    rules.ensure_files(Attachment.objects.filter(petition=petition).count() + 1)
    file = documents.take_in(*paper, by=by, now=now)
    made = Attachment.objects.create(
        petition=petition, file=file, passed_on=passed_on, added_at=now, added_by_id=by.account_id
    )
    facts = {**queries.common_facts(petition), "passed_on": passed_on}
    journal.record(
        "petitions.paper_added", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
    )
    return made


@atomic
def detach(attachment_id: int, *, by: Official, now: datetime) -> None:
    """Remove a paper that was added by mistake, before the petition is sent on.

    Raises:
        NotFound: the official is not of the council's office, or there is no such paper.
        Refused: `points_are_sent`.
    """
    found = Attachment.objects.filter(pk=attachment_id).order_by("pk").first()
    if found is None:
        raise NotFound("attachment")
    petition = locked_by_council(found.petition_id, by)
    if petition.state not in {State.COLLECTED, State.CLASSIFIED}:
        raise Refused("points_are_sent")
    gone, _each = Attachment.objects.filter(pk=attachment_id).delete()
    if not gone:
        raise NotFound("attachment")
    documents.erase(found.file_id, by=by, now=now)
    facts = queries.common_facts(petition)
    journal.record(
        "petitions.paper_removed", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
    )


@atomic
def pass_on(attachment_id: int, *, passed_on: bool = True, by: Official, now: datetime) -> Attachment:
    """Let whoever answers see a paper too, once the office has looked at it; or take that back.

    Raises:
        NotFound: the official is not of the council's office, or there is no such paper.
    """
    found = Attachment.objects.filter(pk=attachment_id).order_by("pk").first()
    if found is None:
        raise NotFound("attachment")
    petition = locked_by_council(found.petition_id, by)
    found = Attachment.objects.filter(pk=attachment_id).order_by("pk").first()
    if found is None:
        raise NotFound("attachment")  # removed while we waited
    if found.passed_on == passed_on:
        return found
    found.passed_on = passed_on
    found.save(update_fields=["passed_on"])
    facts = {**queries.common_facts(petition), "passed_on": passed_on}
    journal.record(
        "petitions.paper_passed_on",
        subject=("petition", petition.pk),
        matter_id=petition.pk,
        by=by,
        at=now,
        facts=facts,
    )
    return found
