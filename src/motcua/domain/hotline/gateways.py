"""What the hotline needs of a telephone system, whoever makes it: what it tells, and what it can be asked to do.

A gateway speaks of calls by its own names and of operators by the extension of their telephone. It may tell the same
thing twice and in any order; each thing has a `key` that is the same every time. It decides nothing: who is rung,
what is played and what is recorded is asked of it, one command after another, by `motcua listen telephony`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import ClassVar, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.domain.hotline.states import Direction, Happening


@dataclass(frozen=True, kw_only=True)
class Told:
    """What every event carries: the gateway's names of the call and of the event, and when it happened."""

    kind: ClassVar[Happening]
    call: str
    key: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CallOffered(Told):
    """Somebody calls, or is called. `number` is the other side's; empty when it is withheld.

    `extension` is the telephone from which an outgoing call is made.
    """

    kind = Happening.OFFERED
    number: str = ""
    to: str = ""
    direction: Direction = Direction.IN
    extension: str = ""


@dataclass(frozen=True, kw_only=True)
class Queued(Told):
    """The caller waits for somebody who can do this (`skill` of the terms; empty: anybody)."""

    kind = Happening.QUEUED
    skill: str = ""


@dataclass(frozen=True, kw_only=True)
class AgentRinging(Told):
    """An operator's telephone rings."""

    kind = Happening.RINGING
    extension: str


@dataclass(frozen=True, kw_only=True)
class NotTaken(Told):
    """The telephone that rang did not take it: busy, declined, no answer, not there. `cause` as in Q.850."""

    kind = Happening.NOT_TAKEN
    extension: str
    cause: int = 0


@dataclass(frozen=True, kw_only=True)
class Answered(Told):
    """The two can speak."""

    kind = Happening.ANSWERED
    extension: str = ""


@dataclass(frozen=True, kw_only=True)
class Held(Told):
    """The caller hears music."""

    kind = Happening.HELD


@dataclass(frozen=True, kw_only=True)
class Resumed(Told):
    """The caller is back in the conversation."""

    kind = Happening.RESUMED


@dataclass(frozen=True, kw_only=True)
class Transferred(Told):
    """The operator sent the caller on to `to` and is no longer part of it."""

    kind = Happening.TRANSFERRED
    to: str


@dataclass(frozen=True, kw_only=True)
class Ended(Told):
    """The caller is gone. `cause` as in Q.850; 0 when the gateway does not know."""

    kind = Happening.ENDED
    cause: int = 0


@dataclass(frozen=True, kw_only=True)
class RecordingReady(Told):
    """The conversation was recorded under this name at the gateway."""

    kind = Happening.RECORDING
    recording: str
    seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class Voicemail(Told):
    """The caller left a message under this name at the gateway."""

    kind = Happening.VOICEMAIL
    recording: str
    seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class Digits(Told):
    """Keys that the caller pressed."""

    kind = Happening.DIGITS
    digits: str


class CannotDo(Exception):
    """The gateway did not do what it was asked: the call is gone, or its telephones cannot.

    `problem` is a word of ours, never the gateway's: theirs may repeat a number.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Telephony(Protocol):
    """A telephone system. Each command may raise `CannotDo`; what comes of it is told by events."""

    code: str

    def run(self, hear: Callable[[Told], None], there: Callable[[Collection[str]], None], stop: Event) -> None:
        """Tell everything that happens until `stop` is set; `there` is told which calls are alive after a break."""

    def play(self, call: str, message: str) -> None:
        """Let the caller hear a message of the terms; keys pressed meanwhile are told."""

    def queue(self, call: str, skill: str) -> None:
        """Let the caller wait, with music."""

    def ring(self, call: str, extension: str, seconds: int) -> None:
        """Ring an operator's telephone for so long."""

    def stop_ringing(self, call: str, extension: str) -> None:
        """Stop ringing it."""

    def answer(self, call: str, extension: str) -> None:
        """Take the call as if the telephone had been picked up."""

    def hold(self, call: str) -> None:
        """Let the caller hear music."""

    def resume(self, call: str) -> None:
        """Bring the caller back."""

    def transfer(self, call: str, to: str) -> None:
        """Send the caller on to an extension or a number; the operator leaves."""

    def hang_up(self, call: str) -> None:
        """End the call."""

    def originate(self, call: str, extension: str, number: str) -> None:
        """Call a number from an operator's telephone, under this name."""

    def record(self, call: str, wanted: bool) -> None:
        """Record the conversation, or pause recording."""

    def take_message(self, call: str) -> None:
        """Let the caller leave a message after the tone."""

    def recording(self, name: str) -> bytes:
        """The sound that it keeps under this name, as WAV. `CannotDo("no_such_recording")` when it is not there."""

    def forget(self, name: str) -> None:
        """Erase a recording for good; one that is not there is erased already."""


NO_SUCH_RECORDING = "no_such_recording"
"""The word of `CannotDo` for a recording that is not there: not later either."""


def code() -> str:
    """Through which telephone system this installation speaks."""
    return str(settings.MOTCUA_TELEPHONY)


def telephony() -> Telephony:
    """The telephone system of this installation."""
    made: Telephony = import_string(settings.MOTCUA_TELEPHONY_GATEWAYS[code()])()
    return made
