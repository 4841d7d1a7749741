"""Sending petitions on together, with the letter of the council's office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.moves import send
from motcua.domain.petitions.models import Batch, Session
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

MOST = 1_000


@atomic
def send_batch(
    session_id: int, petition_ids: Sequence[int], letter: rules.Letter, *, by: Official, now: datetime
) -> Batch:
    """Send classified petitions to the executive with one letter: all of them, or none.

    Raises:
        NotFound: the official is not of the council's office, or there is no such session or petition.
        Refused: `nothing_to_send`, `too_many_to_send`, `letter_without_symbol`, `letter_of_tomorrow`,
            `letter_was_sent`, and what the move `send` refuses of one.
    """
    rules.ensure_council(by, queries.terms())
    rules.ensure_letter(letter, localdate(now))
    wanted = sorted(set(petition_ids))
    if not wanted:
        raise Refused("nothing_to_send")
    if len(wanted) > MOST:
        raise Refused("too_many_to_send", most=MOST)
    session = Session.objects.filter(pk=session_id).order_by("pk").first()
    if session is None:
        raise NotFound("session")
    batch, fresh = Batch.objects.get_or_create(
        symbol=rules.as_said(letter.symbol),
        signed_on=letter.signed_on,
        defaults={"session": session, "sent_at": now, "sent_by_id": by.account_id},
    )
    if not fresh:
        raise Refused("letter_was_sent")
    for petition_id in wanted:
        send(petition_id, batch.pk, by=by, now=now)
    return batch
