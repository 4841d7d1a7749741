"""One listener: told under their keys, at a pace, and let go when they are too slow or may not listen any more."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from motcua.adapters.live_events import wire
from motcua.adapters.live_events.admission import Guest
from motcua.kernel.live import EVERYBODY

LOOK, ENOUGH = "look", "enough"
"""The two events there are: look again; and: do not come back for a while, ask as you did before."""


@dataclass(frozen=True)
class Paces:
    """Seconds: between two events under a key of one's own, between two for everybody, until a sign of life, until
    the session is looked at again, and for which somebody may not take what is sent."""

    own: float = 0.1
    everybody: float = 3.0
    beat: float = 15.0
    check: float = 60.0
    slow: float = 10.0


class Stream:
    """What waits for a listener is a set of keys out of their own few: however much happens, it does not grow."""

    def __init__(self, writer: asyncio.StreamWriter, topic: str, guest: Guest, paces: Paces) -> None:
        self.topic, self.guest = topic, guest
        self._writer, self._paces = writer, paces
        self._waiting: set[str] = set()
        self._woken = asyncio.Event()
        self._last: bytes | None = None

    def tell(self, key: str) -> None:
        """Something changed under this key."""
        self._waiting.add(key)
        self._woken.set()

    def tell_everything(self) -> None:
        """Nobody knows what changed."""
        self._waiting |= self.guest.keys
        self._woken.set()

    def end(self) -> None:
        """They have enough streams without this one."""
        self._last = wire.event(ENOUGH, self.topic)
        self._woken.set()

    def leave(self) -> None:
        """This process stops: the page comes back by itself to the next one."""
        self._last = b""
        self._woken.set()

    async def run(self, reader: asyncio.StreamReader, still: Callable[[], Awaitable[bool]]) -> None:
        """Tell until they leave, or are no longer let in (`still`). The first thing they do is look.

        Raises:
            TimeoutError: they do not take what they are sent.
            OSError: they are gone.
        """
        clock = asyncio.get_running_loop().time
        gone = asyncio.create_task(_gone(reader))
        gone.add_done_callback(lambda _task: self._woken.set())
        told = clock()
        beat, check = told + self._paces.beat, told + self._paces.check
        try:
            await self._send(b"retry: 3000\n\n" + wire.event(LOOK, self.topic))
            while not gone.done():
                await self._wait(min(beat, check, self._due(told)) - clock())
                now = clock()
                if self._last is not None:
                    await self._send(self._last)
                    return
                if self._waiting and now >= self._due(told):
                    self._waiting.clear()
                    await self._send(wire.event(LOOK, self.topic))
                    told = clock()
                    beat = told + self._paces.beat
                elif now >= beat:
                    await self._send(b":\n\n")
                    beat = clock() + self._paces.beat
                if now >= check:
                    if not await still():
                        return
                    check = clock() + self._paces.check
        finally:
            gone.cancel()

    def _due(self, told: float) -> float:
        """When they may be told next of what waits."""
        if not self._waiting:
            return float("inf")
        return told + (self._paces.own if self._waiting - {EVERYBODY} else self._paces.everybody)

    async def _wait(self, seconds: float) -> None:
        if self._woken.is_set():
            self._woken.clear()
            return
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    async def _send(self, said: bytes) -> None:
        self._writer.write(said)
        async with asyncio.timeout(self._paces.slow):
            await self._writer.drain()


async def _gone(reader: asyncio.StreamReader) -> None:
    """Until the other side closes; what it says meanwhile is of no interest, and ends it too."""
    try:
        await reader.read(1)
    except OSError:
        return
