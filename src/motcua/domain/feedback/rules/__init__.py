"""What a report needs, who may do what with it, and what becomes of it. Pure decisions: no queries, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from motcua.domain.accounts.states import Duty
from motcua.domain.feedback.models import Category, Report
from motcua.domain.feedback.rules.denouncing import denounces
from motcua.domain.feedback.states import Channel, RejectReason, Remedy, State, Urgency
from motcua.kernel.actors import Actor, Citizen, Official, System
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import fold
from motcua.kernel.worktime import Limit, Unit

LONGEST = 10_000
"""Characters: more than anybody reads aloud in ten minutes."""
LONGEST_SAID = 4_000
"""Characters of anything that is said in a step, by an official or the sender: what fits on two pages."""
LONGEST_NAME = 300
SHORTEST = 10
SHORTEST_REASON = 10
REPLY_DAYS = 5
"""Where the pack says nothing."""
SPOKEN = frozenset({Channel.PHONE, Channel.COUNTER})
"""Ways in which an official writes down what somebody says."""
REPORTER = System("reporter")
"""Whoever reported, as the journal calls them: no entry can be taken back, and it may yet turn out a denunciation."""
Sent = tuple[str, bytes]
"""A file as it was sent: its name and its bytes."""


@dataclass(frozen=True)
class Sender:
    """Who reports, as far as they say; `shows`: the unit that acts may know who it was."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    shows: bool = False

    @property
    def anonymous(self) -> bool:
        """Whether nobody could be asked or told."""
        return not (self.phone or self.email)


@dataclass(frozen=True)
class Place:
    """Where it is: the code of an area, words for the spot, and coordinates (WGS 84) where a phone gave them."""

    area: str = ""
    detail: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class NewReport:
    """What is sent. `client_key` is the sender's own name for it: the same one sent twice is one report."""

    category: str
    content: str
    channel: Channel
    sender: Sender = field(default_factory=Sender)
    place: Place = field(default_factory=Place)
    files: Sequence[Sent] = ()
    sounds: Sequence[Sent] = ()
    occurred_on: date | None = None
    written_at: datetime | None = None
    client_key: str = ""
    about_code: str = ""
    about_official: int | None = None


@dataclass(frozen=True)
class AnswerSaid:
    """What a unit answers: what was done, by whom and when, or by when it will be."""

    remedy: Remedy
    what: str
    who: str
    done_on: date | None = None
    promised_on: date | None = None
    evidence: Sequence[Sent] = ()


@dataclass(frozen=True)
class Said:
    """What goes with an outcome: a reason, the unit it is sent to, an answer, a question, a text for the public.

    `lapsed`: nobody said anything, and the days for it are over.
    """

    reason: str = ""
    to: str = ""
    category: str = ""
    reject: RejectReason | None = None
    into: str = ""
    answer: AnswerSaid | None = None
    question: str = ""
    public_text: str = ""
    public_answer: str = ""
    urgency: Urgency | None = None
    lapsed: bool = False


def ensure_takes_down(by: Official) -> None:
    """Only who receives people at a one-stop unit has a counter; for others there is none."""
    if Duty.RECEPTION not in by.duties:
        raise NotFound("counter")


def as_recorded(by: Actor) -> Actor:
    """Who the journal names for an act about a report: an official or the program; a citizen is the reporter."""
    return REPORTER if isinstance(by, Citizen) else by


def needs(category: Category, key: str) -> str:
    """`required`, `optional` or `none`: whether a category needs a place (`place`) or a photo (`photo`)."""
    return str(category.body.get(key, "optional"))


def ensure_content(content: str) -> None:
    """Something is said, and it can be read."""
    length = len(content.strip())
    if length < SHORTEST:
        raise Refused("report_says_nothing")
    if length > LONGEST:
        raise Refused("report_too_long", longest=LONGEST)


def ensure_needs(new: NewReport, category: Category) -> None:
    """The place, the photo and the way back to the sender that this category needs."""
    if needs(category, "place") == "required" and not new.place.area:
        raise Refused("report_needs_a_place")
    if needs(category, "photo") == "required" and not new.files:
        raise Refused("report_needs_a_photo")
    if new.sender.anonymous and not category.body.get("anonymous", False):
        raise Refused("report_needs_a_contact")


def ensure_intake(new: NewReport, category: Category) -> None:
    """Who reports about administrative rules says their name, address and how to reach them (NĐ 20/2008, Điều 7).

    Where an official writes it down, it can be asked for; what comes in writing is judged by whoever registers it.
    """
    if new.channel not in SPOKEN or not category.body.get("legal_kind"):
        return
    if not new.sender.name.strip():
        raise Refused("report_needs_a_name")
    if not new.sender.address.strip():
        raise Refused("report_needs_an_address")
    if new.sender.anonymous:
        raise Refused("report_needs_a_contact")


def ensure_files(new: NewReport, terms: Mapping[str, Any]) -> None:
    """No more pictures than one person looks at."""
    most = int(terms.get("most_files", 10))
    if len(new.files) > most:
        raise Refused("too_many_files", most=most)


def is_denunciation(new: NewReport, category: Category, terms: Mapping[str, Any]) -> bool:
    """Whether it must go to the sealed queue: the category says so, or the words of the pack stand in it."""
    said = (new.content, new.place.detail)
    return bool(category.body.get("sealed")) or any(denounces(text, terms) for text in said)


