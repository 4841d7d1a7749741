"""The site as it runs in an office: the real web server and the real worker, over the database of the test."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.message import Message as Letter
from pathlib import Path
from select import select
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.conf import settings

from motcua.config import database
from motcua.domain.packs import actions as packs
from tests import ground
from tests.build.people import NURSE
from tests.journeys.looking import AXE_FILE

FORGET = "/quen/"
"""Where the web server is told to forget, see `forgetful`."""
PATIENCE = 90.0
"""Seconds: a loaded machine may take its time to start a web server."""


class Letters(Message):
    """A mail server's memory: what it was given, in the order in which it came."""

    def __init__(self) -> None:
        super().__init__(message_class=EmailMessage)
        self.received: list[Letter[str, str]] = []

    def handle_message(self, message: Letter[str, str]) -> None:
        """Keep it."""
        self.received.append(message)


class Foreman:
    """Who has `motcua work --once` done at once, see `foreman`; `surroundings` are those it was started in."""

    def __init__(self, surroundings: dict[str, str], log: Path) -> None:
        self.surroundings = dict(surroundings)
        with log.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.foreman"],
                cwd=ground.CHECKOUT,
                env=surroundings,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
            )

    def works(self) -> int:
        """Have one round done; its exit status."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()
        ready, _, _ = select([self._process.stdout], [], [], PATIENCE)
        assert ready, "the worker does not end"
        return int(self._process.stdout.readline() or -1)

    def leaves(self) -> None:
        """There are no more orders."""
        self._process.communicate(timeout=PATIENCE)


class Site:
    """A running site: where it is, where it keeps its files, and what letters it sent."""

    def __init__(self, database_name: str, home: Path, post_office: Controller) -> None:
        self.home, self.letters = home, post_office.handler
        self._port = _free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self.surroundings = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
            "PYTHONPATH": f"{ground.CHECKOUT / 'src'}:{ground.CHECKOUT}",
            "MOTCUA_SECRET_KEY": settings.SECRET_KEY,
            "MOTCUA_DATA_KEYS": " ".join(settings.MOTCUA_SECRET_KEYS),
            "MOTCUA_SEALED_KEYS": " ".join(settings.MOTCUA_SEALED_KEYS),
            "MOTCUA_INDEX_KEY": settings.MOTCUA_INDEX_KEY,
            "MOTCUA_HOME": str(home),
            "MOTCUA_DATABASE_URL": ground.cluster().url(database.APP, database_name),
            "MOTCUA_PUBLIC_URL": self.address,
            "FORGET_AT": FORGET,
            "MOTCUA_SMTP_URL": f"smtp://127.0.0.1:{post_office.port}",
        }
        self.clock_was_turned = False
        self._web: subprocess.Popen[bytes] | None = None
        self._foreman: Foreman | None = None

    def start(self) -> None:
        """Start the web server and wait until it answers."""
        with (self.home / "web.log").open("ab") as log:
            self._web = subprocess.Popen(
                _web(self._port), cwd=ground.CHECKOUT, env=self.surroundings, stdout=log, stderr=log
            )
        self._wait_until_it_answers(self._web)

    def stop(self) -> None:
        """Stop the web server."""
        if self._web is not None:
            self._web.terminate()
            self._web.wait(timeout=PATIENCE)

    def close(self) -> None:
        """Stop everything."""
        self.stop()
        self._dismiss_the_foreman()

    def turn_the_clock_to(self, moment: datetime, *, now: datetime) -> None:
        """Let the demonstration live at another time; a running server would notice within a minute only."""
        packs.begin_demonstration(offset=datetime.now(UTC) - moment, by=NURSE, now=now)
        self.forget()
        self.clock_was_turned = True

    def forget(self) -> None:
        """Let the web server ask the database anew what time it is in the demonstration."""
        urlopen(f"{self.address}{FORGET}", timeout=PATIENCE).close()
        self.clock_was_turned = False

    def restart(self) -> None:
        """As on the morning after: what the web server had in its head is gone."""
        self.stop()
        self.start()

    def work(self) -> None:
        """Let the worker do everything that waits, as `motcua work` does, and stop."""
        if self._foreman is None or self._foreman.surroundings != self.surroundings:
            self._dismiss_the_foreman()
            self._foreman = Foreman(self.surroundings, self.home / "work.log")
        assert self._foreman.works() == 0, (self.home / "work.log").read_text(encoding="utf-8")

    def log(self) -> str:
        """What the web server had to say."""
        return (self.home / "web.log").read_text(encoding="utf-8")

    def complaints(self) -> list[str]:
        """The errors among it."""
        return re.findall(r"^.*(?:ERROR|CRITICAL|Traceback).*$", self.log(), re.MULTILINE)

    def _dismiss_the_foreman(self) -> None:
        if self._foreman is not None:
            self._foreman.leaves()

    def _wait_until_it_answers(self, web: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and web.poll() is None:
            try:
                urlopen(f"{self.address}/healthz", timeout=5).close()
                return
            except HTTPError:
                return  # it runs, and has no database yet
            except (URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(f"the site did not start:\n{self.log()}")


@contextmanager
def site_over(database_name: str, home: Path) -> Iterator[Site]:
    """Run the site over this database until the end of the block; its keys are those of the tests."""
    post_office = Controller(Letters(), hostname="127.0.0.1", port=_free_port())
    post_office.start()
    (home / "static").mkdir()
    for each in (*(Path(os.environ["MOTCUA_HOME"]) / "static").iterdir(), AXE_FILE):
        (home / "static" / each.name).symlink_to(each)
    site = Site(database_name, home, post_office)
    try:
        site.start()
        yield site
    finally:
        site.close()
        post_office.stop()
        shutil.rmtree(home, ignore_errors=True)


def _web(port: int) -> list[str]:
    return [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
        *("--blocking-threads", "2", "--log-level", "warning", "--no-ws", "tests.journeys.forgetful:application"),
    ]


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
