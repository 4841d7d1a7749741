"""Reports written without network: envelopes that arrive in pieces, are opened when whole, and are filed once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Sum
from django.db.transaction import atomic

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.drafting import (
    Outcome,
    add_draft_photo,
    add_draft_voice,
    begin_draft,
    keep_draft,
    send_draft,
)
from motcua.domain.feedback.actions.filing import sent_before
from motcua.domain.feedback.models import Draft, Piece
from motcua.domain.feedback.rules import envelopes as rules
from motcua.domain.feedback.rules.addresses import ensure_address
from motcua.domain.feedback.rules.drafts import coordinate
from motcua.domain.feedback.rules.envelopes import OF_THE_APP
from motcua.domain.feedback.states import Channel
from motcua.kernel.actors import Actor
from motcua.kernel.envelopes import ensure_named
from motcua.kernel.secrecy import blind_index

LONGEST_AGO = timedelta(days=90)


@atomic
def take_piece(client_key: str, number: int, content: bytes, *, address: str = "", by: Actor, now: datetime) -> None:
    """Keep a piece of an envelope, still closed; the same one again changes nothing.

    `address` is where on the network it came from; what is kept of it is a mark.

    Raises:
        NotFound: that is no name of an envelope.
        Refused: `envelope_too_large`; `address_is_full` and `house_is_full`, which pass.
    """
    rules.ensure_piece(number, content)
    key = ensure_named(client_key)
    mark = blind_index(address, "piece") if address else ""
    room = rules.Room.of(queries.terms())
    if Piece.objects.filter(client_key=key, number=number).exists():
        return
    rules.ensure_room(room, queries.unfinished(mark) if mark else 0, queries.unfinished(), len(content))
    kept = {"content": content, "size": len(content), "address": mark, "arrived_at": now}
    Piece.objects.get_or_create(client_key=key, number=number, defaults=kept)


@atomic
def make_room(*, by: Actor, now: datetime) -> int:
    """Clear what was left unfinished for too long, and the oldest of it where the house is nearly full; how many.

    A telephone that still has its letter sends the pieces that are missing again.
    """
    room = rules.Room.of(queries.terms())
    letters = list(
        Piece.objects.values_list("client_key")
        .annotate(size=Sum("size"), last=Max("arrived_at"))
        .order_by("last", "client_key")
    )
    left, gone = sum(size for _key, size, _last in letters), []
    crowded = left > (room.of_house + room.low_water) // 2
    for key, size, last in letters:
        if last < now - timedelta(days=room.days) or (crowded and left > room.low_water):
            gone.append(key)
            left -= size
    Piece.objects.filter(client_key__in=gone).delete()
    return len(gone)


@atomic
def open_envelope(client_key: str, pieces: int, ago: timedelta, *, by: Actor, now: datetime) -> Outcome:
    """Open an envelope that is whole and file what is in it, as written so long `ago`; again, it is the same report.

    Raises:
        NotFound: that is no name of an envelope, or no such category.
        Refused: `pieces_missing` with their numbers, `envelope_too_large`, `envelope_broken`, and what filing refuses.
        Malformed: a telephone number that is none.
    """
    token = f"{OF_THE_APP}{ensure_named(client_key)}"
    draft = Draft.objects.filter(token=token).order_by("pk").first()
    if draft is None or draft.outcome is None:
        there = sent_before(f"draft-{token}")
        if there is not None:
            return Outcome(there.code, there.report.matter.token if there.report is not None else "")
        begin_draft(by=by, now=now, token=token)
        _fill(token, client_key, pieces, min(max(ago, timedelta(0)), LONGEST_AGO), by=by, now=now)
    outcome = send_draft(token, Channel.APP, by=by, now=now)
    Piece.objects.filter(client_key=client_key).delete()
    return outcome


def _fill(token: str, client_key: str, pieces: int, ago: timedelta, *, by: Actor, now: datetime) -> None:
    inside = queries.whole_envelope(client_key, pieces)
    ensure_address(str(inside.body.get("email") or "").strip())
    keep_draft(token, {**_placed(inside.body), "written_at": (now - ago).isoformat()}, by=by, now=now)
    for name, content in inside.photos:
        add_draft_photo(token, name, content, by=by, now=now)
    for name, content in inside.sounds:
        add_draft_voice(token, name, content, by=by, now=now)


def _placed(body: Mapping[str, Any]) -> dict[str, Any]:
    """As it was written, without a place that the telephone took for another: the commune that was chosen stands."""
    latitude, longitude = coordinate(body.get("latitude")), coordinate(body.get("longitude"))
    placed = latitude is not None and longitude is not None and queries.inside_the_province(latitude, longitude)
    return {**body} if placed else {**body, "latitude": None, "longitude": None}
