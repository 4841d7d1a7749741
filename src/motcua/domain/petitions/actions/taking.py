"""Taking a petition in under its code: from a speaker at a meeting, in writing, by telephone, from a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area
from motcua.domain.documents import actions as documents
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.states import Kind
from motcua.domain.papers import actions as papers
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.council import ensure_open, opinion_to_deal_with
from motcua.domain.petitions.models import Attachment, Delegate, Opinion, Petition, Point, Session
from motcua.domain.petitions.rules.likeness import digests
from motcua.domain.petitions.states import Event, Source, State
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.codes import report_code
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer
from motcua.kernel.secrecy import blind_index
from motcua.kernel.text import clean_line
from motcua.kernel.text import phone as national

REGISTER = "ma-kien-nghi"
"""The register of petitions' codes, one an office and day."""
END_OF_DAY = time(23, 59)
TAKE_DOWN = {Source.HOTLINE: Duty.OPERATOR, Source.RECEPTION: Duty.RECEPTION}
"""Who besides the council's secretaries writes down what somebody says."""


@atomic
def take_petition(new: rules.NewPetition, *, by: Actor, now: datetime) -> Petition:
    """Take a petition in under its code, at the desk of the council's office; sent again, it is the same one.

    Raises:
        NotFound: the official neither is of the council's office nor takes down what comes by this way.
        Refused: `petition_says_nothing`, `petition_too_long`, `point_says_nothing`, `outside_the_province`,
            `name_too_long`, `too_many_files`, `session_is_over`, and what `documents` refuses of a file.
    """
    if isinstance(by, Official) and TAKE_DOWN.get(new.source) not in by.duties:
        rules.ensure_council(by, queries.terms())
    return taken(new, None, by=by, now=now)


@atomic
def take_opinion(
    opinion_id: int, points: Sequence[str] = (), *, named: bool = False, by: Official, now: datetime
) -> Petition:
    """Make a petition of what somebody said at a meeting; `named`: they agreed to be named in public.

    Raises:
        NotFound: the official is not of the council's office, or there is no such opinion.
        Refused: `opinion_is_dealt_with`, and what `take_petition` refuses.
    """
    opinion = opinion_to_deal_with(opinion_id, by)
    meeting = opinion.meeting
    voter = rules.Voter(opinion.speaker_name, opinion.speaker_phone, "", opinion.hamlet, named=named)
    new = rules.NewPetition(
        opinion.words,
        Source.MEETING,
        replace(voter, several=not opinion.speaker_name),
        meeting.area.code,
        meeting.session_id,
        delegates=list(meeting.delegates.values_list("pk", flat=True)),
        points=points,
    )
    return taken(new, opinion, by=by, now=now)


def taken(new: rules.NewPetition, opinion: Opinion | None, *, by: Actor, now: datetime) -> Petition:
    """The petition's rows, its matter, its code; whoever may do so."""
    if (there := queries.with_client_key(new.client_key)) is not None:
        return there
    today, terms = localdate(now), queries.terms()
    rules.ensure_content(new.content)
    points = rules.ensure_points(list(new.points) or [new.content])
    rules.ensure_lines(new.voter.name, new.voter.email, new.voter.address)
    rules.ensure_files(len(new.files))
    files = [documents.take_in(name, content, by=by, now=now) for name, content in new.files]
    office = agencies.agency_coded(str(terms["office"]), today)
    area = _area(new.area, today)
    session = _session(new, today)
    if session is not None and opinion is None and new.source is not Source.SHEET:
        ensure_open(session, today)  # what was said at a meeting, or stood in a sheet, came in time
    phone = national(new.voter.phone) if new.voter.phone else ""
    number = papers.take_number(office.pk, REGISTER, period=f"{today:%y%m%d}")
    if (there := queries.with_client_key(new.client_key)) is not None:
        for file in files:
            documents.erase(file.pk, by=by, now=now)
        return there  # taken at this very moment: whoever waits for a number waits for that to end
    code = report_code(str(terms.get("code_prefix", "KN")), today, number)
    matter = matters.open_matter(_opening(code, office, area, terms, now), by=by, now=now)
    petition = Petition.objects.create(
        matter=matter,
        source=new.source,
        session=session,
        period=opinion.meeting.period if opinion is not None else new.period or "",
        meeting=opinion.meeting if opinion is not None else None,
        opinion=opinion,
        client_key=new.client_key or None,
        voter_id=by.account_id if isinstance(by, Citizen) else None,
        voter_name=clean_line(new.voter.name),
        voter_phone=phone,
        voter_phone_index=blind_index(phone, "phone") if phone else "",
        voter_email=rules.as_said(new.voter.email),
        voter_address=clean_line(new.voter.address),
        voters=new.voter.several,
        named=new.voter.named,
        content=rules.as_said(new.content),
        pairs=digests(rules.as_said(new.content)),
        suspected=rules.suspects(rules.as_said(new.content), terms),
        updated_at=now,
    )
    if new.delegates:
        petition.delegates.set(Delegate.objects.filter(pk__in=new.delegates))
    _points(petition, points)
    author = by.account_id if isinstance(by, Official) else None
    Attachment.objects.bulk_create(
        Attachment(petition=petition, file=file, added_at=now, added_by_id=author) for file in files
    )
    facts: dict[str, object] = {
        **queries.common_facts(petition),
        "code": code,
        "anonymous": not (phone or new.voter.email or petition.voter_id),
        "suspected": petition.suspected,
    }
    if area is not None:
        facts["area"] = area.code
    if session is not None:
        facts["session"] = session.number
    journal.record(
        "petitions.taken",
        subject=("petition", petition.pk),
        matter_id=petition.pk,
        by=rules.as_recorded(by),
        at=now,
        facts=facts,
    )
    defer(f"petitions.tell_{Event.TAKEN}", petition_id=petition.pk)
    return petition


