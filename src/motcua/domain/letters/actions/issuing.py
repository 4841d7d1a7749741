"""Issuing: number and day, the agency's seal, the register and the sending, of each letter in one transaction.

A seal that fails gives the number back, so a register has no gap (Nghị định 30/2020/NĐ-CP, Điều 15, 18).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency, on
from motcua.domain.journal import actions as journal
from motcua.domain.letters.actions import pens
from motcua.domain.letters.actions.batches import Batch, one_by_one
from motcua.domain.letters.actions.drafting import locked
from motcua.domain.letters.actions.signing import keep
from motcua.domain.letters.models import Delivery, Letter
from motcua.domain.letters.queries import printable
from motcua.domain.letters.queries.parties import agency_of
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import access, composing
from motcua.domain.letters.states import WORKFLOW, Role
from motcua.domain.papers import actions as papers
from motcua.kernel.actors import Official
from motcua.kernel.later import defer


def issue(letter_ids: Iterable[int], pin: str, *, by: Official, now: datetime) -> Batch:
    """Give these signed letters their numbers and the day, seal them with the agency's key, register and send them.

    Raises:
        Refused: `other_duty`; `wrong_pin`, or another word of the key's; `nothing_chosen`, `too_many_letters`.
    """
    access.ensure_duty(by, Duty.CLERK)
    with pens.pen(pens.key_of_agency(by.agency_id), pin, by=by, now=now) as pen:
        return one_by_one(letter_ids, lambda letter_id: _issue(letter_id, pen, by, now))


def _issue(letter_id: int, pen: pens.Pen, by: Official, now: datetime) -> None:
    letter = locked(letter_id, by)
    state, today = WORKFLOW.after("issue", letter.state), localdate(now)
    signed = printable.signed_pdf(letter)
    kept, agency = terms(), agency_of(letter.agency_id)
    letter.state, letter.issued_at, letter.issued_on, letter.year = state, now, today, today.year
    letter.issued_by_id, letter.register = by.account_id, kept.register_of(letter.kind)
    letter.number = papers.take_number(letter.agency_id, letter.register, period=str(today.year))
    symbol = composing.full_symbol(letter.number, letter.symbol)
    texts = {"so": f"{letter.number:02d}", "ngay": composing.date_line(kept.place_of(agency), today)}
    pdf = pen.sign(pens.filled(signed, texts), pens.AGENCY, b"")
    keep(letter, pdf, now)
    letter.save()
    new = pens.NewSigned(letter.check_code, symbol, pdf, letter.agency_id, now)
    pens.publish(new, by=by, now=now)
    _send(letter, now)
    _record("letters.issued", letter, by, now, sha256=letter.sha256)
    if letter.replaces_id is not None:
        _replace(letter.replaces_id, letter, by, now)
    defer("letters.issued", letter_id=letter.pk)


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
    """The letter that a new one takes the place of is in force no more."""
    old = locked(letter_id, by)
    old.state = WORKFLOW.after("replace", old.state)
    old.save(update_fields=["state"])
    _record("letters.replaced", old, by, now, by_letter=by_letter.pk)


def _record(verb: str, letter: Letter, by: Official, now: datetime, **facts: object) -> None:
    said = {
        "agency": by.agency_code,
        "kind": str(letter.kind),
        "register": letter.register,
        "year": letter.year,
        "number": letter.number,
        **facts,
    }
    journal.record(verb, subject=("letter", letter.pk), by=by, at=now, facts=said)
