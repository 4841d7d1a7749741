"""Signing with the person's own key: a batch with one PIN, which lives as long as the request and is kept nowhere."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.timezone import localdate

from motcua.domain.journal import actions as journal
from motcua.domain.letters.actions import printing
from motcua.domain.letters.actions.batches import Batch, one_by_one
from motcua.domain.letters.actions.checking import ensure_form
from motcua.domain.letters.actions.drafting import locked
from motcua.domain.letters.models import Letter
from motcua.domain.letters.rules import access
from motcua.domain.letters.states import WORKFLOW, State
from motcua.domain.signatures import actions as signatures
from motcua.domain.signatures import queries as keys
from motcua.domain.signatures.states import PERSON
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.secrecy import seal_bytes


def sign(letter_ids: Iterable[int], pin: str, *, by: Official, now: datetime) -> Batch:
    """Sign these letters with the official's own key.

    A token pulled out in the middle leaves what is signed signed, and the rest waiting. What was signed in a month that
    is over and not issued is signed anew: the month stands in it.

    Raises:
        Refused: `no_signing_key`, `wrong_pin` or another word of the key's; `nothing_chosen`, `too_many_letters`.
    """
    try:
        key = keys.key_of_person(by.account_id)
    except NotFound:
        raise Refused("no_signing_key") from None
    with signatures.pen(key, pin, by=by, now=now) as pen:
        return one_by_one(letter_ids, lambda letter_id: _sign(letter_id, pen, by, now))


def _sign(letter_id: int, pen: signatures.Pen, by: Official, now: datetime) -> None:
    letter = locked(letter_id, by)
    access.ensure_signs(letter, by)
    state = WORKFLOW.after("sign", letter.state)
    if letter.state == State.TO_ISSUE and letter.signed_at is not None and access.same_month(letter.signed_at, now):
        raise Refused("already_signed")
    printed = ensure_form(letter, now)
    boxes = printing.kept_boxes(printed)
    pdf = pen.sign(printing.prepared(printed), PERSON, printing.field(boxes[PERSON]))
    letter.state, letter.signed_at, letter.boxes = state, now, boxes
    keep(letter, pdf, now)
    letter.save(update_fields=["state", "signed_at", "signed_name", "sha256", "boxes"])
    facts = {
        "agency": by.agency_code,
        "kind": str(letter.kind),
        "version": letter.current.number if letter.current is not None else 0,
        "sha256": letter.sha256,
    }
    journal.record("letters.signed", subject=("letter", letter.pk), by=by, at=now, facts=facts)


def keep(letter: Letter, pdf: bytes, now: datetime) -> None:
    """Store the signed file; what is rolled back leaves at most a file that nobody names."""
    place = f"letters/{localdate(now).year}/{secrets.token_hex(16)}.bin"
    letter.signed_name = default_storage.save(place, ContentFile(seal_bytes(pdf)))
    letter.sha256 = sha256(pdf).hexdigest()
