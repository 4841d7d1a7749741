"""Who is rung for whom (ACD): the longest idle of those who can, for who waits longest; the next if nobody comes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.transaction import atomic

from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.actions.commanding import ask
from motcua.domain.hotline.actions.seating import give_back, take
from motcua.domain.hotline.models import Call, Operator
from motcua.domain.hotline.states import AgentState, CallState
from motcua.kernel.actors import Actor


@atomic
def distribute(*, by: Actor, now: datetime) -> list[Call]:
    """Ring a telephone for each caller for whom somebody is free; two listeners never ring twice.

    The operator is taken for the call at once, so that the page opens before the telephone does.
    """
    if not Operator.objects.filter(state=AgentState.READY).exists():
        return []  # every event asks: hundreds who wait are not locked for nobody
    terms = queries.terms()
    waiting = Call.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=CallState.QUEUED, at_operator__isnull=True
    )
    calls = {call.pk: call for call in waiting.order_by("queued_at", "pk")}
    if not calls:
        return []
    ready = Operator.objects.select_for_update(of=("self",), skip_locked=True).filter(state=AgentState.READY)
    urgent = set(terms.get("urgent_skills", ()))
    found = rules.pairs(
        [
            rules.Waiting(call.pk, call.queued_at or call.offered_at, call.skill, call.skill in urgent)
            for call in calls.values()
        ],
        list(ready.order_by("idle_since", "pk")),
        now,
        terms,
    )
    rung = []
    for call_id, operator in found:
        call = calls[call_id]
        take(operator, call, ringing=True, now=now)
        ask(call, "ring", str(terms.get("ring_seconds", 20)), extension=operator.extension, now=now)
        rung.append(call)
    return rung


@atomic
def watch_ringing(*, by: Actor, now: datetime) -> list[Operator]:
    """A telephone that rings too long, or never rang, is left: its operator has a break, the caller goes on waiting."""
    terms = queries.terms()
    late = now - timedelta(seconds=int(terms.get("ring_seconds", 20)) + 3)
    left = []
    # The call first, as everywhere: who waits for a lock in the other order waits for ever.
    calls = Call.objects.select_for_update(of=("self",), skip_locked=True).filter(
        at_operator__state=AgentState.RINGING, at_operator__since__lt=late
    )
    for call in calls.order_by("pk"):
        operators = Operator.objects.select_for_update(of=("self",)).filter(call=call, state=AgentState.RINGING)
        for operator in operators.order_by("pk"):
            ask(call, "stop_ringing", extension=operator.extension, now=now)
            give_back(operator, call, declined=True, now=now)
            left.append(operator)
    return left
