"""Operators sign on, rest and leave for a reason; a page that closes in a call does not cost the caller the call."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.accounts.states import Duty
from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.models import Operator
from motcua.domain.hotline.states import AgentState, Pause
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.hotline import DESK, Line, an_operator, centre, seat_of
from tests.build.refusals import refused
from tests.build.reports import MONDAY

LATER = MONDAY + timedelta(minutes=2)


def test_who_signs_on_is_ready_at_their_telephone(db: None) -> None:
    nghe = an_operator("Trần Thị Nghe", "201", "thu-tuc", "phan-anh")
    seat = seat_of(nghe)
    assert (seat.state, seat.extension, seat.skills) == (AgentState.READY, "201", ["phan-anh", "thu-tuc"])
    assert journal.facts("hotline.state_changed") == {"from": "offline", "to": "ready"}


def test_a_telephone_has_one_operator_and_needs_a_number(db: None) -> None:
    an_operator()
    other = an_operator("Lê Thị Hiểu", "202")
    with refused("extension_taken"):
        actions.sign_on("201", by=other.official, now=MONDAY)
    with refused("extension_missing"):
        actions.sign_on(" ", by=other.official, now=MONDAY)
    assert seat_of(other).extension == "202"


def test_only_operators_of_the_hotline_sign_on(db: None) -> None:
    with pytest.raises(NotFound):
        actions.sign_on("201", by=people.dung().official, now=MONDAY)
    clerk = people.an_official("Ai Đó", centre(), Duty.CLERK)
    with pytest.raises(NotFound):
        actions.go_ready(by=people.dung().official, now=MONDAY)
    with refused("other_duty"):
        actions.sign_on("201", by=clerk.official, now=MONDAY)


def test_a_break_has_a_reason_of_the_list(db: None) -> None:
    nghe = an_operator()
    with refused("break_without_reason"):
        actions.take_break("coffee", by=nghe.official, now=MONDAY)
    with refused("break_without_reason"):
        actions.take_break(Pause.BROWSER_SILENT, by=nghe.official, now=MONDAY)
    actions.take_break("rest", by=nghe.official, now=MONDAY)
    assert (seat_of(nghe).state, journal.facts("hotline.state_changed")["reason"]) == (AgentState.BREAK, "rest")
    actions.go_ready(by=nghe.official, now=LATER)
    assert seat_of(nghe).idle_since == LATER
    actions.sign_off(by=nghe.official, now=LATER)
    assert (seat_of(nghe).state, seat_of(nghe).pause) == (AgentState.OFFLINE, Pause.END_OF_SHIFT)


def test_nobody_leaves_a_call_by_a_button(db: None) -> None:
    nghe = an_operator()
    Line().talking()
    for act in (actions.go_ready, actions.sign_off):
        with refused("call_not_over"):
            act(by=nghe.official, now=LATER)
    with refused("call_not_over"):
        actions.take_break("rest", by=nghe.official, now=LATER)
    with refused("call_not_over"):
        actions.sign_on("209", by=nghe.official, now=LATER)


def test_who_closes_the_page_is_rung_no_more_and_comes_back_by_opening_it(db: None) -> None:
    nghe = an_operator()
    actions.watch_operators(by=DESK, now=LATER)
    assert (seat_of(nghe).state, seat_of(nghe).pause) == (AgentState.OFFLINE, Pause.BROWSER_SILENT)
    actions.stay(by=nghe.official, now=LATER)
    assert seat_of(nghe).state == AgentState.READY
    assert actions.watch_operators(by=DESK, now=LATER) == []


def test_an_operator_whose_browser_dies_in_a_call_keeps_it_and_finds_it_again(db: None) -> None:
    nghe = an_operator()
    line = Line().talking()
    actions.watch_operators(by=DESK, now=MONDAY + timedelta(minutes=10))
    assert seat_of(nghe).state == AgentState.BUSY
    line.wait(900).ended()
    actions.watch_operators(by=DESK, now=line.clock)
    assert seat_of(nghe).state == AgentState.OFFLINE
    console = queries.console(nghe.official, line.clock)
    assert [each.pk for each in console.unwrapped] == [line.call.pk]
    actions.stay(by=nghe.official, now=line.clock)
    assert seat_of(nghe).state == AgentState.READY


def test_the_time_to_write_a_call_down_ends_by_itself(db: None) -> None:
    nghe = an_operator()
    line = Line().talking().wait(60).ended()
    actions.stay(by=nghe.official, now=line.clock + timedelta(seconds=50))
    assert actions.watch_operators(by=DESK, now=line.clock + timedelta(seconds=50))
    assert seat_of(nghe).state == AgentState.READY


def test_a_page_that_stays_open_writes_it_down_now_and_then_only(db: None) -> None:
    nghe = an_operator()
    actions.stay(by=nghe.official, now=MONDAY + timedelta(seconds=5))
    assert seat_of(nghe).seen_at == MONDAY
    actions.stay(by=nghe.official, now=MONDAY + timedelta(seconds=20))
    assert seat_of(nghe).seen_at == MONDAY + timedelta(seconds=20)


def test_the_pulse_of_a_page_tells_what_rings_in_two_statements(db: None, django_assert_num_queries: object) -> None:
    nghe = an_operator()
    line = Line().offered().queued().ringing()
    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture of pytest-django
        pulse = queries.pulse(nghe.official)
    assert (pulse["call"], pulse["call_state"], pulse["state"]) == (line.call.pk, "ringing", "ringing")
    with pytest.raises(NotFound):
        queries.pulse(people.dung().official)
    assert Operator.objects.count() == 1
