"""Call scripts played through the whole hotline: menu, queue, ring, answer, hold, transfer, message; 200 at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from motcua.adapters.telephony_listener import Listener
from motcua.adapters.telephony_simulated import Script, Simulated, keep_tone, scripts
from motcua.domain.hotline import actions, gateways, queries
from motcua.domain.hotline.gateways import CannotDo
from motcua.domain.hotline.models import Call, Callback, Command
from motcua.domain.hotline.states import CallState, Ending
from motcua.kernel.errors import Malformed
from tests.build.hotline import CALLER, an_operator, seat_of
from tests.build.reports import MONDAY
from tests.build.telephones import PATIENT, Telephones

ROOT = Path(__file__).resolve().parents[2]


def the_call() -> Call:
    return Call.objects.order_by("-pk")[0]


def test_a_caller_presses_a_key_is_rung_answered_from_the_page_and_ends(db: None) -> None:
    nghe = an_operator()
    phones = Telephones(there=[nghe])
    phones.system.begin(PATIENT)
    phones.go(5)
    pulse = queries.pulse(nghe.official)
    assert (pulse["call_state"], pulse["call"]) == ("ringing", the_call().pk)
    actions.command(the_call().pk, "answer", by=nghe.official, now=phones.clock)
    phones.go(3)
    actions.command(the_call().pk, "hold", by=nghe.official, now=phones.clock)
    phones.go(10)
    assert the_call().state == CallState.HELD
    actions.command(the_call().pk, "resume", by=nghe.official, now=phones.clock)
    phones.go(60)
    call = the_call()
    assert (call.state, call.ending, call.skill) == (CallState.ENDED, Ending.ANSWERED, "thu-tuc")
    assert call.hold_seconds >= 9
    assert call.recording.startswith("talk-")
    assert phones.system.alive == set()


def test_a_telephone_that_nobody_answers_is_left_for_the_next(db: None) -> None:
    nghe, hieu = an_operator(now=MONDAY - timedelta(hours=1)), an_operator("Lê Thị Hiểu", "902")
    phones = Telephones(there=[nghe, hieu])
    phones.system.begin(PATIENT)
    phones.go(40)
    assert seat_of(nghe).pause == "no_answer"
    assert the_call().operator_id == hieu.account.pk


def test_a_caller_loses_patience(db: None) -> None:
    phones = Telephones()
    phones.system.begin(Script("hasty", CALLER, keys="1", patience=30.0))
    phones.go(50)
    assert the_call().ending == Ending.LOST


def test_a_caller_at_night_leaves_a_message(db: None) -> None:
    night = datetime(2024, 10, 14, 14, 0, tzinfo=UTC)
    phones = Telephones(clock=night)
    phones.system.begin(Script("night", CALLER, message=8.0))
    phones.go(20)
    assert (the_call().ending, Callback.objects.count()) == (Ending.VOICEMAIL, 1)


def test_a_caller_at_night_who_presses_for_somebody_rings_until_they_answer(db: None) -> None:
    nghe = an_operator()
    phones = Telephones(there=[nghe], clock=datetime(2024, 10, 14, 14, 0, tzinfo=UTC))
    ringing = next(each for each in scripts(ROOT / "packs" / "binh-phuoc" / "calls.yaml") if each.keys == "30")
    phones.system.begin(ringing)
    phones.go(12)
    assert (the_call().state, the_call().skill) == (CallState.RINGING, "khan-cap")
    actions.command(the_call().pk, "answer", by=nghe.official, now=phones.clock)
    phones.go(70)
    assert the_call().state == CallState.TALKING, "no tone cuts them off"
    assert not Callback.objects.exists()


def test_a_call_is_sent_on_and_somebody_is_called_back(db: None) -> None:
    nghe = an_operator()
    phones = Telephones(there=[nghe])
    phones.system.begin(PATIENT)
    phones.go(5)
    actions.command(the_call().pk, "answer", by=nghe.official, now=phones.clock)
    phones.go(2)
    callback = actions.ask_callback(the_call().pk, by=nghe.official, now=phones.clock)
    actions.command(the_call().pk, "transfer", "115", by=nghe.official, now=phones.clock)
    phones.go(20)
    assert (the_call().state, the_call().transferred_to) == (CallState.ENDED, "115")
    out = actions.take_up(callback.pk, by=nghe.official, now=phones.clock)
    assert out is not None
    phones.go(6)
    out.refresh_from_db()
    assert (out.state, out.direction) == (CallState.TALKING, "out")
    actions.command(out.pk, "hang_up", by=nghe.official, now=phones.clock)
    phones.go(2)
    out.refresh_from_db()
    assert out.ending == Ending.ANSWERED


def test_what_cannot_be_done_is_said_and_not_done(db: None) -> None:
    phones = Telephones()
    for act in (phones.system.hang_up, phones.system.hold, phones.system.take_message):
        with pytest.raises(CannotDo):
            act("nobody")
    nghe = an_operator()
    phones.system.begin(PATIENT)
    phones.go(5)
    actions.command(the_call().pk, "hang_up", by=nghe.official, now=phones.clock)
    phones.system.hang_up(the_call().reference)
    phones.listener.do()
    assert Command.objects.filter(name="hang_up").get().problem == "no_such_call"


def test_two_hundred_calls_at_once_are_all_told_to_their_end(db: None) -> None:
    team = [an_operator(f"Người nghe {number}", f"9{number:02}") for number in range(10)]
    phones = Telephones(there=team)
    for number in range(200):
        phones.system.begin(Script(f"c{number}", f"09{number:08}", keys="1", patience=15.0 + number % 50, talk=15.0))
    phones.go(8, step=2)
    assert Call.objects.exclude(state=CallState.ENDED).count() == 200
    assert Call.objects.filter(state__in=["ringing", "talking"]).count() == 10
    phones.go(120, step=10)
    assert Call.objects.exclude(state=CallState.ENDED).count() == 0
    endings = set(Call.objects.values_list("ending", flat=True))
    assert endings == {Ending.ANSWERED, Ending.LOST}


def test_the_listener_runs_beside_the_telephones_until_it_is_told_to_stop(committed_db: str) -> None:
    system, stop = Simulated(), Event()
    listener = Listener(system, offset=timedelta(0))
    running = Thread(target=listener.run, args=(stop,))
    running.start()
    try:
        system.begin(Script("quick", CALLER, keys="1", think=0.1, patience=0.5), name="quick")
        waited = Event()
        for _ in range(200):
            if Call.objects.filter(reference="quick", state=CallState.ENDED).exists():
                break
            waited.wait(0.1)
        assert Call.objects.get(reference="quick").ending == Ending.SHORT
    finally:
        stop.set()
        running.join(timeout=20)
    assert not running.is_alive()


def test_the_scripts_of_the_demonstration_are_scripts(tmp_path: Path) -> None:
    found = scripts(ROOT / "packs" / "binh-phuoc" / "calls.yaml")
    assert len(found) >= 5
    assert all(each.number == "" or each.number.startswith("0") for each in found)
    wrong = tmp_path / "calls.yaml"
    for text in ("calls: []\n", "calls:\n  - {name: x, number: '1', fly: 1}\n"):
        wrong.write_text(text, encoding="utf-8")
        with pytest.raises(Malformed):
            scripts(wrong)


def test_the_gateway_of_an_installation_is_named_by_its_settings() -> None:
    assert isinstance(gateways.telephony(), Simulated)
    assert gateways.code() == "simulated"


def test_so_many_calls_are_kept_going(db: None) -> None:
    system = Simulated(start=MONDAY)
    system.keep_going([Script("short", CALLER)], at_once=5, seed=1)
    system.step(MONDAY + timedelta(seconds=1))
    assert len(system.alive) == 5
    before = set(system.alive)
    system.hang_up(min(before))
    system.step(MONDAY + timedelta(seconds=2))
    assert len(system.alive) == 5
    assert system.alive != before


def test_a_tone_is_kept_under_the_name_of_a_recording_until_it_is_erased() -> None:
    system = Simulated()
    name = keep_tone("talk-../a b")
    assert system.recording(name).startswith(b"RIFF")
    system.forget(name)
    system.forget(name)
    with pytest.raises(CannotDo):
        system.recording(name)
