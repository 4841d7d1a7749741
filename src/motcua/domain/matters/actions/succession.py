"""When an agency ends: what it left open goes on at whoever took its work over, and the clock with it.

Nothing is counted again. The matter's own date leans on its calendar, not on an office's; a step keeps the moment by
which it was to be done, and what it took is counted by the calendar of the desk where it is completed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.transaction import atomic

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Matter, Task
from motcua.domain.matters.states import Role
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer


@dataclass
class _Move:
    """One agency of a matter and who takes its place, in which roles."""

    gone: Agency
    heir: Agency
    roles: set[Role] = field(default_factory=set)
    tasks: int = 0


@atomic
def hand_on(matter_id: int, heirs: Mapping[int, Agency], *, by: Actor, now: datetime) -> Matter | None:
    """Let an open matter go on at the heirs of the agencies that have ended; `None` when there is nothing to hand on.

    `heirs` are by the id of who ended (`agencies.queries.heirs`). A task stays with its assignee where that person
    holds its duty at the heir too. Whoever completes a task at this very moment holds the matter's lock: then this
    waits, and finds the next step. The applicant is told by the job `<kind>s.tell_handed_on` when it is for them to
    turn to somebody else.
    """
    matter = Matter.objects.lock(matter_id)
    if matter.closed_at is not None:
        return None
    moves: dict[int, _Move] = {}
    changed = [
        name
        for name, role in (("lead_agency", Role.LEAD), ("one_stop", Role.ONE_STOP))
        if _replaced(matter, name, role, heirs, moves)
    ]
    if changed:
        matter.save(update_fields=changed)
    _hand_on_tasks(matter, heirs, moves, now)
    if not moves:
        return None
    journal.record_all(
        journal.NewEntry(
            "matters.handed_on",
            ("matter", matter.pk),
            by,
            now,
            matter_id=matter.pk,
            facts={
                "from_agency": move.gone.code,
                "to_agency": move.heir.code,
                "since": (move.gone.valid_to or now.date()) + timedelta(days=1),
                "roles": sorted(move.roles),
                "tasks": move.tasks,
            },
        )
        for move in moves.values()
    )
    if changed:
        whose: dict[str, Any] = {f"{matter.kind}_id": matter.pk}
        defer(f"{matter.kind}s.tell_handed_on", **whose)
    return matter


def _replaced(matter: Matter, name: str, role: Role, heirs: Mapping[int, Agency], moves: dict[int, _Move]) -> bool:
    """Put the heir in the place of an agency that has ended; whether it has."""
    gone: Agency = getattr(matter, name)
    if gone.pk not in heirs:
        return False
    moves.setdefault(gone.pk, _Move(gone, heirs[gone.pk])).roles.add(role)
    setattr(matter, name, heirs[gone.pk])
    return True


def _hand_on_tasks(matter: Matter, heirs: Mapping[int, Agency], moves: dict[int, _Move], now: datetime) -> None:
    tasks = list(
        Task.objects.select_for_update(of=("self",))
        .select_related("agency")
        .filter(matter=matter, closed_at__isnull=True, agency__in=list(heirs))
        .order_by("pk")
    )
    for task in tasks:
        if task.agency is None:
            continue
        move = moves.setdefault(task.agency.pk, _Move(task.agency, heirs[task.agency.pk]))
        move.roles.add(Role.TASK)
        move.tasks += 1
        task.agency = move.heir
        if task.assignee_id is not None and not _does_it_there(task, move.heir, now):
            task.assignee = None
    Task.objects.bulk_update(tasks, ["agency", "assignee"])


def _does_it_there(task: Task, heir: Agency, now: datetime) -> bool:
    return task.assignee_id in {each.pk for each in accounts.colleagues(heir.pk, task.duty, now)}


@contextmanager
def told_if_handed_on(task: Task, by: Actor | None) -> Iterator[None]:
    """Who comes with a task of an agency that has ended is told where it is now, in place of "not found".

    Raises:
        Refused: `handed_on`, with the name of the agency.
    """
    try:
        yield
    except NotFound:
        if not isinstance(by, Official) or task.agency is None:
            raise
        if by.agency_id not in agencies.predecessors(task.agency.pk):
            raise
        raise Refused("handed_on", agency=task.agency.name) from None
