"""Meeting voters: the meeting, what each speaker said, and what was answered on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.documents import actions as documents
from motcua.domain.journal import actions as journal
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.models import Delegate, Group, Meeting, Opinion, Petition, Session
from motcua.domain.petitions.states import Period
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_line
from motcua.kernel.text import phone as national


@dataclass(frozen=True)
class NewMeeting:
    """A meeting with voters: `group` and `delegates` by their ids, `area` by its code."""

    session: int
    period: Period
    day: date
    area: str
    place: str
    organiser: str
    attendance: int
    group: int | None = None
    delegates: Sequence[int] = ()
    minutes: rules.Sent | None = None


@dataclass(frozen=True)
class Speaker:
    """Who spoke, as far as they said it."""

    name: str = ""
    hamlet: str = ""
    phone: str = ""


@atomic
def hold_meeting(new: NewMeeting, *, by: Official, now: datetime) -> Meeting:
    """Note that voters were met.

    Raises:
        NotFound: the official is not of the council's office, or there is no such session, area, group or delegate.
        Refused: `meeting_of_tomorrow`, `meeting_without_place`, `session_is_over`, and what
            `documents` refuses of the minutes.
    """
    rules.ensure_council(by, queries.terms())
    today = localdate(now)
    if new.day > today:
        raise Refused("meeting_of_tomorrow")
    if not clean_line(new.place) or not clean_line(new.organiser):
        raise Refused("meeting_without_place")
    rules.ensure_lines(new.place, new.organiser)
    session = Session.objects.select_related("term").filter(pk=new.session).order_by("pk").first()
    if session is None:
        raise NotFound("session")
    ensure_open(session, today)
    area = agencies.area(new.area, new.day)
    delegates = list(Delegate.objects.filter(pk__in=new.delegates, term_id=session.term_id).order_by("pk"))
    if len(delegates) != len(set(new.delegates)):
        raise NotFound("delegate")
    if new.group is not None and not Group.objects.filter(pk=new.group, term_id=session.term_id).exists():
        raise NotFound("group")
    file = documents.take_in(*new.minutes, by=by, now=now) if new.minutes is not None else None
    meeting = Meeting.objects.create(
        session=session,
        period=new.period,
        day=new.day,
        area=area,
        place=clean_line(new.place),
        organiser=clean_line(new.organiser),
        group_id=new.group,
        attendance=new.attendance,
        minutes=file,
        noted_at=now,
        noted_by_id=by.account_id,
    )
    meeting.delegates.set(delegates)
    facts = {"period": str(new.period), "day": new.day, "area": area.code, "attendance": new.attendance}
    journal.record("petitions.meeting_held", subject=("meeting", meeting.pk), by=by, at=now, facts=facts)
    return meeting


def ensure_open(session: Session, today: date) -> None:
    """Nothing new comes into a session once the next has opened: what the council was told of it stays as it is.

    Raises:
        Refused: `session_is_over`.
    """
    after = queries.session_after(session, today)
    if after is not None:
        raise Refused("session_is_over", number=session.number, term=session.term.code, next=after.number)


@atomic
def hand_in_minutes(meeting_id: int, minutes: rules.Sent, *, by: Official, now: datetime) -> Meeting:
    """Hand in the minutes of a meeting later, or in place of those that went under seal with what a speaker said.

    Raises:
        NotFound: the official is not of the council's office, or there is no such meeting.
        Refused: `minutes_are_there`, and what `documents` refuses of the file.
    """
    rules.ensure_council(by, queries.terms())
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).order_by("pk").first()
    if meeting is None:
        raise NotFound("meeting")
    if meeting.minutes_id is not None:
        raise Refused("minutes_are_there")
    meeting.minutes = documents.take_in(*minutes, by=by, now=now)
    meeting.save(update_fields=["minutes"])
    journal.record("petitions.minutes_handed_in", subject=("meeting", meeting.pk), by=by, at=now, facts={})
    return meeting


@atomic
def note_opinion(meeting_id: int, words: str, speaker: Speaker, *, by: Official, now: datetime) -> Opinion:
    """Write down faithfully what somebody said at a meeting.

    Raises:
        NotFound: the official is not of the council's office, or there is no such meeting.
        Refused: `petition_says_nothing`, `petition_too_long`.
    """
    rules.ensure_council(by, queries.terms())
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).order_by("pk").first()
    if meeting is None:
        raise NotFound("meeting")
    rules.ensure_content(words)
    rules.ensure_lines(speaker.name, speaker.hamlet)
    last = Opinion.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    opinion = Opinion.objects.create(
        meeting=meeting,
        number=last + 1,
        speaker_name=clean_line(speaker.name),
        hamlet=clean_line(speaker.hamlet),
        speaker_phone=national(speaker.phone) if speaker.phone else "",
        words=rules.as_said(words),
        noted_at=now,
        noted_by_id=by.account_id,
    )
    facts = {"meeting": meeting.pk}
    journal.record("petitions.opinion_noted", subject=("opinion", opinion.pk), by=by, at=now, facts=facts)
    return opinion


@atomic
def answer_on_the_spot(opinion_id: int, who: str, words: str, *, by: Official, now: datetime) -> Opinion:
    """Note who answered a speaker at the meeting itself, and in which words: it is no petition then.

    Raises:
        NotFound: the official is not of the council's office, or there is no such opinion.
        Refused: `opinion_is_dealt_with`, `answer_says_nothing`, `answerer_missing`.
    """
    opinion = opinion_to_deal_with(opinion_id, by)
    if len(rules.as_said(words)) < rules.SHORTEST:
        raise Refused("answer_says_nothing")
    if not clean_line(who):
        raise Refused("answerer_missing")
    rules.ensure_fits(words)
    rules.ensure_lines(who)
    opinion.answered_by, opinion.answer, opinion.answered_at = clean_line(who), rules.as_said(words), now
    opinion.save(update_fields=["answered_by", "answer", "answered_at"])
    facts = {"meeting": opinion.meeting_id}
    journal.record("petitions.opinion_answered", subject=("opinion", opinion.pk), by=by, at=now, facts=facts)
    return opinion


def opinion_to_deal_with(opinion_id: int, by: Official) -> Opinion:
    """An opinion that was neither answered nor became a petition, locked.

    Raises:
        NotFound: the official is not of the council's office, or there is no such opinion.
        Refused: `opinion_is_dealt_with`.
    """
    rules.ensure_council(by, queries.terms())
    found = (
        Opinion.objects.select_for_update(of=("self",))
        .select_related("meeting__area", "meeting__session")
        .filter(pk=opinion_id)
        .order_by("pk")
        .first()
    )
    if found is None:
        raise NotFound("opinion")
    if found.answered_at is not None or Petition.objects.filter(opinion=found).exists():
        raise Refused("opinion_is_dealt_with")
    return found
