"""Money taken at the counter: one fee, one receipt, one number, whatever is pressed and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.domain.papers import queries as papers
from motcua.domain.payments import actions, queries
from motcua.domain.payments.models import Charge, Receipt, Terms
from motcua.kernel.errors import NotFound, Refused
from tests.build import journal, people
from tests.build.dossiers import MONDAY, Commune
from tests.build.payments import TWO_COPIES, a_dossier_with_fees, collected, open_charges
from tests.build.refusals import refused
from tests.build.threads import at_once

REASON = "Ghi nhầm tên người nộp tiền."
NEXT_DAY = MONDAY + timedelta(days=1)


@pytest.mark.django_db
def test_an_official_takes_the_money_and_writes_a_numbered_receipt() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    receipt = collected(dossier, commune.reception.official)
    assert (receipt.form, receipt.symbol, receipt.written) == ("01BLP0-001", "BP-24P", "0000001")
    assert (receipt.amount, receipt.means, receipt.payer_name) == (TWO_COPIES, "cash", "Điểu Thị An")
    assert receipt.counts_on == MONDAY.date()
    assert queries.paid_by(queries.lock(dossier.pk)) == receipt
    charge = Charge.objects.get(matter_id=dossier.pk, obligation="due")
    assert (charge.state, charge.receipt_id) == ("paid", receipt.pk)
    assert journal.facts("payments.collected") == {
        "agency": dossier.matter.one_stop.code,
        "amount": TWO_COPIES,
        "receipt": receipt.pk,
        "symbol": "BP-24P",
        "number": 1,
        "means": "cash",
    }


@pytest.mark.django_db
def test_who_brings_the_money_may_be_somebody_else() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    seen = open_charges(dossier)
    by = commune.reception.official
    receipt = actions.collect(dossier.pk, seen, "card", by=by, now=MONDAY, payer_name=" Điểu Văn Khang ")
    assert receipt.payer_name == "Điểu Văn Khang"


@pytest.mark.django_db
def test_the_receipt_is_printed_with_its_amount_in_words_and_lasts() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    receipt = collected(dossier, commune.reception.official)
    content = queries.receipt_content(queries.receipt_seen_by(commune.reception.official, receipt.pk))
    assert (content["words"], content["amount"]) == ("Mười sáu nghìn đồng", "16.000")
    assert (content["amount_phi"], content["amount_le_phi"]) == ("16.000", "0")
    assert papers.render("bien-lai", content, on=MONDAY.date()).startswith(b"%PDF-")


@pytest.mark.django_db
def test_what_the_official_saw_is_what_is_owed() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    seen = dict.fromkeys(open_charges(dossier), 9_000)
    with refused("amount_changed", seen=9_000, owed=TWO_COPIES):
        actions.collect(dossier.pk, seen, "cash", by=commune.reception.official, now=MONDAY)


@pytest.mark.django_db
def test_a_fee_is_taken_once_and_the_second_is_told_the_number() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    seen = open_charges(dossier)
    collected(dossier, commune.reception.official)
    with refused("fee_already_paid", number="0000001", symbol="BP-24P"):
        actions.collect(dossier.pk, seen, "cash", by=commune.reception.official, now=MONDAY)
    with refused("nothing_owed"):
        actions.collect(dossier.pk, {}, "cash", by=commune.reception.official, now=MONDAY)


@pytest.mark.django_db
def test_money_is_taken_by_the_unit_itself_and_by_who_has_the_duty() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    dung = people.dung().official
    seen, entries = open_charges(dossier), journal.count()
    with pytest.raises(NotFound):
        actions.collect(dossier.pk, seen, "cash", by=dung, now=MONDAY)
    with pytest.raises(NotFound):
        actions.collect(dossier.pk, seen, "cash", by=commune.registrar.official, now=MONDAY)
    without = replace(commune.reception.official, duties=frozenset({"clerk"}))
    with refused("other_duty"):
        actions.collect(dossier.pk, seen, "cash", by=without, now=MONDAY)
    with refused("means_not_at_counter"):
        actions.collect(dossier.pk, seen, "online", by=commune.reception.official, now=MONDAY)
    with pytest.raises(NotFound):
        actions.collect(dossier.pk, {0: 1}, "cash", by=commune.reception.official, now=MONDAY)
    assert journal.count() == entries


@pytest.mark.django_db
def test_without_a_book_in_the_pack_no_number_is_given() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    Terms.objects.all().delete()
    with refused("no_receipt_book"):
        collected(dossier, commune.reception.official)
    assert Receipt.objects.count() == 0


@pytest.mark.django_db
def test_a_cancelled_number_is_kept_with_its_reason_and_never_given_again() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    binh = commune.reception.official
    wrong = collected(dossier, binh)
    cancelled = actions.cancel_receipt(wrong.pk, REASON, by=binh, now=MONDAY)
    assert (cancelled.undone, cancelled.undone_reason, cancelled.number) == ("cancelled", REASON, 1)
    assert journal.facts("payments.receipt_cancelled")["number"] == 1
    assert REASON not in journal.everything()
    assert open_charges(dossier), "the fee is owed again"
    assert collected(dossier, binh).number == 2
    content = queries.receipt_content(queries.receipt_seen_by(binh, wrong.pk))
    assert (content["undone"], content["undone_reason"]) == ("Đã hủy", REASON)


@pytest.mark.django_db
def test_money_is_given_back_once_with_a_reason() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    binh = commune.reception.official
    receipt = collected(dossier, binh)
    with refused("reason_missing"):
        actions.refund(receipt.pk, "sai", by=binh, now=NEXT_DAY)
    with pytest.raises(NotFound):
        actions.refund(receipt.pk, REASON, by=people.dung().official, now=NEXT_DAY)
    refunded = actions.refund(receipt.pk, REASON, by=binh, now=NEXT_DAY)
    assert refunded.undone_on == NEXT_DAY.date()
    assert Charge.objects.get(receipt=receipt).state == "refunded"
    assert journal.facts("payments.refunded")["amount"] == TWO_COPIES
    for undo in (actions.refund, actions.cancel_receipt):
        with refused("receipt_undone_before", number="0000001"):
            undo(receipt.pk, REASON, by=binh, now=NEXT_DAY)
    with pytest.raises(NotFound):
        actions.cancel_receipt(0, REASON, by=binh, now=NEXT_DAY)


@pytest.mark.django_db
def test_a_receipt_is_seen_by_who_paid_and_by_its_unit() -> None:
    commune, an = Commune.of(), people.an()
    receipt = collected(a_dossier_with_fees(an), commune.reception.official)
    assert queries.receipt_seen_by(an, receipt.pk) == receipt
    for nobody in (people.a_stranger(), people.dung().official, commune.registrar.official):
        with pytest.raises(NotFound):
            queries.receipt_seen_by(nobody, receipt.pk)


def test_of_two_officials_who_take_the_same_fee_one_writes_a_receipt(committed_db: str) -> None:
    binh, rival = people.binh().official, people.binh().official
    dossier = a_dossier_with_fees()
    seen = open_charges(dossier)
    results = at_once(
        [lambda by=by: actions.collect(dossier.pk, seen, "cash", by=by, now=MONDAY) for by in (binh, rival)]  # type: ignore[misc]
    )
    [told] = [result for result in results if isinstance(result, Refused)]
    assert told.code == "fee_already_paid"
    assert Receipt.objects.get().number == 1


def test_numbers_have_no_gap_and_no_double_when_eight_press_at_once_and_some_fail(committed_db: str) -> None:
    binh = people.binh().official
    owed = [a_dossier_with_fees(people.an(f"0701940012{n:02d}", f"Người {n}")) for n in range(8)]
    seen = {dossier.pk: open_charges(dossier) for dossier in owed}

    def take(number: int) -> Receipt:
        dossier = owed[number]
        amounts = seen[dossier.pk] if number % 4 else dict.fromkeys(seen[dossier.pk], 1)  # every fourth is refused
        return actions.collect(dossier.pk, amounts, "cash", by=binh, now=MONDAY)

    results = at_once([lambda n=n: take(n) for n in range(8)])  # type: ignore[misc]
    assert sum(isinstance(result, Refused) for result in results) == 2
    rest = [collected(dossier, binh).number for dossier in (owed[0], owed[4])]
    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 9))
    assert rest == [7, 8]
