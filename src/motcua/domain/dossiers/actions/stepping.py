"""Completing a task of a dossier: the engine moves the tokens, the law moves the state, the journal keeps both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions.effects import EFFECTS, Context
from motcua.domain.dossiers.models import Authorisation, Dossier
from motcua.domain.dossiers.rules import Said, behalf, receiving
from motcua.domain.dossiers.states import IMPLICIT_MOVES, VERB_OF_MOVE, WORKFLOW
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.models import Task
from motcua.domain.matters.rules import acted_for, ensure_open
from motcua.domain.procedures.models import without_large
from motcua.domain.routes import queries as routes
from motcua.domain.signatures.actions import Pen
from motcua.kernel.actors import Actor, Citizen, System
from motcua.kernel.errors import Refused

NOTHING_SAID = Said()
_TASK = matters.to_take(
    "matter__dossier__procedure",
    "matter__dossier__authorisation",
    locked=["matter__dossier"],
    without=without_large("matter__dossier__procedure"),
)


@atomic
def complete_task(
    task_id: int,
    outcome: str,
    *,
    by: Actor,
    now: datetime,
    said: Said = NOTHING_SAID,
    pen: Pen | None = None,
) -> Dossier:
    """Complete an open task with one of its outcomes, and make the legal move that goes with it.

    With a pen the results that this approves are signed, those that it gives out are sealed.

    Raises:
        NotFound: there is no such task, or it is not this actor's.
        Refused: closed already (`task_closed`, with who and when), somebody else's, an outcome the step does
            not have, an illegal move, or something the move needs is missing; `hand_over_unproved`, for a result
            leaves the office only together with the proof of who took it; `result_not_signed`, `result_changed`,
            `result_without_room` and what the key says.
    """
    task = matters.take(task_id, by=by, query=_TASK)
    _ensure_theirs(task.matter.dossier, task, outcome, by, now, said)
    rules.ensure_proved(_move_of(task, outcome), by)
    return carry_out(task, outcome, by=by, now=now, said=said, pen=pen)


@atomic
def complete_proved(task_id: int, outcome: str, *, by: Actor, now: datetime) -> Dossier:
    """`complete_task` for a hand-over whose proof the caller notes in the same transaction."""
    task = matters.take(task_id, by=by, query=_TASK)
    _ensure_theirs(task.matter.dossier, task, outcome, by, now, NOTHING_SAID)
    return carry_out(task, outcome, by=by, now=now)


def _move_of(task: Task, outcome: str) -> str | None:
    chosen = routes.playable(task.matter.route)[task.step].outcome(outcome)
    return chosen.move if chosen else None


def task_taken(task_id: int) -> Task:
    """The task with its matter and dossier, locked; who may complete it is for the caller to say."""
    return matters.take(task_id, by=None, query=_TASK)


def carry_out(
    task: Task,
    outcome: str,
    *,
    by: Actor,
    now: datetime,
    said: Said = NOTHING_SAID,
    pen: Pen | None = None,
    besides: Mapping[str, Mapping[str, object]] | None = None,
) -> Dossier:
    """Complete a task that was taken; `besides` are further verbs of the journal, each with its own facts."""
    dossier: Dossier = task.matter.dossier
    rules.ensure_entries(dossier.procedure.body, task.step, outcome, said.entries, localdate(now))
    step = matters.advance(task, outcome, by=by, now=now)
    context = Context(dossier, step, said, by, now, pen)
    if step.move is not None:
        _move(context, step.move)
    if step.ended != (dossier.state in WORKFLOW.final):
        raise Refused("route_ended_before_the_dossier", state=dossier.state)
    reached = dossier.state
    begun = _begin_if_due(context)
    if found := rules.kept_entries(dossier.procedure.body, task.step, outcome, said.entries):
        dossier.findings = {**dossier.findings, **found}
        context.touched.add("findings")
    context.issue_results()
    context.sign_results()
    facts = {**queries.common_facts(dossier), "step": task.step, "outcome": outcome}
    if step.matter.due_at:
        facts["due"] = step.matter.due_at
    verb = VERB_OF_MOVE.get(step.move or "", "dossiers.advanced")
    entries = [_entry(context, verb, {**facts, **context.facts, "state": str(reached)})]
    if begun:
        entries.append(_entry(context, VERB_OF_MOVE["begin"], facts))
    for also, more in (besides or {}).items():
        entries.append(_entry(context, also, {**queries.common_facts(dossier), **more}))
    writes = matters.keep(step)
    writes.save(dossier, context.touched)
    journal.record_all(entries, along=writes)
    writes.send()
    return dossier


def _entry(context: Context, verb: str, facts: dict[str, object]) -> journal.NewEntry:
    dossier, by = context.dossier, context.by
    return journal.NewEntry(
        verb,
        ("dossier", dossier.pk),
        by,
        context.now,
        matter_id=dossier.pk,
        on_behalf_of=acted_for(context.step.task, by),
        facts=facts,
    )


def _ensure_theirs(  # noqa: PLR0917
    dossier: Dossier, task: Task, outcome: str, by: Actor, now: datetime, said: Said
) -> None:
    """A waiting step is the applicant's, until the window for supplying has closed."""
    if isinstance(by, Citizen):
        rules.ensure_applicants(dossier, by, agent=behalf.acts_for(_authority(dossier), by, dossier.channel))
    if task.agency_id is not None or isinstance(by, System):
        return
    if not isinstance(by, Citizen):
        rules.ensure_works_on(dossier, by)
    ensure_open(task)
    move = _move_of(task, outcome)
    if isinstance(by, Citizen):
        rules.ensure_waits_for_applicant(move)
    elif move == "resume" and said.reason.strip():
        receiving.ensure_brought_here(dossier, by)
    else:
        rules.ensure_wait_is_over(dossier, move, queries.window_of(dossier), localdate(now), by)


def _move(context: Context, move: str) -> None:
    """The legal move: refused where the state does not allow it; then what the law attaches to it."""
    dossier = context.dossier
    matters.settle(context.step)
    if move == "accept":
        behalf.ensure_not_disowned(_authority(dossier))
    context.state_before = dossier.state
    dossier.state = WORKFLOW.after(move, dossier.state)
    context.touched.add("state")
    EFFECTS[move](context)
    if dossier.state in WORKFLOW.final:
        dossier.closed_at = context.now
        context.touched.add("closed_at")
        matters.close(context.step, now=context.now)


def _authority(dossier: Dossier) -> Authorisation | None:
    """Who files for the owner, as it stands now: what is joined to the locked task is as old as the wait for it."""
    row = queries.agent_of(dossier)
    if row is not None:
        row.refresh_from_db(fields=["disowned_at"])
    return row


def _begin_if_due(context: Context) -> bool:
    """The first task at the competent desk begins the work, though no outcome says so; whether it did."""
    dossier, route = context.dossier, context.step.route
    for task in context.step.opened:
        implicit = IMPLICIT_MOVES.get(route[task.step].desk)
        if implicit and dossier.state in WORKFLOW.moves[implicit].leads:
            dossier.state = WORKFLOW.after(implicit, dossier.state)
            context.touched.add("state")
            return True
    return False
