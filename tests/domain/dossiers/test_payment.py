"""A financial obligation in the middle of the work: the clock rests until it is met (a route of the test's own)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Receipt
from motcua.domain.dossiers.models import Dossier, Obligation
from motcua.domain.dossiers.states import Event
from motcua.domain.matters.models import Hold
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.cast import NOTICE, RECEIPT, Cast
from tests.build.dossiers import MONDAY, PDF, a_dossier, open_task
from tests.build.refusals import refused
from tests.build.routes import HAND_OVER, RECEIVE, WITH_PAYMENT, a_procedure, step

pytestmark = pytest.mark.django_db
NEXT_DAY = MONDAY + timedelta(days=1)
GROUND = "Lệ phí theo thông báo số 5."


def at_work(cast: Cast) -> Dossier:
    """A dossier of a procedure with a payment, accepted."""
    a_procedure("9.000001", WITH_PAYMENT, limit="3 working_days", policy="same_time")
    return cast.press(a_dossier(cast.an, procedure="9.000001"), "accept", MONDAY)


def billed(cast: Cast) -> Dossier:
    """The same, waiting for the money."""
    dossier = at_work(cast)
    return actions.ask_payment(dossier.pk, GROUND, NOTICE, by=cast.whose(dossier), now=MONDAY)


def test_the_clock_rests_on_a_ground_that_is_written_down() -> None:
    cast = Cast.of()
    dossier = billed(cast)
    hold = Hold.objects.get(matter_id=dossier.pk)
    assert (dossier.state, hold.reason, hold.ground) == ("payment", "payment", GROUND)
    assert hold.by_id == cast.officials[1].account.pk
    assert journal.facts("dossiers.payment_asked")["state"] == "payment"
    assert GROUND not in journal.everything()


@pytest.mark.parametrize("who", ["official", "system"])
def test_when_it_is_paid_the_clock_goes_on(who: str) -> None:
    cast = Cast.of()
    dossier = billed(cast)
    due = dossier.matter.due_at
    payer = cast.officials[0].official if who == "official" else System("payments")
    dossier = actions.paid(dossier.pk, RECEIPT, by=payer, now=NEXT_DAY)
    assert dossier.state == "in_progress"
    assert due is not None
    assert dossier.matter.due_at == due + timedelta(days=1)
    assert open_task(dossier).step == "work"
    assert journal.facts("dossiers.paid")["state"] == "in_progress"


def test_it_can_be_asked_again_and_ends_like_any_other() -> None:
    cast = Cast.of()
    dossier = billed(cast)
    dossier = cast.go(dossier, "paid", "bill", "paid", "done", "returned", now=NEXT_DAY)
    assert (dossier.state, dossier.matter.verdict) == ("handed_over", "early")


def test_what_is_not_owed_is_not_paid() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    with refused("illegal_move", move="paid", state="in_progress"):
        actions.paid(dossier.pk, RECEIPT, by=System("payments"), now=NEXT_DAY)


def test_a_payment_is_noted_by_the_offices_of_the_dossier_only() -> None:
    cast = Cast.of()
    dossier = billed(cast)
    for nobody in (people.dung().official, cast.officials[4].official):
        with pytest.raises(NotFound):
            actions.paid(dossier.pk, RECEIPT, by=nobody, now=NEXT_DAY)
    with pytest.raises(NotFound):
        actions.complete_task(open_task(dossier).pk, "paid", by=cast.an, now=NEXT_DAY)
    with pytest.raises(NotFound):
        actions.complete_task(open_task(dossier).pk, "paid", by=people.a_stranger(), now=NEXT_DAY)


def test_nobody_elses_dossier_is_billed() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    with pytest.raises(NotFound):
        actions.ask_payment(dossier.pk, GROUND, NOTICE, by=people.dung().official, now=MONDAY)


def test_the_desk_offers_the_payment_while_it_is_waited_for() -> None:
    cast = Cast.of()
    dossier = queries.seen_by(cast.officials[0].official).get(pk=billed(cast).pk)
    [waiting] = queries.desk_view(dossier, cast.officials[0].official, NEXT_DAY.date())
    assert [choice.outcome for choice in waiting.choices] == ["paid"]


def test_a_route_may_begin_the_work_in_its_own_words() -> None:
    steps = {
        "receive": {**RECEIVE, "outcomes": {"accept": {"to": "open", "move": "accept"}}},
        "open": step("one_stop", "reception", {"go": {"to": "work", "move": "begin"}}),
        "work": step("one_stop", "specialist", {"done": {"to": "hand_over", "move": "finish"}}),
        "hand_over": HAND_OVER,
    }
    a_procedure("9.000002", steps)
    binh = people.binh().official
    dossier = actions.accept(a_dossier(procedure="9.000002").pk, by=binh, now=MONDAY)
    assert dossier.state == "accepted"
    dossier = actions.begin(dossier.pk, by=binh, now=MONDAY)
    assert dossier.state == "in_progress"
    assert journal.verbs_of(dossier.pk)[-1] == "dossiers.begun"
    with refused("illegal_move", move="begin", state="in_progress"):
        actions.begin(dossier.pk, by=binh, now=MONDAY)
    with pytest.raises(NotFound):
        actions.begin(dossier.pk, by=people.dung().official, now=MONDAY)


def test_the_notice_says_who_wants_how_much_and_the_applicant_sees_it_with_its_file() -> None:
    cast = Cast.of()
    dossier = billed(cast)
    owed = queries.with_everything(queries.own(dossier.pk, cast.an), "vi").happened.obligation
    assert owed is not None
    assert owed.notice == {
        "number": "TB-0456/TB-CCT",
        "issued_on": "2024-10-14",
        "issuer": "Chi cục Thuế khu vực Bù Đăng",
        "amount": 1_250_000,
        "payee": "Kho bạc Nhà nước Bù Đăng, tài khoản 7111",
    }
    assert owed.notice_file is not None
    assert queries.file_seen_by(cast.an, owed.notice_file_id or 0).file.name == "thong-bao-thue.pdf"
    with pytest.raises(NotFound):
        queries.file_seen_by(people.a_stranger(), owed.notice_file_id or 0)


def test_it_is_met_by_the_number_and_day_of_a_receipt_or_by_its_picture() -> None:
    cast = Cast.of()
    dossier = billed(cast)
    picture = Receipt(file=("bien-lai.pdf", PDF))
    dossier = actions.paid(dossier.pk, picture, by=cast.officials[0].official, now=NEXT_DAY)
    met = Obligation.objects.get(dossier=dossier)
    assert (met.met_at, met.noted_by_id) == (NEXT_DAY, cast.officials[0].account.pk)
    assert met.receipt_file is not None
    cast.go(dossier, "bill", "paid", now=NEXT_DAY)
    assert Obligation.objects.filter(dossier=dossier).latest("pk").receipt["number"] == "GNT-0099/2024"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": " "}, "notice_missing"),
        ({"issuer": ""}, "notice_missing"),
        ({"payee": ""}, "notice_missing"),
        ({"amount": 0}, "amount_wrong"),
        ({"amount": -5}, "amount_wrong"),
        ({"amount": 10**15}, "amount_wrong"),
        ({"issued_on": date(2024, 10, 15)}, "day_in_the_future"),
    ],
)
def test_a_notice_that_does_not_say_it_all_is_refused(changes: dict[str, Any], code: str) -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    with refused(code):
        actions.ask_payment(dossier.pk, GROUND, replace(NOTICE, **changes), by=cast.whose(dossier), now=MONDAY)


@pytest.mark.parametrize(
    ("receipt", "code"),
    [
        (Receipt(), "receipt_missing"),
        (Receipt(number="1"), "receipt_missing"),
        (Receipt(paid_on=date(2024, 10, 14)), "receipt_missing"),
        (Receipt(number="1", paid_on=date(2024, 12, 1)), "day_in_the_future"),
    ],
)
def test_a_payment_without_its_proof_is_not_noted(receipt: Receipt, code: str) -> None:
    cast = Cast.of()
    dossier = billed(cast)
    with refused(code):
        actions.paid(dossier.pk, receipt, by=cast.officials[0].official, now=NEXT_DAY)


def test_the_hold_is_named_in_the_explained_date_and_the_applicant_is_told() -> None:
    cast = Cast.of()
    dossier = billed(cast)
    page = queries.with_everything(queries.own(dossier.pk, cast.an), "vi")
    assert page.explanation is not None
    assert "Chờ thực hiện nghĩa vụ tài chính" in page.explanation.sentences[-2]
    message = actions.tell(dossier.pk, Event.PAYMENT_ASKED, by=System("jobs"), now=MONDAY)
    assert message is not None
    assert "1.250.000 đ" in message.body
    actions.paid(dossier.pk, RECEIPT, by=System("payments"), now=NEXT_DAY)
    assert actions.tell(dossier.pk, Event.PAID, by=System("jobs"), now=NEXT_DAY) is not None
