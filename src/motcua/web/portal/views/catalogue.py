"""Both catalogues to be searched and read: the province's procedures, the national records, and the guides."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language

from motcua.domain.agencies import queries as agencies
from motcua.domain.procedures import queries as procedures
from motcua.web.portal.citizens import PortalRequest

ON_A_PAGE = 20
MOST_LETTERS = 200
MOST_PLACES = 3
"""One-stop units that a guide names: more is no answer to “where do I go?”."""


def find(request: PortalRequest) -> HttpResponse:
    """What a search found in both catalogues, narrowed by level and field; all by name when nothing was asked."""
    words, level, field = (_asked(request, name) for name in ("q", "cap", "linh-vuc"))
    number = _page_number(request)
    today = localdate(request.now)
    found = procedures.find(words, today, level=level, field=field, limit=ON_A_PAGE, skip=(number - 1) * ON_A_PAGE)
    page = Paginator(range(found.total), ON_A_PAGE).get_page(number)
    if page.number != number:
        found = procedures.find(
            words, today, level=level, field=field, limit=ON_A_PAGE, skip=(page.number - 1) * ON_A_PAGE
        )
    kept = {name: value for name, value in (("q", words), ("cap", level), ("linh-vuc", field)) if value}
    return render(
        request,
        "portal/procedures.html",
        {
            "words": words,
            "found": found,
            "page": page,
            "level": level,
            "field": field,
            "address": f"?{urlencode(kept)}&" if kept else "?",
        },
    )


def national(request: PortalRequest, code: str) -> HttpResponse:
    """One national record as lists, what changed in it, and that it cannot be filed here."""
    record = procedures.national(code)
    return render(
        request,
        "portal/national.html",
        {
            "record": record,
            "read": procedures.read_national(record),
            "changes": procedures.changes_of(record),
        },
    )


def guide(request: PortalRequest, code: str) -> HttpResponse:
    """What to prepare for a procedure of the province, to be read at home or printed; the place may be chosen."""
    today = localdate(request.now)
    found = procedures.in_force(code, today)
    place = _asked(request, "noi")
    units = [unit for unit in agencies.directory(today, place) if unit.kind == found.one_stop_kind]
    shown = units[:MOST_PLACES] if place or len(units) <= MOST_PLACES else []
    return render(
        request,
        "portal/guide.html",
        {
            "procedure": found,
            "guide": procedures.guide(found, today, get_language() or "vi"),
            "units": agencies.published(shown, today),
            "place": place,
            "body": found.body,
        },
    )


def guide_national(request: PortalRequest, code: str) -> HttpResponse:
    """What to prepare by the national record; where to go is what it says itself."""
    record = procedures.national(code)
    return render(
        request,
        "portal/guide_national.html",
        {"record": record, "guide": procedures.guide_national(record)},
    )


def _asked(request: PortalRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "")[:MOST_LETTERS].strip()


def _page_number(request: PortalRequest) -> int:
    typed = request.GET.get("trang", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1
