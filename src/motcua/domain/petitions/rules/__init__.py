"""What a petition needs, who may do what with it, and what an answer must say. Pure decisions: no queries, no clock."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.petitions.models import Commitment, Petition
from motcua.domain.petitions.states import (
    ANSWERED,
    DETAILS,
    FURTHEST_FIRST,
    OWED,
    PROMISING,
    Detail,
    Period,
    Result,
    Source,
    State,
)
from motcua.kernel.actors import Actor, Citizen, Official, System
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.phrases import stands_in

SHORTEST, LONGEST, SHORTEST_REASON = 10, 20_000, 10
"""Characters of what a voter says or is answered, and of a reason."""
LONGEST_SAID, LONGEST_LINE = 4_000, 300
"""Characters of what is said with a step, and of a name, a place or a symbol."""
MOST_POINTS, MOST_FILES = 30, 10
VOTER = System("voter")
"""Whoever asked, as the journal calls them."""
Sent = tuple[str, bytes]


@dataclass(frozen=True)
class Voter:
    """Who asks, as far as they say. `several`: a community; `named`: they agree to be named in public."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    several: bool = False
    named: bool = False


@dataclass(frozen=True)
class NewPetition:
    """What somebody asks. `client_key` is the sender's own name for it: the same one sent twice is one petition."""

    content: str
    source: Source
    voter: Voter = field(default_factory=Voter)
    area: str = ""
    session: int | None = None
    period: Period | None = None
    delegates: Sequence[int] = ()
    points: Sequence[str] = ()
    files: Sequence[Sent] = ()
    client_key: str = ""


@dataclass(frozen=True)
class PointSaid:
    """One point, and where it belongs; what is left out is the petition's."""

    number: int
    field: str = ""
    level: str = ""
    competent: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter (công văn) outside this system: its symbol and day."""

    symbol: str
    signed_on: date


@dataclass(frozen=True)
class Assigning:
    """What the assigning letter says: who leads, who coordinates, by which day."""

    letter: Letter
    lead: str
    due_on: date
    coordinating: Sequence[str] = ()


@dataclass(frozen=True)
class Promise:
    """A milestone: what will be done, by which unit (its code), by which day."""

    what: str
    unit: str
    due_on: date


@dataclass(frozen=True)
class AnswerSaid:
    """What is answered to a point, with its class."""

    result: Result
    text: str
    detail: Detail | None = None
    done_on: date | None = None
    promises: Sequence[Promise] = ()


@dataclass(frozen=True)
class Said:
    """What goes with a move: a reason, where it belongs, a letter, an assignment, which points are meant."""

    reason: str = ""
    field: str = ""
    level: str = ""
    competent: str = ""
    points: Sequence[PointSaid] = ()
    into: str = ""
    batch: int | None = None
    assigning: Assigning | None = None
    suggested: str = ""
    owed: Sequence[int] = ()
    due_on: date | None = None
    committee: str = ""
    meeting: int | None = None


def as_said(text: str) -> str:
    """Words as they are kept and counted: in composed Unicode, nothing around them.

    Some keyboards send each accent as a letter of its own, and two spellings of a name must not be two names.
    """
    return unicodedata.normalize("NFC", text).strip()


def ensure_council(by: Official, terms: Mapping[str, Any]) -> None:
    """What the council's own office does; for everybody else there is no such desk."""
    if by.agency_code != terms.get("office") or Duty.COUNCIL not in by.duties:
        raise NotFound("council")


def as_recorded(by: Actor) -> Actor:
    """Who the journal names: an official or the program; a citizen is the voter."""
    return VOTER if isinstance(by, Citizen) else by


def ensure_content(content: str) -> None:
    """Something is said, and it can be read."""
    length = len(as_said(content))
    if length < SHORTEST:
        raise Refused("petition_says_nothing")
    if length > LONGEST:
        raise Refused("petition_too_long", longest=LONGEST)


def ensure_lines(*texts: str) -> None:
    """Names, places and symbols: a line each, that fits on paper."""
    if any(len(as_said(text)) > LONGEST_LINE for text in texts):
        raise Refused("name_too_long", longest=LONGEST_LINE)


def ensure_fits(*texts: str) -> None:
    """What is said with a step is read by people."""
    if any(len(as_said(text)) > LONGEST_SAID for text in texts):
        raise Refused("said_too_long", longest=LONGEST_SAID)


def ensure_files(files: int) -> None:
    """No more papers than one person looks at."""
    if files > MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)


def suspects(content: str, terms: Mapping[str, Any]) -> bool:
    """Whether the pack's words for a denunciation stand in it: somebody looks before it goes anywhere."""
    return stands_in(content, map(str, terms.get("denunciation_words", ())))


def reads_like_complaint(content: str, terms: Mapping[str, Any]) -> bool:
    """Whether the pack's words for a complaint stand in it."""
    return stands_in(content, map(str, terms.get("complaint_words", ())))


def ensure_cleared(petition: Petition) -> None:
    """Words of a denunciation stand in it, and nobody has said yet that it is none."""
    if petition.suspected:
        raise Refused("petition_may_denounce")


def ensure_reason(reason: str) -> None:
    """A decision about somebody's petition has a reason in words."""
    if len(as_said(reason)) < SHORTEST_REASON:
        raise Refused("reason_too_short", shortest=SHORTEST_REASON)
    ensure_fits(reason)


