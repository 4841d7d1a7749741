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
from motcua.domain.letters.actions import pens, printing
from motcua.domain.letters.actions.batches import Batch, one_by_one
from motcua.domain.letters.actions.drafting import locked
from motcua.domain.letters.models import Letter
from motcua.domain.letters.queries import printable
from motcua.domain.letters.rules import access
from motcua.domain.letters.states import WORKFLOW
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused
from motcua.kernel.secrecy import seal_bytes


def sign(letter_ids: Iterable[int], pin: str, *, by: Official, now: datetime) -> Batch:
    """Sign these letters with the official's own key.

    A token pulled out in the middle leaves what is signed signed, and the rest waiting.

    Raises:
        Refused: `wrong_pin`, or another word of the key's; `nothing_chosen`, `too_many_letters`.
    """
    with pens.pen(pens.key_of_person(by.account_id), pin, by=by, now=now) as pen:
        return one_by_one(letter_ids, lambda letter_id: _sign(letter_id, pen, by, now))


def _sign(letter_id: int, pen: pens.Pen, by: Official, now: datetime) -> None:
    letter = locked(letter_id, by)
    access.ensure_signs(letter, by)
    state = WORKFLOW.after("sign", letter.state)
    document = printable.document_of(letter, now, printing.check_address(letter.check_code))
    printed = printing.typeset(document, at=now)
    faults = [each for each in printing.findings(document, printed) if each.refuses]
    if faults:
        raise Refused("form_has_faults", findings=[str(each.sentence) for each in faults])
    pdf = pen.sign(pens.prepared(printed.pdf, printed.boxes), pens.PERSON, b"")
    letter.state, letter.signed_at = state, now
    keep(letter, pdf, now)
    letter.save(update_fields=["state", "signed_at", "signed_name", "sha256"])
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
