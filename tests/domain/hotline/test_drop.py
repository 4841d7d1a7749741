"""A call drops in every state there is: its record is whole, nobody's telephone stays taken, nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from motcua.domain.hotline import actions, gateways
from motcua.domain.hotline.models import Call, Callback, CallEvent, Operator
from motcua.domain.hotline.states import AgentState, CallState, Direction, Ending
from motcua.domain.journal.models import Entry
from tests.build.hotline import DESK, Line, an_operator, seat_of, tell
from tests.build.people import Somebody
from tests.build.reports import MONDAY

NIGHT = datetime(2024, 10, 14, 14, 0, tzinfo=UTC)


def menu(nghe: Somebody) -> Line:
    line = Line().offered().wait(3)
    line.say(gateways.Digits, digits="3")
    return line


def about_to_ring(nghe: Somebody) -> Line:
    line = Line().offered().wait(2).queued()
    actions.distribute(by=DESK, now=line.clock)
    assert seat_of(nghe).state == AgentState.RINGING
    return line


def not_taken(nghe: Somebody) -> Line:
    line = Line().offered().queued().wait(2).ringing().wait(20)
    line.say(gateways.NotTaken, extension="201", cause=19)
    return line


def asked_whether_to_be_called_back(nghe: Somebody) -> Line:
    actions.take_break("rest", by=nghe.official, now=MONDAY)
    line = Line().offered().queued().wait(95)
    assert actions.watch_callers(by=DESK, now=line.clock) != []
    return line


def wants_to_be_called_back(nghe: Somebody) -> Line:
    line = asked_whether_to_be_called_back(nghe)
    line.say(gateways.Digits, digits="1")
    return line


def at_the_tone(nghe: Somebody) -> Line:
    return Line(clock=NIGHT).offered().wait(4)


def message_left(nghe: Somebody) -> Line:
    line = at_the_tone(nghe)
    line.say(gateways.Voicemail, recording="message", seconds=9)
    return line


def held(nghe: Somebody) -> Line:
    line = Line().talking().wait(9)
    line.say(gateways.Held)
    return line


def resumed(nghe: Somebody) -> Line:
    line = held(nghe).wait(9)
    line.say(gateways.Resumed)
    return line


def transferred(nghe: Somebody) -> Line:
    line = Line().talking().wait(9)
    line.say(gateways.Transferred, to="115")
    return line


def abandoned(nghe: Somebody) -> Line:
    line = Line().talking().wait(200)
    actions.watch_silent_talks(by=DESK, now=line.clock)
    return line


def dialled(nghe: Somebody) -> Line:
    line = Line()
    line.say(gateways.CallOffered, number="0912345678", direction=Direction.OUT, extension="201")
    return line


def dialled_and_ringing(nghe: Somebody) -> Line:
    return dialled(nghe).wait(1).ringing()


def spoken_with(nghe: Somebody) -> Line:
    return dialled_and_ringing(nghe).wait(3).answered()


STATES: dict[Callable[[Somebody], Line], tuple[Ending, int]] = {
    lambda nghe: Line().offered(): (Ending.LOST, 0),
    menu: (Ending.LOST, 0),
    lambda nghe: Line().offered().wait(2).queued(): (Ending.LOST, 0),
    asked_whether_to_be_called_back: (Ending.LOST, 0),
    wants_to_be_called_back: (Ending.LOST, 1),
    about_to_ring: (Ending.LOST, 0),
    lambda nghe: Line().offered().queued().ringing(): (Ending.LOST, 0),
    not_taken: (Ending.LOST, 0),
    lambda nghe: Line().talking(): (Ending.ANSWERED, 0),
    held: (Ending.ANSWERED, 0),
    resumed: (Ending.ANSWERED, 0),
    transferred: (Ending.ANSWERED, 0),
    abandoned: (Ending.ANSWERED, 1),
    at_the_tone: (Ending.LOST, 0),
    message_left: (Ending.VOICEMAIL, 1),
    dialled: (Ending.UNREACHED, 0),
    dialled_and_ringing: (Ending.UNREACHED, 0),
    spoken_with: (Ending.ANSWERED, 0),
}


@pytest.fixture
def nghe(db: None) -> Somebody:
    return an_operator()


@pytest.mark.parametrize("reach", STATES)
def test_a_call_that_drops_leaves_a_whole_record_and_a_free_operator(
    nghe: Somebody, reach: Callable[[Somebody], Line]
) -> None:
    line = reach(nghe).wait(15).ended(0)
    call, (ending, callbacks) = line.call, STATES[reach]
    assert (call.state, call.ending, call.cause, call.ended_at) == (CallState.ENDED, ending, 0, line.clock)
    assert Callback.objects.count() == callbacks
    seat = seat_of(nghe)
    assert seat.call is None
    assert seat.state not in {AgentState.RINGING, AgentState.BUSY}
    assert Entry.objects.filter(verb="hotline.ended", subject_id=call.pk).count() == 1
    lasted = (line.clock - call.offered_at).total_seconds()
    assert call.queue_seconds + call.talk_seconds + call.hold_seconds <= lasted + 2  # each is rounded
    assert call.ring_seconds <= lasted
    before = call.commands.count()
    actions.watch_callers(by=DESK, now=line.clock + timedelta(seconds=200))
    actions.watch_ringing(by=DESK, now=line.clock + timedelta(seconds=200))
    assert actions.distribute(by=DESK, now=line.clock + timedelta(seconds=200)) == []
    assert Call.objects.get(pk=call.pk).commands.count() == before


@pytest.mark.parametrize("reach", STATES)
def test_told_again_in_any_order_it_is_the_same_call(nghe: Somebody, reach: Callable[[Somebody], Line]) -> None:
    line = reach(nghe).wait(15).ended(0)
    before, asked = line.call, line.call.commands.count()
    events, entries = CallEvent.objects.count(), Entry.objects.count()
    mixed = [*line.told, *line.told]
    Random(1022).shuffle(mixed)
    for event in mixed:
        tell(event, now=line.clock)
    after = line.call
    for name in ("state", "ending", "operator_id", "queue_seconds", "talk_seconds", "hold_seconds", "ended_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert (CallEvent.objects.count(), Entry.objects.count(), after.commands.count()) == (events, entries, asked)
    assert Operator.objects.filter(call__isnull=False).count() == 0


@pytest.mark.parametrize("reach", STATES)
def test_the_end_may_be_heard_before_all_the_rest(nghe: Somebody, reach: Callable[[Somebody], Line]) -> None:
    line = reach(nghe).wait(15).ended(0)
    wanted = line.call
    backwards = [replace(each, call="backwards") for each in reversed(line.told)]
    for event in backwards:
        other = tell(event, now=line.clock)
    for name in ("state", "queue_seconds", "ring_seconds", "talk_seconds", "hold_seconds", "ended_at", "answered_at"):
        assert getattr(other, name) == getattr(wanted, name), name
    assert Operator.objects.filter(call__isnull=False).count() == 0
