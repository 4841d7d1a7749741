"""What people write to the official account: gathered until they pause, then one report; each message counts once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.channels.actions.fetching import want_pictures
from motcua.domain.channels.actions.sending import reply_by_zalo
from motcua.domain.channels.models import Conversation, Heard, Letter, Thread
from motcua.domain.channels.queries.asking import asked_in
from motcua.domain.channels.queries.guessing import category_for, sealed_category
from motcua.domain.channels.queries.placing import place_in, province
from motcua.domain.channels.rules import addresses, words, zalo
from motcua.domain.channels.rules.mail import TOKEN_LENGTH
from motcua.domain.channels.states import Outcome
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback import queries as feedback_asked
from motcua.domain.feedback import rules as feedback_rules
from motcua.domain.feedback.models import Category, Report
from motcua.domain.feedback.states import Channel, State
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import System
from motcua.kernel.errors import Refused
from motcua.kernel.secrecy import blind_index

BY = System("zalo")
PAUSE = timedelta(minutes=3)
"""Nobody writes for so long: what was said is one report."""
PATIENCE = timedelta(hours=24)
"""For so long an answer to our question is waited for."""
STILL = timedelta(hours=1)
"""What somebody writes so soon after a denunciation belongs to it: a name, a number, a picture."""
SEALED_USER = "zalo-sealed"
"""The purpose of the index by which such a person is found for that while, and not by any other."""
REMEMBERED = timedelta(days=7)
"""Longer than anybody delivers a message again."""


def take_zalo(body: bytes, *, by: System = BY, now: datetime) -> bool:
    """Take in what the webhook delivered; whether it was something new. Its signature was checked at the door.

    Raises:
        Malformed: it has not the shape of an event.
    """
    said = zalo.read(body)
    if said is None:
        return False
    try:
        return _take_in(said, by=by, now=now)
    except IntegrityError:
        # Two first messages of one person came at the same moment: the other opened the conversation.
        return _take_in(said, by=by, now=now)


@atomic
def _take_in(said: zalo.Said, *, by: System, now: datetime) -> bool:
    mark, user = blind_index(said.mark, "zalo-message"), blind_index(said.user, "zalo")
    if not _is_news(mark, now):
        return False
    open_now = Conversation.objects.select_for_update().filter(user_index=user, closed_at__isnull=True).order_by("pk")
    conversation = open_now.first()
    if conversation is None:
        if _goes_with_sealed(said, by=by, now=now):
            return True
        before = _last(user)
        if before is not None and _belongs_to(before, said, mark, by=by, now=now):
            return True
        conversation = Conversation.objects.create(
            user_index=user, user=said.user, said=[], opened_at=now, last_heard_at=now
        )
    conversation.said = [*(conversation.said or []), said.kept()]
    conversation.phone = said.phone or conversation.phone
    conversation.last_heard_at = now
    if said.text and conversation.asked_for == "text":
        conversation.asked_for = ""
    conversation.save()
    if _is_denunciation(zalo.together(conversation.said).text, now):
        _file(conversation, by=by, now=now)  # not a minute longer in the open
    return True


def _goes_with_sealed(said: zalo.Said, *, by: System, now: datetime) -> bool:
    """Whether a message follows a denunciation of the same person, and went under seal with it."""
    written = Conversation.objects.filter(user_index=blind_index(said.user, SEALED_USER), last_heard_at__gt=now - STILL)
    before = written.select_for_update().order_by("-last_heard_at", "-pk").first()
    letter = feedback_asked.sealed_before(_name_of(before)) if before is not None else None
    if before is None or letter is None or letter.closed_at is not None:
        return False
    content = "\n".join([*filter(None, [said.text]), *said.pictures])
    feedback.add_to_sealed(
        letter.code, content, str(Channel.ZALO), sender={"phone": said.phone, "zalo": said.user}, by=by, now=now
    )
    before.last_heard_at = now
    before.save(update_fields=["last_heard_at"])
    return True


def _name_of(conversation: Conversation) -> str:
    """What a conversation is called where it is filed: the same one is one report, or one letter."""
    return f"zalo-{conversation.pk}"


def _last(user: str) -> Conversation | None:
    closed = Conversation.objects.filter(user_index=user, report__isnull=False).exclude(report__state=State.SEALED)
    return closed.select_related("report__matter").order_by("-last_heard_at", "-pk").first()


def _belongs_to(before: Conversation, said: zalo.Said, mark: str, *, by: System, now: datetime) -> bool:
    """Whether a message belongs to the report before: the reply its unit waits for, or one delivered too late."""
    if before.report is None or not said.text or _is_denunciation(said.text, now):
        return False
    asked = asked_in(before.report)
    report = asked or before.report
    step = feedback_asked.task_for(report.pk, "reply") if asked is not None else None
    if step is not None and feedback_rules.fits(said.text):
        feedback.complete_task(*step, by=by, now=now, said=feedback_rules.Said(reason=said.text))
        outcome = Outcome.ANSWERED
    elif step is not None or said.at <= max((int(str(row["at"])) for row in before.said or []), default=0):
        outcome = Outcome.ADDED
    else:
        return False
    before.last_heard_at = now
    before.save(update_fields=["last_heard_at"])
    Letter.objects.create(mark=mark, received_at=now, outcome=outcome, report=report, text=said.text)
    return True


def _is_news(mark: str, now: datetime) -> bool:
    """Note that a message was heard. Waits for another delivery of it that is being taken in, which may yet fail."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO channels_heard (mark, at) VALUES (%s, %s) ON CONFLICT (mark) DO NOTHING", [mark, now]
        )
        return bool(cursor.rowcount)


