"""Reports written without network: envelopes that arrive in pieces, are opened when whole, and are filed once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.transaction import atomic

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.drafting import (
    OF_THE_APP,
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
from motcua.domain.feedback.states import Channel
from motcua.kernel.actors import Actor
from motcua.kernel.envelopes import ensure_named
from motcua.kernel.errors import Refused

LONGEST_AGO = timedelta(days=90)


@atomic
def take_piece(client_key: str, number: int, content: bytes, *, by: Actor, now: datetime) -> None:
    """Keep a piece of an envelope, still closed; the same one again changes nothing.

    Raises:
        NotFound: that is no name of an envelope.
        Refused: `envelope_too_large`.
    """
    rules.ensure_piece(number, content)
    key = ensure_named(client_key)
    Piece.objects.get_or_create(client_key=key, number=number, defaults={"content": content, "arrived_at": now})


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
    inside = rules.opened(b"".join(bytes(arrived[number]) for number in range(pieces)), client_key)
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
