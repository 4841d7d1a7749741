"""The screen pop: how soon an operator's page shows the call that rings, while 200 simulated calls go on.

Everything is a process of its own, as in a province: the telephones with their listener, the web server, the live
process, and operators' pages over HTTP that do what `live.js` does: listen, look again, open the call, pick it up,
search, write down, and be ready for the next.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from django.db import connection

from bench.browser import Answer, Browser, expect
from bench.crew import Crew, Tally
from bench.ground import UNTIL, Ground, Size, session_of
from bench.report import Budget, Own, Row, percentile
from bench.serving import served
from motcua.cli import serve
from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.hotline import queries
from motcua.domain.hotline.models import Call, CallEvent, Command
from motcua.domain.hotline.states import CallState, Happening
from motcua.domain.packs import actions as packs
from motcua.domain.packs import queries as installed
from motcua.kernel.actors import System

CONSOLE, PULSE, GUIDANCE = "/can-bo/tong-dai/", "/can-bo/tong-dai/nhip/", "/can-bo/tong-dai/huong-dan/"
OPERATORS, CALLS, SECONDS, WARM = 24, 200, 60.0, 20.0
CLIENTS = 2
MOMENT, NOW_AND_THEN = 0.8, 15.0
"""Seconds between two looks of a page that is not told, and of one that is."""
SHOWN = re.compile(r'name="dang" value="([^"]*)"')
QUESTIONS = ("khai sinh can giay gi", "chung thuc ban sao", "dang nhap vneid", "tra cuu ho so")
SCRIPT = 'calls: [{name: bench, number: "0912000100", keys: "1", think: 0.5, patience: 900, talk: 8}]\n'
BY = System("bench")


@dataclass(frozen=True)
class Watched(Tally):
    """What the pages of one client saw: each call with the telephone at which it opened and when, and how long each
    search took, in seconds."""

    pops: tuple[tuple[int, str, float], ...] = ()
    searches: tuple[float, ...] = ()


def rows(ground: Ground, size: Size, crew: Crew) -> list[Row]:
    """Pages that are told, and beside them pages that ask every 0.8 seconds, over the same calls."""
    quick = size.seconds < 1
    operators, calls, seconds = (6, 20, 12.0) if quick else (OPERATORS, CALLS, SECONDS)
    kept = installed.clock_offset()
    packs.begin_demonstration(offset=datetime.now(UTC) - UNTIL, by=BY, now=UNTIL)  # the desk is open at ten
    try:
        sessions = _shift(ground, operators)
        told, running, at = _measured(crew, sessions, calls, seconds, told=True)
        asked, _running, _at = _measured(crew, sessions, calls, seconds / 2, told=False)
    finally:
        packs.begin_demonstration(offset=kept, by=BY, now=UNTIL)
    pops, searches = _waits(told, at), [each for client in told for each in client.searches]
    worst = percentile(pops, 0.95) if len(pops) >= operators and running >= calls * 0.95 else float("nan")
    slow = percentile(searches, 0.95) * 1000 if searches else float("nan")
    beside = _waits(asked, _at)
    return [
        Row(
            f"screen pop, 95 of 100, while {running} simulated calls run",
            f"{worst:.0f} ms",
            f"{percentile(beside, 0.95):.0f} ms by asking" if beside else "",
            worst,
            Budget(1_000, 300, "ms", most=True),
            f"{len(pops)} calls at {operators} telephones, middle {median(pops) if pops else 0:.0f} ms, last"
            f" {max(pops, default=0):.0f} ms; from the decision to ring to the whole page of the call",
            Own("screen pop", worst, "ms", cost=True),
        ),
        Row(
            "guidance found while talking, 95 of 100",
            f"{slow:.0f} ms",
            "",
            slow,
            Budget(500, 150, "ms", most=True),
            f"{len(searches)} searches beside the same calls",
            Own("guidance", slow, "ms", cost=True),
        ),
    ]


def _shift(ground: Ground, wanted: int) -> list[tuple[str, str]]:
    """Operators of the hotline, enrolled once: the session and the telephone of each."""
    agency = Agency.objects.get(code=str(queries.terms()["agency"]))
    there = set(Account.objects.filter(username__startswith="bench-op-").values_list("username", flat=True))
    names = [f"bench-op-{number:02}" for number in range(wanted)]
    newcomers = [
        accounts.Newcomer(name, accounts.Person("Tổng đài viên đo"), agency.pk, [Duty.OPERATOR])
        for name in names
        if name not in there
    ]
    accounts.enrol_all(newcomers, by=BY, now=UNTIL - timedelta(days=1))
    found = Account.objects.filter(username__in=names).order_by("username")
    return [(session_of(each.pk, seat=agency.pk), f"2{place:02}") for place, each in enumerate(found)]


def _measured(
    crew: Crew, sessions: Sequence[tuple[str, str]], calls: int, seconds: float, *, told: bool
) -> tuple[list[Watched], int, timedelta]:
    """What the pages saw while so many calls ran, how many really did, and how far the hotline's clock lies back."""
    live, began = serve.free_port("127.0.0.1", 0), datetime.now(UTC) - installed.clock_offset()
    os.environ["MOTCUA_LIVE"] = f":{live}" if told else ""
    with _telephones(calls), served() as port, _live(live):
        running: list[int] = []
        _until(lambda: _alive(began) >= calls * 0.95, 120)
        shares = [sessions[place::CLIENTS] for place in range(CLIENTS)]
        counting = Thread(target=_count, args=(running, began, seconds))
        counting.start()
        watched = crew.work(watch, [(port, live if told else 0, share, WARM, seconds) for share in shares])
        counting.join()
    os.environ.pop("MOTCUA_LIVE")
    return watched, round(median(running)), installed.clock_offset()