@atomic
def split_points(petition_id: int, points: Sequence[str], *, by: Official, now: datetime) -> list[Point]:
    """Say anew which points (ý) a petition makes, before it is sent on.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
        Refused: `points_are_sent`, `point_says_nothing`, `too_many_points`.
    """
    petition = locked_by_council(petition_id, by)
    if petition.state not in {State.COLLECTED, State.CLASSIFIED}:
        raise Refused("points_are_sent")
    said = rules.ensure_points(points)
    Point.objects.filter(petition=petition).delete()
    made = _points(petition, said)
    petition.updated_at = now
    petition.save(update_fields=["updated_at"])
    facts = {**queries.common_facts(petition), "points": len(made)}
    journal.record(
        "petitions.pointed", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
    )
    return made


@atomic
def clear_suspicion(petition_id: int, *, by: Official, now: datetime) -> Petition:
    """Somebody has looked: the words that stand in it denounce nobody.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
    """
    petition = locked_by_council(petition_id, by)
    if petition.suspected:
        petition.suspected, petition.updated_at = False, now
        petition.save(update_fields=["suspected", "updated_at"])
        facts = queries.common_facts(petition)
        journal.record(
            "petitions.cleared", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
        )
    return petition


def locked_by_council(petition_id: int, by: Official) -> Petition:
    """A petition with its matter, locked, for the council's office; the matter first, as everywhere."""
    rules.ensure_council(by, queries.terms())
    return locked(petition_id)


def locked(petition_id: int) -> Petition:
    """A petition with its matter, locked, whoever it is for.

    Raises:
        NotFound: there is none, or it is under seal.
    """
    found = (
        Petition.objects.select_for_update(of=("matter", "self"))
        .select_related("matter__lead_agency", "matter__one_stop")
        .filter(pk=petition_id)
        .exclude(state=State.SEALED)
        .order_by("pk")
        .first()
    )
    if found is None:
        raise NotFound("petition")
    if found.session_id is not None:
        found.session = Session.objects.select_related("term").get(pk=found.session_id)
    return found


def _points(petition: Petition, texts: Sequence[str]) -> list[Point]:
    return Point.objects.bulk_create(
        Point(petition=petition, number=number, text=text) for number, text in enumerate(texts, start=1)
    )


def _area(code: str, today: Any) -> Area | None:
    if not code:
        return None
    found = agencies.areas_named({code}, today).get(code)
    if found is None:
        raise Refused("outside_the_province")
    return found


def _session(new: rules.NewPetition, today: Any) -> Session | None:
    if new.session is None:
        return queries.session_on(today)
    found = queries.sessions().filter(pk=new.session).first()
    if found is None:
        raise NotFound("session")
    return found


def _opening(code: str, office: Agency, area: Area | None, terms: Any, now: datetime) -> matters.NewMatter:
    return matters.NewMatter(
        kind=Kind.PETITION,
        title=gettext("Kiến nghị cử tri"),
        title_en="Voters' petition",
        topic="",
        lead_agency=office,
        one_stop=office,
        event_area=area,
        route=routes.in_force(str(terms["route"]), localdate(now)),
        limit=str(terms["whole_limit"]),
        policy="end_of_day",
        cutoff=END_OF_DAY,
        calendar=agencies.calendar_coded(str(terms["calendar"])),
        code=code,
    )
