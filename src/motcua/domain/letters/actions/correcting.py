"""An issued letter that is wrong: replaced by one of the same form, corrected by an official letter, or recalled.

Nghị định 30/2020/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.accounts.states import Duty
from motcua.domain.letters.actions.drafting import record_draft
from motcua.domain.letters.actions.holding import locked, record_numbered
from motcua.domain.letters.actions.writing import begin_text, facts_of, text_of
from motcua.domain.letters.models import Letter
from motcua.domain.letters.queries.parties import agency_of
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import access, composing
from motcua.domain.letters.states import WORKFLOW, Kind, State
from motcua.domain.signatures import actions as signatures
from motcua.kernel.actors import Official
from motcua.kernel.codes import new_document_code
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer
from motcua.kernel.text import clean_text


@atomic
def replace(letter_id: int, *, press: str, by: Official, now: datetime) -> Letter:
    """Begin the letter that takes this one's place; the old one is in force until the new one is issued.

    Raises:
        Refused: `other_duty`, `illegal_move`, `letter_being_replaced`.
    """
    old = locked(letter_id, by)
    access.ensure_duty(by, *access.WRITES)
    begun = Letter.objects.filter(press=press, agency_id=by.agency_id).order_by("pk").first()
    if begun is not None:
        return begun
    WORKFLOW.after("replace", old.state)
    if old.replaced_by.exclude(state=State.DISCARDED).exists():
        raise Refused("letter_being_replaced")
    new = _begun(old, press, by, now)
    new.kind, new.unit, new.symbol, new.subject = old.kind, old.unit, old.symbol, old.subject
    new.signer_id, new.secretary_id = old.signer_id, old.secretary_id
    new.authority, new.position = old.authority, old.position
    new.head, new.collective, new.urgency, new.copy_count = old.head, old.collective, old.urgency, old.copy_count
    new.replaces = old
    new.save()
    begin_text(new, text_of(old), facts_of(old), by, now)
    record_draft(new, by, now)
    return new


@atomic
def correct(letter_id: int, *, press: str, by: Official, now: datetime) -> Letter:
    """Begin the official letter that puts right the form of this one (công văn đính chính).

    Raises:
        Refused: `other_duty`, `letter_not_issued`.
    """
    old = locked(letter_id, by)
    access.ensure_duty(by, *access.WRITES)
    begun = Letter.objects.filter(press=press, agency_id=by.agency_id).order_by("pk").first()
    if begun is not None:
        return begun
    if old.state != State.ISSUED or old.number is None or old.issued_on is None:
        raise Refused("letter_not_issued")
    named = f"{composing.full_symbol(old.number, old.symbol)} ngày {old.issued_on:%d/%m/%Y}"
    new = _begun(old, press, by, now)
    new.kind, new.unit = Kind.OFFICIAL_LETTER, old.unit
    new.symbol = terms().symbol_of(new.kind, agency_of(old.agency_id), old.unit)
    new.subject = f"đính chính văn bản số {named}"
    new.corrects = old
    new.save()
    begin_text(new, "", {}, by, now)
    record_draft(new, by, now)
    return new


@atomic
def recall(letter_id: int, words: str, *, by: Official, now: datetime) -> Letter:
    """Take an issued letter back: whoever received it is shown so, and gives it back or deletes it.

    Raises:
        Refused: `other_duty`, `illegal_move`, `reason_missing`.
    """
    letter = locked(letter_id, by)
    access.ensure_duty(by, Duty.LEADER)
    state = WORKFLOW.after("recall", letter.state)
    letter.recall_reason = access.ensure_says_why(clean_text(words))
    letter.state, letter.recalled_at = state, now
    letter.save(update_fields=["state", "recalled_at", "recall_reason"])
    signatures.recall(letter.check_code, by=by, now=now)
    record_numbered("letters.recalled", letter, by, now)
    defer("letters.recalled", letter_id=letter.pk)
    defer("letters.tell", letter_id=letter.pk)
    return letter


def _begun(old: Letter, press: str, by: Official, now: datetime) -> Letter:
    return Letter(
        agency_id=old.agency_id,
        to=old.to,
        copies=old.copies,
        drafted_by_id=by.account_id,
        drafted_at=now,
        check_code=new_document_code(),
        press=press,
    )