def _alive(began: datetime) -> int:
    """How many calls of this round are going on; those of the last died with its telephones."""
    return Call.objects.exclude(state=CallState.ENDED).filter(offered_at__gte=began).count()


def _count(running: list[int], began: datetime, seconds: float) -> None:
    time.sleep(WARM)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        running.append(_alive(began))
        time.sleep(1.0)
    connection.close()


def _waits(watched: Sequence[Watched], behind: timedelta) -> list[float]:
    """Milliseconds from the decision to ring a telephone, or its ring if that was told earlier, to the page."""
    found = []
    for call, extension, opened in (pop for client in watched for pop in client.pops):
        moment = datetime.fromtimestamp(opened, UTC) - behind
        asked = Command.objects.filter(call_id=call, name="ring", extension=extension, asked_at__lte=moment)
        rang = CallEvent.objects.filter(call_id=call, kind=Happening.RINGING, at__lte=moment).order_by("-at").first()
        begins = asked.order_by("-asked_at")[0].asked_at
        if rang is not None and rang.at < begins and begins - rang.at < timedelta(seconds=5):
            begins = rang.at
        found.append((moment - begins).total_seconds() * 1000)
    return found


@contextmanager
def _telephones(calls: int) -> Iterator[None]:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "calls.yaml"
        script.write_text(SCRIPT, encoding="utf-8")
        words = ["listen", "telephony", "--scripts", str(script), "--at-once", str(calls)]
        program = subprocess.Popen([sys.executable, "-m", "motcua.cli.main", *words])
        try:
            yield
        finally:
            program.terminate()
            program.wait(timeout=60)


@contextmanager
def _live(port: int) -> Iterator[None]:
    program = serve.start_live("127.0.0.1", port)
    try:
        _until(lambda: _answers(port), 60)
        yield
    finally:
        program.terminate()
        program.wait(timeout=60)


