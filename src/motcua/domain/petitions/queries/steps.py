"""The open steps of a petition and what each may end with."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.matters.models import Task
from motcua.domain.routes import queries as routes
from motcua.kernel.prepared import Blank, Prepared


@dataclass(frozen=True)
class Choice:
    """One outcome of a step: its name, its words, and the legal move it makes."""

    task: Task
    outcome: str
    title: str
    title_en: str
    move: str


_OPEN = Prepared(
    lambda: (
        Task.objects.filter(matter_id=Blank("matter"), closed_at__isnull=True)
        .select_related("matter__route", "agency", "assignee")
        .defer("matter__route__body")
        .order_by("opened_at", "pk")
    )
)


def open_tasks(petition_id: int) -> list[Task]:
    """The open steps of a petition, in the order they opened."""
    return _OPEN.all(matter=petition_id)


def choices(task: Task) -> list[Choice]:
    """What a step may end with, in the route's order."""
    step = routes.playable(task.matter.route)[task.step]
    return [Choice(task, each.name, each.title, each.title_en, each.move or "") for each in step.outcomes]


def task_for(petition_id: int, move: str) -> tuple[int, str] | None:
    """The open step, and its outcome, that makes a move."""
    for task in open_tasks(petition_id):
        for choice in choices(task):
            if choice.move == move:
                return task.pk, choice.outcome
    return None
