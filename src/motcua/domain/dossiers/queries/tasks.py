"""The open tasks of a dossier, and the moves that are legal now for the one who looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.reading import seen_by, window_of
from motcua.domain.dossiers.states import WORKFLOW
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Task
from motcua.domain.matters.rules import ensure_may_complete
from motcua.domain.procedures.models import without_large
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.route import Outcome

REASONED = {"reject", "stop", "ask_supplement", "ask_payment"}
PROVED = {"ask_payment", "paid"}
"""Moves that come with a notice or a receipt."""


@dataclass(frozen=True)
class Choice:
    """One button: an outcome of an open task, with what it asks of the official."""

    task: Task
    outcome: str
    title: str
    title_en: str
    move: str | None
    needs_reason: bool
    needs_items: bool
    needs_papers: bool
    entries: list[Mapping[str, object]]


@dataclass(frozen=True)
class Waiting:
    """An open task as the dossier's page shows it: what can be done, or why nothing can."""

    task: Task
    choices: list[Choice]
    not_because: str


def open_tasks(dossier_id: int) -> list[Task]:
    """The open tasks of a dossier, with what their choices need."""
    return _OPEN.all(matter=dossier_id)


_OPEN = Prepared(
    lambda: (
        Task.objects.filter(matter_id=Blank("matter"), closed_at__isnull=True)
        .select_related("matter__route", "matter__dossier__procedure", "agency", "assignee")
        .defer("matter__route__body", *without_large("matter__dossier__procedure"))
        .order_by("pk")
    )
)


def outcomes_of(task: Task) -> list[Outcome]:
    """The outcomes of a task whose legal move the dossier's state allows now."""
    state = task.matter.dossier.state
    return [
        outcome
        for outcome in routes.playable(task.matter.route)[task.step].outcomes
        if outcome.move is None or state in WORKFLOW.moves[outcome.move].leads
    ]


def choices(task: Task) -> list[Choice]:
    """The buttons of a task, whoever looks."""
    body = task.matter.dossier.procedure.body
    return [
        Choice(
            task=task,
            outcome=outcome.name,
            title=outcome.called(),
            title_en=outcome.called(english=True),
            move=outcome.move,
            needs_reason=outcome.move in REASONED,
            needs_items=outcome.move == "ask_supplement",
            needs_papers=outcome.move in PROVED,
            entries=rules.wanted_entries(body, task.step, outcome.name),
        )
        for outcome in outcomes_of(task)
    ]


def choice(task_id: int, outcome: str, official: Official) -> Choice:
    """One button of a task that the official may press.

    Raises:
        NotFound: there is no such open task for this official, or the outcome is not legal now.
        Refused: the task is a colleague's.
    """
    task = (
        Task.objects.filter(pk=task_id, matter__dossier__in=seen_by(official).order_by())
        .select_related("matter__route", "matter__dossier__procedure", "agency")
        .defer("matter__route__body", *without_large("matter__dossier__procedure"))
        .order_by("pk")
        .first()
    )
    if task is None:
        raise NotFound("task")
    ensure_may_complete(task, official)
    found = next((choice for choice in choices(task) if choice.outcome == outcome), None)
    if found is None:
        raise Refused("illegal_move", move=outcome, state=task.matter.dossier.state)
    return found


def desk_view(dossier: Dossier, official: Official, today: date) -> list[Waiting]:
    """Every open task with the buttons the workflow and the rules both allow this official."""
    shown = []
    for task in open_tasks(dossier.pk):
        try:
            ensure_may_complete(task, official)
        except (Refused, NotFound) as refusal:
            code = refusal.code if isinstance(refusal, Refused) else "other_agency"
            shown.append(Waiting(task, [], code))
        else:
            shown.append(
                Waiting(task, choices(task) if task.agency_id else _endings(task, dossier, official, today), "")
            )
    return shown


def _endings(task: Task, dossier: Dossier, official: Official, today: date) -> list[Choice]:
    """Of a waiting step an office sees only its end, and only when the window has closed."""
    window, allowed = window_of(dossier), []
    for found in choices(task):
        try:
            rules.ensure_wait_is_over(dossier, found.move, window, today, official)
        except (Refused, NotFound):
            continue
        allowed.append(found)
    return allowed


def tasks_done(dossier: Dossier) -> list[Task]:
    """What has been done so far, in order."""
    return [task for task in matters.tasks_of(dossier.pk) if task.closed_at is not None]