def _answers(port: int) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def _until(true: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise RuntimeError("the hotline of the bench did not get going")
        time.sleep(0.2)


def watch(port: int, live: int, telephones: list[tuple[str, str]], warm: float, seconds: float) -> Watched:
    """Some operators' pages in one process, each in a thread; what they see before it is warm does not count."""
    begins = time.time() + warm
    pages = [_Page(port, live, telephone, begins, begins + seconds) for telephone in telephones]
    threads = [Thread(target=page.work) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for page in pages:
        if page.problem is not None:
            raise page.problem
    pops = tuple(pop for page in pages for pop in page.pops)
    return Watched(len(pops), seconds, pops=pops, searches=tuple(each for page in pages for each in page.searches))


class _Page:
    """One operator's browser."""

    def __init__(self, port: int, live: int, telephone: tuple[str, str], begins: float, ends: float) -> None:
        (self._session, self._extension), self._live = telephone, live
        self._browser, self._begins, self._ends = Browser(port, self._session), begins, ends
        self._stream: socket.socket | None = None
        self._path, self._shown, self._token, self._asked = CONSOLE, "", "", 0
        self.pops: list[tuple[int, str, float]] = []
        self.searches: list[float] = []
        self.problem: Exception | None = None

    def work(self) -> None:
        """A shift."""
        try:
            self._work()
        except Exception as problem:
            self.problem = problem

    def _work(self) -> None:
        self._token = expect(self._browser.get(CONSOLE), 200, CONSOLE).token
        self._post(
            f"{CONSOLE}vao-ca/", {"may": [self._extension]}
        )  # refused to whom the last round left ready, and rung
        self._open(CONSOLE)
        while time.time() < self._ends:
            self._wait()
            self._look()
        self._post(f"{CONSOLE}trang-thai/", {"trang-thai": ["het-ca"]})

    def _look(self) -> None:
        answer = self._post(PULSE, {"dang": [self._shown]})
        if answer.status == 204:
            return
        expect(answer, 200, PULSE)
        if (onward := answer.headers.get("hx-redirect")) == CONSOLE:
            self._open(onward)  # the call that rang here went on to somebody else
        elif onward:
            self._open(onward)
            call = int(onward.rstrip("/").rpartition("/")[2])
            if time.time() >= self._begins and self._path == onward:
                self.pops.append((call, self._extension, time.time()))
            if self._path == onward:
                self._pick_up(onward)
        elif "hx-refresh" in answer.headers:
            self._open(self._path)
        else:
            found = SHOWN.search(answer.text)
            if found is None:
                raise RuntimeError("the console does not say what it shows")
            self._shown = found[1]
        if "wrap_up" in self._shown or "break" in self._shown:
            self._ready()

    def _pick_up(self, page: str) -> None:
        self._post(f"{page}may/nghe/", {})
        self._open(page)
        self._asked += 1
        question = QUESTIONS[self._asked % len(QUESTIONS)].replace(" ", "+")
        began = time.perf_counter()
        expect(self._browser.get(f"{GUIDANCE}?q={question}"), 200, GUIDANCE)
        if time.time() >= self._begins:
            self.searches.append(time.perf_counter() - began)

    def _ready(self) -> None:
        if self._path != CONSOLE and "wrap_up" in self._shown:
            self._post(f"{self._path}ket-qua/", {"ket-qua": ["guided"], "san-sang": ["1"]})
        else:
            self._post(f"{CONSOLE}trang-thai/", {"trang-thai": ["san-sang"]})
        self._open(CONSOLE)

    def _open(self, path: str) -> None:
        page = self._browser.get(path)
        if page.status == 302 and path != CONSOLE:  # it went on to somebody else while the page was on its way
            path, page = CONSOLE, self._browser.get(CONSOLE)
        expect(page, 200, path)
        self._path, self._token = path, page.token
        found = SHOWN.search(page.text)
        self._shown = found[1].strip() if found else ""
        self._listen()

    def _post(self, path: str, fields: dict[str, list[str]]) -> Answer:
        return self._browser.post(path, fields, self._token)

    def _listen(self) -> None:
        """Each page opens a stream of its own, as a browser does."""
        if not self._live:
            return
        if self._stream is not None:
            self._stream.close()
        self._stream = socket.create_connection(("127.0.0.1", self._live), timeout=30)
        head = f"GET /truc-tiep/hotline/ HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={self._session}\r\n\r\n"
        self._stream.sendall(head.encode())

    def _wait(self) -> None:
        """Until the page is told, or its time to look has come."""
        if self._stream is None:
            time.sleep(MOMENT)
            return
        until = min(time.time() + NOW_AND_THEN, self._ends)
        kept = b""
        while (left := until - time.time()) > 0:
            self._stream.settimeout(left)
            try:
                came = self._stream.recv(4096)
            except TimeoutError:
                return
            if not came:
                raise RuntimeError("the live process hung up")
            kept += came
            if kept.startswith(b"HTTP/1.1") and b" 200 " not in kept[:16]:
                raise RuntimeError(f"the live process says {kept[:40]!r}")
            if b"event: look" in kept:
                return
