"""A financial obligation in the middle of the work: the clock rests until it is met (a route of the test's own)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters.models import Hold
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, open_task
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
    return actions.ask_payment(dossier.pk, GROUND, by=cast.whose(dossier), now=MONDAY)


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
    dossier = actions.paid(dossier.pk, by=payer, now=NEXT_DAY)
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
        actions.paid(dossier.pk, by=System("payments"), now=NEXT_DAY)


def test_a_payment_is_noted_by_the_offices_of_the_dossier_only() -> None:
    cast = Cast.of()
    dossier = billed(cast)
    for nobody in (people.dung().official, cast.officials[4].official):
        with pytest.raises(NotFound):
            actions.paid(dossier.pk, by=nobody, now=NEXT_DAY)
    with pytest.raises(NotFound):
        actions.complete_task(open_task(dossier).pk, "paid", by=cast.an, now=NEXT_DAY)
    with pytest.raises(NotFound):
        actions.complete_task(open_task(dossier).pk, "paid", by=people.a_stranger(), now=NEXT_DAY)


def test_nobody_elses_dossier_is_billed() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    with pytest.raises(NotFound):
        actions.ask_payment(dossier.pk, GROUND, by=people.dung().official, now=MONDAY)


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