def file_conversations(*, by: System = BY, now: datetime) -> int:
    """Make a report of every conversation that has paused, or ask for what is missing; how many were ended."""
    Heard.objects.filter(at__lt=now - REMEMBERED).delete()
    Conversation.objects.filter(outcome=Outcome.SEALED, last_heard_at__lte=now - STILL).exclude(user_index="").update(
        user_index=""
    )
    quiet = Conversation.objects.filter(closed_at__isnull=True, last_heard_at__lte=now - PAUSE)
    ids = list(quiet.order_by("last_heard_at", "pk").values_list("pk", flat=True)[:500])
    return sum(_end(conversation_id, by=by, now=now) for conversation_id in ids)


@atomic
def _end(conversation_id: int, *, by: System, now: datetime) -> bool:
    held = Conversation.objects.select_for_update(skip_locked=True).filter(pk=conversation_id, closed_at__isnull=True)
    conversation = held.order_by("pk").first()
    if conversation is None or conversation.last_heard_at > now - PAUSE:
        return False
    return _file(conversation, by=by, now=now)


def _file(conversation: Conversation, *, by: System, now: datetime) -> bool:
    today, all_of_it = localdate(now), zalo.together(conversation.said or [])
    sealed = _is_denunciation(all_of_it.text, now)
    latitude, longitude = all_of_it.latitude, all_of_it.longitude
    if latitude is None or longitude is None or not feedback_asked.inside_the_province(latitude, longitude):
        latitude = longitude = None  # a telephone that stands elsewhere says nothing of where it happened
    area = place_in(all_of_it.text, today) or (province(today) if latitude is not None else None)
    category = (
        sealed_category(today) if sealed else _category(conversation, all_of_it, placed=area is not None, now=now)
    )
    # What goes under seal is never fetched by a job: where the pictures lie goes with the letter.
    content = "\n".join([all_of_it.text, *all_of_it.pictures]) if sealed else all_of_it.text
    new = feedback_rules.NewReport(
        category=category.code,
        content=content,
        channel=Channel.ZALO,
        sender=feedback_rules.Sender(name=f"Zalo {conversation.user}" if sealed else "", phone=conversation.phone),
        place=feedback_rules.Place(area.code if area is not None else "", "", latitude, longitude),
        client_key=_name_of(conversation),
    )
    try:
        with atomic():
            filed = feedback.file_report(new, by=by, now=now)
    except Refused as refusal:
        return _ask(conversation, refusal.code, by=by, now=now)
    user, hotline = conversation.user, str(feedback_asked.terms().get("hotline", ""))
    thread = None
    if filed.report is None:
        # Who wrote it lies under seal now, and nowhere else; for an hour a mark of its own finds what follows.
        conversation.user_index = blind_index(user, SEALED_USER)
        conversation.user = conversation.phone = ""
        conversation.said, conversation.outcome = None, Outcome.SEALED
    else:
        conversation.report, conversation.outcome = filed.report, Outcome.FILED
        thread = _thread(filed.report, user, now)
        want_pictures(filed.report, [each for each in all_of_it.pictures if _trusted(each)])
    reply_by_zalo(user, words.zalo_filed(filed.code, hotline), thread=thread, now=now)
    _close(conversation, by=by, now=now)
    return True


def _thread(report: Report, user: str, now: datetime) -> Thread:
    return Thread.objects.create(
        report=report, token=secrets.token_hex(TOKEN_LENGTH // 2), zalo_user=user, last_heard_at=now
    )


def _ask(conversation: Conversation, code: str, *, by: System, now: datetime) -> bool:
    """Ask once for what is missing; when no answer comes for a day, say that nothing was taken in."""
    wanted = "phone" if code == "report_needs_a_contact" else "text"
    hotline = str(feedback_asked.terms().get("hotline", ""))
    if conversation.asked_for != wanted and conversation.last_heard_at > now - PATIENCE:
        conversation.asked_for = wanted
        conversation.save(update_fields=["asked_for"])
        reply_by_zalo(conversation.user, words.zalo_ask(wanted), now=now)
        return False
    if conversation.last_heard_at > now - PATIENCE:
        return False
    reply_by_zalo(conversation.user, words.refused(code, hotline)[1], now=now)
    conversation.outcome = Outcome.REFUSED
    _close(conversation, by=by, now=now)
    return True


def _close(conversation: Conversation, *, by: System, now: datetime) -> None:
    conversation.closed_at = now
    conversation.save()
    facts: dict[str, object] = {"outcome": str(conversation.outcome), "messages": len(conversation.said or [])}
    journal.record("channels.conversation_ended", subject=("conversation", conversation.pk), by=by, at=now, facts=facts)


def _category(conversation: Conversation, said: zalo.Together, *, placed: bool, now: datetime) -> Category:
    pictured, reachable = bool(said.pictures), bool(conversation.phone)
    return category_for(said.text, localdate(now), placed=placed, pictured=pictured, reachable=reachable)


def _is_denunciation(text: str, now: datetime) -> bool:
    category = category_for("", localdate(now), placed=False, pictured=False, reachable=True)
    new = feedback_rules.NewReport(category=category.code, content=text, channel=Channel.ZALO)
    return feedback_rules.is_denunciation(new, category, feedback_asked.terms())


def _trusted(address: str) -> bool:
    return addresses.trusted(address, settings.MOTCUA_MEDIA_HOSTS)
