"""Everything that waits for one official, the most urgent first, counted in working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.timezone import get_current_timezone, localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official
from motcua.kernel.worktime import worked


@dataclass(frozen=True)
class Row:
    """One task on the list; `left` is working minutes until it is due, negative when it is late."""

    task: Task
    left: int | None


@dataclass(frozen=True)
class Group:
    """The tasks of one step of one topic (a procedure) on the official's list, counted."""

    topic: str
    step: str
    title: str
    title_en: str
    procedure: str
    procedure_en: str
    count: int
    free: int
    mine: int
    late: int


@dataclass(frozen=True)
class StepLoad:
    """The open tasks of one step at an agency, whoever has them."""

    title: str
    title_en: str
    open: int
    late: int
    free: int


@dataclass(frozen=True)
class AgencyLoad:
    """What an agency has before it now and has done today, in tasks."""

    steps: tuple[StepLoad, ...]
    due_today: int
    done_today: int

    @property
    def open(self) -> int:
        """Every open task."""
        return sum(step.open for step in self.steps)

    @property
    def late(self) -> int:
        """Those whose own time is over."""
        return sum(step.late for step in self.steps)


def groups(official: Official, now: datetime) -> list[Group]:
    """What waits for the official, counted by procedure and step: one query by its index, one for the names."""
    counted = list(
        _open_to(official)
        .order_by()
        .values_list("topic", "step")
        .annotate(
            n=Count("pk"),
            free=Count("pk", filter=Q(assignee__isnull=True)),
            mine=Count("pk", filter=Q(assignee__isnull=False)),
            late=Count("pk", filter=Q(due_at__lt=now)),
            example=Max("pk"),
        )
    )
    examples = Task.objects.select_related("matter").in_bulk([row[-1] for row in counted])
    found = [_group(row[:-1], examples[row[-1]]) for row in counted if row[-1] in examples]
    return sorted(found, key=lambda group: (group.procedure, group.title, group.topic, group.step))


def _group(counted: tuple[Any, ...], example: Task) -> Group:
    topic, step, *numbers = counted
    matter = example.matter
    return Group(topic, step, example.title, example.title_en, matter.title, matter.title_en, *numbers)


def load(agency_id: int, now: datetime) -> AgencyLoad:
    """The agency's open tasks by step, those due today and those done today: three queries, each by its index."""
    day = localdate(now)
    at_agency = Task.objects.filter(agency_id=agency_id)
    steps = (
        at_agency.filter(closed_at__isnull=True)
        .order_by("title")
        .values_list("title", "title_en")
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now)),
            free=Count("pk", filter=Q(assignee__isnull=True)),
        )
    )
    begins = datetime.combine(day, time.min, get_current_timezone())
    ends = begins + timedelta(days=1)
    due = at_agency.filter(closed_at__isnull=True, due_at__gte=begins, due_at__lt=ends).count()
    done = at_agency.filter(closed_at__gte=begins, closed_at__lt=ends).count()
    return AgencyLoad(tuple(StepLoad(*row) for row in steps), due, done)


def waiting_for(official: Official) -> QuerySet[Task]:
    """Open tasks of the official's agency and duties that are free, theirs, or those of whom they stand in for."""
    return (
        _open_to(official)
        .select_related("matter__dossier", "assignee", "agency__calendar")
        .defer("agency__calendar__body")
        .order_by("due_at", "id")
    )


def _open_to(official: Official) -> QuerySet[Task]:
    mine = {official.account_id, *official.stands_in_for}
    return Task.objects.filter(
        Q(assignee__isnull=True) | Q(assignee_id__in=mine),
        agency_id=official.agency_id,
        duty__in=official.duties,
        closed_at__isnull=True,
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
