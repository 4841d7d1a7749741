"""The till of a day: by means and by officer, with its numbers; closed, it is frozen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.payments import actions, queries
from motcua.domain.payments.models import Day, Receipt
from motcua.kernel.errors import Refused
from tests.build import journal, people
from tests.build.dossiers import MONDAY, Commune
from tests.build.payments import TWO_COPIES, a_dossier_with_fees, collected, open_charges
from tests.build.refusals import refused
from tests.build.threads import at_once

TODAY, TOMORROW = MONDAY.date(), MONDAY.date() + timedelta(days=1)
EVENING = MONDAY + timedelta(hours=9)
NEXT_MORNING = MONDAY + timedelta(days=1)
REASON = "Thu nhầm hồ sơ của người khác."


def persons(count: int) -> list[object]:
    return [people.an(f"0701940013{n:02d}", f"Người {n}") for n in range(count)]


@pytest.mark.django_db
def test_the_balance_of_a_day_is_by_means_and_by_officer_with_its_numbers() -> None:
    binh, other = people.binh(), people.binh()
    one, two, three, four = (a_dossier_with_fees(who) for who in persons(4))  # type: ignore[arg-type]
    collected(one, binh.official)
    collected(two, binh.official, means="card")
    wrong = collected(three, other.official)
    actions.cancel_receipt(wrong.pk, REASON, by=other.official, now=MONDAY)
    collected(four, other.official)
    balance = queries.balance_of(binh.official, TODAY)
    assert balance.net == 3 * TWO_COPIES
    assert [(str(means), amount) for means, amount in balance.by_means()] == [
        ("cash", 2 * TWO_COPIES),
        ("card", TWO_COPIES),
    ]
    taken = {(taking.account_id, str(taking.means)): (taking.count, taking.net) for taking in balance.takings}
    assert taken == {
        (binh.account.pk, "cash"): (1, TWO_COPIES),
        (binh.account.pk, "card"): (1, TWO_COPIES),
        (other.account.pk, "cash"): (2, TWO_COPIES),
    }
    [book] = balance.books
    assert (book.first, book.last, book.count, list(book.cancelled)) == ("0000001", "0000004", 4, ["0000003"])
    assert queries.balance_of(people.dung().official, TODAY).net == 0


@pytest.mark.django_db
def test_a_closed_day_keeps_its_totals_and_takes_no_more() -> None:
    binh = people.binh().official
    first, second = (a_dossier_with_fees(who) for who in persons(2))  # type: ignore[arg-type]
    receipt = collected(first, binh)
    closed = actions.close_day(TODAY, by=binh, now=EVENING)
    assert (closed.closed_at, closed.totals["net"]) == (EVENING, TWO_COPIES)
    assert journal.facts("payments.day_closed") == {
        "agency": binh.agency_code,
        "amount": TWO_COPIES,
        "day": TODAY.isoformat(),
        "receipts": 1,
    }
    assert collected(second, binh, now=EVENING).counts_on == TOMORROW
    actions.refund(receipt.pk, REASON, by=binh, now=EVENING)
    assert queries.balance_of(binh, TODAY).net == TWO_COPIES
    assert queries.balance_of(binh, TOMORROW).net == 0, "taken once, given back once"
    assert queries.day_of(binh, TODAY) == closed


@pytest.mark.django_db
def test_what_is_given_back_on_a_later_day_goes_out_of_that_days_till() -> None:
    binh = people.binh().official
    receipt = collected(a_dossier_with_fees(), binh)
    actions.refund(receipt.pk, REASON, by=binh, now=NEXT_MORNING)
    assert queries.balance_of(binh, TODAY).net == TWO_COPIES
    assert queries.balance_of(binh, TOMORROW).net == -TWO_COPIES


@pytest.mark.django_db
def test_a_day_is_closed_once_by_who_keeps_the_till_and_not_before_it_comes() -> None:
    commune = Commune.of()
    binh = commune.reception.official
    with refused("day_not_over", day=TOMORROW):
        actions.close_day(TOMORROW, by=binh, now=MONDAY)
    with refused("other_duty"):
        actions.close_day(TODAY, by=commune.registrar.official, now=EVENING)
    actions.close_day(TODAY, by=binh, now=EVENING)
    with refused("day_closed", day=TODAY, closed_by=binh.account_id):
        actions.close_day(TODAY, by=binh, now=EVENING)
    actions.close_day(TOMORROW, by=binh, now=NEXT_MORNING)
    with refused("day_closed", day=TOMORROW):
        collected(a_dossier_with_fees(), binh, now=EVENING)


@pytest.mark.django_db
def test_the_balance_costs_the_same_however_much_was_taken() -> None:
    binh = people.binh().official
    costs = []
    for who in persons(3):
        collected(a_dossier_with_fees(who), binh)  # type: ignore[arg-type]
        with CaptureQueriesContext(connection) as asked:
            queries.balance_of(binh, TODAY)
        costs.append(len(asked))
    assert costs == [2, 2, 2]


def test_money_taken_while_the_day_is_being_closed_counts_on_one_day_only(committed_db: str) -> None:
    binh = people.binh().official
    owed = [a_dossier_with_fees(who) for who in persons(4)]  # type: ignore[arg-type]
    seen = {dossier.pk: open_charges(dossier) for dossier in owed}
    acts = [
        lambda dossier=dossier: actions.collect(dossier.pk, seen[dossier.pk], "cash", by=binh, now=EVENING)  # type: ignore[misc]
        for dossier in owed
    ]
    results = at_once([*acts, lambda: actions.close_day(TODAY, by=binh, now=EVENING)])
    assert not [result for result in results if isinstance(result, Refused | Exception)]
    frozen = Day.objects.get(day=TODAY).totals
    counted = Receipt.objects.filter(counts_on=TODAY)
    assert frozen["net"] == sum(counted.values_list("amount", flat=True))
    assert Receipt.objects.count() == 4
