"""Who may do what with a call, who is rung next, what a province says of its hotline. Pure: no queries, no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.domain.accounts.states import Duty
from motcua.domain.hotline.models import Call, Operator
from motcua.domain.hotline.rules.calling_back import (
    Slot,
    ensure_dialling_hours,
    ensure_slot_open,
    ensure_tries_left,
    is_open,
    next_try,
    slot,
)
from motcua.domain.hotline.rules.life import Heard, Life, life
from motcua.domain.hotline.rules.proving import (
    MOST_PROOFS,
    ensure_may_prove,
    ensure_tries_of_today,
    opened_letter,
    pin_minutes,
    pin_text,
)
from motcua.domain.hotline.rules.sealing import call_back_nobody, name_nobody
from motcua.domain.hotline.states import LIVE, CallState, Pause
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import fold

LONGEST_NOTE = 4_000

__all__ = [
    "LONGEST_NOTE",
    "MOST_PROOFS",
    "Heard",
    "Life",
    "Slot",
    "Waiting",
    "call_back_nobody",
    "ensure_abandoned",
    "ensure_can",
    "ensure_dialling_hours",
    "ensure_edits",
    "ensure_has",
    "ensure_may_prove",
    "ensure_operates",
    "ensure_oversees",
    "ensure_pause",
    "ensure_slot_open",
    "ensure_tries_left",
    "ensure_tries_of_today",
    "is_open",
    "life",
    "name_nobody",
    "next_try",
    "opened_letter",
    "pairs",
    "pin_minutes",
    "pin_text",
    "same_person",
    "slot",
]


def ensure_operates(official: Official, terms: Mapping[str, Any]) -> None:
    """Only an operator of the agency that answers the hotline; for anybody else it is not there."""
    if official.agency_code != terms.get("agency"):
        raise NotFound("hotline")
    if Duty.OPERATOR not in official.duties:
        raise Refused("other_duty")


def ensure_oversees(official: Official, terms: Mapping[str, Any]) -> None:
    """Only a leader of that agency hears and judges calls that others took."""
    if official.agency_code != terms.get("agency"):
        raise NotFound("hotline")
    if Duty.LEADER not in official.duties:
        raise Refused("other_duty")


def ensure_edits(official: Official, terms: Mapping[str, Any]) -> None:
    """Who keeps the knowledge base: a leader of the hotline's agency, or who keeps its catalogues."""
    if official.agency_code != terms.get("agency"):
        raise NotFound("hotline")
    if not {Duty.LEADER, Duty.ADMINISTRATOR} & official.duties:
        raise Refused("other_duty")


def ensure_has(call: Call, official: Official) -> None:
    """The call is, or was, this operator's; another's is not there."""
    if call.operator_id != official.account_id:
        raise NotFound("call")


_FROM = {
    "answer": frozenset({CallState.RINGING}),
    "hold": frozenset({CallState.TALKING}),
    "resume": frozenset({CallState.HELD}),
    "transfer": frozenset({CallState.TALKING, CallState.HELD}),
    "hang_up": LIVE,
    "record": frozenset({CallState.TALKING, CallState.HELD}),
}
"""In which states of a call an operator may ask the telephone for what."""


def ensure_can(command: str, call: Call) -> None:
    """What is asked of the telephone fits what the call is doing."""
    if call.state not in _FROM[command]:
        raise Refused("call_moved_on", state=call.state)


def ensure_abandoned(call: Call) -> None:
    """A colleague takes a talk over only while it goes on."""
    if call.state not in {CallState.TALKING, CallState.HELD}:
        raise Refused("call_moved_on", state=call.state)


def ensure_pause(pause: str) -> None:
    """A break has a reason."""
    if pause not in {Pause.REST, Pause.MEETING, Pause.TRAINING, Pause.PAPERWORK}:
        raise Refused("break_without_reason")


@dataclass(frozen=True)
class Waiting:
    """A call in the queue: since when, and for whom."""

    call: int
    since: datetime
    skill: str
    urgent: bool = False


def pairs(
    waiting: Sequence[Waiting], ready: Sequence[Operator], now: datetime, terms: Mapping[str, Any]
) -> list[tuple[int, Operator]]:
    """Which telephone rings for which call: urgent ones first, then who waits longest; the longest idle is rung.

    A call goes to somebody with its skill, else to somebody who named none and takes all; once it overflows
    (`overflow_after` seconds, of the skill or of all) to the skills that help out (`overflow_to`), and anybody will do
    where none is named or when it has waited twice as long.
    """
    free = sorted(ready, key=lambda each: (each.idle_since, each.pk))
    found = []
    for each in sorted(waiting, key=lambda one: (not one.urgent, one.since, one.call)):
        chosen = next(iter(_able(each, free, now - each.since, terms)), None)
        if chosen is not None:
            free.remove(chosen)
            found.append((each.call, chosen))
    return found


def _able(each: Waiting, free: Sequence[Operator], waited: timedelta, terms: Mapping[str, Any]) -> list[Operator]:
    """Who of the free may be rung for a call that has waited so long."""
    if not each.skill:
        return list(free)
    if skilled := [one for one in free if each.skill in one.skills]:
        return skilled
    skill: Mapping[str, Any] = next((one for one in terms.get("skills", ()) if one["code"] == each.skill), {})
    overflow = timedelta(seconds=int(skill.get("overflow_after") or terms.get("overflow_after", 60)))
    helping = set(skill.get("overflow_to", ()))
    if waited >= (2 * overflow if helping else overflow):
        return list(free)
    return [one for one in free if not one.skills or (waited >= overflow and helping & set(one.skills))]


def same_person(told: str, kept: Collection[str]) -> bool:
    """Whether what a caller says is one of what is written, however it was typed; nothing is proof of nothing."""
    said = _bare(told)
    return bool(said) and said in {_bare(each) for each in kept if each}


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
