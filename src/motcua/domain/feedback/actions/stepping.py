"""Completing a step of a report: the engine moves the tokens, the law moves the state, the journal keeps both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.feedback import queries, rules
from motcua.domain.feedback.actions.effects import BEFORE, EFFECTS, Context
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import Said
from motcua.domain.feedback.states import VERB_OF_MOVE, WORKFLOW
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.models import Task
from motcua.domain.matters.rules import acted_for, ensure_open
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Actor, Citizen, Official, System
from motcua.kernel.errors import NotFound, Refused

NOTHING_SAID = Said()
SENDERS = frozenset({"reply", "confirm", "reopen"})
"""Moves of a waiting step, which are the sender's."""
_TASK = matters.to_take(
    "matter__report__category", locked=["matter__report"], without=["matter__report__category__body"]
)


@atomic
def complete_task(task_id: int, outcome: str, *, by: Actor, now: datetime, said: Said = NOTHING_SAID) -> Report:
    """Complete an open step of a report with one of its outcomes, and make the legal move that goes with it.

    Raises:
        NotFound: there is no such step, or it is not this actor's.
        Refused: closed already (`task_closed`), an outcome the step does not have, an illegal move, or something
            the move needs is missing.
    """
    task = matters.take(task_id, by=by, query=_TASK)
    report: Report = task.matter.report
    _ensure_theirs(report, task, outcome, by)
    return carry_out(task, outcome, by=by, now=now, said=said)


def carry_out(task: Task, outcome: str, *, by: Actor, now: datetime, said: Said = NOTHING_SAID) -> Report:
    """Complete a step that was taken, whoever may do so."""
    ensure_open(task)
    rules.ensure_said_fits(said)
    report: Report = task.matter.report
    chosen = routes.playable(task.matter.route)[task.step].outcome(outcome)
    move = chosen.move if chosen is not None else None
    context = Context(report, task.matter, said, by, now)
    if move in BEFORE:
        BEFORE[move](context)
    step = matters.advance(task, outcome, by=by, now=now)
    step.touched |= context.matter_touched
    context.step = step
    if step.move is not None:
        matters.settle(step)
        context.state_before = report.state
        report.state = WORKFLOW.after(step.move, report.state)
        EFFECTS[step.move](context)
        if report.state in WORKFLOW.final:
            report.closed_at = now
            matters.close(step, now=now)
    if step.ended != (report.state in WORKFLOW.final):
        raise Refused("route_ended_before_the_dossier", state=report.state)
    report.updated_at = now
    facts = {**queries.common_facts(report), "step": task.step, "outcome": outcome, **context.facts}
    if step.matter.due_at:
        facts["due"] = step.matter.due_at
    verb = context.verb or VERB_OF_MOVE.get(step.move or "", "feedback.advanced")
    writes = matters.keep(step)
    writes.save(report, context.touched | {"state", "closed_at", "updated_at"})
    journal.record_all([_entry(context, task, verb, facts)], along=writes)
    writes.send()
    return report


def _entry(context: Context, task: Task, verb: str, facts: Mapping[str, object]) -> journal.NewEntry:
    return journal.NewEntry(
        verb,
        ("report", context.report.pk),
        rules.as_recorded(context.by),
        context.now,
        matter_id=context.report.pk,
        on_behalf_of=acted_for(task, context.by),
        facts=facts,
    )


def _ensure_theirs(report: Report, task: Task, outcome: str, by: Actor) -> None:
    """A waiting step is the sender's; who coordinates may say for them what they said on the telephone."""
    if isinstance(by, Official) and queries.is_hidden(report, by):
        raise NotFound("report")
    if task.agency_id is not None or isinstance(by, System):
        return
    chosen = routes.playable(task.matter.route)[task.step].outcome(outcome)
    if chosen is None or chosen.move not in SENDERS:
        raise NotFound("task")
    if isinstance(by, Citizen) and report.sender_id != by.account_id:
        raise NotFound("task")
    if isinstance(by, Official) and by.agency_id != report.matter.one_stop_id:
        raise NotFound("task")


def task_taken(task_id: int) -> Task:
    """The step with its matter and report, locked; who may complete it is for the caller to say."""
    return matters.take(task_id, by=None, query=_TASK)
