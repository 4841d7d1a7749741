"""Browsers to be woken when a report changes, and what a telephone must know of this server."""

from __future__ import annotations

from django.db.models import Q

from motcua.domain.feedback.models import Subscription
from motcua.domain.notices.queries import push_gateway, push_key
from motcua.kernel import envelopes

__all__ = ["envelope_key", "one_to_wake", "push_gateway", "push_key", "to_wake"]


def envelope_key() -> str:
    """The public point that telephones close envelopes for."""
    return envelopes.public_key()


def to_wake(report_id: int) -> list[Subscription]:
    """Browsers that follow this report or one that was merged into it."""
    return list(
        Subscription.objects.filter(Q(report_id=report_id) | Q(report__merged_into_id=report_id)).order_by("pk")
    )


def one_to_wake(subscription_id: int) -> Subscription | None:
    """One of them; `None` once it was forgotten."""
    return Subscription.objects.filter(pk=subscription_id).order_by("pk").first()
