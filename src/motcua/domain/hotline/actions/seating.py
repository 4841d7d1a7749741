"""Operators at their telephones: ready, on a call, writing down what it was, away; and what a call does to that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.db.transaction import atomic

from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.actions import bell
from motcua.domain.hotline.models import Call, Operator
from motcua.domain.hotline.states import AgentState, CallState, Pause
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor, Official, System
from motcua.kernel.errors import NotFound, Refused

SEEN_EVERY = timedelta(seconds=15)
"""So often it is written down that a page is open."""
_PROGRAM = System("hotline")


@atomic
def sign_on(extension: str, skills: Sequence[str] = (), *, by: Official, now: datetime) -> Operator:
    """Sit down at a telephone; the same again moves to another one.

    Raises:
        NotFound: the agency answers no hotline.
        Refused: `other_duty`, `extension_missing`, `extension_taken`.
    """
    rules.ensure_operates(by, queries.terms())
    extension = extension.strip()
    if not extension:
        raise Refused("extension_missing")
    operator = Operator.objects.select_for_update(of=("self",)).filter(pk=by.account_id).order_by("pk").first()
    if operator is not None and operator.call_id is not None:
        raise Refused("call_not_over")
    fresh = operator is None
    operator = operator or Operator(account_id=by.account_id, since=now, seen_at=now, idle_since=now)
    operator.agency_id, operator.extension, operator.skills = by.agency_id, extension, sorted(set(skills))
    try:
        with atomic():
            operator.save(force_insert=fresh)
    except IntegrityError as taken:
        raise Refused("extension_taken") from taken
    _change(operator, AgentState.READY, by, now)
    return operator


@atomic
def go_ready(*, by: Official, now: datetime) -> Operator:
    """Take calls again."""
    operator = _own(by)
    _ensure_free(operator)
    _change(operator, AgentState.READY, by, now)
    return operator


@atomic
def take_break(pause: str, *, by: Official, now: datetime) -> Operator:
    """No more calls for a while, for a reason of the list."""
    rules.ensure_pause(pause)
    operator = _own(by)
    _ensure_free(operator)
    _change(operator, AgentState.BREAK, by, now, Pause(pause))
    return operator


@atomic
def sign_off(*, by: Official, now: datetime) -> Operator:
    """The shift is over for this operator."""
    operator = _own(by)
    _ensure_free(operator)
    _change(operator, AgentState.OFFLINE, by, now, Pause.END_OF_SHIFT)
    return operator


@atomic
def stay(*, by: Official, now: datetime) -> Operator:
    """The operator's page is open. One that had gone silent comes back to where it was."""
    operator = _own(by)
    if operator.state == AgentState.OFFLINE and operator.pause == Pause.BROWSER_SILENT:
        _change(operator, AgentState.READY, by, now)
    if operator.call is not None and operator.call.abandoned_at is not None:
        _take_up_again(operator.call)
    if now - operator.seen_at >= SEEN_EVERY:
        operator.seen_at = now
        operator.save(update_fields=["seen_at"])
    return operator


@atomic
def watch_operators(*, by: Actor, now: datetime) -> list[Operator]:
    """Nobody's telephone rings at an empty desk: who is silent is off, and the time to write a call down ends.

    An operator whose browser dies in a call keeps the call (`watch_silent_talks`).
    """
    terms = queries.terms()
    silent = now - timedelta(seconds=int(terms.get("silent_after", 60)))
    written = now - timedelta(seconds=int(terms.get("wrap_up_seconds", 45)))
    moved = []
    idle = Operator.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state__in=[AgentState.READY, AgentState.WRAP_UP]
    )
    for operator in idle.order_by("pk"):
        if operator.seen_at < silent:
            _change(operator, AgentState.OFFLINE, by, now, Pause.BROWSER_SILENT)
        elif operator.state == AgentState.WRAP_UP and operator.since < written:
            _change(operator, AgentState.READY, by, now)
        else:
            continue
        moved.append(operator)
    return moved


def _take_up_again(call: Call) -> None:
    """The page of a talk is back. Whoever holds the call may wait for this operator: then the next beat does it."""
    free = Call.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=call.pk).order_by("pk").first()
    if free is not None:
        free.abandoned_at = None
        free.save(update_fields=["abandoned_at"])
        bell.ring()


def take(operator: Operator, call: Call, *, ringing: bool, now: datetime) -> None:
    """The operator has this call; an older one that nobody ended does not keep them from it."""
    state = AgentState.RINGING if ringing else AgentState.BUSY
    if operator.call_id == call.pk and operator.state == state:
        return
    operator.call = call
    _change(operator, state, _PROGRAM, now)


def give_back(operator: Operator, call: Call, *, declined: bool, now: datetime) -> None:
    """The operator is rid of this call: it was taken elsewhere, was not taken, or is over."""
    talked = operator.state == AgentState.BUSY
    operator.call = None
    if talked:
        _change(operator, AgentState.WRAP_UP, _PROGRAM, now)
    elif declined:
        _change(operator, AgentState.BREAK, _PROGRAM, now, Pause.NO_ANSWER)
    else:
        _change(operator, AgentState.READY, _PROGRAM, now)


def _own(by: Official) -> Operator:
    rules.ensure_operates(by, queries.terms())
    operators = Operator.objects.select_for_update(of=("self",)).select_related("call", "account", "agency")
    operator = operators.filter(pk=by.account_id).order_by("pk").first()
    if operator is None:
        raise NotFound("operator")
    return operator


def _ensure_free(operator: Operator) -> None:
    if operator.call is not None and operator.call.state != CallState.ENDED:
        raise Refused("call_not_over")


def _change(operator: Operator, state: AgentState, by: Actor, now: datetime, pause: Pause = Pause.NONE) -> None:
    """Write a change of state and its line in the journal; the same again is none."""
    before = operator.state
    if state not in {AgentState.RINGING, AgentState.BUSY}:
        operator.call = None
    if by is not _PROGRAM and not isinstance(by, System):
        operator.seen_at = now
    if state == AgentState.READY:
        operator.idle_since = now
    same = (before, operator.pause) == (state, pause)
    operator.state, operator.pause = state, pause
    operator.since = operator.since if same else now
    operator.save(update_fields=["state", "pause", "since", "seen_at", "idle_since", "call"])
    if not same:
        facts: dict[str, object] = {"from": str(before), "to": str(state)}
        if pause:
            facts["reason"] = str(pause)
        journal.record("hotline.state_changed", subject=("operator", operator.pk), by=by, at=now, facts=facts)
    bell.ring(operator.pk)
