"""A real SIP call, by SIPp: it appears on the console, is answered, sent on and ended, and its record is whole."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from motcua.adapters.telephony_listener import BY, Listener
from motcua.adapters.telephony_sip import SipEnd
from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.gateways import CannotDo, Queued
from motcua.domain.hotline.models import Call, CallEvent
from motcua.domain.hotline.states import AgentState, CallState, Ending
from tests.build.hotline import CALLER, an_operator, seat_of

# sippy opens a socket to see whether there is IPv6 and leaves it to the collector.
pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
SCENARIO = Path(__file__).parent / "sipp" / "caller.xml"


def a_port() -> int:
    """A port that nobody has now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Sipp:
    """SIPp processes of one test."""

    def __init__(self, folder: Path, end: int) -> None:
        self.folder, self.end = folder, end
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """One more; what it has to say lies in the test's folder."""
        common = ["-i", "127.0.0.1", "-nostdin", "-timeout", "60", "-m", "1"]
        log = (self.folder / f"sipp-{len(self.running)}.log").open("wb")
        process = subprocess.Popen(["sipp", *words, *common], cwd=self.folder, stdout=log, stderr=log)
        log.close()
        self.running.append(process)
        return process

    def telephone(self, port: int) -> None:
        """A telephone that rings and picks up."""
        self.start("-sn", "uas", "-p", str(port))

    def call(self) -> subprocess.Popen[bytes]:
        """A citizen calls 1022."""
        return self.start(f"127.0.0.1:{self.end}", "-sf", str(SCENARIO), "-p", str(a_port()))


def until(true: Callable[[], bool]) -> None:
    """Wait for what the telephones do."""
    clock = Event()
    for _ in range(300):
        if true():
            return
        clock.wait(0.1)
    pytest.fail("it did not happen")


def waits(call: Call) -> Queued:
    return Queued(call=call.reference, key="waits", at=call.offered_at)


@pytest.fixture
def phones(committed_db: str, tmp_path: Path) -> Iterator[tuple[Sipp, dict[str, int]]]:
    ports, end, stop = {"201": a_port(), "202": a_port()}, a_port(), Event()
    gateway = SipEnd(f"127.0.0.1:{end}", {name: f"127.0.0.1:{port}" for name, port in ports.items()})
    listening = Thread(target=Listener(gateway, offset=timedelta(0)).run, args=(stop,))
    listening.start()
    sipp = Sipp(tmp_path, end)
    try:
        yield sipp, ports
    finally:
        for process in sipp.running:
            process.kill()
            process.wait()
        stop.set()
        listening.join(timeout=20)
        assert not listening.is_alive()


def test_a_real_call_is_shown_answered_sent_on_and_ended(phones: tuple[Sipp, dict[str, int]]) -> None:
    sipp, ports = phones
    now = datetime.now(UTC)
    nghe = an_operator(now=now)
    sipp.telephone(ports["201"])
    sipp.telephone(ports["202"])
    caller = sipp.call()
    until(Call.objects.exists)
    call = Call.objects.get()
    assert (call.number, call.dialled) == (CALLER, "1022")
    actions.hear(waits(call), gateway="sip", by=BY, now=call.offered_at)  # whatever the hour is where this test runs
    until(lambda: queries.pulse(nghe.official)["call_state"] == "talking")
    assert queries.one_seen_by(nghe.official, call.pk).pk == call.pk
    hieu = an_operator("Lê Thị Hiểu", "202", now=now)
    actions.command(call.pk, "transfer", "202", by=nghe.official, now=datetime.now(UTC))
    until(lambda: seat_of(hieu).state == AgentState.BUSY)
    assert seat_of(nghe).state == AgentState.WRAP_UP
    actions.command(call.pk, "hang_up", by=hieu.official, now=datetime.now(UTC))
    until(lambda: Call.objects.get().state == CallState.ENDED)
    assert caller.wait(timeout=30) == 0
    call.refresh_from_db()
    assert (call.ending, call.cause, call.transferred_to) == (Ending.ANSWERED, 16, "202")
    assert call.operator_id == hieu.account.pk
    heard = list(CallEvent.objects.order_by("at", "pk").values_list("kind", flat=True))
    for kind in ("offered", "queued", "ringing", "answered", "transferred", "ended"):
        assert kind in heard, heard


def test_what_sip_alone_cannot_do_is_said() -> None:
    end = SipEnd("127.0.0.1:1", {})
    for act in (end.hold, end.resume, end.take_message, end.hang_up):
        with pytest.raises(CannotDo):
            act("nobody")
    with pytest.raises(CannotDo):
        end.originate("c", "201", CALLER)
