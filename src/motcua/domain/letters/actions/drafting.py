"""A letter is begun, and its boxes are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies.models import Agency
from motcua.domain.letters.actions.holding import locked, record
from motcua.domain.letters.actions.writing import begin_text
from motcua.domain.letters.models import Incoming, Letter
from motcua.domain.letters.queries.parties import agency_of, ensure_secretary, parties, signing_as
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import access
from motcua.domain.letters.rules.composing import CHAIR, boxes_mark
from motcua.domain.letters.states import Kind, Urgency
from motcua.kernel.actors import Official
from motcua.kernel.codes import new_document_code
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_line


@dataclass(frozen=True)
class Boxes:
    """What a letter says beside its text. `to` and `copies` are lines as they are typed; `secretary` is of minutes."""

    kind: str
    subject: str
    unit: str = ""
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    signer: int | None = None
    secretary: int | None = None
    urgency: str = ""
    copy_count: int = 1


@atomic
def draft(
    boxes: Boxes,
    *,
    press: str,
    template: str = "",
    answers: int | None = None,
    body: str | None = None,
    facts: Mapping[str, Any] | None = None,
    by: Official,
    now: datetime,
) -> Letter:
    """Begin a letter of the official's agency, empty or with a text; the same press again gives the same letter.

    `answers` is a letter that came in and that this one answers.

    Raises:
        Refused: `other_duty`, `letter_kind_not_kept`, `not_a_signer`, `not_a_secretary`, `secretary_is_chair`,
            `too_many_addressees`.
        NotFound: the template or the incoming letter is not there for this official.
    """
    access.ensure_duty(by, *access.WRITES)
    agency = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=by.agency_id)
    begun = Letter.objects.filter(press=press, agency=agency).order_by("pk").first()
    if begun is not None:
        return begun
    terms().register_of(boxes.kind)
    letter = Letter(
        agency=agency,
        drafted_by_id=by.account_id,
        drafted_at=now,
        check_code=new_document_code(),
        press=press,
        answers=_answered(answers, by),
    )
    fill(letter, boxes, now)
    letter.save()
    begin_text(letter, _text(template, boxes.kind) if body is None else body, facts or {}, by, now)
    record_draft(letter, by, now)
    return letter


@atomic
def describe(letter_id: int, boxes: Boxes, *, seen: str, by: Official, now: datetime) -> Letter:
    """Fill the boxes of a draft anew; `seen` is the mark of what the official saw there.

    Raises:
        Refused: `letter_not_in_draft`, `letter_changed_meanwhile`, `kind_stays`, and as `draft`.
    """
    letter = locked(letter_id, by)
    access.ensure_may_write(letter, by)
    if seen != boxes_mark(letter):
        raise Refused("letter_changed_meanwhile")
    if letter.replaces_id is not None and boxes.kind != letter.kind:
        raise Refused("kind_stays")  # a wrong document is replaced by one of the same form (Điều 18)
    fill(letter, boxes, now)
    letter.save()
    record("letters.described", letter, by, now)
    return letter


def fill(letter: Letter, boxes: Boxes, now: datetime) -> None:
    """Set the boxes, with the symbol and the lines of the signature that follow from them; nothing is saved."""
    agency, today = agency_of(letter.agency_id), localdate(now)
    kept = terms()
    kept.register_of(boxes.kind)
    letter.kind, letter.unit = boxes.kind, boxes.unit
    letter.symbol = kept.symbol_of(boxes.kind, agency, boxes.unit)
    letter.subject = clean_line(boxes.subject)
    letter.to, letter.copies = parties(boxes.to, today), parties(boxes.copies, today)
    letter.urgency = boxes.urgency if boxes.urgency in Urgency.values else ""
    letter.copy_count = boxes.copy_count
    letter.signer_id = boxes.signer
    lines = signing_as(boxes.signer, agency, now) if boxes.signer is not None else None
    minutes = boxes.kind == Kind.MINUTES
    letter.secretary_id = boxes.secretary if minutes else None
    if letter.secretary_id is not None:
        ensure_secretary(letter.secretary_id, boxes.signer, agency.pk, now)
    if minutes and lines is not None:
        lines = CHAIR
    letter.authority = str(lines.authority or "") if lines else ""
    letter.position = lines.position if lines else ""
    letter.head = lines.head if lines else ""
    letter.collective = lines.body if lines else ""


def record_draft(letter: Letter, by: Official, now: datetime) -> None:
    """That a letter was begun, and because of which others."""
    others = {"replaces": letter.replaces_id, "corrects": letter.corrects_id, "answers": letter.answers_id}
    record("letters.drafted", letter, by, now, **{name: pk for name, pk in others.items() if pk is not None})


def _text(template: str, kind: str) -> str:
    if not template:
        return ""
    found = next((each for each in terms().templates(kind) if each.code == template), None)
    if found is None:
        raise NotFound("template")
    return found.body


def _answered(incoming_id: int | None, by: Official) -> Incoming | None:
    if incoming_id is None:
        return None
    found = Incoming.objects.filter(pk=incoming_id).order_by("pk").first()
    return access.ensure_sees_incoming(by, found)
