"""An open step as the page of a dossier, a report or a petition shows it: the time left, the buttons, whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.accounts.states import Duty
from motcua.domain.worklist import queries as worklist
from motcua.kernel.actors import Official
from motcua.web.desk import words


@dataclass(frozen=True)
class Button:
    """A legal move: `ask` when something has to be said or looked at first, else one press does it."""

    choice: Any
    ask: bool
    look: str


@dataclass(frozen=True)
class Step:
    """An open task with what can be done about it, or why nothing can."""

    task: Any
    buttons: Sequence[Button]
    left: str
    urgency: str
    not_because: str
    may_claim: bool
    may_release: bool
    may_reassign: bool


def step_shown(  # noqa: PLR0917  # what is shown, to whom and when
    waiting: Any,
    matter: Any,
    buttons: Sequence[Button],
    not_because: str,
    official: Official,
    now: datetime,
    *,
    due_otherwise: bool = False,
) -> Step:
    """A step that waits, for an official's eyes; what waits for whoever asked has no time of its own.

    `due_otherwise`: a step without a limit has a day that the page says elsewhere.
    """
    task = waiting.task
    for agency in (matter.one_stop, matter.lead_agency):
        if task.agency_id == agency.pk:
            task.agency = agency  # it comes with its calendar, which the clock needs
    (row,) = worklist.rows([task], now)
    timed = task.agency_id is not None and not (due_otherwise and row.left is None)
    at_hand = task.agency_id == official.agency_id
    mine = task.assignee_id in {official.account_id, *official.stands_in_for}
    return Step(
        task=task,
        buttons=buttons,
        left=words.left(row.left) if timed else "",
        urgency=words.urgency(row.left, task.budget) if timed else "",
        not_because=not_because,
        may_claim=at_hand and not waiting.not_because and task.assignee_id is None,
        may_release=at_hand and task.assignee_id is not None and mine,
        may_reassign=at_hand and (mine or Duty.LEADER in official.duties),
    )
