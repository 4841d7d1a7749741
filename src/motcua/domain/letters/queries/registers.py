"""The registers of an agency, year by year: what went out and what came in, as the forms have it (Phụ lục IV)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from motcua.domain.accounts.models import but_the_name
from motcua.domain.accounts.states import Duty
from motcua.domain.letters.models import Book, Incoming, Letter
from motcua.domain.letters.queries.parties import agency_of
from motcua.domain.letters.queries.terms import terms
from motcua.domain.letters.rules import composing
from motcua.domain.letters.states import Kind, State
from motcua.domain.papers.queries import typesetting
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound

_BOOK = Path(__file__).resolve().parents[1] / "typst" / "book.typ"

OUTGOING_COLUMNS = (
    *("Số, ký hiệu văn bản", "Ngày tháng", "Tên loại", "Trích yếu nội dung", "Người ký", "Nơi nhận văn bản"),
    *("Đơn vị, người nhận bản lưu", "Số lượng bản", "Ghi chú"),
)
INCOMING_COLUMNS = (
    *("Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung"),
    *("Đơn vị hoặc người nhận", "Người vào sổ", "Ghi chú"),
)
"""Vietnamese whatever the reader's language: they are the form's (Phụ lục IV)."""


@dataclass(frozen=True)
class OutgoingLine:
    """A line of the register of outgoing letters."""

    letter_id: int
    symbol: str
    issued_on: date
    kind: str
    subject: str
    signer: str
    receivers: str
    keeper: str
    copies: int
    note: str


@dataclass(frozen=True)
class IncomingLine:
    """A line of the register of incoming letters."""

    incoming_id: int
    arrived_on: date
    number: int
    author: str
    symbol: str
    dated: date | None
    abstract: str
    assigned_to: str
    received_by: str
    note: str


def codes() -> list[str]:
    """Every register there is: those of what goes out, then the one of what comes in."""
    kept = terms()
    return [*kept.registers, kept.incoming_register]


def is_incoming(register: str) -> bool:
    """Whether it is the register of what comes in."""
    return register == terms().incoming_register


def outgoing_in(official: Official, register: str, year: int) -> QuerySet[Letter]:
    """What the official's agency issued under this register in a year, by number.

    Raises:
        NotFound: the official neither leads nor keeps the registers.
    """
    ensure_keeps(official)
    return (
        Letter.objects.filter(agency_id=official.agency_id, register=register, year=year)
        .select_related("signer")
        .defer(*but_the_name("signer"))
        .order_by("number", "pk")
    )


def incoming_in(official: Official, year: int) -> QuerySet[Incoming]:
    """What came to the official's agency in a year, by number.

    Raises:
        NotFound: the official neither leads nor keeps the registers.
    """
    ensure_keeps(official)
    return (
        Incoming.objects.filter(agency_id=official.agency_id, register=terms().incoming_register, year=year)
        .select_related("assigned_to", "registered_by")
        .defer(*but_the_name("assigned_to"), *but_the_name("registered_by"))
        .order_by("number", "pk")
    )


def outgoing_lines(official: Official, letters: list[Letter]) -> list[OutgoingLine]:
    """The letters as the form has them."""
    units = {unit.code: unit.name for unit in terms().units_of(agency_of(official.agency_id))}
    return [
        OutgoingLine(
            letter.pk,
            composing.full_symbol(letter.number or 0, letter.symbol),
            letter.issued_on or date.min,
            str(Kind(letter.kind).label),
            letter.subject,
            str(letter.signer.full_name) if letter.signer is not None else "",
            "; ".join(party["name"] for party in letter.to),
            units.get(letter.unit, ""),
            letter.copy_count,
            "" if letter.state == State.ISSUED else str(State(letter.state).label),
        )
        for letter in letters
    ]


def incoming_lines(rows: list[Incoming]) -> list[IncomingLine]:
    """What came, as the form has it."""
    return [
        IncomingLine(
            row.pk,
            row.arrived_on,
            row.number,
            row.author,
            row.symbol,
            row.dated,
            row.abstract,
            str(row.assigned_to.full_name) if row.assigned_to is not None else "",
            str(row.registered_by.full_name),
            row.note,
        )
        for row in rows
    ]


def last_number(official: Official, register: str, year: int) -> int:
    """The last number that the register gave in a year."""
    rows: QuerySet[Letter] | QuerySet[Incoming] = (
        Incoming.objects.all() if is_incoming(register) else Letter.objects.all()
    )
    found = rows.filter(agency_id=official.agency_id, register=register, year=year).aggregate(last=Max("number"))
    return int(found["last"] or 0)


def register_title(register: str) -> tuple[str, str]:
    """What the register is called, in Vietnamese and in English."""
    return terms().register_title(register)


def book_table(official: Official, register: str, year: int) -> tuple[list[str], list[list[str]]]:
    """The register of a year with every column of the form (Phụ lục IV): their names, and the lines.

    Raises:
        NotFound: the official neither leads nor keeps the registers.
    """
    incoming = is_incoming(register)
    lines: list[IncomingLine] | list[OutgoingLine] = (
        incoming_lines(list(incoming_in(official, year)))
        if incoming
        else outgoing_lines(official, list(outgoing_in(official, register, year)))
    )
    rows = [[_written(value) for name, value in asdict(line).items() if not name.endswith("_id")] for line in lines]
    return list(INCOMING_COLUMNS if incoming else OUTGOING_COLUMNS), rows


def printed_book(official: Official, register: str, year: int, now: datetime) -> bytes:
    """The register of a year as PDF: what `book_table` says.

    Raises:
        NotFound: the official neither leads nor keeps the registers.
    """
    columns, rows = book_table(official, register, year)
    book = closed(official, register, year)
    content = {
        "incoming": is_incoming(register),
        "agency": agency_of(official.agency_id).name,
        "title": register_title(register)[0],
        "year": year,
        "columns": columns,
        "rows": rows,
        "closed": f"{localdate(book.closed_at):%d/%m/%Y}" if book is not None else "",
        "last": book.last if book is not None else 0,
    }
    return typesetting.pdf(_BOOK.read_text("utf-8"), content, at=now)


def _written(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else str(value)


def closed(official: Official, register: str, year: int) -> Book | None:
    """The closing of that register, where it was closed."""
    books = Book.objects.filter(agency_id=official.agency_id, register=register, year=year)
    return books.select_related("closed_by").order_by("pk").first()


def ensure_keeps(official: Official) -> None:
    """Registers are for who leads the agency or keeps them; to others there are none."""
    if not official.duties & {Duty.CLERK, Duty.LEADER}:
        raise NotFound("register")
