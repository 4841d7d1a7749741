"""What became of a call, from everything that was heard of it: a fold that does not care in which order it came.

An event that was lost is made up for by the next: who holds a call has answered it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.hotline.states import CallState, Direction, Ending, Happening

_RANK = {kind: rank for rank, kind in enumerate(Happening)}
_OF_A_TALK = frozenset({Happening.ANSWERED, Happening.HELD, Happening.RESUMED, Happening.TRANSFERRED})


@dataclass(frozen=True)
class Heard:
    """One event as it is kept: `operator` is whose telephone it was, `number` its cause or its seconds."""

    kind: Happening
    at: datetime
    key: str
    operator: int | None = None
    detail: str = ""
    number: int = 0


@dataclass
class Life:
    """A call as its events tell it. `operator` is who had it last; `holder` who has it now; seconds are whole."""

    offered_at: datetime
    state: CallState = CallState.OFFERED
    queued_at: datetime | None = None
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    left_at: datetime | None = None
    ended_at: datetime | None = None
    operator: int | None = None
    holder: int | None = None
    skill: str = ""
    transferred_to: str = ""
    recording: str = ""
    voicemail: str = ""
    cause: int = 0
    queue_seconds: int = 0
    ring_seconds: int = 0
    talk_seconds: int = 0
    hold_seconds: int = 0

    def ending(self, direction: str, short: int) -> str:
        """How it came out; empty while it lasts. A caller who gave up within `short` seconds is not one we lost."""
        if self.ended_at is None:
            return ""
        if self.answered_at is not None:
            return Ending.ANSWERED
        if direction == Direction.OUT:
            return Ending.UNREACHED
        if self.voicemail:
            return Ending.VOICEMAIL
        waited = (self.ended_at - (self.queued_at or self.offered_at)).total_seconds()
        return Ending.SHORT if waited < short else Ending.LOST


def life(events: Iterable[Heard]) -> Life:
    """The life of a call; there is at least one event."""
    ordered = sorted(events, key=lambda each: (each.at, _RANK[each.kind], each.key))
    ended = next((each for each in ordered if each.kind is Happening.ENDED), None)
    found = Life(offered_at=ordered[0].at)
    waits = _Span(), _Span(), _Span(), _Span()
    queue, ring, talk, hold = waits
    for each in ordered:
        if each.kind is Happening.ENDED or (ended is not None and each.at > ended.at and each.kind not in _AFTERWARDS):
            continue  # what a late clock dates after the end changes nothing
        if each.kind in _OF_A_TALK:
            _speaking(found, each, waits)
        match each.kind:
            case Happening.QUEUED:
                found.queued_at, found.skill = found.queued_at or each.at, each.detail or found.skill
                if found.answered_at is None:
                    found.state = CallState.QUEUED
                    queue.begin(each.at)
            case Happening.RINGING if found.state is not CallState.TALKING and found.state is not CallState.HELD:
                found.rang_at = found.rang_at or each.at
                found.state, found.holder = CallState.RINGING, each.operator
                ring.begin(each.at)
            case Happening.NOT_TAKEN if found.state is CallState.RINGING and each.operator in {None, found.holder}:
                found.state = CallState.QUEUED if found.queued_at else CallState.OFFERED
                found.holder = None
                ring.end(each.at)
            case Happening.HELD:
                found.state = CallState.HELD
                hold.begin(each.at)
            case Happening.RESUMED:
                hold.end(each.at)
            case Happening.TAKEN_OVER if found.holder is not None:
                found.operator = found.holder = each.operator
            case Happening.TRANSFERRED:
                found.state, found.holder = CallState.TRANSFERRED, None
                found.left_at, found.transferred_to = each.at, each.detail
                talk.end(each.at)
                hold.end(each.at)
            case Happening.RECORDING:
                found.recording = each.detail
            case Happening.VOICEMAIL:
                found.voicemail = each.detail
            case _:
                pass
    if ended is not None:
        for span in waits:
            span.end(ended.at)
        found.ended_at, found.cause, found.state, found.holder = ended.at, ended.number, CallState.ENDED, None
        found.left_at = found.left_at or (ended.at if found.answered_at else None)
    found.queue_seconds, found.ring_seconds, talked, found.hold_seconds = (span.seconds for span in waits)
    found.talk_seconds = max(talked - found.hold_seconds, 0)
    return found


_AFTERWARDS = frozenset({Happening.RECORDING, Happening.VOICEMAIL})


def _speaking(found: Life, each: Heard, spans: tuple[_Span, _Span, _Span, _Span]) -> None:
    """Somebody has the call: now at the latest it was answered."""
    queue, ring, talk, hold = spans
    found.answered_at = found.answered_at or each.at
    queue.end(each.at)
    ring.end(each.at)
    if each.kind is Happening.ANSWERED:
        hold.end(each.at)
        found.operator = found.holder = each.operator or found.holder or found.operator
        found.left_at = None
    else:
        found.operator = found.holder = found.holder or each.operator or found.operator
    found.state = CallState.TALKING
    talk.begin(each.at)


class _Span:
    """Time that is counted while something lasts."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._total = 0.0

    def begin(self, at: datetime) -> None:
        self._since = self._since or at

    def end(self, at: datetime) -> None:
        if self._since is not None:
            self._total += max((at - self._since).total_seconds(), 0.0)
            self._since = None

    @property
    def seconds(self) -> int:
        return round(self._total)
