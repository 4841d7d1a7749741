"""What lies here of a letter that a telephone closed, for the program that opens it and for whoever wrote it."""

from __future__ import annotations

from django.db.models import Sum

from motcua.domain.feedback.models import Piece
from motcua.domain.feedback.queries.reading import with_client_key
from motcua.domain.feedback.queries.sealed import sealed_before
from motcua.domain.feedback.rules import envelopes as rules
from motcua.domain.feedback.rules.envelopes import OF_THE_APP, Opened
from motcua.kernel.envelopes import ensure_named
from motcua.kernel.errors import Refused


def pieces_arrived(client_key: str) -> list[int]:
    """Which pieces of an envelope are here already.

    Raises:
        NotFound: that is no name of an envelope.
    """
    key = ensure_named(client_key)
    return list(Piece.objects.filter(client_key=key).order_by("number").values_list("number", flat=True))


def unfinished(address: str | None = None) -> int:
    """Bytes that lie here of letters that telephones have not finished sending: of one address (its mark), or all."""
    pieces = Piece.objects.all() if address is None else Piece.objects.filter(address=address)
    return int(pieces.aggregate(all=Sum("size"))["all"] or 0)


def whole_envelope(client_key: str, pieces: int) -> Opened:
    """What lies in an envelope of so many pieces.

    Raises:
        Refused: `pieces_missing` with their numbers, `envelope_too_large`, `envelope_broken`.
    """
    if pieces > rules.MOST_PIECES:
        raise Refused("envelope_too_large")
    arrived = dict(
        Piece.objects.filter(client_key=client_key, number__lt=pieces)
        .order_by("number")
        .values_list("number", "content")
    )
    missing = [number for number in range(pieces) if number not in arrived]
    if missing or not arrived:
        raise Refused("pieces_missing", missing=missing)
    return rules.opened(b"".join(bytes(arrived[number]) for number in range(pieces)), client_key)


def envelope_again(client_key: str, pieces: int) -> Opened:
    """A letter that could not be filed, for whoever closed it and knows its name, to be mended and closed anew.

    Raises:
        NotFound: that is no name of an envelope.
        Refused: `report_sent` where it was filed after all, and what `whole_envelope` refuses.
    """
    name = f"draft-{OF_THE_APP}{ensure_named(client_key)}"
    if with_client_key(name) is not None or sealed_before(name) is not None:
        raise Refused("report_sent")
    return whole_envelope(client_key, pieces)
