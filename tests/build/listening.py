"""The live process in a thread of the test, and browsers that listen to it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import ClassVar

from django.conf import settings
from django.db import connection
from django.test import Client

from motcua.adapters.live_events import Live
from motcua.adapters.live_events.stream import Paces

PATIENCE = 20.0
"""Seconds that a loaded machine may take for what takes a moment."""
QUICK = Paces(own=0.0, everybody=0.0, beat=PATIENCE, check=PATIENCE)


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for something that is about to be true."""
    waiting, tries = Event(), int(seconds / 0.02)
    while not true():
        tries -= 1
        assert tries > 0, "it did not come true"
        waiting.wait(0.02)


@contextmanager
def running(paces: Paces = QUICK, *, most: int = 100) -> Iterator[Live]:
    """The live process, until the end of the block; its port is `port`."""
    live = Live("127.0.0.1", 0, paces=paces, most=most)
    ready, held = Event(), {}

    def started(port: int) -> None:
        live.port = port
        ready.set()

    async def serve() -> None:
        held["loop"], held["stop"] = asyncio.get_running_loop(), asyncio.Event()
        await live.run(held["stop"], started)  # type: ignore[arg-type]  # as it was just made

    thread = Thread(target=lambda: asyncio.run(serve()), name="live")
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        until(lambda: live.hears)
        yield live
    finally:
        while Ear.opened:
            Ear.opened.pop().leave()
        held["loop"].call_soon_threadsafe(held["stop"].set)  # type: ignore[attr-defined]  # a loop and an event
        thread.join(timeout=PATIENCE)
        connection.close()
    assert not thread.is_alive()


class Ear:
    """A browser that listens: `status` and `headers` of the answer, then events as they come."""

    opened: ClassVar[list[Ear]] = []

    def __init__(
        self,
        port: int,
        browser: Client | None = None,
        topic: str = "hotline",
        *,
        host: str = "127.0.0.1",
        more: str = "",
    ) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        Ear.opened.append(self)
        cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value if browser is not None else ""
        said = f"GET /truc-tiep/{topic}/ HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: sessionid={cookie}\r\n{more}\r\n"
        self._socket.sendall(said.encode())
        self._kept = b""
        head = self._up_to(b"\r\n\r\n").decode()
        self.status = int(head.split(" ")[1])
        self.headers = {
            name.lower(): value for name, _colon, value in (line.partition(": ") for line in head.split("\r\n"))
        }

    def hears(self) -> str:
        """The next event, or the next sign of life (`:`); empty at the end of the stream."""
        said = self._up_to(b"\n\n").decode().strip()
        return self.hears() if said.startswith("retry") else said

    def hears_nothing(self, seconds: float = 0.3) -> bool:
        """Whether nothing comes for so long."""
        self._socket.settimeout(seconds)
        try:
            return not self._kept and self._socket.recv(1) == b""
        except TimeoutError:
            return True
        finally:
            self._socket.settimeout(PATIENCE)

    def sleeps(self) -> socket.socket:
        """Its socket, from which nobody reads any more."""
        return self._socket

    def leave(self) -> None:
        """Close the page."""
        self._socket.close()

    def _up_to(self, mark: bytes) -> bytes:
        while mark not in self._kept:
            came = self._socket.recv(4096)
            if not came:
                said, self._kept = self._kept, b""
                return said
            self._kept += came
        said, _mark, self._kept = self._kept.partition(mark)
        return said