def within(latitude: float, longitude: float, terms: Mapping[str, Any]) -> bool:
    """Whether a place lies in the rectangle around the province; where the pack draws none, everything does."""
    bounds = terms.get("bounds")
    if not bounds:
        return True
    south, west, north, east = (float(each) for each in bounds)
    return south <= latitude <= north and west <= longitude <= east


def ensure_inside(place: Place, terms: Mapping[str, Any]) -> None:
    """What lies in another province is nothing that this one can repair."""
    if place.latitude is None or place.longitude is None:
        return
    if not within(place.latitude, place.longitude, terms):
        raise Refused("outside_the_province")


def ensure_no_denunciation(text: str, terms: Mapping[str, Any]) -> None:
    """What somebody says about their report is read by its unit; a denunciation goes by itself, under seal."""
    if denounces(text, terms):
        raise Refused("words_of_a_denunciation")


def looks_like_complaint(new: NewReport, terms: Mapping[str, Any]) -> bool:
    """Whether a dispatcher should look at it as a complaint (khiếu nại), which has its own law and its own days."""
    return reads_like_complaint(new.content, terms)


def reads_like_complaint(content: str, terms: Mapping[str, Any]) -> bool:
    """Whether the pack's words for a complaint stand in a text."""
    text = f" {fold(content)} "
    return any(f" {fold(str(word))} " in text for word in terms.get("complaint_words", ()))


def fits(text: str) -> bool:
    """Whether somebody would read a text to its end where steps are shown."""
    return len(text.strip()) <= LONGEST_SAID


def ensure_fits(*texts: str) -> None:
    """What is said in a step is read by people; a longer text goes with it as a file."""
    if not all(fits(text) for text in texts):
        raise Refused("said_too_long", longest=LONGEST_SAID)


def ensure_said_fits(said: Said) -> None:
    """Every text of an outcome, whatever door it came by."""
    ensure_fits(said.reason, said.question, said.public_text, said.public_answer)
    if said.answer is not None:
        ensure_fits(said.answer.what)
        if len(said.answer.who.strip()) > LONGEST_NAME:
            raise Refused("name_too_long", longest=LONGEST_NAME)


def last_day_to_reply(asked_on: date, terms: Mapping[str, Any]) -> date:
    """The first day on which a reply is waited for no more: so many whole days after that of the question."""
    return asked_on + timedelta(days=int(terms.get("reply_days", REPLY_DAYS)) + 1)


def ensure_reason(reason: str) -> None:
    """A decision about somebody's report has a reason in words."""
    ensure_fits(reason)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("reason_too_short", shortest=SHORTEST_REASON)


def ensure_may_give_back(report: Report) -> None:
    """Whose it is was decided: the unit acts (docs/law/feedback.md)."""
    if report.binding:
        raise Refused("competence_was_decided")


def binds(report: Report, terms: Mapping[str, Any]) -> bool:
    """Whether the coordinator's next choice of a unit is the last word: it was given back so often."""
    return report.returns >= int(terms.get("returns_before_binding", 2))


def ensure_answers(said: Said, category: Category, today: date) -> AnswerSaid:
    """An answer says what was done, by whom and when; infrastructure is closed with a picture from the place."""
    answer = said.answer
    if answer is None or len(answer.what.strip()) < SHORTEST or not answer.who.strip():
        raise Refused("answer_says_nothing")
    if answer.remedy is Remedy.DONE:
        if answer.done_on is None or answer.done_on > today:
            raise Refused("answer_needs_a_day")
        if category.body.get("close_with_photo") and not answer.evidence:
            raise Refused("answer_needs_a_photo")
    if answer.remedy is Remedy.PLANNED and (answer.promised_on is None or answer.promised_on <= today):
        raise Refused("answer_needs_a_promise")
    return answer


def ensure_may_reopen(report: Report, now: datetime, terms: Mapping[str, Any]) -> None:
    """“Not fixed” is heard for some days after the answer."""
    days = int(terms.get("reopen_days", 7))
    if report.state != State.ANSWERED or report.answered_at is None:
        raise Refused("nothing_to_reopen")
    if now > report.answered_at + timedelta(days=days):
        raise Refused("too_late_to_reopen", days=days)


def ensure_may_extend(report: Report, due: datetime, new_due: datetime, now: datetime, *, extended: bool) -> None:
    """Once, before the date, to a later one."""
    if extended:
        raise Refused("already_extended")
    if now >= due or report.state not in {State.FORWARDED, State.ACCEPTED, State.REOPENED, State.ANSWER_DRAFTED}:
        raise Refused("too_late_to_extend")
    if new_due <= due:
        raise Refused("extension_is_not_later")


def longer(limit: str, days: int) -> str:
    """A limit with so many days more, in its own unit; hours are those of a whole day."""
    if days < 1:
        raise Refused("extension_is_not_later")
    parsed = Limit.parse(limit)
    if parsed.unit is Unit.SAME_DAY:
        return str(Limit(Unit.WORKING_DAYS, days))
    more = days * 24 if parsed.unit is Unit.WORKING_HOURS else days
    if parsed.unit is Unit.MONTHS:
        raise Refused("too_late_to_extend")
    return str(Limit(parsed.unit, parsed.whole + more, parsed.half))
