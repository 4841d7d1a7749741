"""A telephone system that is none: callers who follow a script, telephones that ring on a page or answer by themselves.

`make demo` rings with it while somebody watches, and tests run hundreds of calls through it at once. Time is told to it
(`step`), so that a test needs none.
"""

from __future__ import annotations

import heapq
import math
import time
import wave
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random
from threading import Event, RLock
from typing import Any

from django.conf import settings

from motcua.domain.hotline import gateways
from motcua.domain.hotline.gateways import CannotDo, Told
from motcua.domain.hotline.states import Direction
from motcua.kernel.errors import Malformed
from motcua.kernel.reading import read_yaml

NORMAL, NO_ANSWER = 16, 19
BETWEEN = 0.05
"""Seconds between two calls where so many are kept going."""
BY_ITSELF = "9"
"""Telephones whose extension begins with this pick up by themselves, for calls that nobody at a page should take."""


@dataclass(frozen=True)
class Script:
    """What one caller does; times in seconds. `keys`: pressed one after the other, each `think` after the last thing
    heard; `patience`: how long they wait; `talk`: how long they speak; `message`: how long a message they leave."""

    name: str
    number: str
    keys: str = ""
    think: float = 2.0
    patience: float = 120.0
    talk: float = 60.0
    message: float = 0.0
    weight: int = 1

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Script:
        """A script as a file says it.

        Raises:
            Malformed: something in it is none of a script.
        """
        try:
            return cls(**{str(key): value for key, value in entry.items()})
        except TypeError as problem:
            raise Malformed(f"A call script is wrong: {problem}.") from problem


def scripts(path: Path) -> list[Script]:
    """The scripts of a file (`calls: […]`)."""
    body = read_yaml(path)
    entries = body.get("calls") if isinstance(body, Mapping) else None
    if not isinstance(entries, list) or not entries:
        raise Malformed(f"{path.name}: there are no calls in it.")
    return [Script.of(entry) for entry in entries]


@dataclass
class _Caller:
    """A call that is going on."""

    name: str
    script: Script
    keys: Iterator[str]
    queued: bool = False
    rings: str = ""
    with_extension: str = ""
    round: int = 0
    told: Iterator[int] = field(default_factory=lambda: count(1))


