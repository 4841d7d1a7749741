"""When somebody leaves a desk: all that lies with them goes to whoever can do it."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.accounts import queries as accounts
from motcua.domain.journal import actions as journal
from motcua.domain.matters import rules
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused


@atomic
def take_over(from_id: int, to_id: int | None, *, by: Official, now: datetime) -> int:
    """Give every open task one person has at the leader's agency to another, or back to the desk; how many there were.

    Each task is journalled as given to a colleague, or as given back.

    Raises:
        Refused: `not_yours_to_reassign` (no leader), `nothing_to_take_over`, `colleague_without_duty` (for any).
    """
    rules.ensure_leads(by)
    tasks = list(
        Task.objects.select_for_update(of=("self",))
        .filter(agency_id=by.agency_id, assignee_id=from_id, closed_at__isnull=True)
        .order_by("pk")
    )
    if not tasks:
        raise Refused("nothing_to_take_over")
    if to_id is not None:
        for duty in {task.duty for task in tasks}:
            if to_id not in {colleague.pk for colleague in accounts.colleagues(by.agency_id, duty, now)}:
                raise Refused("colleague_without_duty")
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(assignee_id=to_id)
    verb = "matters.task_released" if to_id is None else "matters.task_reassigned"
    given = {} if to_id is None else {"to": to_id}
    journal.record_all(
        journal.NewEntry(
            verb,
            ("task", task.pk),
            by,
            now,
            matter_id=task.matter_id,
            facts={"step": task.step, "agency": by.agency_code, **given},
        )
        for task in tasks
    )
    return len(tasks)
