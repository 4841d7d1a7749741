"""Paying online: an order goes out with a reference and an amount; what the provider tells is checked and kept once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.payments import queries, rules
from motcua.domain.payments.actions.taking import write_receipt
from motcua.domain.payments.gateways import Gateway, Told
from motcua.domain.payments.models import Callback, Charge, Order
from motcua.domain.payments.states import ORDER_LASTS, WORKFLOW, Heard, Means, OrderState
from motcua.kernel.actors import Actor, Citizen
from motcua.kernel.errors import Refused


@atomic
def pay_online(matter_id: int, *, through: Gateway, by: Citizen, now: datetime) -> Order:
    """Begin to pay everything still open; a second press finds the order that is waiting already.

    Raises:
        NotFound: nothing is charged to this person there.
        Refused: `nothing_owed`, `fee_already_paid`.
    """
    known = queries.lock(matter_id)
    rules.ensure_payers(known, by)
    waiting = Order.objects.filter(matter_id=matter_id, state=OrderState.WAITING).order_by("pk").first()
    if waiting is not None and waiting.lapses_at > now:
        return waiting
    if waiting is not None:
        _lapse(waiting, [line for line in known if line.order_id == waiting.pk])
    lines = rules.open_lines(known)
    rules.ensure_owed(lines, queries.paid_by(known))
    order = Order.objects.create(
        matter_id=matter_id,
        unit_id=lines[0].unit_id,
        payer_id=by.account_id,
        reference=secrets.token_urlsafe(12),
        provider=through.code,
        amount=rules.total(lines),
        begun_at=now,
        lapses_at=now + timedelta(minutes=ORDER_LASTS),
    )
    for line in lines:
        line.state, line.order = WORKFLOW.after("pay_online", line.state or ""), order
        line.save(update_fields=["state", "order"])
    facts = {"agency": lines[0].unit.code, "amount": order.amount, "order": order.pk, "provider": order.provider}
    journal.record(
        "payments.online_begun",
        subject=("matter", matter_id),
        matter_id=matter_id,
        by=by,
        at=now,
        facts=facts,
    )
    return order


def hear(body: bytes, signature: str, *, through: Gateway, by: Actor, now: datetime) -> Callback:
    """Take in a message of the provider; the same message again changes nothing and gets the same answer.

    Raises:
        Refused: `callback_forged`; nothing is kept of it.
    """
    return settle(through.read(body, signature), provider=through.code, by=by, now=now)


@atomic
def settle(told: Told, *, provider: str, by: Actor, now: datetime) -> Callback:
    """What a message of the provider comes to: a receipt, an order that failed, or a line for reconciliation."""
    order = Order.objects.filter(reference=told.reference, provider=provider).order_by("pk").first()
    known = queries.lock(order.matter_id) if order is not None else []
    if order is not None:
        order = Order.objects.select_for_update(of=("self",)).select_related("unit").get(pk=order.pk)
    heard, fresh = Callback.objects.get_or_create(
        provider=provider,
        provider_reference=told.provider_reference,
        defaults={"order": order, "amount": told.amount, "heard": Heard.UNKNOWN, "heard_at": now},
    )
    if not fresh:
        if (heard.order_id, heard.amount) != (order.pk if order else None, told.amount):
            raise Refused("callback_replayed")
        return heard
    if order is None:
        return heard
    heard.heard = _outcome(order, known, told, by, now)
    heard.save(update_fields=["heard"])
    journal.record(
        "payments.online_heard",
        subject=("matter", order.matter_id),
        matter_id=order.matter_id,
        by=by,
        at=now,
        facts={
            "agency": order.unit.code,
            "amount": told.amount,
            "order": order.pk,
            "verdict": str(heard.heard),
        },
    )
    return heard


@atomic
def lapse(*, by: Actor, now: datetime) -> int:
    """Give up the orders whose money did not come in time; how many there were. What comes later still counts."""
    late = list(Order.objects.filter(state=OrderState.WAITING, lapses_at__lt=now).order_by("lapses_at", "pk")[:200])
    for found in late:
        known = queries.lock(found.matter_id)
        order = Order.objects.select_for_update().get(pk=found.pk)
        if order.state == OrderState.WAITING:
            _lapse(order, [line for line in known if line.order_id == order.pk])
    return len(late)


def _outcome(order: Order, known: list[Charge], told: Told, by: Actor, now: datetime) -> Heard:
    """Judge an authentic message by what its order asked for and what is still owed."""
    if not told.paid:
        if order.state == OrderState.WAITING:
            _lapse(order, [line for line in known if line.order_id == order.pk], OrderState.FAILED)
        return Heard.FAILED
    if told.amount != order.amount:
        return Heard.AMOUNT_DIFFERS
    if order.state in {OrderState.SETTLED, OrderState.OVERTAKEN}:
        return Heard.PAID_TWICE
    lines = [line for line in known if line.order_id == order.pk] or rules.open_lines(known)
    if not lines:
        return Heard.PAID_TWICE
    if rules.total(lines) != told.amount:
        return Heard.AMOUNT_DIFFERS
    others = {line.order_id for line in lines if line.order_id} - {order.pk}
    Order.objects.filter(pk__in=others).update(state=OrderState.OVERTAKEN)
    order.receipt = write_receipt(lines, Means.ONLINE, "settle", by=by, now=now)
    order.state, order.settled_at = OrderState.SETTLED, now
    order.save(update_fields=["receipt", "state", "settled_at"])
    return Heard.SETTLED


def _lapse(order: Order, lines: list[Charge], state: OrderState = OrderState.LAPSED) -> None:
    order.state = state
    order.save(update_fields=["state"])
    for line in lines:
        line.state, line.order = WORKFLOW.after("lapse", line.state or ""), None
        line.save(update_fields=["state", "order"])
