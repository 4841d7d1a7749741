"""Between a telephone system and the hotline: passes on what is told, does what is asked, looks at the clock."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

from django.db import OperationalError, close_old_connections, connection

from motcua.domain.hotline import actions, gateways
from motcua.domain.hotline.gateways import CannotDo, Telephony, Told
from motcua.domain.packs import queries as packs
from motcua.kernel.actors import System

BY = System("telephony")
LOOKS_EVERY = 1.0
"""Seconds between two looks at who waits, who rings too long and whose page is closed."""
log = logging.getLogger(__name__)


def _real() -> datetime:
    return datetime.now(UTC)


class Listener:
    """One gateway's listener. `offset` is how far a demonstration's clock lies behind the gateway's."""

    def __init__(
        self, gateway: Telephony, *, offset: timedelta | None = None, clock: Callable[[], datetime] = _real
    ) -> None:
        self.gateway = gateway
        self.offset = packs.clock_offset() if offset is None else offset
        self._clock = clock

    def now(self) -> datetime:
        """The hotline's moment."""
        return self._clock() - self.offset

    def hear(self, told: Told) -> None:
        """Pass one event on; what rings next is decided at once, so that nobody waits for the clock."""
        here = replace(told, at=told.at - self.offset)
        actions.hear(here, gateway=self.gateway.code, by=BY, now=max(self.now(), here.at))
        if isinstance(told, gateways.Queued | gateways.NotTaken | gateways.Ended | gateways.Transferred):
            self._distribute()

    def _distribute(self) -> None:
        """A few telephones at a time, until everybody who is free and wanted is rung."""
        while actions.distribute(by=BY, now=self.now()):
            continue

    def there(self, alive: Collection[str]) -> None:
        """After a break: what the gateway no longer has is over."""
        actions.reconcile(self.gateway.code, alive, by=BY, now=self.now())

    def do(self) -> int:
        """Do everything that was asked; how much it was."""
        now = self.now()
        asked = actions.take_commands(self.gateway.code, now=now)
        for each in asked:
            try:
                perform(self.gateway, each)
            except CannotDo as problem:
                actions.command_failed(each.pk, problem.problem, now=now)
        return len(asked)

    def look(self) -> None:
        """What the clock brings: telephones that ring too long, callers who wait too long, pages that are closed."""
        now = self.now()
        actions.watch_ringing(by=BY, now=now)
        actions.watch_callers(by=BY, now=now)
        actions.watch_silent_talks(by=BY, now=now)
        actions.watch_operators(by=BY, now=now)
        self._distribute()

    def run(self, stop: Event) -> None:
        """Listen and do until told to stop; a database that is away for a moment is waited for."""
        ears = Thread(target=self._listen, args=(stop,), name="telephony", daemon=True)
        ears.start()
        looked = 0.0
        while not stop.is_set() and ears.is_alive():
            with suppress(OperationalError):
                self.do()
                if (clock := datetime.now(UTC).timestamp()) - looked >= LOOKS_EVERY:
                    looked = clock
                    self.look()
                _wait_for_word(0.2)
                continue
            connection.close()
            stop.wait(1.0)
        stop.set()
        ears.join(timeout=5)
        connection.close()

    def _listen(self, stop: Event) -> None:
        try:
            self.gateway.run(self._heard, self.there, stop)
        finally:
            connection.close()

    def _heard(self, told: Told) -> None:
        """An event that the database could not take yet is offered again: a gateway tells it only once."""
        for wait in (0.0, 0.5, 2.0, 5.0, 10.0):
            Event().wait(wait)
            try:
                self.hear(told)
            except OperationalError:
                close_old_connections()
                connection.close()
                continue
            return
        log.error("an event of the telephone system was lost: %s", told.kind)


def perform(gateway: Telephony, asked: Any) -> None:
    """One command to the gateway, with what it needs of the command's row."""
    call, argument, extension = asked.call.reference, asked.argument, asked.extension
    acts: dict[str, Callable[[], None]] = {
        "play": lambda: gateway.play(call, argument),
        "queue": lambda: gateway.queue(call, argument),
        "ring": lambda: gateway.ring(call, extension, int(argument or 20)),
        "stop_ringing": lambda: gateway.stop_ringing(call, extension),
        "answer": lambda: gateway.answer(call, extension),
        "hold": lambda: gateway.hold(call),
        "resume": lambda: gateway.resume(call),
        "transfer": lambda: gateway.transfer(call, argument),
        "hang_up": lambda: gateway.hang_up(call),
        "originate": lambda: gateway.originate(call, extension, argument),
        "record": lambda: gateway.record(call, argument != "off"),
        "take_message": lambda: gateway.take_message(call),
    }
    acts[asked.name]()


def _wait_for_word(seconds: float) -> None:
    """Until somebody asks a gateway for something, or so long."""
    if connection.in_atomic_block:
        return
    connection.ensure_connection()
    raw: Any = connection.connection
    raw.execute("LISTEN hotline_commands")
    for _word in raw.notifies(timeout=seconds, stop_after=1):
        break
