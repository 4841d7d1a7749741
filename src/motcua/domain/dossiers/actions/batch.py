"""Several dossiers decided in one go: each looked at by itself, each its own act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.actions.stepping import complete_task
from motcua.domain.dossiers.models import Dossier
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

MOST = 50


@dataclass(frozen=True)
class Done:
    """What became of one of them: the dossier, or why it was left as it was."""

    task_id: int
    dossier: Dossier | None
    refusal: Refused | None


def complete_several(chosen: Sequence[tuple[int, str]], *, by: Official, now: datetime) -> list[Done]:
    """Complete tasks by their outcomes as (task, outcome), each in a transaction of its own, in the order given.

    What one of them is refused for hinders no other; a task named twice counts once.

    Raises:
        Refused: `too_many_at_once`, and nothing was done.
    """
    once = dict(chosen)
    if len(once) > MOST:
        raise Refused("too_many_at_once", most=MOST)
    return [_one(task_id, outcome, by, now) for task_id, outcome in once.items()]


def _one(task_id: int, outcome: str, by: Official, now: datetime) -> Done:
    try:
        return Done(task_id, complete_task(task_id, outcome, by=by, now=now), None)
    except Refused as no:
        return Done(task_id, None, no)
    except NotFound:
        return Done(task_id, None, Refused("task_gone"))
