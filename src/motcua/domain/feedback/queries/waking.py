"""Browsers to be woken when a report changes, and what a telephone must know of this server."""

from __future__ import annotations

from django.db.models import Q, Sum

from motcua.domain.feedback.models import Piece, Subscription
from motcua.domain.notices.queries import push_gateway, push_key
from motcua.kernel import envelopes

__all__ = ["envelope_key", "one_to_wake", "pieces_arrived", "push_gateway", "push_key", "to_wake"]


def envelope_key() -> str:
    """The public point that telephones close envelopes for."""
    return envelopes.public_key()


def unfinished(address: str | None = None) -> int:
    """Bytes that lie here of letters that telephones have not finished sending: of one address (its mark), or all."""
    pieces = Piece.objects.all() if address is None else Piece.objects.filter(address=address)
    return int(pieces.aggregate(all=Sum("size"))["all"] or 0)


def pieces_arrived(client_key: str) -> list[int]:
    """Which pieces of an envelope are here already.

    Raises:
        NotFound: that is no name of an envelope.
    """
    key = envelopes.ensure_named(client_key)
    return list(Piece.objects.filter(client_key=key).order_by("number").values_list("number", flat=True))


def to_wake(report_id: int) -> list[Subscription]:
    """Browsers that follow this report or one that was merged into it."""
    return list(
        Subscription.objects.filter(Q(report_id=report_id) | Q(report__merged_into_id=report_id)).order_by("pk")
    )


def one_to_wake(subscription_id: int) -> Subscription | None:
    """One of them; `None` once it was forgotten."""
    return Subscription.objects.filter(pk=subscription_id).order_by("pk").first()
