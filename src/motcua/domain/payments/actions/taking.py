"""Taking money against a numbered receipt, and what becomes of a receipt that was wrong or is given back.

Locks are taken in one order everywhere: charges, order, day of the till, register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.journal import actions as journal
from motcua.domain.papers import actions as papers
from motcua.domain.payments import queries, rules
from motcua.domain.payments.models import Charge, Day, Order, Receipt
from motcua.domain.payments.states import WORKFLOW, Kind, Means, OrderState, State, Undone
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def collect(
    matter_id: int, seen: Mapping[int, int], means: str, *, by: Official, now: datetime, payer_name: str = ""
) -> Receipt:
    """Take money at the counter for these charges: id → the amount the official saw and took, in đồng.

    Raises:
        NotFound: nothing is owed for such a matter at the official's unit.
        Refused: `other_duty`, `means_not_at_counter`, `fee_already_paid` (a colleague was first, with the number),
            `nothing_owed`, `amount_changed`.
    """
    known = queries.lock(matter_id)
    if not known or not set(seen) <= {charge.pk for charge in known}:
        raise NotFound("charges")
    rules.ensure_keeps_the_till(known[0].unit_id, by)
    rules.ensure_at_counter(means)
    lines = [charge for charge in known if charge.pk in seen]
    rules.ensure_owed(lines, queries.paid_by(lines))
    rules.ensure_amount(sum(seen.values()), rules.total(lines))
    overtaken = {line.order_id for line in lines if line.order_id}
    if overtaken:
        Order.objects.filter(pk__in=overtaken).update(state=OrderState.OVERTAKEN)
        Charge.objects.filter(order_id__in=overtaken, state=State.WAITING).update(state=State.UNPAID, order=None)
    return write_receipt(lines, rules.means_named(means), "collect", by=by, now=now, payer_name=payer_name)


def write_receipt(
    lines: Sequence[Charge], means: Means, move: str, *, by: Actor, now: datetime, payer_name: str = ""
) -> Receipt:
    """The next number of the unit's book for these charges, which the caller has locked."""
    first, terms = lines[0], queries.terms()
    payer = first.payer
    name = payer_name.strip() or (payer.full_name if payer else "")
    if not name:
        raise Refused("payer_missing")
    day = till_of(first.unit_id, now)
    symbol = rules.symbol_of(terms.receipt_symbol, localdate(now).year)
    number = papers.take_number(first.unit_id, f"bien-lai:{terms.receipt_form}", period=symbol)
    rules.ensure_number_fits(number)
    receipt = Receipt.objects.create(
        unit_id=first.unit_id,
        form=terms.receipt_form,
        symbol=symbol,
        number=number,
        matter_id=first.matter_id,
        payer_name=name,
        payer_address=payer.residence if payer else "",
        lines=[{"title": line.title, "kind": Kind(line.kind).value, "amount": line.amount} for line in lines],
        amount=rules.total(lines),
        means=means,
        taken_at=now,
        taken_by_id=by.account_id if isinstance(by, Official) else None,
        counts_on=day.day,
    )
    for line in lines:
        line.state, line.receipt, line.order = WORKFLOW.after(move, line.state or ""), receipt, None
        line.save(update_fields=["state", "receipt", "order"])
    _record("payments.collected", receipt, by, now)
    return receipt


@atomic
def cancel_receipt(receipt_id: int, reason: str, *, by: Official, now: datetime) -> Receipt:
    """Cancel a number that was made out wrongly; it is kept with its reason, and the fee is owed again.

    Raises:
        NotFound: the unit has no such receipt.
        Refused: `other_duty`, `reason_missing`, `receipt_undone_before`, `online_is_refunded`.
    """
    receipt, lines = _locked(receipt_id, by, reason)
    rules.ensure_cancellable(receipt)
    for line in lines:
        line.state, line.receipt = WORKFLOW.after("cancel_receipt", line.state or ""), None
        line.save(update_fields=["state", "receipt"])
    return _undo(receipt, Undone.CANCELLED, reason, by=by, now=now)


@atomic
def refund(receipt_id: int, reason: str, *, by: Official, now: datetime) -> Receipt:
    """Give the money of a receipt back; the fee counts as refunded.

    Raises: as `cancel_receipt`.
    """
    receipt, lines = _locked(receipt_id, by, reason)
    for line in lines:
        line.state = WORKFLOW.after("refund", line.state or "")
        line.save(update_fields=["state"])
    return _undo(receipt, Undone.REFUNDED, reason, by=by, now=now)


def till_of(unit_id: int, now: datetime) -> Day:
    """The day of the till that money counts on now, locked: today, or tomorrow once today is closed."""
    today = localdate(now)
    for day in (today, today + timedelta(days=1)):
        Day.objects.get_or_create(unit_id=unit_id, day=day)
        found = Day.objects.select_for_update().get(unit_id=unit_id, day=day)
        if found.closed_at is None:
            return found
    raise Refused("day_closed", day=found.day, closed_by=found.closed_by_id)


def _locked(receipt_id: int, by: Official, reason: str) -> tuple[Receipt, list[Charge]]:
    matter_id = Receipt.objects.filter(pk=receipt_id).order_by("pk").values_list("matter_id", flat=True).first()
    lines = [charge for charge in queries.lock(matter_id or 0) if charge.receipt_id == receipt_id]
    receipt = Receipt.objects.select_for_update(of=("self",)).filter(pk=receipt_id).order_by("pk").first()
    if receipt is None:
        raise NotFound("receipt")
    rules.ensure_keeps_the_till(receipt.unit_id, by)
    rules.ensure_reasoned(reason)
    rules.ensure_in_force(receipt)
    return receipt, lines


VERB_OF = {Undone.CANCELLED: "payments.receipt_cancelled", Undone.REFUNDED: "payments.refunded"}


def _undo(receipt: Receipt, how: Undone, reason: str, *, by: Official, now: datetime) -> Receipt:
    receipt.undone, receipt.undone_at, receipt.undone_by_id = how, now, by.account_id
    receipt.undone_on, receipt.undone_reason = till_of(receipt.unit_id, now).day, reason.strip()
    receipt.save(update_fields=["undone", "undone_at", "undone_by", "undone_on", "undone_reason"])
    _record(VERB_OF[how], receipt, by, now)
    return receipt


def _record(verb: str, receipt: Receipt, by: Actor, now: datetime) -> None:
    journal.record(
        verb,
        subject=("matter", receipt.matter_id),
        matter_id=receipt.matter_id,
        by=by,
        at=now,
        facts={
            "agency": receipt.unit.code,
            "amount": receipt.amount,
            "receipt": receipt.pk,
            "symbol": receipt.symbol,
            "number": receipt.number,
            "means": str(receipt.means),
        },
    )
