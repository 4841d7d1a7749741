"""A matter's clock: when it starts, what pauses it, how it ends, and what an amended calendar changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import actions as agencies
from motcua.domain.agencies import queries as agencies_asked
from motcua.domain.agencies.models import Calendar
from motcua.domain.documents.models import File
from motcua.domain.journal import actions as journal
from motcua.domain.matters import queries, rules
from motcua.domain.matters.actions.steps import Step
from motcua.domain.matters.models import Hold, Matter, Task
from motcua.domain.matters.states import HoldReason, Kind, Verdict
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer
from motcua.kernel.worktime import add_working_minutes, worked


def begin_counting(step: Step, code: str, *, now: datetime) -> None:
    """Give the matter its code and start its clock (or start it anew when it was counted before)."""
    matter = step.matter
    if matter.received_at is None:
        matter.received_at, matter.code = now, code
    matter.counted_from = now
    matter.calendar_revision = matter.calendar.revision
    matter.due_at = queries.due_at(matter, [])
    step.touched |= {"received_at", "code", "counted_from", "calendar_revision", "due_at"}


def hold(step: Step, reason: HoldReason, *, ground: str, by: Actor, now: datetime) -> None:
    """Say why the hold of a waiting step that was just opened is a hold, and on what ground."""
    holder = by.account_id if isinstance(by, Citizen | Official) else None
    Hold.objects.filter(task__in=step.opened, ends_at__isnull=True).update(reason=reason, ground=ground, by=holder)


def release_holds(step: Step, *, restart: bool, now: datetime) -> None:
    """Move the due date by what the ended holds took, or count the whole term again from now."""
    matter = step.matter
    if matter.counted_from is None:
        return
    if restart:
        matter.counted_from = now
        step.touched.add("counted_from")
    matter.due_at = queries.due_at(matter, queries.holds_of(matter.pk))
    step.touched.add("due_at")


def declare_hold(matter: Matter, reason: HoldReason, ground: str, proof: File, *, by: Official, now: datetime) -> Hold:
    """Rest the clock of a locked matter for a reason of the closed list; refused (`already_held`) while one lasts."""
    if Hold.objects.filter(matter=matter, ends_at__isnull=True).exists():
        raise Refused("already_held")
    held = Hold.objects.create(
        matter=matter, reason=reason, ground=ground, proof=proof, starts_at=now, by_id=by.account_id
    )
    matter.held_at = now
    matter.save(update_fields=["held_at"])
    return held


def end_declared_hold(matter: Matter, *, by: Official, now: datetime) -> tuple[Hold, int]:
    """Let the clock of a locked matter go on: the hold, and the working minutes it took out.

    The due date moves, and the open steps get the same time more. Refused (`not_held`) where no official's hold lasts.
    """
    held = Hold.objects.filter(matter=matter, task__isnull=True, ends_at__isnull=True).order_by("pk").first()
    if held is None:
        raise Refused("not_held")
    held.ends_at, held.ended_by_id = now, by.account_id
    held.save(update_fields=["ends_at", "ended_by"])
    matter.held_at = None
    matter.due_at = queries.due_at(matter, queries.holds_of(matter.pk))
    matter.save(update_fields=["held_at", "due_at"])
    for task in Task.objects.filter(matter=matter, closed_at__isnull=True, budget__isnull=False).select_related(
        "agency__calendar"
    ):
        working = agencies_asked.working(task.agency.calendar if task.agency else matter.calendar)
        task.budget = (task.budget or 0) + worked(held.starts_at, now, working)
        task.due_at = add_working_minutes(task.opened_at, task.budget, working)
        task.save(update_fields=["budget", "due_at"])
    return held, worked(held.starts_at, now, agencies_asked.working(matter.calendar))


def verdict_at(matter: Matter, moment: datetime) -> Verdict:
    """Early, on time or late: by the day, as the state counts it."""
    finished = localdate(moment)
    return rules.verdict_of(finished, localdate(matter.due_at) if matter.due_at else finished)


def close(step: Step, *, now: datetime) -> None:
    """Nothing more is owed."""
    step.matter.closed_at = now
    step.touched.add("closed_at")


@atomic
def amend_calendar(code: str, body: Mapping[str, Any], *, by: Actor, now: datetime) -> int:
    """Put a new revision of a calendar in force and count every due date that leans on it again; how many changed."""
    before = Calendar.objects.filter(code=code).values_list("revision", flat=True).first()
    calendar = agencies.amend_calendar(code, body, by=by, now=now)
    return recompute(calendar.pk, by=by, now=now) if before not in {None, calendar.revision} else 0


@atomic
def recompute(calendar_id: int, *, by: Actor, now: datetime) -> int:
    """Count every open due date again after its calendar was amended; how many changed.

    Each change is journalled and told by the job `<kind>s.tell_due_date_changed`; the due dates of steps, an
    internal measure, follow without a word. What else a kind counts by this calendar, its job `<kind>s.recount_answers`
    counts again.
    """
    calendar = Calendar.objects.get(pk=calendar_id)
    changed = 0
    for matter_id in list(queries.leaning_on(calendar_id).values_list("pk", flat=True)):
        matter = Matter.objects.lock(matter_id)
        if matter.calendar_revision == calendar.revision or matter.finished_at or matter.closed_at:
            continue
        old, matter.due_at = matter.due_at, queries.due_at(matter, queries.holds_of(matter.pk))
        matter.calendar_revision = calendar.revision
        matter.save(update_fields=["due_at", "calendar_revision"])
        if old is None or matter.due_at == old:
            continue
        changed += 1
        journal.record(
            "matters.due_date_recomputed",
            subject=("matter", matter.pk),
            matter_id=matter.pk,
            by=by,
            at=now,
            facts=queries.recounted(calendar, old, matter.due_at),
        )
        whose: dict[str, Any] = {f"{matter.kind}_id": matter.pk}
        defer(f"{matter.kind}s.tell_due_date_changed", **whose)
    _recompute_steps(calendar)
    for kind in Kind:
        defer(f"{kind}s.recount_answers", calendar_id=calendar_id)
    return changed


def _recompute_steps(calendar: Calendar) -> None:
    working = agencies_asked.working(calendar)
    tasks = list(Task.objects.filter(agency__calendar=calendar, closed_at__isnull=True, budget__isnull=False))
    for task in tasks:
        task.due_at = add_working_minutes(task.opened_at, task.budget or 0, working)
    Task.objects.bulk_update(tasks, ["due_at"], batch_size=1000)
