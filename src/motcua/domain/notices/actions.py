"""Telling people: into their inbox on the site, and beside it by e-mail and SMS, as each of them chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.transaction import atomic
from django.utils.timezone import localtime

from motcua.domain.accounts.models import Account
from motcua.domain.journal import actions as journal
from motcua.domain.notices import rules
from motcua.domain.notices.models import Browser, Email, Message, Text
from motcua.domain.notices.rules import pushes
from motcua.domain.notices.states import WAITING, Delivery
from motcua.kernel import text as writing
from motcua.kernel.actors import Actor, Citizen
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer

ATTEMPTS = 8


@dataclass(frozen=True)
class Outgoing:
    """An SMS taken to be sent: `reference` is ours, the same at every attempt."""

    phone: str
    text: str
    reference: str


@atomic
def tell(
    account_id: int,
    event: str,
    subject: str,
    body: str,
    *,
    by: Actor,
    now: datetime,
    matter_id: int | None = None,
    short: str = "",
) -> Message | None:
    """Put one message about one event into a person's inbox; `None` when that event was told already.

    `short` is the same in a sentence, for an SMS: without it none goes out.
    """
    message, fresh = Message.objects.get_or_create(
        account_id=account_id,
        event=event,
        defaults={"subject": subject, "body": body, "created_at": now, "matter_id": matter_id},
    )
    if not fresh:
        return None
    account = Account.objects.get(pk=account_id)
    if account.wants_email and account.contact_email:
        email = Email.objects.create(message=message, address=account.contact_email)
        defer("notices.send_email", email_id=email.pk)
    if short and account.wants_sms and settings.MOTCUA_SMS_GATEWAY and writing.is_mobile(account.phone):
        _send_short(message, account, short, now)
    if account.browsers.exists():
        defer("pushes.wake_person", message_id=message.pk)
    return message


def _send_short(message: Message, account: Account, short: str, now: datetime) -> None:
    """Queue the SMS: at once, or when the quiet hours are over (a job looks every minute)."""
    text = Text.objects.create(
        message=message,
        phone=account.phone,
        body=rules.short(short, accented=account.sms_accented),
        next_attempt_at=settings.MOTCUA_SMS_QUIET.over_at(localtime(now)),
    )
    if text.next_attempt_at <= now:
        defer("notices.send_text", text_id=text.pk)


@atomic
def take_text(text_id: int, *, by: Actor, now: datetime) -> Outgoing | None:
    """Take an SMS to send it; `None` when it is not due, has gone, or somebody else has just taken it.

    Whoever took it and never came back held it for a while: then it is due again, under the same reference.
    """
    text = (
        Text.objects.select_for_update(skip_locked=True)
        .filter(pk=text_id, state__in=WAITING, next_attempt_at__lte=now)
        .order_by("pk")
        .first()
    )
    if text is None:
        return None
    text.attempts += 1
    text.next_attempt_at = now + rules.after(text.attempts)
    text.save(update_fields=["attempts", "next_attempt_at"])
    return Outgoing(text.phone, text.body, f"motcua-{text.pk}")


@atomic
def text_sent(text_id: int, reference: str, *, by: Actor, now: datetime) -> Text:
    """The provider has taken it, under its own reference."""
    text = Text.objects.select_for_update().get(pk=text_id)
    if text.state in WAITING:
        text.state, text.sent_at, text.reference, text.problem = Delivery.SENT, now, reference, ""
        text.save(update_fields=["state", "sent_at", "reference", "problem"])
    return text


@atomic
def text_failed(text_id: int, problem: str, *, final: bool, by: Actor, now: datetime) -> Text:
    """The provider would not take it; given up when it never will, or after the last attempt. The inbox has it."""
    text = Text.objects.select_for_update().get(pk=text_id)
    if text.state in WAITING:
        gone = final or text.attempts >= ATTEMPTS
        text.state, text.problem = Delivery.GIVEN_UP if gone else Delivery.FAILED, problem
        if not gone:
            later = localtime(now + rules.after(text.attempts))
            text.next_attempt_at = settings.MOTCUA_SMS_QUIET.over_at(later)
        text.save(update_fields=["state", "problem", "next_attempt_at"])
    return text


@atomic
def text_reported(reference: str, *, delivered: bool, by: Actor, now: datetime) -> Text:
    """The provider's receipt: it reached the telephone, or it will not. A second receipt changes nothing.

    Raises:
        NotFound: no message bears that reference (yet: a receipt may overtake our own note that it was sent).
    """
    text = Text.objects.select_for_update().filter(reference=reference).order_by("pk").first()
    if text is None:
        raise NotFound("text")
    if text.state == Delivery.SENT:
        text.state = Delivery.DELIVERED if delivered else Delivery.UNDELIVERED
        text.reported_at = now
        text.save(update_fields=["state", "reported_at"])
    return text


@atomic
def take_back(matter_id: int, account_id: int, *, by: Actor, now: datetime) -> int:
    """Forget everything a person was told about a matter, so that nothing says that it was theirs; how many."""
    told = Message.objects.filter(matter_id=matter_id, account_id=account_id)
    for sent in (Email, Text):
        sent.objects.filter(message__in=told).delete()
    gone, _each = told.delete()
    return gone


@atomic
def choose(*, by: Citizen, now: datetime, wants_email: bool, wants_sms: bool, sms_accented: bool) -> Account:
    """How the person wants to be told; the inbox on the site is always there."""
    account = Account.objects.select_for_update().get(pk=by.account_id)
    account.wants_email, account.wants_sms, account.sms_accented = wants_email, wants_sms, sms_accented
    account.save(update_fields=["wants_email", "wants_sms", "sms_accented"])
    journal.record(
        "notices.chosen",
        subject=("account", account.pk),
        by=by,
        at=now,
        facts={"email": wants_email, "sms": wants_sms, "accented": sms_accented},
    )
    return account


@atomic
def wake_browser(given: Mapping[str, Any], *, by: Citizen, now: datetime) -> Browser:
    """Have this browser woken at each message to the person; asked again, it is the same.

    Raises:
        Refused: `push_service_unknown`, `too_many_browsers`.
    """
    Account.objects.select_for_update().get(pk=by.account_id)
    kept = pushes.subscription(given)
    digest = pushes.digest(kept)
    there = Browser.objects.filter(account_id=by.account_id, digest=digest).order_by("pk").first()
    if there is not None:
        return there
    if Browser.objects.filter(account_id=by.account_id).count() >= pushes.MOST_BROWSERS:
        raise Refused("too_many_browsers", most=pushes.MOST_BROWSERS)
    return Browser.objects.create(account_id=by.account_id, digest=digest, address=kept, made_at=now)


def let_browser_sleep(given: Mapping[str, Any], *, by: Citizen, now: datetime) -> None:
    """Wake this browser no more; one that was never woken is no fault."""
    Browser.objects.filter(account_id=by.account_id, digest=pushes.digest(given)).delete()


def forget_browser(browser_id: int, *, by: Actor, now: datetime) -> None:
    """Forget a browser that is gone."""
    Browser.objects.filter(pk=browser_id).delete()


@atomic
def email_sent(email_id: int, *, by: Actor, now: datetime) -> Email:
    """The mail server has taken it."""
    email = Email.objects.select_for_update().get(pk=email_id)
    email.state, email.sent_at, email.problem = Delivery.SENT, now, ""
    email.attempts += 1
    email.save(update_fields=["state", "sent_at", "problem", "attempts"])
    return email


@atomic
def email_failed(email_id: int, problem: str, *, by: Actor, now: datetime) -> Email:
    """The mail server would not take it; after the last attempt it is given up, and stays in the inbox."""
    email = Email.objects.select_for_update().get(pk=email_id)
    email.attempts += 1
    email.state = Delivery.GIVEN_UP if email.attempts >= ATTEMPTS else Delivery.FAILED
    email.problem = problem
    email.save(update_fields=["state", "problem", "attempts"])
    return email


@atomic
def read(message_id: int, *, by: Citizen, now: datetime) -> Message:
    """The person has opened the message."""
    message = (
        Message.objects.select_for_update(of=("self",))
        .filter(pk=message_id, account_id=by.account_id)
        .order_by("pk")
        .first()
    )
    if message is None:
        raise NotFound("message")
    if message.read_at is None:
        message.read_at = now
        message.save(update_fields=["read_at"])
    return message
