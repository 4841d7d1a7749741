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
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.conf import settings

from motcua.config import database
from motcua.domain.packs import actions as packs
from tests import ground
from tests.build.people import NURSE

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


class Site:
    """A running site: where it is, where it keeps its files, and what letters it sent."""

    def __init__(self, database_name: str, home: Path, post_office: Controller) -> None:
        self.home, self.letters = home, post_office.handler
        self._port = _free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self.surroundings = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
            "PYTHONPATH": str(ground.CHECKOUT / "src"),
            "MOTCUA_SECRET_KEY": settings.SECRET_KEY,
            "MOTCUA_DATA_KEYS": " ".join(settings.MOTCUA_SECRET_KEYS),
            "MOTCUA_SEALED_KEYS": " ".join(settings.MOTCUA_SEALED_KEYS),
            "MOTCUA_INDEX_KEY": settings.MOTCUA_INDEX_KEY,
            "MOTCUA_HOME": str(home),
            "MOTCUA_DATABASE_URL": ground.cluster().url(database.APP, database_name),
            "MOTCUA_PUBLIC_URL": self.address,
            "MOTCUA_SMTP_URL": f"smtp://127.0.0.1:{post_office.port}",
        }
        self.clock_was_turned = False
        self._web: subprocess.Popen[bytes] | None = None

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

    def turn_the_clock_to(self, moment: datetime, *, now: datetime) -> None:
        """Let the demonstration live at another time; a running server would notice within a minute only."""
        packs.begin_demonstration(offset=datetime.now(UTC) - moment, by=NURSE, now=now)
        self.restart()
        self.clock_was_turned = True

    def restart(self) -> None:
        """As on the morning after: what the web server had in its head is gone."""
        self.stop()
        self.start()
        self.clock_was_turned = False

    def work(self) -> None:
        """Let the worker do everything that waits, as `motcua work` does, and stop."""
        ended = subprocess.run(
            [sys.executable, "-m", "motcua.cli.main", "work", "--once"],
            cwd=ground.CHECKOUT,
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert ended.returncode == 0, ended.stderr

    def log(self) -> str:
        """What the web server had to say."""
        return (self.home / "web.log").read_text(encoding="utf-8")

    def complaints(self) -> list[str]:
        """The errors among it."""
        return re.findall(r"^.*(?:ERROR|CRITICAL|Traceback).*$", self.log(), re.MULTILINE)

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
    (home / "static").symlink_to(Path(os.environ["MOTCUA_HOME"]) / "static")
    site = Site(database_name, home, post_office)
    try:
        site.start()
        yield site
    finally:
        site.stop()
        post_office.stop()
        shutil.rmtree(home, ignore_errors=True)


def _web(port: int) -> list[str]:
    return [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
        *("--blocking-threads", "2", "--log-level", "warning", "--no-ws", "motcua.config.wsgi:application"),
    ]


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
