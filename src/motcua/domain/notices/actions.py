"""Telling people: into their inbox on the site, and by e-mail when they gave an address and want it."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.accounts.models import Account
from motcua.domain.notices.models import Email, Message
from motcua.domain.notices.states import Delivery
from motcua.kernel.actors import Actor, Citizen
from motcua.kernel.errors import NotFound
from motcua.kernel.later import defer

ATTEMPTS = 8


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
) -> Message | None:
    """Put one message about one event into a person's inbox; `None` when that event was told already."""
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
    return message


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
