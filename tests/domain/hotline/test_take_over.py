"""An operator's browser dies in a talk: the talk goes on, the page takes it up again, or a colleague takes it over."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from motcua.domain.hotline import actions, gateways, queries
from motcua.domain.hotline.models import Callback, CallEvent
from motcua.domain.hotline.states import AgentState, CallState, Happening, Pause, Source
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.hotline import CALLER, DESK, Line, an_operator, commands, seat_of, tell
from tests.build.people import Somebody
from tests.build.refusals import refused
from tests.build.reports import MONDAY
from tests.build.telephones import PATIENT, Telephones
from tests.build.threads import at_once

SILENT = timedelta(seconds=120)


@pytest.fixture
def nghe(db: None) -> Somebody:
    return an_operator()


@pytest.fixture
def hieu(db: None) -> Somebody:
    return an_operator("Lê Thị Hiểu", "202")


def abandoned() -> Line:
    """A talk whose operator's page has been silent for two minutes."""
    line = Line().talking()
    line.clock = MONDAY + SILENT
    assert [each.pk for each in actions.watch_silent_talks(by=DESK, now=line.clock)] == [line.call.pk]
    return line


def test_a_page_that_is_there_keeps_its_talk(nghe: Somebody) -> None:
    Line().talking()
    actions.stay(by=nghe.official, now=MONDAY + timedelta(seconds=60))
    assert actions.watch_silent_talks(by=DESK, now=MONDAY + SILENT) == []


def test_a_talk_with_a_silent_page_goes_on_and_is_offered_to_colleagues_once(nghe: Somebody, hieu: Somebody) -> None:
    line = abandoned()
    assert actions.watch_silent_talks(by=DESK, now=line.clock) == []
    actions.watch_operators(by=DESK, now=line.clock)
    assert (line.call.state, seat_of(nghe).state) == (CallState.TALKING, AgentState.BUSY)
    assert journal.facts("hotline.abandoned") == {"silent_seconds": 120}
    assert [each.pk for each in queries.console(hieu.official, line.clock).abandoned] == [line.call.pk]
    assert queries.console(nghe.official, line.clock).abandoned == []
    assert (queries.pulse(hieu.official)["abandoned"], queries.pulse(nghe.official)["abandoned"]) == (1, 0)


def test_the_page_comes_back_and_takes_it_up_again(nghe: Somebody, hieu: Somebody) -> None:
    line = abandoned()
    actions.stay(by=nghe.official, now=line.clock)
    assert line.call.abandoned_at is None
    with pytest.raises(NotFound):
        actions.take_over(line.call.pk, by=hieu.official, now=line.clock)
    assert queries.console(nghe.official, line.clock).call == line.call


def test_a_colleague_takes_the_talk_over_with_its_record(nghe: Somebody, hieu: Somebody) -> None:
    line = abandoned()
    actions.take_over(line.call.pk, by=hieu.official, now=line.clock)
    assert (seat_of(hieu).state, seat_of(nghe).state) == (AgentState.BUSY, AgentState.WRAP_UP)
    assert (line.call.operator_id, line.call.state) == (hieu.account.pk, CallState.TALKING)
    assert commands(line.call)[-1] == ("ring", "20")
    assert journal.facts("hotline.taken_over") == {"from": nghe.account.pk}
    actions.watch_operators(by=DESK, now=line.clock)
    assert (seat_of(nghe).state, seat_of(nghe).pause) == (AgentState.OFFLINE, Pause.BROWSER_SILENT)
    line.wait(3).ringing("202").wait(3).answered("202").wait(30)
    assert (line.call.state, line.call.operator_id) == (CallState.TALKING, hieu.account.pk)
    line.ended()
    assert (seat_of(hieu).state, line.call.operator_id) == (AgentState.WRAP_UP, hieu.account.pk)
    assert not Callback.objects.exists()


def test_what_is_told_late_and_twice_does_not_give_it_back(nghe: Somebody, hieu: Somebody) -> None:
    line = abandoned()
    actions.take_over(line.call.pk, by=hieu.official, now=line.clock)
    for event in [*reversed(line.told), *line.told]:
        tell(event, now=line.clock)
    assert line.call.operator_id == hieu.account.pk
    assert (seat_of(hieu).call_id, seat_of(nghe).call_id) == (line.call.pk, None)
    line.wait(2).say(gateways.Held)
    assert (line.call.state, seat_of(hieu).call_id) == (CallState.HELD, line.call.pk)


def test_a_caller_on_hold_is_brought_back(nghe: Somebody, hieu: Somebody) -> None:
    line = Line().talking()
    line.say(gateways.Held)
    line.clock = MONDAY + SILENT
    actions.watch_silent_talks(by=DESK, now=line.clock)
    actions.take_over(line.call.pk, by=hieu.official, now=line.clock)
    assert [name for name, _said in commands(line.call)][-2:] == ["resume", "ring"]


def test_who_has_a_call_of_their_own_takes_no_other(nghe: Somebody, hieu: Somebody) -> None:
    line = abandoned()
    Line(number="0988000111", clock=line.clock).talking("202")
    with refused("call_not_over"):
        actions.take_over(line.call.pk, by=hieu.official, now=line.clock)
    with pytest.raises(NotFound):
        actions.take_over(line.call.pk, by=people.dung().official, now=line.clock)
    with pytest.raises(NotFound):
        actions.take_over(line.call.pk, by=an_operator("Ba", "203", signed_on=False).official, now=line.clock)


def test_what_is_over_is_not_taken_over_and_who_broke_off_is_called_back(nghe: Somebody, hieu: Somebody) -> None:
    line = abandoned().wait(5).ended()
    with refused("call_moved_on"):
        actions.take_over(line.call.pk, by=hieu.official, now=line.clock)
    callback = Callback.objects.get()
    assert (callback.source, callback.number) == (Source.CUT_OFF, CALLER)
    assert queries.console(hieu.official, line.clock).abandoned == []


def test_two_colleagues_press_and_one_is_told(committed_db: str) -> None:
    an_operator()
    team = [an_operator("Lê Thị Hiểu", "202"), an_operator("Thị Ba", "203")]
    line = abandoned()
    results = at_once([partial(actions.take_over, line.call.pk, by=each.official, now=line.clock) for each in team])
    assert len([each for each in results if isinstance(each, NotFound)]) == 1
    assert CallEvent.objects.filter(kind=Happening.TAKEN_OVER).count() == 1


def test_the_simulated_telephone_of_the_colleague_joins_the_talk(nghe: Somebody) -> None:
    hieu = an_operator("Lê Thị Hiểu", "902", now=MONDAY)
    actions.take_break("rest", by=hieu.official, now=MONDAY)
    phones = Telephones(there=[nghe, hieu])
    name = phones.system.begin(PATIENT.__class__("long", CALLER, keys="1", talk=600.0))
    phones.go(5)
    call = queries.console(nghe.official, phones.clock).call
    assert call is not None
    actions.command(call.pk, "answer", by=nghe.official, now=phones.clock)
    phones.go(3)
    phones.there.remove(nghe)
    phones.go(120, step=10)
    actions.take_over(call.pk, by=hieu.official, now=phones.clock)
    phones.go(6)
    assert (seat_of(hieu).state, seat_of(hieu).call_id) == (AgentState.BUSY, call.pk)
    assert phones.system.alive == {name}
    actions.command(call.pk, "hang_up", by=hieu.official, now=phones.clock)
    phones.go(2)
    call.refresh_from_db()
    assert (call.state, call.operator_id) == (CallState.ENDED, hieu.account.pk)
