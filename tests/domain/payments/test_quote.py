"""What is owed: quoted at filing, fixed at acceptance; free, exempt and unpaid are three things."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions as dossiers
from motcua.domain.payments import actions, queries
from motcua.domain.payments.models import Charge
from motcua.domain.procedures.queries import fees_due
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Writes
from tests.build import journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, Commune, a_dossier, typed_birth, walk
from tests.build.payments import TWO_COPIES, a_dossier_with_fees, collected, open_charges, raise_the_copy_fee
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=2)
GROUND = "Hộ nghèo theo giấy chứng nhận số 5."


def lines(dossier_id: int) -> list[tuple[str, str | None, int]]:
    """Obligation, state and amount of each line."""
    charges = Charge.objects.filter(matter_id=dossier_id).order_by("pk")
    return [(charge.obligation, charge.state, charge.amount) for charge in charges]


def test_what_is_free_and_what_is_to_be_paid_are_told_apart() -> None:
    dossier = a_dossier_with_fees()
    assert lines(dossier.pk) == [("zero", None, 0), ("due", "unpaid", TWO_COPIES)]
    assert journal.facts("payments.charged") == {
        "agency": dossier.matter.one_stop.code,
        "amount": TWO_COPIES,
        "lines": 2,
        "exempt": 0,
    }


def test_who_is_exempt_does_not_owe_and_is_not_unpaid() -> None:
    dossier = a_dossier(typed=typed_birth(reg_kind="late", fee_group="poor"))
    assert lines(dossier.pk) == [("exempt", None, 0)]
    [charge] = Charge.objects.filter(matter_id=dossier.pk)
    assert "hộ nghèo" in charge.ground
    assert journal.facts("payments.charged")["exempt"] == 1


def test_a_kind_of_fee_is_kept_for_the_receipt() -> None:
    dossier = a_dossier_with_fees(reg_kind="late", fee_group="none")
    kinds = Charge.objects.filter(matter_id=dossier.pk).order_by("pk").values_list("kind", "amount", "quantity")
    assert list(kinds) == [("le_phi", 8000, 1), ("phi", TWO_COPIES, 2)]


def test_acceptance_on_the_same_law_changes_nothing() -> None:
    dossier = a_dossier_with_fees()
    walk(dossier, Commune.of(), "accepted")
    assert lines(dossier.pk) == [("zero", None, 0), ("due", "unpaid", TWO_COPIES)]
    assert "payments.fee_changed" not in journal.verbs_of(dossier.pk)


def test_a_fee_that_rose_before_acceptance_stands_as_it_is_then_and_both_amounts_are_kept() -> None:
    cast = Cast.of()
    dossier = a_dossier_with_fees(cast.an)
    raise_the_copy_fee(10_000)
    cast.go(dossier, "accept", now=LATER)
    charge = Charge.objects.get(matter_id=dossier.pk, obligation="due")
    assert (charge.quoted, charge.amount, charge.state) == (TWO_COPIES, 20_000, "unpaid")
    facts = journal.facts("payments.fee_changed")
    assert (facts["quoted"], facts["amount"]) == (TWO_COPIES, 20_000)
    assert queries.statement_for(cast.an, dossier.pk).changed


def test_what_was_paid_before_stays_paid_and_the_difference_is_a_line_of_its_own() -> None:
    cast = Cast.of()
    dossier = a_dossier_with_fees(cast.an)
    collected(dossier, cast.officials[0].official)
    raise_the_copy_fee(10_000)
    cast.go(dossier, "accept", now=LATER)
    assert lines(dossier.pk) == [("zero", None, 0), ("due", "paid", TWO_COPIES), ("due", "unpaid", 4_000)]


def test_a_fee_that_fell_after_it_was_paid_is_journalled() -> None:
    cast = Cast.of()
    dossier = a_dossier_with_fees(cast.an)
    collected(dossier, cast.officials[0].official)
    raise_the_copy_fee(5_000)
    cast.go(dossier, "accept", now=LATER)
    assert lines(dossier.pk) == [("zero", None, 0), ("due", "paid", TWO_COPIES)]
    assert "payments.fee_changed" in journal.verbs_of(dossier.pk)


def test_who_was_just_paying_online_pays_the_new_amount() -> None:
    cast = Cast.of()
    dossier = a_dossier_with_fees(cast.an)
    actions.pay_online(dossier.pk, through=queries.gateway(), by=cast.an, now=MONDAY)
    raise_the_copy_fee(10_000)
    cast.go(dossier, "accept", now=LATER)
    assert lines(dossier.pk)[1] == ("due", "unpaid", 20_000)
    assert actions.pay_online(dossier.pk, through=queries.gateway(), by=cast.an, now=LATER).amount == 20_000


def test_an_official_waives_what_the_law_waives_and_it_stays_waived_at_acceptance() -> None:
    cast = Cast.of()
    dossier = a_dossier_with_fees(cast.an)
    [charge] = open_charges(dossier)
    binh = cast.officials[0].official
    waived = actions.exempt(charge, GROUND, by=binh, now=MONDAY)
    assert (waived.obligation, waived.state, waived.ground) == ("exempt", None, GROUND)
    assert journal.facts("payments.exempted")["amount"] == TWO_COPIES
    assert GROUND not in journal.everything()
    cast.go(dossier, "accept", now=MONDAY)
    assert queries.statement_for(cast.an, dossier.pk).unpaid == 0


def test_a_waiver_needs_a_ground_and_something_to_waive() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    [charge] = open_charges(dossier)
    binh = commune.reception.official
    with refused("reason_missing"):
        actions.exempt(charge, "nghèo", by=binh, now=MONDAY)
    with refused("other_duty"):
        actions.exempt(charge, GROUND, by=replace(binh, duties=frozenset({"specialist"})), now=MONDAY)
    with pytest.raises(NotFound):
        actions.exempt(charge, GROUND, by=people.dung().official, now=MONDAY)
    collected(dossier, binh)
    with refused("nothing_owed"):
        actions.exempt(charge, GROUND, by=binh, now=MONDAY)
    with pytest.raises(NotFound):
        actions.exempt(0, GROUND, by=binh, now=MONDAY)


def test_what_comes_to_nothing_costs_nothing() -> None:
    commune, dossier = Commune.of(), a_dossier_with_fees()
    dossiers.reject(dossier.pk, "Hồ sơ không thuộc địa bàn của xã.", by=commune.reception.official, now=MONDAY)
    assert lines(dossier.pk)[1] == ("due", "cancelled", TWO_COPIES)
    assert journal.facts("payments.dropped")["amount"] == TWO_COPIES
    assert actions.drop(dossier.pk, by=people.NURSE, now=MONDAY) == 0


def test_a_withdrawn_dossier_owes_nothing_more() -> None:
    an = people.an()
    dossier = a_dossier_with_fees(an)
    dossiers.withdraw(dossier.pk, by=an, now=MONDAY)
    assert queries.statement_for(an, dossier.pk).unpaid == 0


def test_a_dossier_charged_only_at_acceptance_has_no_earlier_quote() -> None:
    dossier = a_dossier_with_fees()
    Charge.objects.filter(matter_id=dossier.pk).delete()
    walk(dossier, Commune.of(), "accepted")
    assert set(Charge.objects.filter(matter_id=dossier.pk).values_list("quoted", flat=True)) == {None}
    assert lines(dossier.pk)[1] == ("due", "unpaid", TWO_COPIES)


def test_a_quote_is_written_along_with_whatever_else_is_written() -> None:
    dossier = a_dossier()
    Charge.objects.filter(matter_id=dossier.pk).delete()
    fees = fees_due(dossier.procedure.body, {"copies_wanted": "yes", "copies_count": 3}, "online", MONDAY.date())
    new, along = actions.NewCharges(dossier.matter, fees, dossier.applicant_id), Writes()
    [entry] = actions.quote(new, by=people.NURSE, now=MONDAY, along=along)
    assert entry.facts["amount"] == 24_000
    assert lines(dossier.pk) == []
    along.send()
    assert lines(dossier.pk) == [("due", "unpaid", 24_000)]
    assert actions.fix(new, by=people.NURSE, now=MONDAY)[0].amount == 24_000


def test_nobody_else_sees_what_is_owed() -> None:
    dossier = a_dossier_with_fees()
    for nobody in (people.a_stranger(), people.dung().official):
        with pytest.raises(NotFound):
            queries.statement_for(nobody, dossier.pk)
    assert queries.owed_at_return(dossier.pk) == TWO_COPIES
