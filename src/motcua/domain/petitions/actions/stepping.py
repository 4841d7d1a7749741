"""Completing a step of a petition: the engine moves the tokens, the law moves the state, the journal keeps both."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.rules import acted_for, ensure_open
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.effects import BEFORE, EFFECTS, Context
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.rules import Said
from motcua.domain.petitions.states import VERB_OF_MOVE, WORKFLOW
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused

NOTHING_SAID = Said()
_TASK = matters.to_take("matter__petition__session", locked=["matter__petition"])


@atomic
def complete_task(
    task_id: int, outcome: str, *, by: Actor, now: datetime, said: Said = NOTHING_SAID, elsewhere: bool = False
) -> Petition:
    """Complete an open step of a petition with one of its outcomes, and make the legal move that goes with it.

    `elsewhere`: the step stands at another desk, and whoever calls has made sure that it is theirs to end.

    Raises:
        NotFound: there is no such step, or it is not this actor's.
        Refused: closed already (`task_closed`), an outcome the step does not have, an illegal move, or something
            the move needs is missing.
    """
    task = matters.take(task_id, by=None if elsewhere else by, query=_TASK)
    ensure_open(task)
    petition: Petition = task.matter.petition
    petition.matter = task.matter
    chosen = routes.playable(task.matter.route)[task.step].outcome(outcome)
    move = chosen.move if chosen is not None else None
    context = Context(petition, task.matter, said, by, now)
    if move in BEFORE:
        BEFORE[move](context)
    step = matters.advance(task, outcome, by=by, now=now)
    step.touched |= context.matter_touched
    context.step = step
    if step.move is not None:
        matters.settle(step)
        petition.state = WORKFLOW.after(step.move, petition.state)
        EFFECTS[step.move](context)
        if petition.state in WORKFLOW.final:
            petition.closed_at = now
            matters.close(step, now=now)
    if step.ended != (petition.state in WORKFLOW.final):
        raise Refused("route_ended_before_the_dossier", state=petition.state)
    petition.updated_at = now
    facts = {**queries.common_facts(petition), "step": task.step, "outcome": outcome, **context.facts}
    if step.matter.due_at:
        facts["due"] = step.matter.due_at
    entry = journal.NewEntry(
        VERB_OF_MOVE[str(step.move)],
        ("petition", petition.pk),
        rules.as_recorded(by),
        now,
        matter_id=petition.pk,
        on_behalf_of=acted_for(task, by),
        facts=facts,
    )
    writes = matters.keep(step)
    writes.save(petition, context.touched | {"state", "closed_at", "updated_at"})
    journal.record_all([entry], along=writes)
    writes.send()
    return petition


def make(move: str, petition_id: int, said: Said, *, by: Actor, now: datetime, elsewhere: bool = False) -> Petition:
    """Make a legal move through the open step that offers it.

    Raises:
        NotFound: the petition is not this official's.
        Refused: `illegal_move` where no open step makes it.
    """
    found = queries.task_for(petition_id, move)
    if found is None:
        if isinstance(by, Official):
            queries.one_seen_by(petition_id, by)
        elif queries.of_matter(petition_id) is None:
            raise NotFound("petition")
        raise Refused("illegal_move", move=move)
    return complete_task(found[0], found[1], by=by, now=now, said=said, elsewhere=elsewhere)