class Simulated:
    """The simulated telephone system. `begin` places a call; `step` lets everything happen that is due by then."""

    code = "simulated"

    def __init__(self, start: datetime | None = None) -> None:
        self._now = start or datetime.now(UTC)
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._calls: dict[str, _Caller] = {}
        self._lock = RLock()
        self._told: list[Told] = []
        self._names = count(1)
        self._another: Callable[[], Script] | None = None

    # --- what happens ------------------------------------------------------------------------------------

    def begin(self, script: Script, *, after: float = 0.0, name: str = "") -> str:
        """Somebody calls, so many seconds from now; the call's name."""
        with self._lock:
            name = name or f"sim-{self._now:%y%m%d%H%M%S%f}-{next(self._names)}"
            self._in(after, lambda: self._call(name, script))
            return name

    def step(self, now: datetime) -> list[Told]:
        """Everything that happened up to this moment."""
        with self._lock:
            while self._due and self._due[0][0] <= now:
                self._now, _order, act = heapq.heappop(self._due)
                act()
            self._now = max(self._now, now)
            told, self._told = self._told, []
            return told

    @property
    def alive(self) -> set[str]:
        """The calls that are going on."""
        with self._lock:
            return set(self._calls)

    def run(self, hear: Callable[[Told], None], there: Callable[[Collection[str]], None], stop: Event) -> None:
        """Let time pass as it does; calls that an earlier run began died with it."""
        there(self.alive)
        while not stop.is_set():
            for told in self.step(datetime.now(UTC)):
                hear(told)
            time.sleep(0.02)

    def keep_ringing(self, scripts: list[Script], *, every: float, seed: int, calls: int) -> None:
        """Place so many calls, one after the other, each drawn from the scripts by weight."""
        draw = Random(seed)  # noqa: S311  # nothing secret about an invented caller
        after = 0.0
        for _ in range(calls):
            after += draw.expovariate(1 / every)
            self.begin(draw.choices(scripts, [each.weight for each in scripts])[0], after=after)

    def keep_going(self, scripts: list[Script], *, at_once: int, seed: int) -> None:
        """Keep so many calls going: for each that ends another begins, drawn from the scripts by weight."""
        draw = Random(seed)  # noqa: S311  # nothing secret about an invented caller
        self._another = lambda: draw.choices(scripts, [each.weight for each in scripts])[0]
        for place in range(at_once):
            self.begin(self._another(), after=place * BETWEEN)

    # --- what it is asked --------------------------------------------------------------------------------

    def play(self, call: str, message: str) -> None:
        """The caller listens, then presses the next key of the script."""
        with self._lock:
            self._think(self._of(call))

    def queue(self, call: str, skill: str) -> None:
        with self._lock:
            caller = self._of(call)
            if not caller.queued:
                caller.queued = True
                self._tell(gateways.Queued, caller, skill=skill)
                self._in(caller.script.patience, lambda: self._lose_patience(call))

    def ring(self, call: str, extension: str, seconds: int) -> None:
        with self._lock:
            caller = self._of(call)
            caller.rings, caller.round = extension, caller.round + 1
            turn = caller.round
            self._tell(gateways.AgentRinging, caller, extension=extension)
            self._in(seconds, lambda: self._ring_out(call, extension, turn))
            if extension.startswith(BY_ITSELF):
                self._in(2.0, lambda: self._pick_up(call, extension, turn))

    def stop_ringing(self, call: str, extension: str) -> None:
        with self._lock:
            self._ring_out(call, extension, self._of(call).round)

    def answer(self, call: str, extension: str) -> None:
        with self._lock:
            caller = self._of(call)
            if caller.rings != extension:
                raise CannotDo("not_ringing")
            self._pick_up(call, extension, caller.round)

    def hold(self, call: str) -> None:
        with self._lock:
            self._tell(gateways.Held, self._talking(call))

    def resume(self, call: str) -> None:
        with self._lock:
            self._tell(gateways.Resumed, self._talking(call))

    def transfer(self, call: str, to: str) -> None:
        with self._lock:
            caller = self._of(call)
            self._tell(gateways.Transferred, caller, to=to)
            caller.with_extension = to
            self._in(15.0, lambda: self._end(call))

    def hang_up(self, call: str) -> None:
        with self._lock:
            self._end(self._of(call).name)

    def originate(self, call: str, extension: str, number: str) -> None:
        with self._lock:
            caller = _Caller(call, Script("called-back", number), iter(()))
            self._calls[call] = caller
            said = {"number": number, "direction": Direction.OUT, "extension": extension}
            self._tell(gateways.CallOffered, caller, **said)
            caller.rings, caller.round = extension, 1
            self._tell(gateways.AgentRinging, caller, extension=extension)
            self._in(3.0, lambda: self._pick_up(call, extension, 1))

    def record(self, call: str, wanted: bool) -> None:
        """Nothing is said, so there is a tone to hear; its name is told when the call ends."""

    def recording(self, name: str) -> bytes:
        """A tone, for as long as it was not erased."""
        try:
            return _kept(name).read_bytes()
        except OSError as problem:
            raise CannotDo(gateways.NO_SUCH_RECORDING) from problem

    def forget(self, name: str) -> None:
        _kept(name).unlink(missing_ok=True)

    def take_message(self, call: str) -> None:
        with self._lock:
            caller = self._of(call)
            if not caller.script.message:
                self._in(caller.script.think + 4, lambda: self._go_away(call))
                return
            self._in(caller.script.message, lambda: self._leave_message(call))

    # --- what a caller does ------------------------------------------------------------------------------

    def _call(self, name: str, script: Script) -> None:
        caller = _Caller(name, script, iter(script.keys))
        self._calls[name] = caller
        self._tell(gateways.CallOffered, caller, number=script.number, to="1022")

    def _think(self, caller: _Caller) -> None:
        name = caller.name
        key = next(caller.keys, None)
        if key is not None:
            self._in(caller.script.think, lambda: self._press(name, key))

    def _press(self, call: str, key: str) -> None:
        if caller := self._calls.get(call):
            self._tell(gateways.Digits, caller, digits=key)

    def _lose_patience(self, call: str) -> None:
        caller = self._calls.get(call)
        if caller is not None and not caller.with_extension:
            self._end(call)

    def _ring_out(self, call: str, extension: str, turn: int) -> None:
        caller = self._calls.get(call)
        if caller is not None and (caller.rings, caller.round) == (extension, turn):
            caller.rings = ""
            self._tell(gateways.NotTaken, caller, extension=extension, cause=NO_ANSWER)

    def _pick_up(self, call: str, extension: str, turn: int) -> None:
        caller = self._calls.get(call)
        if caller is None or (caller.rings, caller.round) != (extension, turn):
            return
        first = not caller.with_extension
        caller.with_extension, caller.rings = extension, ""
        self._tell(gateways.Answered, caller, extension=extension)
        if first:
            self._in(caller.script.talk, lambda: self._end(call))

    def _go_away(self, call: str) -> None:
        """Hang up at the tone, unless a key led to somebody meanwhile."""
        if (caller := self._calls.get(call)) and not caller.queued:
            self._end(call)

    def _leave_message(self, call: str) -> None:
        if (caller := self._calls.get(call)) and not caller.queued:
            said = {"recording": keep_tone(f"message-{call}"), "seconds": int(caller.script.message)}
            self._tell(gateways.Voicemail, caller, **said)
            self._end(call)

    def _end(self, call: str) -> None:
        caller = self._calls.pop(call, None)
        if caller is None:
            return
        if caller.with_extension:
            self._tell(
                gateways.RecordingReady, caller, recording=keep_tone(f"talk-{call}"), seconds=int(caller.script.talk)
            )
        self._tell(gateways.Ended, caller, cause=NORMAL)
        if self._another is not None:
            self.begin(self._another(), after=BETWEEN)

    # --- small things ------------------------------------------------------------------------------------

    def _of(self, call: str) -> _Caller:
        if call not in self._calls:
            raise CannotDo("no_such_call")
        return self._calls[call]

    def _talking(self, call: str) -> _Caller:
        caller = self._of(call)
        if not caller.with_extension:
            raise CannotDo("nobody_talks")
        return caller

    def _in(self, seconds: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (self._now + timedelta(seconds=seconds), next(self._order), act))

    def _tell(self, kind: type[Told], caller: _Caller, **said: Any) -> None:
        key = f"{caller.name}-{next(caller.told)}"
        self._told.append(kind(call=caller.name, key=key, at=self._now, **said))


def _kept(name: str) -> Path:
    """Where the sound of this name lies; what is no name of ours lies nowhere."""
    plain = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in name)
    return Path(settings.MOTCUA_HOME) / "recordings" / f"{plain}.wav"


def keep_tone(name: str) -> str:
    """Keep something to hear under this name, as a telephone system keeps a conversation; the name."""
    place = _kept(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(_tone())
    return name


@cache
def _tone() -> bytes:
    """Half a second of a tone."""
    rate, sound = 8_000, BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(
            bytes(128 + round(60 * math.sin(2 * math.pi * 440 * place / rate)) for place in range(rate // 2))
        )
    return sound.getvalue()
