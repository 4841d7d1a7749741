"""Noting how a result left the office; run inside the move that hands the matter's result over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies.models import Agency
from motcua.domain.documents import actions as documents
from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Matter
from motcua.domain.returns import rules
from motcua.domain.returns.models import HandOver, Posting, Reminder
from motcua.domain.returns.rules import Receiver
from motcua.domain.returns.states import Relation, Way
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused

__all__ = ["NewHandOver", "Receiver", "delivered", "hand_on", "note", "post", "remind"]


@dataclass(frozen=True)
class NewHandOver:
    """What is noted of a hand-over at the counter; `signature` is a PNG, empty when a slip was signed instead."""

    receiver: Receiver
    originals: Sequence[str] = field(default_factory=tuple)
    signature: bytes = b""


@atomic
def note(matter: Matter, new: NewHandOver, *, by: Official, now: datetime) -> HandOver:
    """Somebody has taken the result at the counter; the caller has moved the matter and holds its lock.

    Raises:
        Refused: the signature is no picture (`file_type_unknown` and its like).
    """
    signature = None
    if new.signature:
        signature = documents.take_in("chu-ky.png", new.signature, by=by, now=now)
    originals = rules.names_of(new.originals)
    handed = HandOver.objects.create(
        matter=matter,
        unit_id=matter.one_stop_id,
        way=Way.COUNTER,
        receiver_name=new.receiver.name.strip(),
        relation=new.receiver.relation,
        identity_ending=new.receiver.identity_ending,
        originals=originals,
        signature=signature,
        handed_on=localdate(now),
        handed_at=now,
        handed_by_id=by.account_id,
    )
    _handed(handed, by, now)
    return handed


@atomic
def post(matter: Matter, tracking: str, *, by: Official, now: datetime) -> Posting:
    """Give a result to the post; once, because a tracking number is the proof of it.

    Raises:
        Refused: `tracking_malformed`, `posted_before`.
    """
    number = rules.tracking_number(tracking)
    Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    if Posting.objects.filter(matter=matter).exists():
        raise Refused("posted_before")
    posting = Posting.objects.create(
        matter=matter, unit_id=matter.one_stop_id, tracking=number, posted_at=now, posted_by_id=by.account_id
    )
    facts = {"agency": by.agency_code, "posting": posting.pk}
    journal.record("returns.posted", subject=("matter", matter.pk), matter_id=matter.pk, by=by, at=now, facts=facts)
    return posting


@atomic
def delivered(matter: Matter, receiver: str, on: date, *, by: Official, now: datetime) -> HandOver:
    """The post has delivered it; the caller has moved the matter and holds its lock.

    Raises:
        NotFound: nothing was posted.
        Refused: `receiver_missing`, `delivery_day_impossible`.
    """
    posting = Posting.objects.select_for_update(of=("self",)).filter(matter=matter).order_by("pk").first()
    if posting is None:
        raise NotFound("posting")
    if not receiver.strip():
        raise Refused("receiver_missing")
    rules.ensure_delivered_after(localdate(posting.posted_at), on, localdate(now))
    posting.delivered_on = on
    posting.save(update_fields=["delivered_on"])
    handed = HandOver.objects.create(
        matter=matter,
        unit_id=matter.one_stop_id,
        way=Way.POST,
        receiver_name=receiver.strip(),
        relation=Relation.SELF,
        handed_on=on,
        handed_at=now,
        handed_by_id=by.account_id,
    )
    _handed(handed, by, now)
    return handed


@atomic
def hand_on(unit_id: int, heir: Agency, *, by: Actor, now: datetime) -> int:
    """What a unit that has ended gave to the post is waited for by its heir; how many there are."""
    return Posting.objects.filter(unit_id=unit_id, delivered_on__isnull=True).update(unit=heir)


@atomic
def remind(matter: Matter, *, by: Actor, now: datetime) -> Reminder:
    """Note that somebody is told once more that a result waits; the caller sends the message."""
    kept, _new = Reminder.objects.get_or_create(matter=matter, defaults={"times": 0, "last_at": now})
    kept.times, kept.last_at = kept.times + 1, now
    kept.save(update_fields=["times", "last_at"])
    facts = {"agency": matter.one_stop.code, "times": kept.times}
    journal.record("returns.reminded", subject=("matter", matter.pk), matter_id=matter.pk, by=by, at=now, facts=facts)
    return kept


def _handed(handed: HandOver, by: Official, now: datetime) -> None:
    journal.record(
        "returns.handed_over",
        subject=("matter", handed.matter_id),
        matter_id=handed.matter_id,
        by=by,
        at=now,
        facts={
            "agency": by.agency_code,
            "way": str(handed.way),
            "relation": str(handed.relation),
            "signed": handed.signature_id is not None,
            "originals": len(handed.originals),
        },
    )
