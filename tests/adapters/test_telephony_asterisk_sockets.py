"""The gateway to Asterisk over real sockets: a broken connection is made again, and commands become requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest

from motcua.adapters.telephony_asterisk import Asterisk
from motcua.domain.hotline import gateways
from motcua.domain.hotline.gateways import CannotDo, Told
from motcua.kernel.errors import Malformed
from tests.adapters.ari import CALLER, Exchange, asterisk, channel
from tests.adapters.asterisk_says import A, asks, comes_in, ends, names, waits


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Exchange, Asterisk, Any]]:
    with asterisk() as (there, url, cut):
        gateway = Asterisk(url, "motcua", "secret")
        port = there.events_port  # type: ignore[attr-defined]  # set by the fixture's server
        monkeypatch.setattr(gateway, "_events_address", lambda: f"ws://127.0.0.1:{port}/ari/events")
        yield there, gateway, cut


def until(true: Any) -> None:
    """Wait for something that another thread does."""
    clock = Event()
    for _ in range(200):
        if true():
            return
        clock.wait(0.05)
    pytest.fail("it did not happen")


def test_events_are_heard_a_broken_connection_is_made_again_and_calls_go_on(
    exchange: tuple[Exchange, Asterisk, Any],
) -> None:
    there, gateway, cut = exchange
    heard: list[Told] = []
    alive: list[set[str]] = []
    stop = Event()
    running = Thread(target=gateway.run, args=(heard.append, lambda names: alive.append(set(names)), stop))
    running.start()
    try:
        there.say(comes_in(), {"type": "broken"}, waits())
        until(lambda: names(heard) == ["CallOffered", "Queued"])
        assert there.asked_for("POST", "applications/motcua/subscription") == [{"eventSource": f"channel:{A}"}]
        there.answers["GET", "channels"] = (200, [channel(A), channel("9", "PJSIP/201-1")])
        cut()
        there.connected.wait(timeout=10)
        until(lambda: len(alive) == 2)
        assert A in alive[-1]
        there.say(asks(A, 30), ends(A, 30))
        until(lambda: names(heard)[-1] == "Ended")
        assert there.asked_for("PUT", "applications/motcua/eventFilter")
    finally:
        stop.set()
        running.join(timeout=10)


def test_commands_become_requests(exchange: tuple[Exchange, Asterisk, Any]) -> None:
    there, gateway, _cut = exchange
    gateway.play(A, "loi-chao")
    gateway.queue(A, "thu-tuc")
    gateway.ring(A, "201", 20)
    gateway.hold(A)
    gateway.resume(A)
    gateway.record(A, False)
    gateway.record(A, True)
    gateway.stop_ringing(A, "201")
    gateway.take_message(A)
    gateway.transfer(A, "115")
    gateway.hang_up(A)
    gateway.originate("out-1", "201", "0912000000")
    assert there.asked_for("POST", f"channels/{A}/play")[0]["media"] == "sound:loi-chao"
    rung = there.asked_for("POST", "channels")
    assert [(each["endpoint"], each["timeout"]) for each in rung] == [("PJSIP/201", "20"), ("PJSIP/201", "30")]
    assert CALLER not in json.dumps(rung)
    assert there.asked_for("POST", f"channels/{A}/continue")[0]["extension"] == "115"
    assert there.asked_for("DELETE", f"channels/{A}") == [{"reason": "normal"}]
    assert names(gateway._spoken()) == ["Held", "Resumed", "Transferred", "CallOffered"]
    with pytest.raises(CannotDo):
        gateway.answer(A, "201")


def test_a_telephone_that_is_not_there_is_told_as_not_taken(exchange: tuple[Exchange, Asterisk, Any]) -> None:
    there, gateway, _cut = exchange
    there.answers["POST", "channels"] = (500, {"error": "Allocation failed"})
    gateway.ring(A, "299", 20)
    (told,) = gateway._spoken()
    assert isinstance(told, gateways.NotTaken)
    assert (told.extension, told.cause) == ("299", 20)


def test_what_asterisk_refuses_is_said_by_its_status_and_nobody_there_too(
    exchange: tuple[Exchange, Asterisk, Any],
) -> None:
    there, gateway, _cut = exchange
    there.answers["DELETE", f"channels/{A}"] = (404, {"message": "Channel not found"})
    with pytest.raises(CannotDo) as problem:
        gateway.hang_up(A)
    assert problem.value.problem == "ari_404"
    away = Asterisk("http://127.0.0.1:9/ari", "motcua", "secret")
    with pytest.raises(CannotDo) as problem:
        away.hold(A)
    assert problem.value.problem == "asterisk_is_away"
    with pytest.raises(Malformed):
        Asterisk("http://127.0.0.1:9/ari", "motcua", "")


def test_a_recording_is_fetched_and_erased_and_one_that_is_not_there_is_said(
    exchange: tuple[Exchange, Asterisk, Any],
) -> None:
    there, gateway, _cut = exchange
    stored = "recordings/stored/talk-1"
    assert gateway.recording("talk-1") == b"{}"
    gateway.forget("talk-1")
    assert there.asked_for("DELETE", stored) == [{}]
    there.answers["GET", f"{stored}/file"] = there.answers["DELETE", stored] = (404, {"message": "not found"})
    gateway.forget("talk-1")
    for status, word in ((404, gateways.NO_SUCH_RECORDING), (500, "ari_500")):
        there.answers["GET", f"{stored}/file"] = (status, {})
        with pytest.raises(CannotDo) as problem:
            gateway.recording("talk-1")
        assert problem.value.problem == word
