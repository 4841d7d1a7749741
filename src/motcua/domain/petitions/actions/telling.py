"""Telling those who asked what happened; run by jobs, so that no request waits for it.

Who has an account is told as they chose; who left a telephone or an e-mail address is told there.
"""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.db.transaction import atomic
from django.utils import translation

from motcua.domain.journal import queries as journal
from motcua.domain.notices import actions as notices
from motcua.domain.notices.models import Message
from motcua.domain.petitions import queries
from motcua.domain.petitions.models import Answer, Carrying, Commitment, Petition, VoterLetter
from motcua.domain.petitions.rules.letters import Circumstances, in_short, letter, sentences
from motcua.domain.petitions.rules.naming import without
from motcua.domain.petitions.states import MAY_COME_AGAIN, OF_ONE_VOTER, Event, State, Way
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.later import defer
from motcua.kernel.text import is_mobile

MOST_ATTEMPTS = 8
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


@atomic
def tell(petition_id: int, event: Event, *, by: Actor, now: datetime) -> list[Message | VoterLetter]:
    """One message about one event to whoever asked, and to everybody whose petition was joined to it; again, none."""
    petition = queries.of_matter(petition_id)
    if petition is None or petition.state == State.SEALED:
        return []
    whose = [petition]
    if event not in OF_ONE_VOTER:
        whose += petition.joined.select_related("matter").exclude(state=State.SEALED).order_by("pk")
    told: list[Message | VoterLetter] = []
    for each in whose:
        told += _tell(petition, each, event, by=by, now=now)
    return told


def _tell(petition: Petition, mine: Petition, event: Event, *, by: Actor, now: datetime) -> list[Message | VoterLetter]:
    name = f"{event}-{_times(petition, event)}"
    language = mine.voter.language if mine.voter is not None else "vi"
    with translation.override(language):
        about = _circumstances(petition, mine, event)
        subject, body = letter(event, about)
        short = in_short(subject, about)
    if mine.voter is not None:
        made = notices.tell(
            mine.voter.pk, f"petition-{mine.pk}-{name}", subject, body, by=by, now=now, matter_id=mine.pk, short=short
        )
        return [made] if made is not None else []
    if mine.mail_stopped_at is not None:
        return []
    told: list[Message | VoterLetter] = []
    if _ADDRESS.fullmatch(mine.voter_email):
        told += _write(mine, Way.EMAIL, name, {"subject": subject, "body": body}, now)
    if is_mobile(mine.voter_phone) and settings.MOTCUA_SMS_GATEWAY:
        told += _write(mine, Way.SMS, name, {"body": short}, now)
    return told


def _write(mine: Petition, way: Way, event: str, words: dict[str, object], now: datetime) -> list[VoterLetter]:
    made, fresh = VoterLetter.objects.get_or_create(
        petition=mine, way=way, event=event, defaults={"words": words, "queued_at": now}
    )
    if not fresh:
        return []
    defer("petitions.send_letter", letter_id=made.pk)
    return [made]


def _times(petition: Petition, event: Event) -> int:
    """Which time an event is that may come again."""
    if event is Event.CARRIED_OVER:
        return Carrying.objects.filter(petition=petition).count()
    if event is Event.HANDED_ON:
        entries = journal.entries_about(("matter", petition.pk)).filter(verb="matters.handed_on")
        return entries.order_by().values("at").distinct().count()
    if event not in MAY_COME_AGAIN:
        return 0
    if event is Event.PROMISED:
        return Commitment.with_withdrawn.filter(petition=petition, made_at__isnull=False).count()
    if event is Event.KEPT:
        return petition.commitments.filter(kept_at__isnull=False).count()
    return petition.rounds + petition.returns + len(queries.recalled_letters(petition.pk))


def _circumstances(petition: Petition, mine: Petition, event: Event) -> Circumstances:
    """What the sentences are filled with, in the language that is active."""
    english = translation.get_language() == "en"
    reason, session = "", ""
    if event is Event.ANSWERED:
        texts = [f"{answer.point.number}) {answer.text}" for answer in _standing(petition)]
        reason = sentences(*texts)
    elif event in {Event.SET_ASIDE, Event.GUIDED, Event.REPORTED, Event.OWED_AGAIN}:
        reason = sentences(petition.note)
    elif event is Event.KEPT:
        kept = petition.commitments.filter(kept_at__isnull=False).order_by("-kept_at", "-pk").first()
        reason = sentences(kept.how) if kept is not None else ""
    elif event is Event.RECALLED:
        recalled = queries.recalled_letters(petition.pk)
        reason = recalled[-1].symbol if recalled else ""
    elif event is Event.CARRIED_OVER:
        carried = Carrying.objects.filter(petition=petition).select_related("to").order_by("-pk").first()
        if carried is not None:
            session, reason = str(carried.to.number), sentences(carried.why)
    unit = petition.matter.lead_agency
    other = petition.joined_to if event is Event.JOINED else None
    return Circumstances(
        code=str(mine.matter.code),
        about=queries.name_of_field(petition.field) or str(petition.matter.title),
        unit=(english and unit.name_en) or unit.name,
        due=f"{petition.due_on:%d/%m/%Y}" if petition.due_on else "",
        reason=without(reason, queries.others_of(petition, mine)),
        session=session,
        other=str(other.matter.code) if other is not None else "",
        address=f"{settings.MOTCUA_PUBLIC_URL}/kien-nghi/{mine.matter.token}/",
        hotline=str(queries.terms().get("hotline", "")),
    )


def _standing(petition: Petition) -> list[Answer]:
    """The last answer of each point that went out."""
    last = {answer.point_id: answer for answer in queries.answers_of(petition.pk, issued=True)}
    return [last[key] for key in sorted(last, key=lambda key: last[key].point.number)]


@atomic
def letter_tried(letter_id: int, *, sent: bool, by: Actor, now: datetime) -> None:
    """It has gone, and its words are wiped; or it could not, and it is tried again some times."""
    found = VoterLetter.objects.select_for_update().filter(pk=letter_id).order_by("pk").first()
    if found is None:
        return
    found.attempts += 1
    if sent:
        found.sent_at, found.words = now, {}
    found.save(update_fields=["attempts", "sent_at", "words"])


@atomic
def stop_mail(token: str, *, by: Actor, now: datetime) -> Petition:
    """Write no more about the petition with this secret; pressed again, nothing changes.

    Raises:
        NotFound: there is no petition with this secret, or it is under seal.
    """
    found = (
        Petition.objects.select_for_update(of=("self",))
        .filter(matter__token=token)
        .exclude(state=State.SEALED)
        .order_by("pk")
        .first()
    )
    if found is None:
        raise NotFound("petition")
    if found.mail_stopped_at is None:
        found.mail_stopped_at = now
        found.save(update_fields=["mail_stopped_at"])
    return found
