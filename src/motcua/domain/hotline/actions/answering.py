"""What the program itself says to a caller: the menu, the queue, a message after the tone, a callback instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.transaction import atomic

from motcua.domain.hotline import gateways, queries
from motcua.domain.hotline.actions.calling_back import note_callback
from motcua.domain.hotline.actions.commanding import ask
from motcua.domain.hotline.models import Call
from motcua.domain.hotline.states import CallState, Direction, Source
from motcua.kernel import menu as menus
from motcua.kernel.actors import Actor, System

WAITING = "waiting"
"""The node of the menu that a caller in the queue is asked."""


def follow_menu(call: Call, told: gateways.Told, terms: Mapping[str, Any], *, now: datetime) -> None:
    """Go on in the menu after what a caller did: called, or pressed a key."""
    menu = terms.get("menu") or {}
    if isinstance(told, gateways.CallOffered) and call.state == CallState.OFFERED and not call.menu:
        if not menu:
            ask(call, "queue", "", now=now)
            return
        _go(call, menus.begins(menu, open_now=queries.desk_is_open(now)), now)
    elif isinstance(told, gateways.Digits) and call.state in {CallState.OFFERED, CallState.QUEUED} and call.menu:
        for key in told.digits:
            _press(call, menu, key, int(terms.get("wrong_keys", 3)), now)


def leave_message(call: Call, recording: str, *, by: Actor, now: datetime) -> None:
    """A message that somebody left becomes a callback: they wait for an answer."""
    note_callback(call, Source.VOICEMAIL, recording=recording, by=by, now=now)


def call_back_cut_off(call: Call, *, by: Actor, now: datetime) -> None:
    """A talk that ended while its operator's page was silent may have broken off: its caller is called back."""
    if call.number and call.wrapped_at is None:
        note_callback(call, Source.CUT_OFF, by=by, now=now)


@atomic
def watch_callers(*, by: Actor, now: datetime) -> list[Call]:
    """Nobody is left in a menu, and who waits long is offered to be called back."""
    terms = queries.terms()
    menu = terms.get("menu") or {}
    lost_in_menu = now - timedelta(seconds=int(terms.get("menu_seconds", 20)))
    patient = now - timedelta(seconds=int(terms.get("offer_call_back_after", 90)))
    held = Call.objects.select_for_update(of=("self",), skip_locked=True).filter(
        ended_at__isnull=True, direction=Direction.IN
    )
    moved = []
    for call in held.filter(state=CallState.OFFERED, offered_at__lt=lost_in_menu).order_by("offered_at", "pk"):
        if queries.last_key_at(call) < lost_in_menu and queries.desk_is_open(now) and not queries.asked(call, "queue"):
            ask(call, "queue", "", now=now)
            moved.append(call)
    if WAITING in menu:
        waiting = held.filter(state=CallState.QUEUED, queued_at__lt=patient).exclude(menu=WAITING)
        for call in waiting.order_by("queued_at", "pk"):
            call.menu, call.wrong_keys = WAITING, 0
            call.save(update_fields=["menu", "wrong_keys"])
            ask(call, "play", str(menu[WAITING]["say"]), now=now)
            moved.append(call)
    return moved


def _press(call: Call, menu: Mapping[str, Any], key: str, most: int, now: datetime) -> None:
    if call.menu == WAITING and key not in menu.get(WAITING, {}).get("keys", {}):
        return  # who waits and plays with the keys goes on waiting
    _go(call, menus.presses(menu, call.menu, key, call.wrong_keys, most), now)


def _go(call: Call, step: menus.Step, now: datetime) -> None:
    call.menu, call.wrong_keys, call.skill = step.node, step.wrong, step.skill or call.skill
    call.save(update_fields=["menu", "wrong_keys", "skill"])
    if step.call_back:
        note_callback(call, Source.OFFERED, by=System("hotline"), now=now)
    for name, argument in step.commands:
        ask(call, name, argument, now=now)
