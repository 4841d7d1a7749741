"""Callbacks: asked for, left as a message, or offered instead of waiting; tried three times, each at its hour."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.hotline import gateways, queries, rules
from motcua.domain.hotline.actions import bell
from motcua.domain.hotline.actions.commanding import call_out
from motcua.domain.hotline.models import Call, Callback, Operator
from motcua.domain.hotline.states import WORKFLOW, AgentState, Source, State
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def ask_callback(
    call_id: int, about: str = "", *, wanted: datetime | None = None, by: Official, now: datetime
) -> Callback:
    """The operator promises the caller a call: at the hour they chose, else as soon as the terms say.

    Raises:
        NotFound: it is another operator's call.
        Refused: `callback_without_number`, `slot_is_over`, `slot_outside_hours`.
    """
    rules.ensure_operates(by, queries.terms())
    call = Call.objects.select_for_update(of=("self",)).filter(pk=call_id).order_by("pk").first()
    if call is None:
        raise NotFound("call")
    rules.ensure_has(call, by)
    if not call.number:
        raise Refused("callback_without_number")
    return note_callback(call, Source.ASKED, about=about, wanted=wanted, by=by, now=now)


def note_callback(
    call: Call,
    source: Source,
    *,
    recording: str = "",
    about: str = "",
    wanted: datetime | None = None,
    by: Actor,
    now: datetime,
) -> Callback:
    """Write a callback down; who waits already goes on waiting, and what is new is added to what is known."""
    slot = rules.slot(now, queries.calendar(), queries.terms(), wanted)
    waiting = Callback.objects.select_for_update(of=("self",)).filter(closed_at__isnull=True)
    there = waiting.filter(call=call).order_by("pk").first()
    if there is None and call.number_index:
        there = waiting.filter(number_index=call.number_index).order_by("pk").first()
    if there is None and (closed := Callback.objects.filter(call=call).order_by("pk").first()) is not None:
        return closed  # this call was answered for already
    if there is not None:
        there.recording = recording or there.recording
        there.about = "\n".join(filter(None, [there.about, about.strip()]))[: rules.LONGEST_NOTE]
        if wanted is not None and there.state == State.WAITING:
            there.opens_at, there.due_at = slot.opens_at, slot.due_at
        there.save(update_fields=["recording", "about", "opens_at", "due_at"])
        return there
    fresh = Callback.objects.create(
        call=call,
        source=source,
        number=call.number,
        number_index=call.number_index,
        about=about.strip()[: rules.LONGEST_NOTE],
        recording=recording,
        asked_at=now,
        opens_at=slot.opens_at,
        due_at=slot.due_at,
    )
    facts = {"source": str(source), "from": slot.opens_at, "until": slot.due_at}
    journal.record("hotline.callback_asked", subject=("callback", fresh.pk), by=by, at=now, facts=facts)
    bell.ring()
    return fresh


@atomic
def take_up(callback_id: int, *, by: Official, now: datetime) -> Call | None:
    """Call somebody back: the operator's telephone dials. `None` where the caller hid their number, or what they
    called about lies under seal.

    Raises:
        NotFound: there is no such callback.
        Refused: `callback_not_yet`, `callback_tried_enough`, `not_at_this_hour`, `call_not_over`, `illegal_move`.
    """
    terms = queries.terms()
    rules.ensure_operates(by, terms)
    callback = _locked(callback_id)
    rules.ensure_slot_open(callback, now)
    rules.ensure_tries_left(callback)
    rules.ensure_dialling_hours(now, queries.calendar(), terms)
    operator = Operator.objects.select_for_update(of=("self",)).filter(pk=by.account_id).order_by("pk").first()
    if operator is None or operator.state not in {AgentState.READY, AgentState.WRAP_UP, AgentState.BREAK}:
        raise Refused("call_not_over")
    callback.state = WORKFLOW.after("take_up", callback.state)
    callback.attempts += 1
    callback.taken_by_id, callback.taken_at = by.account_id, now
    callback.save(update_fields=["state", "attempts", "taken_by", "taken_at"])
    facts = {"attempt": callback.attempts}
    journal.record("hotline.callback_taken", subject=("callback", callback.pk), by=by, at=now, facts=facts)
    bell.ring()
    if not callback.number or Callback.objects.filter(queries.about_sealed("call"), pk=callback.pk).exists():
        return None
    return call_out(callback.number, operator, gateway=gateways.code(), by=by, now=now)


@atomic
def reach(callback_id: int, *, by: Official, now: datetime) -> Callback:
    """They were called and spoken with."""
    callback = _taken(callback_id, by)
    callback.state = WORKFLOW.after("reach", callback.state)
    callback.closed_at = now
    callback.save(update_fields=["state", "closed_at"])
    facts = {"attempt": callback.attempts, "in_time": now <= callback.due_at}
    journal.record("hotline.callback_reached", subject=("callback", callback.pk), by=by, at=now, facts=facts)
    bell.ring()
    return callback


@atomic
def miss(callback_id: int, *, by: Official, now: datetime) -> Callback:
    """Nobody answered: they are tried again later; after the third time it is given up."""
    callback = _taken(callback_id, by)
    if callback.attempts >= queries.ATTEMPTS:
        return give_up(callback_id, by=by, now=now)
    slot = rules.next_try(now, queries.calendar(), queries.terms())
    callback.state = WORKFLOW.after("miss", callback.state)
    callback.opens_at, callback.due_at = slot.opens_at, slot.due_at
    callback.taken_by_id, callback.taken_at = None, None
    callback.save(update_fields=["state", "opens_at", "due_at", "taken_by", "taken_at"])
    facts = {"attempt": callback.attempts, "from": slot.opens_at}
    journal.record("hotline.callback_missed", subject=("callback", callback.pk), by=by, at=now, facts=facts)
    bell.ring()
    return callback


@atomic
def give_up(callback_id: int, *, by: Official, now: datetime) -> Callback:
    """Three times nobody answered, or the number is none."""
    callback = _taken(callback_id, by)
    callback.state = WORKFLOW.after("give_up", callback.state)
    callback.closed_at = now
    callback.save(update_fields=["state", "closed_at"])
    facts = {"attempt": callback.attempts}
    journal.record("hotline.callback_given_up", subject=("callback", callback.pk), by=by, at=now, facts=facts)
    bell.ring()
    return callback


def _locked(callback_id: int) -> Callback:
    found = Callback.objects.select_for_update(of=("self",)).filter(pk=callback_id).order_by("pk").first()
    if found is None:
        raise NotFound("callback")
    return found


def _taken(callback_id: int, by: Official) -> Callback:
    rules.ensure_operates(by, queries.terms())
    callback = _locked(callback_id)
    if callback.state == State.TAKEN and callback.taken_by_id != by.account_id:
        raise Refused("taken_by_another")
    return callback
