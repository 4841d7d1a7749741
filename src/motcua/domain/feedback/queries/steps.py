"""The open steps of a report and what each may end with."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.matters.models import Task
from motcua.domain.routes import queries as routes
from motcua.kernel.prepared import Blank, Prepared

NEEDS = {
    "forward": "to",
    "reject": "reject",
    "merge": "into",
    "give_back": "reason",
    "ask": "question",
    "draft_answer": "answer",
    "send_back": "reason",
    "guide": "reason",
    "pass_on": "reason",
}
"""What has to be said with a move, as the name of the field of `rules.Said`."""


@dataclass(frozen=True)
class Choice:
    """One outcome of a step: its name, its words, the legal move it makes and what has to be said with it."""

    task: Task
    outcome: str
    title: str
    title_en: str
    move: str
    needs: str


_OPEN = Prepared(
    lambda: (
        Task.objects.filter(matter_id=Blank("matter"), closed_at__isnull=True)
        .select_related("matter__route", "agency", "assignee")
        .defer("matter__route__body")
        .order_by("opened_at", "pk")
    )
)


def open_tasks(report_id: int) -> list[Task]:
    """The open steps of a report, in the order they opened."""
    return _OPEN.all(matter=report_id)


def choices(task: Task) -> list[Choice]:
    """What a step may end with, in the route's order."""
    step = routes.playable(task.matter.route)[task.step]
    return [
        Choice(task, each.name, each.title, each.title_en, each.move or "", NEEDS.get(each.move or "", ""))
        for each in step.outcomes
    ]


def task_for(report_id: int, move: str) -> tuple[int, str] | None:
    """The open step, and its outcome, that makes a move."""
    for task in open_tasks(report_id):
        for choice in choices(task):
            if choice.move == move:
                return task.pk, choice.outcome
    return None
