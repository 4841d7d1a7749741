"""Asterisk's messages become the hotline's events: in either order, twice, with gaps; and as a real one said them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from motcua.adapters.telephony_asterisk.reading import Reading
from motcua.domain.hotline import actions
from motcua.domain.hotline.gateways import Told
from motcua.domain.hotline.models import Call
from motcua.domain.hotline.states import CallState, Ending
from tests.adapters.ari import channel, said
from tests.adapters.asterisk_says import LEG, A, asks, comes_in, ends, in_a_talk, names, picked_up, read, rings, waits
from tests.build.hotline import DESK, an_operator, seat_of

SAMPLES = os.environ.get("MOTCUA_SAMPLES", "")
RECORDED = Path(SAMPLES or "nowhere") / "telephony" / "ari-events.jsonl"


def test_a_call_from_the_ring_to_the_end() -> None:
    reading = Reading()
    told, wants = read(reading, comes_in(), waits())
    reading.rang(LEG, A, "201")
    more, joins = read(reading, *rings(), picked_up())
    rest, ending = read(reading, asks(A, 40), ends(A, 40))
    assert names([*told, *more, *rest]) == [
        "CallOffered",
        "Queued",
        "AgentRinging",
        "AgentRinging",
        "Answered",
        "Ended",
    ]
    assert len({each.key for each in [*told, *more, *rest]}) == 5  # ringing is said in two messages and is one thing
    assert (wants, joins) == ([("follow", A)], [("join", A, LEG)])
    assert ending == [("let_go", LEG), ("clear", A)]
    assert rest[0].cause == 16  # type: ignore[attr-defined]  # of an `Ended`


def test_an_end_is_told_once_whichever_message_says_it() -> None:
    for order in ((0, 1), (1, 0)):
        reading = Reading()
        read(reading, comes_in())
        last = [ends(A, 5), said("ChannelDestroyed", 5, cause=127, channel=channel(A))]
        told, _wants = read(reading, *(last[number] for number in order))
        assert names(told) == ["Ended"]


@pytest.mark.parametrize(
    ("requests", "cause"),
    [
        ([{}], 16),
        ([{"cause": 32, "soft": True}], 16),
        ([{"cause": 127}, {"cause": 16, "soft": True}], 127),
        ([], 0),
    ],
)
def test_the_cause_is_the_first_that_was_named(requests: list[dict[str, Any]], cause: int) -> None:
    reading = Reading()
    read(reading, comes_in(), *(asks(A, 5, **each) for each in requests))
    told, _wants = read(reading, ends(A, 5), said("ChannelDestroyed", 5, cause=0, channel=channel(A)))
    assert [each.cause for each in told] == [cause]  # type: ignore[attr-defined]  # of an `Ended`


@pytest.mark.parametrize("cause", [17, 19, 21])
def test_a_telephone_that_did_not_take_it_says_why(cause: int) -> None:
    reading = Reading()
    read(reading, comes_in())
    reading.rang(LEG, A, "201")
    gone = said("ChannelDestroyed", 9, cause=cause, channel=channel(LEG, "PJSIP/201-1"))
    told, wants = read(reading, said("Dial", 5, dialstatus="BUSY", peer=channel(LEG)), gone, gone)
    assert [(each.extension, each.cause) for each in told] == [("201", cause)]  # type: ignore[attr-defined]  # of a `NotTaken`
    assert wants == []


def test_who_gave_up_while_it_was_picked_up_leaves_no_telephone_off_the_hook() -> None:
    reading = Reading()
    read(reading, comes_in())
    reading.rang(LEG, A, "201")
    _told, wants = read(reading, ends(A, 8))
    assert ("let_go", LEG) in wants
    told, _wants = read(reading, picked_up())
    assert told == []


def test_when_the_operator_hangs_up_the_caller_is_let_go() -> None:
    told, wants = read(in_a_talk(), ends(LEG, 30), said("ChannelDestroyed", 30, cause=16, channel=channel(LEG)))
    assert (told, wants) == ([], [("let_go", A)])


def test_hold_is_what_the_telephone_says_and_a_transfer_does_not_hold() -> None:
    reading = in_a_talk()
    leg = channel(LEG, "PJSIP/201-1")
    told, _wants = read(
        reading,
        said("ChannelUnhold", 10, channel=leg),
        said("ChannelHold", 12, channel=leg),
        said("ChannelHold", 12, channel=leg),
        said("ChannelUnhold", 15, channel=leg),
    )
    assert names(told) == ["Held", "Resumed"]


def test_a_blind_transfer_frees_the_telephone_and_keeps_the_caller() -> None:
    reading = in_a_talk()
    half = channel("1700000000.9", "Local/202@inside-1;2", number="")
    told, wants = read(
        reading,
        said("StasisStart", 20, args=["agent", "202"], channel=half),
        said("StasisStart", 20, args=[], channel=channel("1700000000.8", "Local/202@inside-1;1", number="")),
        said("BridgeBlindTransfer", 20, channel=channel(LEG), exten="202", result="Success", transferee=channel(A)),
        ends(LEG, 22),
    )
    assert [(type(each).__name__, each.call, each.to) for each in told] == [("Transferred", A, "202")]  # type: ignore[attr-defined]
    assert wants == []


def test_keys_are_told_once_and_the_key_that_ends_a_message_is_none() -> None:
    reading = Reading()
    key = said("ChannelDtmfReceived", 4, digit="1", channel=channel(A))
    told, wants = read(reading, comes_in(), key, key)
    assert len({each.key for each in told}) == 2
    assert ("hush", A) in wants
    reading.lines[A].message = True
    recording = {"name": "message-1", "target_uri": f"channel:{A}", "duration": 4}
    told, wants = read(
        reading,
        said("ChannelDtmfReceived", 9, digit="#", channel=channel(A)),
        said("RecordingFinished", 9, recording=recording),
    )
    assert names(told) == ["Voicemail"]
    assert wants == [("let_go", A)]


def test_a_recording_of_the_conversation_is_told_and_one_that_failed_is_not() -> None:
    reading = in_a_talk()
    recording = {"name": "talk", "target_uri": f"bridge:talk-{A}", "duration": 7}
    told, _wants = read(
        reading,
        said("RecordingFinished", 30, recording=recording),
        said("RecordingFailed", 30, recording={"name": "x", "target_uri": f"channel:{A}", "state": "failed"}),
    )
    assert [(each.call, each.recording, each.seconds) for each in told] == [(A, "talk", 7)]  # type: ignore[attr-defined]


def test_what_is_of_no_concern_means_nothing() -> None:
    reading = Reading()
    listener = channel("snoop-1", "Snoop/leg-1", number="")
    told, wants = read(
        reading,
        {},
        {"type": "NoSuchThing"},
        said("ChannelVarset", 1, variable="X", value="1"),
        said("StasisStart", 1, args=["snoop"], channel=listener),
        ends("snoop-1", 2),
        said("RESTResponse", 3, status_code=200),
        said("PlaybackFinished", 3, playback={"id": "p", "state": "failed"}),
    )
    assert (told, wants, reading.replaced) == ([], [], False)
    read(reading, said("ApplicationReplaced", 4))
    assert reading.replaced


# --- what a real Asterisk said ---------------------------------------------------------------------------


def recorded(scenario: str) -> tuple[list[Told], list[tuple[str, ...]]]:
    """A recorded scenario read as it came: telephones are rung where the record has the request for it."""
    reading, told, wants = Reading(), [], []
    with RECORDED.open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["scenario"].split()[0] == scenario]
    for row in rows:  # a request stands where its answer was read, after what it caused
        query = (row.get("request") or {}).get("query") or {}
        path = (row.get("request") or {}).get("path", "")
        if path.endswith("/channels") and str(query.get("appArgs", "")).startswith("agent"):
            reading.rang(query["channelId"], query.get("originator", ""), query["endpoint"].removeprefix("PJSIP/"))
    for row in rows:
        if row["kind"] == "event":
            for leg in reading.legs.values():
                leg.call = leg.call or next(iter(reading.lines), "")
            step = reading.read(row["message"])
            told += step.told
            wants += step.wants
    return told, wants


real = pytest.mark.skipif(not RECORDED.exists(), reason="MOTCUA_SAMPLES names no folder with recorded telephony")


@real
@pytest.mark.parametrize(
    ("scenario", "wanted"),
    [
        ("2", ["CallOffered", "Queued", "Ended"]),
        ("3", ["CallOffered", "Ended"]),
        ("4", ["NotTaken", "AgentRinging", "AgentRinging", "NotTaken", "AgentRinging", "AgentRinging", "NotTaken"]),
        ("8", ["CallOffered", "Ended"]),
        ("9", []),
        ("11", []),
    ],
)
def test_a_recorded_scenario_means_what_it_was(scenario: str, wanted: list[str]) -> None:
    told, _wants = recorded(scenario)
    assert names(told) == wanted


@real
def test_the_recorded_full_call_makes_a_complete_record(db: None) -> None:
    nghe = an_operator(extension="agent1")
    told, wants = recorded("1")
    for event in [*told, *told]:
        actions.hear(event, gateway="asterisk", by=DESK, now=told[-1].at)
    call = Call.objects.get()
    assert (call.state, call.ending, call.cause) == (CallState.ENDED, Ending.ANSWERED, 16)
    assert (call.queue_seconds, call.ring_seconds, call.talk_seconds, call.hold_seconds) == (3, 2, 8, 2)
    assert call.operator_id == nghe.account.pk
    assert call.recording == "talk-1"
    assert seat_of(nghe).state == "wrap_up"
    assert any(want[0] == "join" for want in wants)


@real
def test_the_recorded_transfer_frees_the_operator_and_makes_no_second_call(db: None) -> None:
    an_operator(extension="agent1")
    told, _wants = recorded("6")
    for event in told:
        actions.hear(event, gateway="asterisk", by=DESK, now=told[-1].at)
    call = Call.objects.get()
    assert (call.transferred_to, call.state, call.ending) == ("202", CallState.ENDED, Ending.ANSWERED)


@real
def test_every_recorded_message_can_be_read_in_any_place() -> None:
    reading = Reading()
    with RECORDED.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in [*reversed(rows), *rows]:
        if row["kind"] == "event":
            reading.read(row["message"])
    assert reading.replaced
