"""What must appear live: the database's LISTEN and NOTIFY as server-sent events, in a process of its own.

A page asks `/truc-tiep/<topic>/` with its session and is told to look again; what it then sees comes from its own
address. A page that cannot be told here asks as it did before.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import psycopg
from django.db import OperationalError, connection, connections

from motcua.adapters.live_events import wire
from motcua.adapters.live_events.admission import Guest, Turned, admit, allowed_origin
from motcua.adapters.live_events.stream import Paces, Stream
from motcua.kernel import live
from motcua.kernel.errors import Malformed

PREFIX = "/truc-tiep/"
MOST, MOST_EACH = 2_000, 6
"""Streams in all, and for one account: the oldest gives way."""
SENT_AHEAD = 16_384
"""Bytes that the kernel may hold for a listener who does not read; nothing more is held by us."""
QUIET = 30.0
"""Seconds after which a connection that says nothing is asked whether it is still there."""
log = logging.getLogger(__name__)


class Live:
    """The process: ears at the database, and a door for pages."""

    def __init__(self, host: str, port: int, *, paces: Paces | None = None, most: int = MOST) -> None:
        self.host, self.port = host, port
        self.hears = False
        self._paces, self._most = paces or Paces(), most
        self._streams: dict[tuple[str, str], set[Stream]] = defaultdict(set)
        self._all: dict[Stream, None] = {}
        self._answering: set[asyncio.Task[Any]] = set()
        self._doors = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-door")

    async def run(self, stop: asyncio.Event, started: Callable[[int], None] = lambda _port: None) -> None:
        """Serve until `stop` is set; `started` is told the port."""
        server = await asyncio.start_server(self._serve, self.host, self.port, limit=wire.LONGEST_HEAD)
        ears = asyncio.create_task(self._listen())
        try:
            started(int(server.sockets[0].getsockname()[1]))
            await stop.wait()
        finally:
            server.close()
            ears.cancel()
            for stream in list(self._all):
                stream.leave()
            await asyncio.wait([ears, *self._answering], timeout=5)
            await asyncio.get_running_loop().run_in_executor(self._doors, connections.close_all)
            self._doors.shutdown()

    @property
    def listeners(self) -> int:
        """How many streams there are."""
        return len(self._all)

    # --- ears --------------------------------------------------------------------------------------------

    async def _listen(self) -> None:
        """Hear the database; after each break everybody looks, since nobody knows what was said meanwhile."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(autocommit=True, **_where()) as ears:
                    await ears.execute(f"LISTEN {live.CHANNEL}")
                    self.hears = True
                    for stream in list(self._all):
                        stream.tell_everything()
                    while True:
                        async for word in ears.notifies(timeout=QUIET):
                            self._pass_on(word.payload)
                        await ears.execute("SELECT 1")
            except (psycopg.OperationalError, psycopg.InterfaceError):
                if self.hears:
                    log.warning("the database is away; pages are told when it is back")
                self.hears = False
                await asyncio.sleep(1.0)

    def _pass_on(self, word: str) -> None:
        topic, key = live.read(word)
        for stream in list(self._streams.get((topic, key), ())):
            stream.tell(key)

    # --- the door ----------------------------------------------------------------------------------------

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._answering.add(task)
        try:
            await self._answer(reader, writer)
        except (OSError, TimeoutError):
            writer.transport.abort()  # gone, or asleep: nothing is kept for them
        finally:
            self._answering.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await wire.read(reader)
        except Malformed:
            writer.write(wire.answer(HTTPStatus.BAD_REQUEST))
            return
        topic, cookie = asked.path.removeprefix(PREFIX).strip("/"), asked.headers.get("cookie", "")
        if asked.path == "/healthz":
            writer.write(wire.answer(HTTPStatus.OK if self.hears else HTTPStatus.SERVICE_UNAVAILABLE))
            return
        allowed = ""
        try:
            allowed = allowed_origin(asked.headers)
            if asked.method != "GET" or not asked.path.startswith(PREFIX):
                raise Turned(HTTPStatus.NOT_FOUND)
            if len(self._all) >= self._most:
                raise Turned(HTTPStatus.SERVICE_UNAVAILABLE)
            guest = await self._at_the_door(topic, cookie)
        except Turned as turned:
            writer.write(wire.answer(turned.status, allowed))
            return
        except OperationalError:
            writer.write(wire.answer(HTTPStatus.SERVICE_UNAVAILABLE, allowed))
            return
        _hold_little(writer)
        writer.write(wire.answer(HTTPStatus.OK, allowed, kind=wire.STREAM))
        stream = Stream(writer, topic, guest, self._paces)
        self._let_in(stream)

        async def still() -> bool:
            try:
                return await self._at_the_door(topic, cookie) == guest
            except Turned:
                return False
            except OperationalError:
                return True  # nothing is told while the database is away, and then they are asked again

        try:
            await stream.run(reader, still)
        finally:
            self._let_out(stream)

    async def _at_the_door(self, topic: str, cookie: str) -> Guest:
        return await asyncio.get_running_loop().run_in_executor(self._doors, admit, topic, cookie)

    def _let_in(self, stream: Stream) -> None:
        whose = stream.guest.account_id
        own = [each for each in self._all if whose is not None and each.guest.account_id == whose]
        if len(own) >= MOST_EACH:
            own[0].end()
            self._let_out(own[0])
        self._all[stream] = None
        for key in stream.guest.keys:
            self._streams[stream.topic, key].add(stream)

    def _let_out(self, stream: Stream) -> None:
        self._all.pop(stream, None)
        for key in stream.guest.keys:
            listening = self._streams.get((stream.topic, key), set())
            listening.discard(stream)
            if not listening:
                self._streams.pop((stream.topic, key), None)


def _hold_little(writer: asyncio.StreamWriter) -> None:
    """Whoever does not read finds out soon, and costs no more than this."""
    writer.transport.set_write_buffer_limits(high=0)
    raw = writer.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT_AHEAD)


def _where() -> dict[str, Any]:
    """How Django reaches the database, for a connection of our own."""
    kept = connection.settings_dict
    named = {
        "dbname": kept["NAME"],
        "user": kept["USER"],
        "password": kept["PASSWORD"],
        "host": kept["HOST"],
        "port": kept["PORT"],
        "sslmode": kept["OPTIONS"].get("sslmode"),
        "sslrootcert": kept["OPTIONS"].get("sslrootcert"),
    }
    return {"connect_timeout": 5, **{name: value for name, value in named.items() if value}}
