"""What a caller hears before somebody speaks: the menu of the pack, three wrong keys, the night, a callback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.hotline import actions
from motcua.domain.hotline.gateways import Digits, Voicemail
from motcua.domain.hotline.models import Callback
from motcua.kernel.menu import begins, faults, presses
from tests.build.hotline import DESK, Line, commands
from tests.build.reports import MONDAY

NIGHT = datetime(2024, 10, 14, 14, 0, tzinfo=UTC)
"""Nine in the evening of that Monday."""
MENU = {
    "start": {"say": "hello", "keys": {"1": {"to": "operator", "skill": "law"}, "2": "more", "9": "again"}},
    "more": {"say": "more", "keys": {"0": "operator", "5": "number: 115"}},
    "closed": {"say": "night", "then": "message"},
}


def pressed(line: Line, keys: str) -> list[tuple[str, str]]:
    for key in keys:
        line.wait(1).say(Digits, digits=key)
    return commands(line.call)


def test_a_caller_hears_the_greeting_and_a_key_brings_them_to_who_can_help(db: None) -> None:
    line = Line().offered()
    assert commands(line.call) == [("play", "loi-chao")]
    assert pressed(line, "1")[1:] == [("queue", "thu-tuc")]
    assert line.call.skill == "thu-tuc"


def test_an_emergency_is_put_through(db: None) -> None:
    assert pressed(Line().offered(), "35")[1:] == [("play", "khan-cap"), ("transfer", "115")]


def test_three_wrong_keys_bring_a_person(db: None) -> None:
    line = Line().offered()
    assert pressed(line, "778")[1:] == [("play", "loi-chao"), ("play", "loi-chao"), ("queue", "")]


def test_nobody_is_left_in_the_menu(db: None) -> None:
    line = Line().offered()
    assert actions.watch_callers(by=DESK, now=MONDAY + timedelta(seconds=15)) == []
    assert actions.watch_callers(by=DESK, now=MONDAY + timedelta(seconds=25)) != []
    assert commands(line.call)[-1] == ("queue", "")
    assert actions.watch_callers(by=DESK, now=MONDAY + timedelta(seconds=26)) == []


def test_at_night_a_message_is_taken_and_called_back_the_next_morning(db: None) -> None:
    line = Line(clock=NIGHT).offered()
    assert commands(line.call) == [("play", "ngoai-gio"), ("take_message", "")]
    line.wait(20).say(Voicemail, recording="msg", seconds=15)
    callback = Callback.objects.get()
    assert callback.opens_at == datetime(2024, 10, 15, 0, 0, tzinfo=UTC)
    assert callback.due_at == datetime(2024, 10, 15, 3, 0, tzinfo=UTC)


def test_who_waits_long_may_hang_up_and_is_called_back(db: None) -> None:
    line = Line().offered().queued()
    actions.watch_callers(by=DESK, now=MONDAY + timedelta(seconds=95))
    assert commands(line.call)[-1] == ("play", "moi-hen-goi-lai")
    before = len(commands(line.call))
    assert len(pressed(line, "5")) == before
    assert pressed(line, "1")[before:] == [("play", "cam-on-se-goi-lai"), ("hang_up", "")]
    assert list(Callback.objects.values_list("source", "state")) == [("offered", "waiting")]


def test_the_same_key_told_twice_is_pressed_once(db: None) -> None:
    line = Line().offered()
    pressed(line, "1")
    actions.hear(line.told[-1], gateway="simulated", by=DESK, now=line.clock)
    assert commands(line.call) == [("play", "loi-chao"), ("queue", "thu-tuc")]


def test_a_menu_is_played_by_its_data() -> None:
    assert begins(MENU, open_now=False).commands == (("play", "night"), ("take_message", ""))
    assert presses(MENU, "start", "9", 1, 3).commands == (("play", "hello"),)
    assert presses(MENU, "more", "5", 0, 3).commands == (("transfer", "115"),)
    assert list(faults(MENU)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": {"say": "x", "keys": {"1": "nowhere"}}}, ("start", "key 1 leads nowhere")),
        ({"lost": {"say": "x"}}, ("lost", "unreachable")),
        ({"start": {"say": "x", "keys": {"2": "more"}}}, ("start", "no way to a person")),
    ],
)
def test_a_menu_that_leads_nowhere_is_found(change: dict[str, object], said: tuple[str, str]) -> None:
    assert said in list(faults({**MENU, **change}))
