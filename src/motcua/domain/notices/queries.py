"""A person's inbox, and what is still to be sent."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.domain.notices.models import Email, Message
from motcua.domain.notices.states import Delivery
from motcua.kernel.actors import Citizen


def inbox_of(citizen: Citizen) -> QuerySet[Message]:
    """The person's messages, the newest first."""
    return Message.objects.filter(account_id=citizen.account_id).select_related("matter").order_by("-id")


def unread(account_id: int) -> int:
    """How many messages the person has not opened."""
    return Message.objects.filter(account_id=account_id, read_at__isnull=True).count()


def outgoing(email_id: int) -> Email | None:
    """An e-mail that still has to go, with its message; `None` when it has gone or was given up."""
    return (
        Email.objects.select_related("message")
        .filter(pk=email_id, state__in=[Delivery.QUEUED, Delivery.FAILED])
        .order_by("pk")
        .first()
    )
