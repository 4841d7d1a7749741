"""Taking in what a telephone system tells: each thing once, in whatever order it comes, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.transaction import atomic

from motcua.domain.hotline import gateways, queries, rules
from motcua.domain.hotline.actions import bell
from motcua.domain.hotline.actions.answering import call_back_cut_off, follow_menu, leave_message
from motcua.domain.hotline.actions.seating import give_back, take
from motcua.domain.hotline.models import Call, CallEvent, Operator
from motcua.domain.hotline.states import SOUNDS, AgentState, CallState, Direction, Happening
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Malformed
from motcua.kernel.later import defer
from motcua.kernel.secrecy import blind_index
from motcua.kernel.text import phone

FIELDS = (
    "state", "queued_at", "rang_at", "answered_at", "left_at", "ended_at", "skill", "transferred_to", "recording",
    "voicemail", "cause", "queue_seconds", "ring_seconds", "talk_seconds", "hold_seconds", "offered_at",
)  # fmt: skip
"""What a call takes from its life."""
_OF_THE_MENU = frozenset({Happening.OFFERED, Happening.DIGITS, Happening.QUEUED})
"""What concerns the caller and no telephone of ours."""
_BEFORE_TALK = frozenset({CallState.OFFERED, CallState.QUEUED, CallState.RINGING})


@atomic
def hear(told: gateways.Told, *, gateway: str, by: Actor, now: datetime) -> Call:
    """Write down one event of a gateway; told again it changes nothing, and told late it changes what it should have.

    What the program must do because of it (play a menu, note a message, free an operator) is done here, once.
    """
    call = _held(gateway, told, now)
    if CallEvent.objects.filter(call=call, key=told.key).exists():
        return call
    operator = _whose(told)
    CallEvent.objects.create(
        call=call,
        key=told.key,
        kind=told.kind,
        at=told.at,
        heard_at=now,
        operator_id=operator.pk if operator else None,
        detail="" if call.restricted and told.kind not in SOUNDS else _detail(told),
        number=int(getattr(told, "cause", 0) or getattr(told, "seconds", 0)),
    )
    if isinstance(told, gateways.CallOffered):
        _offered(call, told, operator)
    before = _Before(call)
    found = rules.life(queries.heard_of(call))
    for name in FIELDS:
        setattr(call, name, getattr(found, name))
    if call.restricted:
        call.recording, call.voicemail = "", ""
        if told.kind in SOUNDS:
            defer("hotline.erase_sounds", call_id=call.pk)
    call.operator_id = found.operator or call.operator_id
    terms = queries.terms()
    call.ending = found.ending(call.direction, int(terms.get("short_seconds", 10)))
    if told.kind not in _OF_THE_MENU:
        _seats(call, found, told, now)
    call.save()
    _record(call, before, by, now, new=isinstance(told, gateways.CallOffered))
    if call.ended_at is None and call.direction == Direction.IN:
        follow_menu(call, told, terms, now=now)
    if isinstance(told, gateways.Voicemail) and not call.restricted:
        leave_message(call, told.recording, by=by, now=now)
    if before.ended is None and call.ended_at is not None and call.abandoned_at is not None:
        call_back_cut_off(call, by=by, now=now)
    bell.ring(found.holder, call.operator_id)
    return call


@atomic
def reconcile(gateway: str, alive: Collection[str], *, by: Actor, now: datetime) -> list[Call]:
    """After a gateway was away: calls that it no longer has are over, though nobody said so; the rest go on."""
    gone = Call.objects.filter(gateway=gateway, ended_at__isnull=True).exclude(reference__in=alive).order_by("pk")
    return [
        hear(gateways.Ended(call=reference, key="reconciled", at=now), gateway=gateway, by=by, now=now)
        for reference in gone.values_list("reference", flat=True)
    ]


class _Before:
    """What a call was before an event."""

    def __init__(self, call: Call) -> None:
        self.answered, self.ended, self.left = call.answered_at, call.ended_at, call.transferred_to


def _held(gateway: str, told: gateways.Told, now: datetime) -> Call:
    """The call, locked; made when this is the first that is heard of it, whatever that is."""
    fresh = Call(gateway=gateway, reference=told.call, offered_at=min(told.at, now))
    Call.objects.bulk_create([fresh], ignore_conflicts=True)
    locked = Call.objects.select_for_update(of=("self",)).filter(gateway=gateway, reference=told.call)
    return locked.order_by("pk")[0]


def _whose(told: gateways.Told) -> Operator | None:
    extension = str(getattr(told, "extension", ""))
    return Operator.objects.filter(extension=extension).order_by("pk").first() if extension else None


def _detail(told: gateways.Told) -> str:
    """What is kept, sealed, of an event beside its kind: keys, a target, the name of a recording, a skill."""
    said: dict[str, Any] = asdict(told)
    return str(next((said[name] for name in ("digits", "to", "recording", "skill") if said.get(name)), ""))


def _offered(call: Call, told: gateways.CallOffered, operator: Operator | None) -> None:
    call.direction, call.dialled = told.direction, told.to if told.direction == Direction.IN else ""
    if operator is not None and told.direction == Direction.OUT:
        call.operator_id = operator.pk
    if call.restricted:
        return
    number = normal(told.number)
    call.number, call.number_index = number, blind_index(number, "phone") if number else ""


def normal(number: str) -> str:
    """A number as people write it here; one that is none of ours (abroad, an extension) as it came."""
    if not number.strip():
        return ""
    try:
        return phone(number)
    except Malformed:
        return "".join(sign for sign in number if sign.isdigit() or sign == "+")[:32]


def _seats(call: Call, found: rules.Life, told: gateways.Told, now: datetime) -> None:
    """Operators follow their calls: who has it is busy with it, and who had it writes down what it was.

    A telephone that is about to ring, because we asked for it, stays with the call until somebody says it did not.
    """
    there = Operator.objects.select_for_update(of=("self",)).order_by("pk")
    holder = there.filter(pk=found.holder).first() if found.holder is not None else None
    rings = found.state is CallState.RINGING
    if holder is not None and rings and holder.call_id != call.pk and holder.state != AgentState.READY:
        holder = None  # we had given that telephone up already
    for operator in there.filter(call=call).exclude(pk=holder.pk if holder else 0):
        not_taken = isinstance(told, gateways.NotTaken) and told.extension == operator.extension
        about_to_ring = operator.state == AgentState.RINGING and found.state in _BEFORE_TALK and holder is None
        if not about_to_ring or not_taken:
            give_back(operator, call, declined=not_taken, now=now)
    if holder is not None:
        take(holder, call, ringing=rings, now=now)


def _record(call: Call, before: _Before, by: Actor, now: datetime, *, new: bool) -> None:
    common: dict[str, object] = {"direction": str(call.direction), "gateway": call.gateway}
    entries: list[tuple[str, dict[str, object]]] = []
    if new:
        entries.append(("hotline.offered", common))
    if before.answered is None and call.answered_at is not None:
        waited = int((call.answered_at - (call.queued_at or call.offered_at)).total_seconds())
        entries.append(("hotline.answered", {**common, "waited_seconds": max(waited, 0)}))
    if not before.left and call.transferred_to:
        entries.append(("hotline.transferred", common))
    if before.ended is None and call.ended_at is not None:
        spans = ("queue_seconds", "ring_seconds", "talk_seconds", "hold_seconds")
        counted = {name: getattr(call, name) for name in spans}
        entries.append(("hotline.ended", {**common, "ending": str(call.ending), "cause": call.cause, **counted}))
    journal.record_all(journal.NewEntry(verb, ("call", call.pk), by, now, None, None, facts) for verb, facts in entries)
