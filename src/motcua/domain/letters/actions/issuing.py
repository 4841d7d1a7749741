"""Issuing: number and day, the agency's seal, the register and the sending, of each letter in one transaction.

A seal that fails gives the number back, so a register has no gap (Nghị định 30/2020/NĐ-CP, Điều 15, 18).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency, on
from motcua.domain.letters.actions import printing
from motcua.domain.letters.actions.batches import Batch, one_by_one
from motcua.domain.letters.actions.books import next_number
from motcua.domain.letters.actions.holding import locked, record_numbered
from motcua.domain.letters.actions.signing import keep
from motcua.domain.letters.models import Delivery, Letter
from motcua.domain.letters.queries import printable
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import access, composing
from motcua.domain.letters.states import SIGNED_KIND, WORKFLOW, Kind, Role, State
from motcua.domain.signatures import actions as signatures
from motcua.domain.signatures import queries as keys
from motcua.domain.signatures.states import AGENCY
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer


def issue(letter_ids: Iterable[int], pin: str, *, by: Official, now: datetime) -> Batch:
    """Give these signed letters their numbers and the day, seal them with the agency's key, register and send them.

    Raises:
        Refused: `other_duty`; `no_agency_key`, `wrong_pin` or another word of the key's; `nothing_chosen`,
            `too_many_letters`.
    """
    access.ensure_duty(by, Duty.CLERK)
    try:
        key = keys.key_of_agency(by.agency_id)
    except NotFound:
        raise Refused("no_agency_key") from None
    with signatures.pen(key, pin, by=by, now=now) as pen:
        return one_by_one(letter_ids, lambda letter_id: _issue(letter_id, pen, by, now))


def _issue(letter_id: int, pen: signatures.Pen, by: Official, now: datetime) -> None:
    letter = locked(letter_id, by)
    state, today = WORKFLOW.after("issue", letter.state), localdate(now)
    if letter.signed_at is not None and not access.same_month(letter.signed_at, now):
        raise Refused("signed_last_month")
    signed, boxes = printable.signed_pdf(letter), dict(letter.boxes)
    letter.state, letter.issued_at, letter.issued_on, letter.year = state, now, today, today.year
    letter.issued_by_id, letter.register = by.account_id, terms().register_of(letter.kind)
    letter.number = next_number(letter.agency_id, letter.register, today.year)
    symbol = composing.full_symbol(letter.number, letter.symbol)
    filled = printing.numbered(signed, boxes, f"{letter.number:02d}", f"{today.day:02d}", at=now)
    pdf = pen.sign(filled, AGENCY, printing.field(boxes[AGENCY]))
    keep(letter, pdf, now)
    letter.save()
    new = signatures.NewSigned(
        code=letter.check_code,
        pdf=pdf,
        kind=SIGNED_KIND,
        subject_id=letter.pk,
        title=str(Kind(letter.kind).label),
        symbol=symbol,
        agency_id=letter.agency_id,
        signer=str(letter.signer.full_name) if letter.signer is not None else "",
        issued_on=today,
    )
    signatures.publish(new, by=by, now=now)
    _send(letter, now)
    record_numbered("letters.issued", letter, by, now, sha256=letter.sha256)
    if letter.replaces_id is not None:
        _replace(letter.replaces_id, letter, by, now)
    defer("letters.issued", letter_id=letter.pk)
    defer("letters.tell", letter_id=letter.pk)


def _send(letter: Letter, now: datetime) -> None:
    """A delivery for everybody it goes to; an agency that is named twice gets it once."""
    lines = [(Role.TO, party) for party in letter.to]
    lines += [(Role.COPY, party) for party in letter.copies if party["agency"]]
    codes = {party["agency"] for _role, party in lines if party["agency"]}
    there = {agency.code: agency for agency in Agency.objects.filter(on(localdate(now)), code__in=codes).order_by("pk")}
    met: set[int] = set()
    deliveries = []
    for role, party in lines:
        agency = there.get(party["agency"])
        if agency is not None and agency.pk in met:
            continue
        met |= {agency.pk} if agency is not None else set()
        deliveries.append(Delivery(letter=letter, agency=agency, name=party["name"], role=role, sent_at=now))
    Delivery.objects.bulk_create(deliveries)


def _replace(letter_id: int, by_letter: Letter, by: Official, now: datetime) -> None:
    """The letter that a new one takes the place of is in force no more; one that was recalled meanwhile stays so."""
    old = locked(letter_id, by)
    if old.state == State.RECALLED:
        return
    old.state = WORKFLOW.after("replace", old.state)
    old.save(update_fields=["state"])
    signatures.replace(old.check_code, by_letter.check_code, by=by, now=now)
    record_numbered("letters.replaced", old, by, now, by_letter=by_letter.pk)
    defer("letters.tell", letter_id=old.pk)
