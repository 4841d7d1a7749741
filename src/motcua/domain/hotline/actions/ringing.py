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

RUNG_AT_ONCE = 4
"""Telephones rung in one transaction: a page is told with the commit, so nobody waits for many others' telephones."""


@atomic
def distribute(*, by: Actor, now: datetime) -> list[Call]:
    """Ring a telephone for each caller for whom somebody is free, a few at once; two listeners never ring twice.

    The operator is taken for the call at once, so that the page opens before the telephone does. Only who is rung is
    locked, not the hundreds who wait.
    """
    ready = list(Operator.objects.filter(state=AgentState.READY).order_by("idle_since", "pk"))
    if not ready:
        return []
    terms = queries.terms()
    urgent = set(terms.get("urgent_skills", ()))
    waiting = Call.objects.filter(state=CallState.QUEUED, at_operator__isnull=True).order_by("queued_at", "pk")
    found = rules.pairs(
        [
            rules.Waiting(pk, queued_at or offered_at, skill, skill in urgent)
            for pk, queued_at, offered_at, skill in waiting.values_list("pk", "queued_at", "offered_at", "skill")
        ],
        ready,
        now,
        terms,
    )[:RUNG_AT_ONCE]
    # The calls first, as everywhere; who was taken or went since is passed over.
    calls = Call.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk__in=[call_id for call_id, _operator in found], state=CallState.QUEUED, at_operator__isnull=True
    )
    held = {call.pk: call for call in calls.order_by("pk")} if found else {}
    operators = Operator.objects.select_for_update(of=("self",), skip_locked=True).filter(
        pk__in=[operator.pk for _call_id, operator in found], state=AgentState.READY
    )
    free = {operator.pk: operator for operator in operators.order_by("pk")} if held else {}
    rung = []
    for call_id, chosen in found:
        call, operator = held.get(call_id), free.get(chosen.pk)
        if call is None or operator is None:
            continue
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
