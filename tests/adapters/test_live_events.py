"""Open pages are told to look again: each their own, by their session, past restarts and sleepers, and nothing else."""

from __future__ import annotations

import socket
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import atomic, set_rollback
from django.test import Client

from motcua.adapters import live_events
from motcua.adapters.live_events import MOST_EACH
from motcua.adapters.live_events.admission import SEAT as SEAT_HERE
from motcua.adapters.live_events.stream import Paces
from motcua.config import env
from motcua.domain.accounts.states import Duty
from motcua.domain.hotline import actions, queries
from motcua.domain.hotline.states import LIVE_TOPIC
from motcua.kernel import live as bell
from motcua.kernel.errors import Malformed, NotFound
from motcua.web.desk.seat import SEAT
from motcua.web.shared.live import PREFIX
from tests.build import people
from tests.build.hotline import DESK, Line, an_operator, centre
from tests.build.listening import PATIENCE, Ear, running, until
from tests.build.people import Somebody
from tests.build.reports import MONDAY
from tests.web.desk.visits import at

LOOK = "event: look\ndata: hotline"


def seated(who: Somebody) -> Client:
    """A browser in which this person sits at their desk."""
    browser = at(who)
    browser.get("/can-bo/")
    return browser


def test_an_operator_is_told_at_once_when_their_telephone_is_about_to_ring(committed_db: str) -> None:
    nghe = an_operator()
    with running() as live:
        ear = Ear(live.port, seated(nghe))
        assert (ear.status, ear.headers["content-type"]) == (200, "text/event-stream")
        assert ear.hears() == LOOK
        line = Line().offered().queued()
        actions.distribute(by=DESK, now=line.clock)
        assert ear.hears() == LOOK
        ear.leave()
        until(lambda: live.listeners == 0)


def test_what_another_operator_is_told_does_not_reach_me_before_its_turn(committed_db: str) -> None:
    nghe, hieu = an_operator(), an_operator("Lê Thị Hiểu", "202")
    with running(Paces(own=0.0, everybody=PATIENCE, beat=PATIENCE, check=PATIENCE)) as live:
        mine, theirs = Ear(live.port, seated(nghe)), Ear(live.port, seated(hieu))
        assert mine.hears() == theirs.hears() == LOOK
        actions.take_break("rest", by=hieu.official, now=MONDAY)
        assert theirs.hears() == LOOK
        assert mine.hears_nothing()


def test_an_event_says_nothing_of_anybody(committed_db: str) -> None:
    nghe = an_operator()
    words: list[str] = []
    connection.ensure_connection()
    raw: Any = connection.connection
    raw.execute(f"LISTEN {bell.CHANNEL}")
    Line().talking().ended()
    words += [word.payload for word in raw.notifies(timeout=1)]
    assert {bell.read(word) for word in words} == {("hotline", ""), ("hotline", str(nghe.account.pk))}


def test_a_rollback_tells_nobody(committed_db: str) -> None:
    with running() as live:
        ear = Ear(live.port, seated(an_operator()))
        assert ear.hears() == LOOK
        with atomic():
            bell.tell(LIVE_TOPIC)
            set_rollback(True)
        assert ear.hears_nothing()


def test_strangers_are_refused(committed_db: str) -> None:
    an_operator()
    clerk = people.an_official("Ai Đó", centre(), Duty.CLERK)
    with running() as live:
        assert Ear(live.port).status == 401
        assert Ear(live.port, at(people.dung())).status == 404
        assert Ear(live.port, seated(people.dung())).status == 404
        assert Ear(live.port, seated(clerk)).status == 404
        nghe = seated(an_operator("Lê Thị Hiểu", "202"))
        assert Ear(live.port, nghe, topic="payments").status == 404
        assert Ear(live.port, nghe, host="evil.example").status == 403
        assert Ear(live.port, nghe, more="Origin: https://evil.example\r\n").status == 403
        allowed = Ear(live.port, nghe, more="Origin: http://127.0.0.1:8000\r\n")
        assert allowed.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"
        nghe.logout()
        assert live.listeners == 1
    with pytest.raises(NotFound):
        queries.heard_by(people.dung().official)


