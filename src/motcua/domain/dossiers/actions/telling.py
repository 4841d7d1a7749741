"""Telling the applicant what happened; run by jobs, so that no request waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models import Max
from django.db.transaction import atomic
from django.utils import translation

from motcua.domain.accounts.models import (
    Account,
)
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import (
    Calendar,
)
from motcua.domain.dossiers import (
    queries,
)
from motcua.domain.dossiers.models import (
    Dossier,
    SupplementRequest,
)
from motcua.domain.dossiers.rules.behalf import (
    acts_for,
)
from motcua.domain.dossiers.rules.letters import in_short, letter
from motcua.domain.dossiers.states import ANSWER_WITHIN, Event, State
from motcua.domain.journal import actions as journal
from motcua.domain.matters import queries as matters
from motcua.domain.notices import actions as notices
from motcua.domain.notices.models import Message
from motcua.domain.procedures.models import without_large
from motcua.kernel.actors import (
    Actor,
    Citizen,
)
from motcua.kernel.worktime import (
    add_working_minutes,
)


@atomic
def tell(dossier_id: int, event: Event, *, by: Actor, now: datetime) -> Message | None:
    """One message about one event to each it concerns, in their language; that of the applicant, where one is due.

    Who handed it in on the portal for the applicant is told as well, until the applicant disowns it.
    """
    dossier = queries.whole(dossier_id)
    row = queries.agent_of(dossier)
    followed = row is not None and acts_for(row, Citizen(row.agent_id), dossier.channel)
    told = None
    if not (followed and event is Event.SUBMITTED):  # the applicant is told by whom instead
        told = _tell(dossier, dossier.applicant, dossier.applicant_name, event, by, now)
    if row is not None and followed and event is not Event.FILED_FOR_YOU:
        agents = _tell(dossier, row.agent, row.agent_name, event, by, now)
        told = told or agents
    return told


def _tell(  # noqa: PLR0917
    dossier: Dossier, reader: Account, name: str, event: Event, by: Actor, now: datetime
) -> Message | None:
    occurrence = queries.occurrence(dossier, event)
    with translation.override(reader.language):
        about = replace(queries.circumstances(dossier, event), name=name)
        subject, body = letter(event, about)
        short = in_short(subject, about)
    return notices.tell(
        reader.pk,
        f"dossier-{dossier.pk}-{event}-{occurrence}",
        subject,
        body,
        by=by,
        now=now,
        matter_id=dossier.pk,
        short=short,
    )


@atomic
def warn_unanswered(*, by: Actor, now: datetime) -> int:
    """Note in the journal each online dossier that was not answered in eight working hours; how many there were."""
    late = (
        Dossier.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=State.NEW, answer_overdue_at__isnull=True, answer_due_at__lt=now)
        .select_related("matter__one_stop", "procedure")
        .defer(*without_large("procedure"))
        .order_by("answer_due_at", "pk")
    )
    noted = list(late)
    for dossier in noted:
        dossier.answer_overdue_at = now
        dossier.save(update_fields=["answer_overdue_at"])
        journal.record(
            "dossiers.answer_overdue",
            subject=("dossier", dossier.pk),
            matter_id=dossier.pk,
            by=by,
            at=now,
            facts=queries.common_facts(dossier),
        )
    return len(noted)


@atomic
def recount_answers(calendar_id: int, *, by: Actor, now: datetime) -> int:
    """Count again by when each new dossier is to be answered, after its unit's calendar was amended; how many moved.

    The hours count from the handing in, or from the last supplement. What was noted as overdue stays so.
    """
    calendar = Calendar.objects.get(pk=calendar_id)
    working = agencies.working(calendar)
    fresh = {"state": State.NEW, "closed_at__isnull": True, "matter__one_stop__calendar_id": calendar_id}
    waiting = (
        Dossier.objects.select_for_update(of=("self",))
        .filter(**fresh, answer_overdue_at__isnull=True)
        .select_related("matter__one_stop", "procedure")
        .defer(*without_large("procedure"))
        .order_by("pk")
    )
    supplied = dict(
        SupplementRequest.objects.filter(
            before_acceptance=True,
            supplied_at__isnull=False,
            **{f"dossier__{name}": has for name, has in fresh.items()},
        )
        .values_list("dossier_id")
        .annotate(last=Max("supplied_at"))
        .order_by("dossier_id")
    )
    moved = []
    for dossier in waiting:
        begins = supplied.get(dossier.pk) or dossier.matter.submitted_at
        old, dossier.answer_due_at = dossier.answer_due_at, add_working_minutes(begins, ANSWER_WITHIN, working)
        if dossier.answer_due_at != old:
            moved.append((dossier, old))
    Dossier.objects.bulk_update([dossier for dossier, _old in moved], ["answer_due_at"], batch_size=1000)
    for dossier, old in moved:
        journal.record(
            "dossiers.answer_recounted",
            subject=("dossier", dossier.pk),
            matter_id=dossier.pk,
            by=by,
            at=now,
            facts={**queries.common_facts(dossier), **matters.recounted(calendar, old, dossier.answer_due_at)},
        )
    return len(moved)
