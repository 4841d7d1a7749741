"""Signing with the person's own key: a batch with one PIN, which lives as long as the request and is kept nowhere."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.timezone import localdate

from motcua.domain.letters.actions import printing
from motcua.domain.letters.actions.batches import Batch, one_by_one
from motcua.domain.letters.actions.checking import ensure_form
from motcua.domain.letters.actions.holding import leave_signed, locked, record, version_number
from motcua.domain.letters.models import Letter
from motcua.domain.letters.queries import printable
from motcua.domain.letters.rules import access
from motcua.domain.letters.states import WORKFLOW, State
from motcua.domain.signatures import actions as signatures
from motcua.domain.signatures import queries as keys
from motcua.domain.signatures.states import PERSON, SECRETARY
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer
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
    if access.secretary_is_due(letter):
        _sign_first(letter, pen, by, now)
        return
    if letter.secretary_signed_at is None:
        if letter.state == State.TO_ISSUE and letter.signed_at is not None and access.same_month(letter.signed_at, now):
            raise Refused("already_signed")
        pdf = _made_ready(letter, now)
    else:
        if letter.state == State.TO_ISSUE:
            raise Refused("already_signed")
        if not access.same_month(letter.secretary_signed_at, now):
            raise Refused("minutes_of_last_month")
        pdf = printable.signed_pdf(letter)
    letter.state, letter.signed_at = state, now
    keep(letter, pen.sign(pdf, PERSON, printing.field(letter.boxes[PERSON])), now)
    letter.save(update_fields=["state", "signed_at", "signed_name", "sha256", "boxes"])
    record("letters.signed", letter, by, now, version=version_number(letter), sha256=letter.sha256)
    defer("letters.tell", letter_id=letter.pk)


def _sign_first(letter: Letter, pen: signatures.Pen, by: Official, now: datetime) -> None:
    """The secretary's hand under minutes, which the chair's follows."""
    pdf = _made_ready(letter, now)
    letter.secretary_signed_at = now
    keep(letter, pen.sign(pdf, SECRETARY, printing.field(letter.boxes[SECRETARY])), now)
    letter.save(update_fields=["secretary_signed_at", "signed_name", "sha256", "boxes"])
    record("letters.secretary_signed", letter, by, now, version=version_number(letter), sha256=letter.sha256)
    defer("letters.tell", letter_id=letter.pk)


def _made_ready(letter: Letter, now: datetime) -> bytes:
    """The letter as nobody has signed it yet, with its fields; where they stand is kept with it."""
    printed = ensure_form(letter, now)
    letter.boxes = printing.kept_boxes(printed)
    return printing.prepared(printed)


def keep(letter: Letter, pdf: bytes, now: datetime) -> None:
    """Store the signed file in place of the one before; what is rolled back leaves at most a file that nobody names."""
    leave_signed(letter)
    place = f"letters/{localdate(now).year}/{secrets.token_hex(16)}.bin"
    letter.signed_name = default_storage.save(place, ContentFile(seal_bytes(pdf)))
    letter.sha256 = sha256(pdf).hexdigest()
