"""Callbacks: at the hour asked for or by the next morning, three tries, and one for each number that waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.models import Callback
from motcua.domain.hotline.states import State
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.hotline import CALLER, Line, an_operator, commands
from tests.build.people import Somebody
from tests.build.refusals import refused
from tests.build.reports import MONDAY
from tests.build.threads import at_once

LATER = MONDAY + timedelta(minutes=10)


def asked(nghe: Somebody, **said: object) -> Callback:
    line = Line().talking()
    callback = actions.ask_callback(line.call.pk, "Hỏi lại về đất", by=nghe.official, now=line.clock, **said)  # type: ignore[arg-type]  # as given
    line.wait(10).ended()
    return callback


def test_a_caller_is_called_back_from_the_operators_telephone(db: None) -> None:
    nghe = an_operator()
    callback = asked(nghe)
    assert (callback.state, callback.number, callback.about) == (State.WAITING, CALLER, "Hỏi lại về đất")
    call = actions.take_up(callback.pk, by=nghe.official, now=LATER)
    assert call is not None
    assert (commands(call), call.operator_id) == ([("originate", CALLER)], nghe.account.pk)
    done = actions.reach(callback.pk, by=nghe.official, now=LATER)
    assert (done.state, done.attempts) == (State.REACHED, 1)
    assert journal.facts("hotline.callback_reached") == {"attempt": 1, "in_time": True}
    assert CALLER not in journal.everything()


def test_after_three_tries_it_is_given_up(db: None) -> None:
    nghe = an_operator()
    callback, now = asked(nghe), LATER
    for attempt in range(1, 4):
        actions.take_up(callback.pk, by=nghe.official, now=now)
        callback = actions.miss(callback.pk, by=nghe.official, now=now)
        assert callback.attempts == attempt
        now = callback.opens_at
    assert callback.state == State.GIVEN_UP
    with refused("callback_tried_enough"):
        actions.take_up(callback.pk, by=nghe.official, now=now)


def test_a_missed_one_waits_before_it_is_tried_again(db: None) -> None:
    nghe = an_operator()
    callback = asked(nghe)
    actions.take_up(callback.pk, by=nghe.official, now=LATER)
    again = actions.miss(callback.pk, by=nghe.official, now=LATER)
    assert again.opens_at == LATER + timedelta(minutes=30)
    with refused("callback_not_yet"):
        actions.take_up(callback.pk, by=nghe.official, now=LATER)


def test_a_number_that_is_none_may_be_given_up_at_once(db: None) -> None:
    nghe = an_operator()
    callback = asked(nghe)
    actions.take_up(callback.pk, by=nghe.official, now=LATER)
    assert actions.give_up(callback.pk, by=nghe.official, now=LATER).state == State.GIVEN_UP
    assert journal.facts("hotline.callback_given_up") == {"attempt": 1}


def test_the_hour_that_was_chosen_is_kept(db: None) -> None:
    nghe = an_operator()
    at_ten = MONDAY + timedelta(hours=2)
    callback = asked(nghe, wanted=at_ten)
    assert (callback.opens_at, callback.due_at) == (at_ten, at_ten + timedelta(hours=1))
    with refused("callback_not_yet"):
        actions.take_up(callback.pk, by=nghe.official, now=LATER)


def test_a_slot_lies_ahead_and_in_working_time(db: None) -> None:
    nghe = an_operator()
    line = Line().talking()
    for wanted, code in (
        (MONDAY - timedelta(hours=1), "slot_is_over"),
        (MONDAY + timedelta(hours=12), "slot_outside_hours"),
    ):
        with refused(code):
            actions.ask_callback(line.call.pk, wanted=wanted, by=nghe.official, now=line.clock)


def test_who_hides_their_number_cannot_be_called_back(db: None) -> None:
    nghe = an_operator()
    line = Line(number="").talking()
    with refused("callback_without_number"):
        actions.ask_callback(line.call.pk, by=nghe.official, now=line.clock)


def test_one_number_waits_once(db: None) -> None:
    nghe = an_operator()
    first, second = asked(nghe), asked(nghe)
    assert first.pk == second.pk
    assert Callback.objects.get().about == "Hỏi lại về đất\nHỏi lại về đất"


def test_nobody_is_called_at_night(db: None) -> None:
    nghe = an_operator()
    callback = asked(nghe)
    with refused("not_at_this_hour", first="08:00", last="20:00"):
        actions.take_up(callback.pk, by=nghe.official, now=datetime(2024, 10, 14, 14, 0, tzinfo=UTC))


def test_two_operators_take_it_up_and_one_is_told(committed_db: str) -> None:
    nghe, hieu = an_operator(), an_operator("Lê Thị Hiểu", "202")
    callback = asked(nghe)
    results = at_once([partial(actions.take_up, callback.pk, by=each.official, now=LATER) for each in (nghe, hieu)])
    callback.refresh_from_db()
    assert callback.attempts == 1
    assert len([each for each in results if isinstance(each, Exception)]) == 1


def test_what_a_colleague_took_up_is_theirs(db: None) -> None:
    nghe, hieu = an_operator(), an_operator("Lê Thị Hiểu", "202")
    callback = asked(nghe)
    actions.take_up(callback.pk, by=nghe.official, now=LATER)
    for act in (actions.reach, actions.miss, actions.give_up):
        with refused("taken_by_another"):
            act(callback.pk, by=hieu.official, now=LATER)


def test_whose_business_it_is_not_finds_nothing(db: None) -> None:
    nghe = an_operator()
    callback = asked(nghe)
    with pytest.raises(NotFound):
        actions.take_up(callback.pk, by=people.dung().official, now=LATER)
    with pytest.raises(NotFound):
        actions.take_up(callback.pk + 1, by=nghe.official, now=LATER)
    assert [each.pk for each in queries.callbacks_waiting(nghe.official, LATER)] == [callback.pk]


def test_who_is_in_a_call_calls_nobody_back(db: None) -> None:
    nghe = an_operator()
    callback = asked(nghe)
    actions.go_ready(by=nghe.official, now=LATER)
    Line(number="0988000111", clock=LATER).talking()
    with refused("call_not_over"):
        actions.take_up(callback.pk, by=nghe.official, now=LATER)
