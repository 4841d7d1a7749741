"""A call is what was heard of it: once, in any order, with gaps; and operators follow their calls."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from motcua.domain.hotline import actions, gateways
from motcua.domain.hotline.models import Call, Callback, CallEvent, Operator
from motcua.domain.hotline.rules import Heard, life
from motcua.domain.hotline.states import AgentState, CallState, Direction, Ending, Happening, Pause
from tests.build import journal
from tests.build.hotline import (
    CALLER,
    CAUSE_BUSY,
    CAUSE_NO_ANSWER,
    DESK,
    GATEWAY,
    Line,
    an_operator,
    commands,
    seat_of,
    tell,
)
from tests.build.reports import MONDAY
from tests.build.threads import at_once

RECORD = (
    "state", "answered_at", "ended_at", "operator_id", "queue_seconds", "ring_seconds", "talk_seconds", "hold_seconds",
    "ending", "cause", "number", "recording", "transferred_to",
)  # fmt: skip


def record(call: Call) -> list[object]:
    """What a complete record says."""
    return [getattr(call, name) for name in RECORD]


def a_whole_call() -> Line:
    """Offered, queued, rung, answered, held, taken back, recorded, ended."""
    line = Line().talking().wait(60)
    line.say(gateways.Held)
    line.wait(20).say(gateways.Resumed)
    line.wait(40).say(gateways.RecordingReady, recording="talk-1", seconds=120)
    return line.ended()


def test_a_call_from_the_first_ring_to_its_record(db: None) -> None:
    nghe = an_operator()
    call = a_whole_call().call
    assert (call.state, call.ending, call.cause, call.operator_id) == (
        CallState.ENDED,
        Ending.ANSWERED,
        16,
        nghe.account.pk,
    )
    assert (call.queue_seconds, call.ring_seconds, call.talk_seconds, call.hold_seconds) == (7, 4, 100, 20)
    assert (call.number, call.dialled, call.recording) == (CALLER, "1022", "talk-1")
    assert seat_of(nghe).state == AgentState.WRAP_UP


def test_told_three_times_and_backwards_it_is_the_same_call(db: None) -> None:
    an_operator()
    line = a_whole_call()
    wanted, events = record(line.call), CallEvent.objects.count()
    again = [replace(each, call="other") for each in line.told]
    for event in [*reversed(again), *again, *reversed(again)]:
        other = tell(event, now=line.clock)
    assert record(other) == wanted
    assert CallEvent.objects.count() == 2 * events
    assert seat_of_all() == [AgentState.WRAP_UP]


def seat_of_all() -> list[str]:
    return list(Operator.objects.order_by("pk").values_list("state", flat=True))


def test_every_order_of_a_call_gives_the_same_life() -> None:
    told = [
        (Happening.OFFERED, 0, None),
        (Happening.QUEUED, 2, None),
        (Happening.RINGING, 5, 7),
        (Happening.ANSWERED, 9, 7),
        (Happening.HELD, 20, None),
        (Happening.ENDED, 30, None),
    ]
    events = [Heard(kind, MONDAY + timedelta(seconds=seconds), str(kind), operator) for kind, seconds, operator in told]
    wanted = life(events)
    assert (wanted.queue_seconds, wanted.ring_seconds, wanted.talk_seconds, wanted.hold_seconds) == (7, 4, 11, 10)
    assert all(life(order) == wanted for order in itertools.permutations(events))


def test_the_journal_says_each_thing_once_and_no_number(db: None) -> None:
    an_operator()
    line = a_whole_call()
    for event in line.told:
        tell(event, now=line.clock)
    assert journal.facts("hotline.answered")["waited_seconds"] == 7
    assert journal.facts("hotline.ended")["ending"] == "answered"
    said = journal.everything()
    assert said.count("hotline.offered") == said.count("hotline.answered") == said.count("hotline.ended") == 1
    assert CALLER not in said


def test_what_two_listeners_tell_at_once_is_one_event(committed_db: str) -> None:
    event = gateways.CallOffered(call="c", key="k", at=MONDAY, number=CALLER, to="1022")
    acts = [partial(actions.hear, event, gateway=GATEWAY, by=DESK, now=MONDAY)] * 3
    at_once(acts)
    assert (Call.objects.count(), CallEvent.objects.count()) == (1, 1)


def test_an_answer_that_nobody_told_is_seen_from_what_followed(db: None) -> None:
    an_operator()
    line = Line().offered().wait(1).queued().wait(2).ringing().wait(3)
    line.say(gateways.Held)
    assert line.call.state == CallState.HELD
    assert line.call.answered_at == line.clock
    line.wait(4).say(gateways.Resumed)
    assert (line.call.state, line.call.hold_seconds) == (CallState.TALKING, 4)


@pytest.mark.parametrize(
    ("until", "ending"),
    [
        ("offered", Ending.LOST),
        ("queued", Ending.LOST),
        ("ringing", Ending.LOST),
        ("answered", Ending.ANSWERED),
        ("held", Ending.ANSWERED),
        ("transferred", Ending.ANSWERED),
    ],
)
def test_a_call_may_drop_in_each_state(db: None, until: str, ending: str) -> None:
    nghe = an_operator()
    line = Line()
    steps = {
        "offered": line.offered,
        "queued": line.queued,
        "ringing": line.ringing,
        "answered": line.answered,
        "held": lambda: line.say(gateways.Held),
        "transferred": lambda: line.say(gateways.Transferred, to="115"),
    }
    for name, step in steps.items():
        step()
        line.wait(15)
        if name == until:
            break
    line.ended(0)
    call = line.call
    assert (call.state, call.ending, call.cause) == (CallState.ENDED, ending, 0)
    free = AgentState.WRAP_UP if call.answered_at else AgentState.READY
    assert seat_of(nghe).state == free
    assert seat_of(nghe).call is None


def test_who_gives_up_within_ten_seconds_is_not_lost(db: None) -> None:
    assert Line().offered().wait(1).queued().wait(9).ended().call.ending == Ending.SHORT


def test_a_telephone_that_does_not_take_it_leaves_the_caller_waiting(db: None) -> None:
    nghe = an_operator()
    line = Line().offered().queued().wait(2).ringing().wait(20)
    line.say(gateways.NotTaken, extension="201", cause=CAUSE_NO_ANSWER)
    assert (line.call.state, line.call.ring_seconds) == (CallState.QUEUED, 20)
    assert (seat_of(nghe).state, seat_of(nghe).pause) == (AgentState.BREAK, Pause.NO_ANSWER)


def test_a_transfer_frees_the_operator_while_the_caller_goes_on(db: None) -> None:
    nghe = an_operator()
    line = Line().talking().wait(30)
    line.say(gateways.Transferred, to="0271123456")
    assert (line.call.state, line.call.transferred_to, line.call.talk_seconds) == (
        CallState.TRANSFERRED,
        "0271123456",
        30,
    )
    assert seat_of(nghe).state == AgentState.WRAP_UP
    line.wait(300).ended()
    assert line.call.talk_seconds == 30
    assert journal.facts("hotline.transferred") == {"direction": "in", "gateway": GATEWAY}


def test_a_call_sent_to_a_colleague_is_the_colleagues(db: None) -> None:
    nghe, hieu = an_operator(), an_operator("Lê Thị Hiểu", "202")
    line = Line().talking().wait(30)
    line.say(gateways.Transferred, to="202")
    line.wait(1).ringing("202").wait(3).answered("202")
    assert (seat_of(nghe).state, seat_of(hieu).state) == (AgentState.WRAP_UP, AgentState.BUSY)
    assert line.call.operator_id == hieu.account.pk


def test_a_hidden_number_stays_hidden_and_a_foreign_one_is_kept_as_it_came(db: None) -> None:
    hidden, foreign = Line(number="").offered().call, Line(number="+856 20 5551234").offered().call
    assert (hidden.number, hidden.number_index) == ("", "")
    assert foreign.number == "+856205551234"


def test_the_same_number_is_the_same_caller_however_it_came(db: None) -> None:
    one, two = Line(number="+84912345678").offered().call, Line(number="0912 345 678").offered().call
    assert one.number_index == two.number_index != ""


def test_a_message_left_behind_becomes_one_callback(db: None) -> None:
    line = Line().offered().wait(5)
    line.say(gateways.Voicemail, recording="msg-5", seconds=12)
    line.ended()
    tell(line.told[1], now=line.clock)
    assert line.call.ending == Ending.VOICEMAIL
    assert list(Callback.objects.values_list("recording", "source")) == [("msg-5", "voicemail")]


def test_what_is_dated_after_the_end_changes_nothing_but_the_recording(db: None) -> None:
    an_operator()
    line = Line().talking().wait(10).ended().wait(1)
    line.say(gateways.Held)
    line.say(gateways.RecordingReady, recording="late", seconds=9)
    assert (line.call.state, line.call.hold_seconds, line.call.recording) == (CallState.ENDED, 0, "late")


def test_calls_that_a_gateway_no_longer_has_are_over_and_the_others_go_on(db: None) -> None:
    nghe = an_operator()
    gone, alive = Line().talking(), Line(number="0988000111").offered()
    ended = actions.reconcile(GATEWAY, {alive.name}, by=DESK, now=MONDAY + timedelta(minutes=5))
    assert [each.reference for each in ended] == [gone.name]
    assert (gone.call.state, alive.call.state) == (CallState.ENDED, CallState.OFFERED)
    assert seat_of(nghe).state == AgentState.WRAP_UP
    assert actions.reconcile(GATEWAY, {alive.name}, by=DESK, now=MONDAY + timedelta(minutes=5)) == []


def test_a_call_out_that_nobody_answers_is_not_a_lost_one(db: None) -> None:
    nghe = an_operator()
    line = Line()
    line.say(gateways.CallOffered, number=CALLER, direction=Direction.OUT, extension="201")
    line.wait(30).ended(CAUSE_BUSY)
    assert (line.call.ending, line.call.operator_id) == (Ending.UNREACHED, nghe.account.pk)


def test_an_operator_who_is_on_a_break_is_not_taken_off_it_by_a_telephone_that_rang_too_late(db: None) -> None:
    nghe = an_operator()
    line = Line().offered().queued()
    actions.distribute(by=DESK, now=line.clock)
    actions.watch_ringing(by=DESK, now=line.clock + timedelta(seconds=40))
    line.wait(41).ringing()
    assert seat_of(nghe).state == AgentState.BREAK
    assert ("stop_ringing", "") in commands(line.call)
