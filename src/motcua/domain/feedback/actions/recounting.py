"""Counting again by when a unit takes a report or gives it back, after a calendar was amended."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.agencies.models import Calendar
from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.beginning import respond_by
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import State
from motcua.domain.journal import actions as journal
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Actor


@atomic
def recount_answers(calendar_id: int, *, by: Actor, now: datetime) -> int:
    """Count the hours anew for each report that lies forwarded and is counted by this calendar; how many moved.

    The hours count from the forwarding.
    """
    calendar = Calendar.objects.get(pk=calendar_id)
    waiting = (
        Report.objects.select_for_update(of=("self",))
        .filter(state=State.FORWARDED, matter__calendar_id=calendar_id)
        .select_related("matter__lead_agency", "category")
        .order_by("pk")
    )
    opened = dict(
        Task.objects.filter(matter__report__state=State.FORWARDED, closed_at__isnull=True)
        .order_by("opened_at")
        .values_list("matter_id", "opened_at")
    )
    moved = 0
    for report in waiting:
        begins = opened.get(report.pk)
        if begins is None:
            continue
        old, report.respond_due_at = report.respond_due_at, respond_by(report.category, calendar, begins)
        if report.respond_due_at == old:
            continue
        moved += 1
        report.save(update_fields=["respond_due_at"])
        journal.record(
            "feedback.response_recounted",
            subject=("report", report.pk),
            matter_id=report.pk,
            by=by,
            at=now,
            facts={**queries.common_facts(report), **matters.recounted(calendar, old, report.respond_due_at)},
        )
    return moved
