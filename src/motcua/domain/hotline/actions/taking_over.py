"""A talk whose operator's page went silent: it goes on at the telephone, and a colleague may take it over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.transaction import atomic

from motcua.domain.hotline import queries, rules
from motcua.domain.hotline.actions import bell
from motcua.domain.hotline.actions.commanding import ask
from motcua.domain.hotline.actions.seating import give_back, take
from motcua.domain.hotline.models import Call, CallEvent, Operator
from motcua.domain.hotline.states import AgentState, CallState, Happening
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def watch_silent_talks(*, by: Actor, now: datetime) -> list[Call]:
    """Offer a talk to colleagues once its operator's page has been silent for `abandoned_after` seconds.

    The operator keeps it until somebody takes it over: the telephone is another thing than the browser, and a page
    that comes back takes the talk up again.
    """
    silent = now - timedelta(seconds=int(queries.terms().get("abandoned_after", 90)))
    talks = Call.objects.select_for_update(of=("self",), skip_locked=True).filter(
        abandoned_at__isnull=True,
        state__in=[CallState.TALKING, CallState.HELD],
        at_operator__seen_at__lt=silent,
    )
    offered = []
    for call in talks.select_related("at_operator").order_by("pk"):
        call.abandoned_at = now
        call.save(update_fields=["abandoned_at"])
        facts = {"silent_seconds": int((now - call.at_operator.seen_at).total_seconds())}
        journal.record("hotline.abandoned", subject=("call", call.pk), by=by, at=now, facts=facts)
        bell.ring()
        offered.append(call)
    return offered


@atomic
def take_over(call_id: int, *, by: Official, now: datetime) -> Call:
    """Take over a talk whose operator's page is silent: the page and the record at once, and the own telephone rings.

    Who picks it up is in the conversation; whether the first telephone still is, is heard there.

    Raises:
        NotFound: there is no such call, or its operator is there.
        Refused: `call_moved_on`, `call_not_over`.
    """
    rules.ensure_operates(by, queries.terms())
    call = Call.objects.select_for_update(of=("self",)).filter(pk=call_id).order_by("pk").first()
    if call is None or call.abandoned_at is None:
        raise NotFound("call")
    rules.ensure_abandoned(call)
    there = Operator.objects.select_for_update(of=("self",)).order_by("pk")
    operator, before = there.filter(pk=by.account_id).first(), there.filter(call=call).first()
    if operator is None:
        raise NotFound("operator")
    if operator.state not in {AgentState.READY, AgentState.WRAP_UP, AgentState.BREAK}:
        raise Refused("call_not_over")
    key = f"taken-over-{CallEvent.objects.filter(call=call, kind=Happening.TAKEN_OVER).count() + 1}"
    CallEvent.objects.create(
        call=call, key=key, kind=Happening.TAKEN_OVER, at=now, heard_at=now, operator_id=by.account_id
    )
    if before is not None:
        give_back(before, call, declined=False, now=now)
    take(operator, call, ringing=False, now=now)
    facts = {"from": call.operator_id or 0}
    call.operator_id, call.abandoned_at = by.account_id, None
    call.save(update_fields=["operator", "abandoned_at"])
    if call.state == CallState.HELD:
        ask(call, "resume", now=now)
    seconds = str(queries.terms().get("ring_seconds", 20))
    ask(call, "ring", seconds, extension=operator.extension, by=by, now=now)
    journal.record("hotline.taken_over", subject=("call", call.pk), by=by, at=now, facts=facts)
    bell.ring(by.account_id, before.pk if before is not None else None)
    return call
