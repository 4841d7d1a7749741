"""A closed dossier taken up again by a leader's decision, as a new dossier (docs/adr/0007)."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions.deciding import record, taken
from motcua.domain.dossiers.actions.stepping import carry_out, task_taken
from motcua.domain.dossiers.models import Attachment, Dossier, Reopening
from motcua.domain.dossiers.states import OFFICE_PARTS, Event
from motcua.domain.matters import actions as matters
from motcua.domain.matters.states import Kind
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer


@atomic
def reopen(dossier_id: int, reason: str, *, by: Official, now: datetime) -> Dossier:
    """Open a new dossier, with answers and files, in place of a stopped or handed-over one; the decision receives it.

    The closed one is not touched. Offices, route and calendar are those of today; the procedure is the version under
    which the answers were given.

    Raises:
        NotFound: the dossier is not this official's to see.
        Refused: `other_agency`, `other_duty`, `not_to_be_reopened` (its state), `reason_missing`,
            `reopened_before`, `not_served_there`, `illegal_move` (no step of the route receives).
    """
    old = taken(dossier_id, by)
    rules.ensure_leads(old, by, Duty.LEADER)
    rules.ensure_closed_by_the_office(old)
    rules.ensure_reason(reason)
    rules.ensure_not_reopened(Reopening.objects.filter(reopens=old).exists())
    dossier = _opened_again(old, by, now)
    Reopening.objects.create(dossier=dossier, reopens=old, reason=reason.strip(), at=now, by_id=by.account_id)
    record("dossiers.reopened", dossier, by=by, now=now, facts={"reopens": old.pk})
    record("dossiers.taken_up_again", old, by=by, now=now, facts={"as": dossier.pk})
    received = _received(dossier, by, now)
    defer(f"dossiers.tell_{Event.REOPENED}", dossier_id=dossier.pk)
    return received


def _opened_again(old: Dossier, by: Official, now: datetime) -> Dossier:
    """The new dossier in state 1, at the offices that are responsible today."""
    today, procedure = localdate(now), old.procedure
    area = matters.know_area(old.matter)
    competent = agencies.responsible(procedure.competent_kind, area, today) if area else None
    one_stop = agencies.responsible(procedure.one_stop_kind, area, today) if area else None
    if competent is None or one_stop is None:
        raise Refused("not_served_there", area=area.name if area else "")
    matter = matters.open_matter(
        matters.NewMatter(
            kind=Kind.DOSSIER,
            title=old.matter.title,
            title_en=old.matter.title_en,
            topic=old.matter.topic,
            lead_agency=competent,
            one_stop=one_stop,
            event_area=area,
            route=routes.in_force(procedure.route_code, today),
            limit=procedure.limit,
            policy=procedure.policy,
            cutoff=procedure.cutoff,
            calendar=procedure.calendar,
        ),
        by=by,
        now=now,
    )
    dossier = Dossier.objects.create(
        matter=matter,
        procedure=procedure,
        applicant=old.applicant,
        applicant_name=old.applicant_name,
        subject_name=old.subject_name,
        answers=old.answers,
        channel=old.channel,
        result_method=old.result_method,
        answer_due_at=now,
    )
    given = Attachment.objects.filter(dossier=old, removed_at__isnull=True).exclude(part__in=OFFICE_PARTS)
    Attachment.objects.bulk_create(
        [
            Attachment(dossier=dossier, part=each.part, file_id=each.file_id, added_at=now)
            for each in given.order_by("pk")
        ]
    )
    return dossier


def _received(dossier: Dossier, by: Official, now: datetime) -> Dossier:
    """The decision is its acceptance: code, clock and receipt as for any other."""
    for task in queries.open_tasks(dossier.pk):
        for outcome in queries.outcomes_of(task):
            if outcome.move == "accept":
                return carry_out(task_taken(task.pk), outcome.name, by=by, now=now)
    raise Refused("illegal_move", move="accept", state=str(dossier.state))
