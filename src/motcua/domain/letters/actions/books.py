"""The numbers of the registers, and closing those of a year that is over."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.journal import actions as journal
from motcua.domain.letters.models import Book
from motcua.domain.letters.queries import registers
from motcua.domain.letters.rules import access
from motcua.domain.papers import actions as papers
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def close_book(register: str, year: int, *, by: Official, now: datetime) -> Book:
    """Close a register of the official's agency after the last day of its year; closed again it changes nothing.

    Raises:
        Refused: `other_duty`, `year_not_over`.
        NotFound: there is no such register.
    """
    access.ensure_duty(by, Duty.CLERK)
    agency = Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=by.agency_id)
    if register not in registers.codes():
        raise NotFound("register")
    if year >= localdate(now).year:
        raise Refused("year_not_over")
    closed = Book.objects.filter(agency=agency, register=register, year=year).order_by("pk").first()
    if closed is not None:
        return closed
    papers.hold_register(by.agency_id, register, period=str(year))
    last = registers.last_number(by, register, year)
    book = Book.objects.create(
        agency=agency, register=register, year=year, last=last, closed_by_id=by.account_id, closed_at=now
    )
    facts = {"agency": by.agency_code, "register": register, "year": year, "last": last}
    journal.record("letters.book_closed", subject=("book", book.pk), by=by, at=now, facts=facts)
    return book


def next_number(agency_id: int, register: str, year: int) -> int:
    """The next number of the year's register. A batch that began before midnight may find it closed.

    Raises:
        Refused: `register_closed`.
    """
    number = papers.take_number(agency_id, register, period=str(year))  # and holds it against whoever closes it
    if Book.objects.filter(agency_id=agency_id, register=register, year=year).exists():
        raise Refused("register_closed", year=year)
    return number
