"""Who is rung for whom: the longest idle of those who can; skills give way when somebody waits too long."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.gateways import Digits, NotTaken
from motcua.domain.hotline.models import Call, Command
from motcua.domain.hotline.states import AgentState, CallState
from motcua.kernel.errors import NotFound
from tests.build.hotline import CAUSE_BUSY, DESK, GATEWAY, Line, an_operator, commands, seat_of
from tests.build.refusals import refused
from tests.build.reports import MONDAY
from tests.build.threads import at_once


def test_the_longest_idle_is_rung_and_their_page_knows_before_the_telephone_rings(db: None) -> None:
    nghe = an_operator()
    hieu = an_operator("Lê Thị Hiểu", "202", now=MONDAY - timedelta(minutes=5))
    line = Line().offered().queued()
    rung = actions.distribute(by=DESK, now=line.clock)
    assert [each.pk for each in rung] == [line.call.pk]
    assert commands(line.call)[-1] == ("ring", "20")
    assert (seat_of(hieu).state, seat_of(hieu).call_id) == (AgentState.RINGING, line.call.pk)
    assert seat_of(nghe).state == AgentState.READY
    assert actions.distribute(by=DESK, now=line.clock) == []


def test_a_skill_is_waited_for_until_the_call_overflows(db: None) -> None:
    an_operator("Trần Thị Nghe", "201", "thu-tuc")
    line = Line().offered().queued("tieng-stieng")
    assert actions.distribute(by=DESK, now=line.clock) == []
    later = line.clock + timedelta(seconds=61)
    assert [each.pk for each in actions.distribute(by=DESK, now=later)] == [line.call.pk]


def test_a_skill_overflows_to_those_who_help_out_before_anybody(db: None) -> None:
    helps = an_operator("Trần Thị Nghe", "201", "tai-khoan")
    other = an_operator("Lê Thị Hiểu", "202", "tieng-stieng", now=MONDAY - timedelta(hours=1))
    line = Line().offered().queued("thu-tuc")
    assert actions.distribute(by=DESK, now=line.clock + timedelta(seconds=59)) == []
    actions.distribute(by=DESK, now=line.clock + timedelta(seconds=61))
    assert (seat_of(helps).call_id, seat_of(other).call_id) == (line.call.pk, None)
    second = Line(number="0988000111").offered().queued("thu-tuc")
    assert actions.distribute(by=DESK, now=second.clock + timedelta(seconds=119)) == []
    actions.distribute(by=DESK, now=second.clock + timedelta(seconds=121))
    assert seat_of(other).call_id == second.call.pk


def test_an_emergency_overflows_within_seconds(db: None) -> None:
    nghe = an_operator("Trần Thị Nghe", "201", "thu-tuc")
    line = Line().offered().queued("khan-cap")
    assert actions.distribute(by=DESK, now=line.clock) == []
    actions.distribute(by=DESK, now=line.clock + timedelta(seconds=6))
    assert seat_of(nghe).call_id == line.call.pk


def test_who_can_is_rung_before_who_is_longer_idle(db: None) -> None:
    an_operator(now=MONDAY - timedelta(hours=1))
    speaks = an_operator("Thị Byơng", "202", "tieng-stieng")
    line = Line().offered().queued("tieng-stieng")
    actions.distribute(by=DESK, now=line.clock)
    assert seat_of(speaks).call_id == line.call.pk


def test_an_emergency_goes_before_who_waits_longer(db: None) -> None:
    nghe = an_operator()
    first = Line(number="0988000111").offered().queued()
    urgent = Line().wait(30).offered().queued("khan-cap")
    later = MONDAY + timedelta(seconds=95)
    actions.distribute(by=DESK, now=later)
    assert seat_of(nghe).call_id == urgent.call.pk
    assert first.call.state == CallState.QUEUED


def test_nobody_picks_up_and_the_next_is_rung(db: None) -> None:
    nghe, hieu = an_operator(now=MONDAY - timedelta(hours=1)), an_operator("Lê Thị Hiểu", "202")
    line = Line().offered().queued()
    actions.distribute(by=DESK, now=line.clock)
    line.wait(1).ringing().wait(19)
    assert actions.watch_ringing(by=DESK, now=line.clock) == []
    line.wait(5)
    assert [each.pk for each in actions.watch_ringing(by=DESK, now=line.clock)] == [nghe.account.pk]
    line.say(NotTaken, extension="201", cause=19)
    actions.distribute(by=DESK, now=line.clock)
    assert (seat_of(nghe).state, seat_of(hieu).state) == (AgentState.BREAK, AgentState.RINGING)


def test_a_busy_telephone_is_passed_over(db: None) -> None:
    nghe = an_operator()
    line = Line().offered().queued()
    actions.distribute(by=DESK, now=line.clock)
    line.say(NotTaken, extension="201", cause=CAUSE_BUSY)
    assert (seat_of(nghe).state, line.call.state) == (AgentState.BREAK, CallState.QUEUED)


def test_keys_pressed_while_a_telephone_is_about_to_ring_leave_it_so(db: None) -> None:
    nghe = an_operator()
    line = Line().offered().queued()
    actions.distribute(by=DESK, now=line.clock)
    line.say(Digits, digits="9")
    assert seat_of(nghe).call_id == line.call.pk


def test_two_listeners_never_ring_twice(committed_db: str) -> None:
    an_operator()
    an_operator("Lê Thị Hiểu", "202")
    line = Line().offered().queued()
    at_once([partial(actions.distribute, by=DESK, now=line.clock)] * 2)
    assert Command.objects.filter(name="ring").count() == 1


def test_an_operator_asks_the_telephone_for_what_fits_the_call(db: None) -> None:
    nghe = an_operator()
    line = Line().offered().queued().ringing()
    with refused("call_moved_on"):
        actions.command(line.call.pk, "hold", by=nghe.official, now=line.clock)
    actions.command(line.call.pk, "answer", by=nghe.official, now=line.clock)
    line.wait(1).answered()
    with refused("transfer_needs_a_number"):
        actions.command(line.call.pk, "transfer", "công an xã", by=nghe.official, now=line.clock)
    actions.command(line.call.pk, "transfer", "0271 3 879 113", by=nghe.official, now=line.clock)
    taken = actions.take_commands(GATEWAY, now=line.clock)
    assert [(each.name, each.argument, each.extension) for each in taken][-2:] == [
        ("answer", "", "201"),
        ("transfer", "02713879113", "201"),
    ]
    assert actions.take_commands(GATEWAY, now=line.clock) == []


def test_somebody_elses_call_takes_no_orders(db: None) -> None:
    an_operator()
    other = an_operator("Lê Thị Hiểu", "202")
    line = Line().talking()
    with pytest.raises(NotFound):
        actions.command(line.call.pk, "hang_up", by=other.official, now=line.clock)


def test_what_a_gateway_could_not_do_is_said_on_the_page(db: None) -> None:
    nghe = an_operator()
    line = Line().talking()
    asked = actions.command(line.call.pk, "hold", by=nghe.official, now=line.clock)
    actions.take_commands(GATEWAY, now=line.clock)
    actions.command_failed(asked.pk, "no_such_channel", now=line.clock)
    assert queries.problem_of(line.call) == "no_such_channel"


def test_a_command_that_nobody_did_in_time_is_not_done_later(db: None) -> None:
    nghe = an_operator()
    line = Line().talking()
    actions.command(line.call.pk, "hang_up", by=nghe.official, now=line.clock)
    late = line.clock + timedelta(minutes=1)
    assert actions.take_commands(GATEWAY, now=late) == []
    assert Call.objects.get().commands.filter(problem="stale").exists()