def test_who_signs_out_is_told_no_more(committed_db: str) -> None:
    browser = seated(an_operator())
    with running(Paces(own=0.0, everybody=0.0, beat=PATIENCE, check=0.05)) as live:
        ear = Ear(live.port, browser)
        assert ear.hears() == LOOK
        browser.logout()
        assert ear.hears() == ""
        until(lambda: live.listeners == 0)


def test_a_restart_of_the_database_is_survived_and_then_everybody_looks(
    committed_db: str, owner_connection: Any
) -> None:
    nghe = an_operator()
    with running() as live:
        ear = Ear(live.port, seated(nghe))
        assert ear.hears() == LOOK
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        owner_connection.execute(ended, [committed_db])
        assert ear.hears() == LOOK
        connection.close()
        actions.take_break("rest", by=nghe.official, now=MONDAY)
        assert ear.hears() == LOOK
        assert Ear(live.port, seated(nghe)).status == 200  # the door's own connection broke too


def test_a_quiet_stream_shows_that_it_lives(committed_db: str) -> None:
    with running(Paces(beat=0.05)) as live:
        ear = Ear(live.port, seated(an_operator()))
        assert [ear.hears() for _ in range(3)] == [LOOK, ":", ":"]


def test_a_sleeper_is_let_go_and_keeps_nobody_waiting(committed_db: str) -> None:
    browser = seated(an_operator())
    with running(Paces(own=0.0, everybody=0.0, beat=0.0, check=PATIENCE, slow=0.2)) as live:
        sleeper = Ear(live.port, browser)
        sleeper.sleeps().setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        until(lambda: live.listeners == 0)
        sleeper.leave()


def test_much_that_happens_at_once_is_one_look(committed_db: str) -> None:
    with running(Paces(own=2.0, everybody=2.0, beat=PATIENCE, check=PATIENCE)) as live:
        ear = Ear(live.port, seated(an_operator()))
        assert ear.hears() == LOOK
        for _ in range(200):
            bell.tell(LIVE_TOPIC)
        assert ear.hears() == LOOK
        assert ear.hears_nothing()


def test_nobody_holds_more_than_a_few_and_all_not_more_than_the_most(committed_db: str) -> None:
    nghe, hieu = an_operator(), an_operator("Lê Thị Hiểu", "202")
    with running(most=MOST_EACH + 1) as live:
        browser = seated(nghe)
        ears = [Ear(live.port, browser) for _ in range(MOST_EACH + 1)]
        assert [ears[0].hears(), ears[0].hears(), ears[0].hears()] == [LOOK, "event: enough\ndata: hotline", ""]
        other = seated(hieu)
        assert Ear(live.port, other).status == 200
        assert Ear(live.port, other).status == 503


def test_what_is_no_request_is_answered_and_forgotten(committed_db: str) -> None:
    with running() as live:
        for said, status in (
            (b"\r\n\r\n", b"400"),
            (b"GET /truc-tiep/hotline/ HTTP/1.1\r\nX: " + b"a" * 20_000, b"400"),
            (b"POST /truc-tiep/hotline/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"404"),
            (b"GET /etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"404"),
            (b"GET /truc-tiep/hotline/ HTTP/1.1\r\nHost: [\r\n\r\n", b"403"),
            (b"GET /truc-tiep/hotline/ HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://[\r\n\r\n", b"403"),
            (b"GET /truc-tiep/hotline/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid=\0\r\n\r\n", b"400"),
            (b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", b"200"),
        ):
            with socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE) as plain:
                plain.sendall(said)
                assert plain.recv(4096).split(b" ")[1] == status
        assert live.listeners == 0


@pytest.mark.parametrize("wrong", ["x", ":", ":0", ":70000", "/live", "http://a"])
def test_an_address_that_is_none_stops_the_program(wrong: str) -> None:
    with pytest.raises(Malformed, match="MOTCUA_LIVE"):
        env.read({"MOTCUA_LIVE": wrong})
    assert [env.read({"MOTCUA_LIVE": good}).live for good in ("", "/", ":8001")] == ["", "/", ":8001"]


def test_both_sides_name_the_seat_and_the_address_alike() -> None:
    assert SEAT_HERE == SEAT
    assert live_events.PREFIX == PREFIX
    assert timedelta(seconds=Paces().check) <= timedelta(minutes=1)
