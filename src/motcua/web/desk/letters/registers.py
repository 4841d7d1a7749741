"""The registers of outgoing and incoming letters, year by year: on a page, printed, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.letters import actions, queries
from motcua.kernel.errors import NotFound
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.register import XLSX, xlsx_of
from motcua.web.desk.seat import DeskRequest, at_desk, page

ON_A_PAGE = 50
EARLIEST = 2000
YEARS_SHOWN = 5


@require_safe
@at_desk
def books(request: DeskRequest) -> HttpResponse:
    """Every register of the agency, with the last years."""
    year = localdate(request.now).year
    queries.outgoing_in(request.official, "", year)
    context = {
        "books": [(code, queries.register_title(code)) for code in queries.codes()],
        "years": list(range(year, year - YEARS_SHOWN, -1)),
    }
    return page(request, "letters/books", context)


@require_safe
@at_desk
def book(request: DeskRequest, register: str, year: int) -> HttpResponse:
    """A register of a year, line by line."""
    rows = _rows(request, register, year)
    found = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang"))
    incoming = queries.is_incoming(register)
    closed = queries.closed(request.official, register, year)
    context = {
        "register": register,
        "title": queries.register_title(register),
        "year": year,
        "incoming": incoming,
        "found": found,
        "lines": _lines(request, incoming, list(found.object_list)),
        "closed": closed,
        "closes": closed is None and year < localdate(request.now).year and queries.may_register(request.official),
    }
    return page(request, "letters/book", context)


@require_safe
@at_desk
def book_pdf(request: DeskRequest, register: str, year: int) -> HttpResponse:
    """The register of a year, printed with every column of the form."""
    _rows(request, register, year)
    pdf = queries.printed_book(request.official, register, year, request.now)
    return download(pdf, PDF, f"{register}-{year}.pdf")


@require_safe
@at_desk
def book_sheet(request: DeskRequest, register: str, year: int) -> HttpResponse:
    """The same as a spreadsheet."""
    _rows(request, register, year)
    columns, rows = queries.book_table(request.official, register, year)
    with xlsx_of(f"Năm {year}", columns, rows) as made:
        return download(made.read(), XLSX, f"{register}-{year}.xlsx")


@require_POST
@at_desk
def close_book(request: DeskRequest, register: str, year: int) -> HttpResponse:
    """Close a register whose year is over."""
    _rows(request, register, year)
    actions.close_book(register, year, by=request.official, now=request.now)
    messages.success(request, _("Đã khóa sổ."))
    return redirect("desk:letter_book", register=register, year=year)


def _rows(request: DeskRequest, register: str, year: int) -> Any:
    if register not in queries.codes() or not EARLIEST <= year <= localdate(request.now).year:
        raise NotFound("register")
    if queries.is_incoming(register):
        return queries.incoming_in(request.official, year)
    return queries.outgoing_in(request.official, register, year)


def _lines(request: DeskRequest, incoming: bool, rows: list[Any]) -> list[Any]:
    if incoming:
        return list(queries.incoming_lines(rows))
    return list(queries.outgoing_lines(request.official, rows))
