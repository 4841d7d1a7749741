"""Paying online: a signed message settles once; forged, repeated and wrong ones change nothing and are told apart."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.payments import actions, queries
from motcua.domain.payments.models import Callback, Charge, Order, Receipt
from motcua.domain.payments.queries import Told, gateway
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.dossiers import MONDAY, Commune
from tests.build.payments import TWO_COPIES, a_dossier_with_fees, collected, open_charges
from tests.build.refusals import refused
from tests.build.threads import at_once

PROVIDER = System("payment-provider")
SOON = MONDAY + timedelta(minutes=5)
LATE = MONDAY + timedelta(hours=2)


def begun(an: Any) -> Order:
    return actions.pay_online(a_dossier_with_fees(an).pk, through=gateway(), by=an, now=MONDAY)


def told(order: Order, *, amount: int | None = None, paid: bool = True, transaction: str = "T-1") -> tuple[bytes, str]:
    return gateway().pretend(Told(order.reference, order.amount if amount is None else amount, transaction, paid))


def hear(message: tuple[bytes, str], now: Any = SOON) -> Callback:
    return actions.hear(*message, through=gateway(), by=PROVIDER, now=now)


@pytest.mark.django_db
def test_a_payer_is_sent_with_a_reference_and_an_amount_and_nothing_else() -> None:
    an = people.an()
    order = begun(an)
    assert (order.amount, order.state, order.provider) == (TWO_COPIES, "waiting", "simulated")
    assert Charge.objects.get(order=order).state == "waiting"
    assert actions.pay_online(order.matter_id, through=gateway(), by=an, now=SOON) == order
    assert journal.verbs_of(order.matter_id).count("payments.online_begun") == 1
    assert queries.order_of(an, order.reference) == order
    with pytest.raises(NotFound):
        queries.order_of(people.a_stranger(), order.reference)


@pytest.mark.django_db
def test_a_signed_message_settles_the_order_with_a_receipt() -> None:
    order = begun(people.an())
    assert hear(told(order)).heard == "settled"
    order.refresh_from_db()
    assert order.state == "settled"
    receipt = Receipt.objects.get(order=order)
    assert (receipt.means, receipt.taken_by_id, receipt.amount) == ("online", None, TWO_COPIES)
    assert journal.facts("payments.online_heard")["verdict"] == "settled"


@pytest.mark.django_db
def test_the_same_message_again_changes_nothing() -> None:
    order = begun(people.an())
    first, entries = hear(told(order)), journal.count()
    assert hear(told(order), LATE) == first
    assert Receipt.objects.count() == 1
    assert journal.count() == entries


@pytest.mark.django_db
def test_a_message_replayed_under_another_order_is_refused() -> None:
    order = begun(people.an())
    hear(told(order))
    other = begun(people.a_stranger())
    with refused("callback_replayed"):
        hear(told(other))
    assert Charge.objects.get(order=other).state == "waiting"


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["signature", "body", "no_json", "wrong_type", "other_key"])
def test_a_forged_message_is_refused_and_leaves_nothing(how: str, settings: Any) -> None:
    order = begun(people.an())
    body, signature = told(order)
    if how == "signature":
        signature = signature[:-1] + ("0" if signature[-1] != "0" else "1")
    elif how == "body":
        body = body.replace(b"16000", b"16001")
    elif how == "other_key":
        kept = settings.MOTCUA_PAYMENT_KEY
        settings.MOTCUA_PAYMENT_KEY = "another"
        body, signature = told(order)
        settings.MOTCUA_PAYMENT_KEY = kept
    else:
        sign = gateway()._sign  # type: ignore[attr-defined]
        wrong = {"reference": 1, "amount": "16000", "transaction": "T", "paid": True}
        body = b"{" if how == "no_json" else json.dumps(wrong).encode()
        signature = sign(body)
    with refused("callback_forged"):
        hear((body, signature))
    assert (Callback.objects.count(), Receipt.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_wrong_amount_settles_nothing_and_is_listed() -> None:
    commune, order = Commune.of(), begun(people.an())
    assert hear(told(order, amount=1_000)).heard == "amount_differs"
    assert Receipt.objects.count() == 0
    assert [line.amount for line in queries.to_reconcile(commune.reception.official)] == [1_000]
    assert list(queries.to_reconcile(people.dung().official)) == []
    assert queries.orders_of_day(commune.reception.official, MONDAY.date()) == [order]


@pytest.mark.django_db
def test_money_for_what_was_paid_at_the_counter_meanwhile_is_listed() -> None:
    commune, an = Commune.of(), people.an()
    order = begun(an)
    receipt = actions.collect(
        order.matter_id,
        {charge.pk: charge.amount for charge in Charge.objects.filter(order=order)},
        "cash",
        by=commune.reception.official,
        now=SOON,
    )
    assert hear(told(order)).heard == "paid_twice"
    assert Receipt.objects.get() == receipt
    order.refresh_from_db()
    assert order.state == "overtaken"


@pytest.mark.django_db
def test_a_second_transaction_for_a_settled_order_is_listed() -> None:
    order = begun(people.an())
    hear(told(order))
    assert hear(told(order, transaction="T-2")).heard == "paid_twice"
    assert Receipt.objects.count() == 1


@pytest.mark.django_db
def test_a_payment_that_failed_can_be_begun_again() -> None:
    an = people.an()
    order = begun(an)
    assert hear(told(order, paid=False)).heard == "failed"
    again = actions.pay_online(order.matter_id, through=gateway(), by=an, now=SOON)
    assert again != order
    assert again.state == "waiting"


@pytest.mark.django_db
def test_an_order_lapses_and_money_that_comes_late_still_counts() -> None:
    order = begun(people.an())
    assert actions.lapse(by=PROVIDER, now=LATE) == 1
    assert Charge.objects.get(matter_id=order.matter_id, obligation="due").state == "unpaid"
    assert actions.lapse(by=PROVIDER, now=LATE) == 0
    assert hear(told(order), LATE).heard == "settled"


@pytest.mark.django_db
def test_an_order_past_its_time_makes_room_for_a_new_one() -> None:
    an = people.an()
    order = begun(an)
    assert actions.pay_online(order.matter_id, through=gateway(), by=an, now=LATE) != order


@pytest.mark.django_db
def test_a_message_about_nothing_we_know_is_kept_and_settles_nothing() -> None:
    message = gateway().pretend(Told("nobody", 5, "T-9", True))
    assert hear(message).heard == "unknown"
    assert Receipt.objects.count() == 0


@pytest.mark.django_db
def test_settling_may_be_done_by_hand_from_a_statement() -> None:
    order = begun(people.an())
    message = Told(order.reference, order.amount, "T-5", True)
    assert actions.settle(message, provider="simulated", by=PROVIDER, now=SOON).heard == "settled"


@pytest.mark.django_db
def test_nobody_pays_for_another_and_nothing_is_paid_twice() -> None:
    commune, an = Commune.of(), people.an()
    dossier = a_dossier_with_fees(an)
    with pytest.raises(NotFound):
        actions.pay_online(dossier.pk, through=gateway(), by=people.a_stranger(), now=MONDAY)
    collected(dossier, commune.reception.official)
    with refused("fee_already_paid"):
        actions.pay_online(dossier.pk, through=gateway(), by=an, now=MONDAY)


@pytest.mark.django_db
def test_an_online_receipt_is_refunded_and_never_made_undone() -> None:
    commune, order = Commune.of(), begun(people.an())
    hear(told(order))
    receipt = Receipt.objects.get()
    with refused("online_is_refunded"):
        actions.cancel_receipt(receipt.pk, "Người nộp đổi ý.", by=commune.reception.official, now=SOON)
    actions.refund(receipt.pk, "Người nộp đổi ý.", by=commune.reception.official, now=SOON)
    assert open_charges(order.matter.dossier) == {}


def test_the_same_message_eight_times_at_once_writes_one_receipt(committed_db: str) -> None:
    order = begun(people.an())
    message = told(order)
    results = at_once([lambda: hear(message)] * 8)
    assert {type(result) for result in results} == {Callback}
    assert Receipt.objects.count() == 1
