"""A person's inbox, what is still to be sent, and whether it arrived."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from motcua.domain.notices.gateways import Push
from motcua.domain.notices.models import Browser, Email, Message, Text
from motcua.domain.notices.rules import pushes
from motcua.domain.notices.states import WAITING
from motcua.kernel.actors import Citizen


def inbox_of(citizen: Citizen) -> QuerySet[Message]:
    """The person's messages, the newest first."""
    return Message.objects.filter(account_id=citizen.account_id).select_related("matter").order_by("-id")


def unread(account_id: int) -> int:
    """How many messages the person has not opened."""
    return Message.objects.filter(account_id=account_id, read_at__isnull=True).count()


def outgoing(email_id: int) -> Email | None:
    """An e-mail that still has to go, with its message; `None` when it has gone or was given up."""
    return Email.objects.select_related("message").filter(pk=email_id, state__in=WAITING).order_by("pk").first()


def texts_due(now: datetime, most: int = 500) -> list[int]:
    """The SMS that may be tried now, the longest waiting first."""
    due = Text.objects.filter(state__in=WAITING, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")
    return list(due.values_list("pk", flat=True)[:most])


def told_about(matter_id: int) -> QuerySet[Message]:
    """What the person was told about a matter and how each message fared, for the office that answers for it."""
    return Message.objects.filter(matter_id=matter_id).select_related("email", "text").order_by("-id")


def browsers_to_wake(message_id: int) -> list[Browser]:
    """The browsers of the person a message is for; none once they have read it."""
    unread_yet = Message.objects.filter(pk=message_id, read_at__isnull=True)
    return list(Browser.objects.filter(account__messages__in=unread_yet).order_by("pk"))


def browser_to_wake(browser_id: int) -> Browser | None:
    """One of them; `None` once it was forgotten."""
    return Browser.objects.filter(pk=browser_id).order_by("pk").first()


def push_key() -> str:
    """The public point that browsers subscribe with."""
    return pushes.public_key()


def push_gateway() -> Push:
    """The adapter that the settings name."""
    return cast(Push, import_string(settings.MOTCUA_PUSH_GATEWAY)())
