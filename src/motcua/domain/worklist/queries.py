"""Everything that waits for one official, the most urgent first, counted in working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.domain.agencies import queries as agencies
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official
from motcua.kernel.worktime import worked


@dataclass(frozen=True)
class Row:
    """One task on the list; `left` is working minutes until it is due, negative when it is late."""

    task: Task
    left: int | None


def waiting_for(official: Official) -> QuerySet[Task]:
    """Open tasks of the official's agency and duties that are free, theirs, or those of whom they stand in for."""
    mine = {official.account_id, *official.stands_in_for}
    return (
        Task.objects.filter(agency_id=official.agency_id, duty__in=official.duties, closed_at__isnull=True)
        .filter(Q(assignee__isnull=True) | Q(assignee_id__in=mine))
        .select_related("matter__dossier", "assignee", "agency__calendar")
        .order_by("due_at", "id")
    )


def rows(tasks: list[Task], now: datetime) -> list[Row]:
    """Tasks with the working time that is left; no query."""
    return [Row(task, _left(task, now)) for task in tasks]


def _left(task: Task, now: datetime) -> int | None:
    if task.due_at is None or task.agency is None:
        return None
    calendar = agencies.working(task.agency.calendar)
    if task.due_at >= now:
        return worked(now, task.due_at, calendar)
    return -worked(task.due_at, now, calendar)
