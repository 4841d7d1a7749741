"""What goes back: put aside in the transaction of what it answers, sent by a job, wiped once it has gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.db.transaction import atomic

from motcua.domain.channels import queries
from motcua.domain.channels.models import AutoReply, Conversation, Outgoing, Thread
from motcua.domain.channels.rules import windows
from motcua.domain.channels.states import Sending
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import OF_ONE_SENDER, Event, State
from motcua.kernel.actors import Actor
from motcua.kernel.later import defer
from motcua.kernel.secrecy import blind_index

DAY = timedelta(days=1)
MOST_ATTEMPTS = 6


@dataclass(frozen=True)
class Ready:
    """Something to hand over now: an e-mail where there is an `address`, else a message to a user of Zalo."""

    address: str
    zalo_user: str
    subject: str
    body: str
    headers: dict[str, str]
    own_address: str


def own_address(token: str = "") -> str:
    """The address that letters are sent to; with a token, that of one thread."""
    local, _, domain = str(settings.MOTCUA_MAIL_ADDRESS).partition("@")
    return f"{local}+{token}@{domain}" if token else f"{local}@{domain}"


def reply_by_mail(
    address: str, subject: str, body: str, *, answers: str = "", thread: Thread | None = None, now: datetime
) -> Outgoing | None:
    """Answer a letter by the program: at most so many times a day to one address. `answers` is its Message-ID.

    What is counted is a mark that only this day's letters share, and is gone the day after.
    """
    AutoReply.objects.filter(at__lt=now - DAY).delete()
    mark = blind_index(address.lower(), "auto-reply")
    if AutoReply.objects.filter(address_index=mark, at__gte=now - DAY).count() >= settings.MOTCUA_MAIL_MOST_REPLIES:
        return None
    AutoReply.objects.create(address_index=mark, at=now)
    headers = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    if answers:
        headers |= {"In-Reply-To": answers, "References": answers}
    return _queue(thread, now, address=address, subject=subject, body=body, headers=headers)


def reply_by_zalo(user: str, body: str, *, thread: Thread | None = None, event: str = "", now: datetime) -> Outgoing:
    """Write back to somebody who wrote to the official account."""
    return _queue(thread, now, zalo_user=user, body=body, headers={}, event=event)


def _queue(thread: Thread | None, now: datetime, **columns: object) -> Outgoing:
    made = Outgoing.objects.create(thread=thread, queued_at=now, **columns)
    defer("channels.send", outgoing_id=made.pk)
    return made


@atomic
def tell_thread(report_id: int, event: Event, *, by: Actor, now: datetime) -> list[Outgoing]:
    """Tell whoever reported by e-mail or Zalo what happened, once, and whose report was merged into it.

    What happens to a part is told in the thread of the report that was split. Who has an account is told by `feedback`
    already.
    """
    part = Report.objects.select_related("matter").filter(pk=report_id, part_of__isnull=False).order_by("pk").first()
    whose = Q(report_id=report_id if part is None else part.part_of_id)
    if event not in OF_ONE_SENDER:
        whose |= Q(report__merged_into_id=report_id)
    threads = Thread.objects.select_related("report__matter").filter(whose).exclude(report__state=State.SEALED)
    told = []
    for thread in threads.order_by("pk") if event is not Event.FILED else ():
        of_part = part is not None and thread.pk == part.part_of_id
        told.append(_tell(thread, part if part is not None and of_part else thread.report, report_id, event, now))
    return [each for each in told if each is not None]


def _tell(thread: Thread, mine: Report, report_id: int, event: Event, now: datetime) -> Outgoing | None:
    words = feedback.words_about(report_id, event, mine)
    if words is None:
        return None
    subject, body, short, number = words
    mark = queries.event_of(mine, f"{event}-{number}")
    if Outgoing.objects.filter(thread=thread, event=mark).exists():
        return None
    if thread.address:
        headers = {"Auto-Submitted": "auto-generated"}
        if thread.last_message_id:
            headers |= {"In-Reply-To": thread.last_message_id, "References": thread.last_message_id}
        subject = f"{subject} [{thread.report.matter.code}]"
        return _queue(thread, now, address=thread.address, subject=subject, body=body, headers=headers, event=mark)
    return reply_by_zalo(thread.zalo_user, short, thread=thread, event=mark, now=now) if thread.zalo_user else None


@atomic
def ready(outgoing_id: int, *, now: datetime) -> Ready | None:
    """What is to be handed over; `None` when it has gone, its report is under seal, or Zalo's window has closed."""
    made = (
        Outgoing.objects.select_for_update(of=("self",))
        .select_related("thread__report")
        .filter(pk=outgoing_id, state=Sending.QUEUED)
        .order_by("pk")
        .first()
    )
    if made is None:
        return None
    thread = made.thread
    if thread is not None and thread.report.state == State.SEALED:
        _wipe(made, Sending.GIVEN_UP, "sealed")
        return None
    if made.zalo_user and not _window_open(made, now):
        _wipe(made, Sending.GIVEN_UP, "window_closed")
        return None
    token = thread.token if thread is not None else ""
    headers = dict(made.headers or {})
    domain = own_address().partition("@")[2]
    # The same Message-ID at every attempt; an answer to it names its thread.
    headers["Message-ID"] = f"<motcua.{token or 'x'}.{made.pk}@{domain}>"
    return Ready(made.address, made.zalo_user, made.subject, made.body, headers, own_address(token))


def _window_open(made: Outgoing, now: datetime) -> bool:
    """Zalo lets an account write for some time after the person did, and only so often (configuration)."""
    mark = blind_index(made.zalo_user, "zalo")
    heard = (
        Conversation.objects.filter(user_index=mark).order_by("-last_heard_at").values_list("last_heard_at", flat=True)
    )
    last = heard.first()
    if last is None:
        last = made.queued_at  # who wrote it is known under seal alone: this is the one answer to it
    sent = (
        Outgoing.objects.filter(thread=made.thread, state=Sending.DONE, sent_at__gte=last) if made.thread_id else None
    )
    return windows.may_write(last, sent.count() if sent is not None else 0, now, settings.MOTCUA_ZALO_WINDOW)


@atomic
def sent(outgoing_id: int, *, by: Actor, now: datetime) -> None:
    """It has gone: address and words are wiped, that it went is kept."""
    made = Outgoing.objects.select_for_update().get(pk=outgoing_id)
    if made.state == Sending.QUEUED:
        made.sent_at = now
        _wipe(made, Sending.DONE, "")


@atomic
def send_failed(outgoing_id: int, problem: str, *, final: bool, by: Actor, now: datetime) -> bool:
    """It was not taken; whether it is worth another try."""
    made = Outgoing.objects.select_for_update().get(pk=outgoing_id)
    if made.state != Sending.QUEUED:
        return False
    made.attempts += 1
    if final or made.attempts >= MOST_ATTEMPTS:
        _wipe(made, Sending.GIVEN_UP, problem)
        return False
    made.problem = problem
    made.save(update_fields=["attempts", "problem"])
    return True


def _wipe(made: Outgoing, state: Sending, problem: str) -> None:
    made.state, made.problem = state, problem
    made.address = made.zalo_user = made.subject = made.body = ""
    made.headers = None
    made.save()