def ensure_points(texts: Sequence[str]) -> list[str]:
    """The points of a petition, each saying something."""
    said = [as_said(text) for text in texts]
    if not said or any(len(text) < SHORTEST for text in said):
        raise Refused("point_says_nothing")
    if len(said) > MOST_POINTS:
        raise Refused("too_many_points", most=MOST_POINTS)
    if any(len(text) > LONGEST for text in said):
        raise Refused("petition_too_long", longest=LONGEST)
    return said


def entry(terms: Mapping[str, Any], key: str, code: str) -> Mapping[str, Any]:
    """The field or level of the pack that bears this code.

    Raises:
        Refused: `unknown_field`, `unknown_level`.
    """
    found = next((each for each in terms.get(f"{key}s", ()) if each["code"] == code), None)
    if found is None:
        raise Refused(f"unknown_{key}")
    return dict(found)


def ensure_letter(letter: Letter | None, today: date) -> Letter:
    """A letter has a symbol and a day that has come."""
    if letter is None or not as_said(letter.symbol):
        raise Refused("letter_without_symbol")
    ensure_lines(letter.symbol)
    if letter.signed_on > today:
        raise Refused("letter_of_tomorrow")
    return letter


def ensure_assigning(assigning: Assigning | None, today: date) -> Assigning:
    """An assignment has its letter, and a day to come after it; nobody coordinates what they lead."""
    if assigning is None:
        raise Refused("assignment_missing")
    ensure_letter(assigning.letter, today)
    if assigning.due_on <= today or assigning.due_on < assigning.letter.signed_on:
        raise Refused("due_day_is_over")
    if assigning.lead in assigning.coordinating or len(set(assigning.coordinating)) < len(assigning.coordinating):
        raise Refused("coordinates_itself")
    return assigning


def ensure_may_give_back(petition: Petition, terms: Mapping[str, Any]) -> None:
    """Given back so often that the last choice binds: whoever was chosen answers."""
    if petition.returns >= int(terms.get("returns_before_binding", 2)):
        raise Refused("competence_was_decided")


def ensure_answer(said: AnswerSaid, today: date) -> AnswerSaid:
    """An answer says something, has a class, and promises nothing without milestone, day and unit.

    “Being solved” and “will be solved” name their milestones, or say why there is none: then they count as without a
    roadmap. What is done has the day it was done.
    """
    if len(as_said(said.text)) < SHORTEST:
        raise Refused("answer_says_nothing")
    if len(as_said(said.text)) > LONGEST:
        raise Refused("petition_too_long", longest=LONGEST)
    wanted = DETAILS.get(said.result, frozenset())
    if wanted and said.detail not in wanted:
        raise Refused("answer_needs_a_detail")
    if not wanted and said.detail is not None:
        raise Refused("answer_has_no_detail")
    if said.result is Result.DONE and (said.done_on is None or said.done_on > today):
        raise Refused("answer_needs_a_day")
    if said.detail is Detail.ROADMAP and not said.promises:
        raise Refused("answer_needs_a_roadmap")
    if said.promises and said.detail is Detail.NO_ROADMAP:
        raise Refused("answer_has_a_roadmap")
    if said.promises and said.result not in PROMISING:
        raise Refused("answer_promises_nothing")
    for promise in said.promises:
        ensure_promise(promise, today)
    return said


def ensure_promise(promise: Promise, today: date) -> None:
    """A milestone says what, by whom, and a day to come."""
    if len(as_said(promise.what)) < SHORTEST:
        raise Refused("promise_says_nothing")
    ensure_fits(promise.what)
    if promise.due_on <= today:
        raise Refused("promise_needs_a_day")


def ensure_may_answer(by: Official, lead: int, coordinating: Collection[int]) -> None:
    """Who leads and who coordinates draft the answer; for everybody else there is none."""
    if Duty.SPECIALIST not in by.duties or by.agency_id not in {lead, *coordinating}:
        raise NotFound("petition")


def ensure_owes(petition: Petition) -> None:
    """An answer is owed now: it was taken, or came back."""
    if petition.state not in {State.ACCEPTED, State.CAME_BACK}:
        raise Refused("no_answer_owed")


def is_bare(result: str, detail: str, promised: Collection[object]) -> bool:
    """Whether a point promises something without milestone, day and unit, or says itself that it has none.

    What an answer before it promised, and what was kept of that, is no roadmap of one that has none.
    """
    return result in PROMISING and (detail == Detail.NO_ROADMAP or not promised)


def furthest(results: Collection[str]) -> str:
    """The class furthest from done: that of the petition as a whole."""
    return next((str(each) for each in FURTHEST_FIRST if each in results), "")


def ensure_may_keep(commitment: Commitment, done_on: date, today: date) -> None:
    """A promise is kept once, on a day that has come, and not before its answer was written."""
    if commitment.made_at is None:
        raise NotFound("commitment")
    if commitment.kept_at is not None:
        raise Refused("commitment_kept_already")
    if done_on > today:
        raise Refused("kept_tomorrow")
    if done_on < localdate(commitment.answer.drafted_at):
        raise Refused("kept_before_promised")  # a slip in the year would count as kept in time


def ensure_may_call_unanswered(petition: Petition, today: date) -> None:
    """“Not answered” can be said of an answer, or once the day for it has passed."""
    overdue = petition.state in OWED and petition.due_on is not None and petition.due_on < today
    if petition.state not in ANSWERED and not overdue:
        raise Refused("not_yet_owed")


def ensure_carried_later(petition: Petition, opens: date) -> None:
    """What is still open goes to a session after its own."""
    if petition.closed_at is not None or petition.state == State.SETTLED:
        raise Refused("nothing_to_carry")
    if petition.session is None or opens <= petition.session.opens:
        raise Refused("session_is_not_later")
