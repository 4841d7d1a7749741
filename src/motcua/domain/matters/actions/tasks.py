"""Who has a task: taking it, giving it back, giving it to a colleague."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.accounts import queries as accounts
from motcua.domain.journal import actions as journal
from motcua.domain.matters import rules
from motcua.domain.matters.actions.succession import told_if_handed_on
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def claim(task_id: int, *, by: Official, now: datetime) -> Task:
    """Take a free task; of two who press at once one gets it and the other is told who."""
    task = _locked(task_id)
    with told_if_handed_on(task, by):
        rules.ensure_may_claim(task, by)
    if task.assignee_id == by.account_id:
        return task
    instead_of = rules.acted_for(task, by)
    task.assignee_id = by.account_id
    task.save(update_fields=["assignee"])
    _record("matters.task_claimed", task, by, now, instead_of)
    return task


@atomic
def release(task_id: int, *, by: Official, now: datetime) -> Task:
    """Give a task back to the desk."""
    task = _locked(task_id)
    with told_if_handed_on(task, by):
        rules.ensure_may_reassign(task, by)
    instead_of = rules.acted_for(task, by)
    task.assignee = None
    task.save(update_fields=["assignee"])
    _record("matters.task_released", task, by, now, instead_of)
    return task


@atomic
def reassign(task_id: int, to_id: int, *, by: Official, now: datetime) -> Task:
    """Give a task to a colleague who holds the same duty at the same agency."""
    task = _locked(task_id)
    with told_if_handed_on(task, by):
        rules.ensure_may_reassign(task, by)
    if to_id not in {colleague.pk for colleague in accounts.colleagues(by.agency_id, task.duty, now)}:
        raise Refused("colleague_without_duty")
    instead_of = rules.acted_for(task, by)
    task.assignee_id = to_id
    task.save(update_fields=["assignee"])
    _record("matters.task_reassigned", task, by, now, instead_of, to=to_id)
    return task


def _locked(task_id: int) -> Task:
    locking = Task.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=task_id).order_by("pk")
    found = locking.first() or locking.first()  # the second after a wait for a hand-over, as in `steps.take`
    if found is None:
        raise NotFound("task")
    return found


def _record(verb: str, task: Task, by: Official, now: datetime, instead_of: int | None, **facts: int) -> None:
    journal.record(
        verb,
        subject=("task", task.pk),
        matter_id=task.matter_id,
        by=by,
        at=now,
        on_behalf_of=instead_of,
        facts={"step": task.step, "agency": by.agency_code, **facts},
    )
