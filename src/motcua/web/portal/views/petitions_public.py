"""What everybody may read of voters' petitions: what was asked, what was promised and kept, session by session."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.domain.agencies import queries as agencies
from motcua.domain.petitions import queries
from motcua.domain.petitions.queries import BoardFilter
from motcua.kernel.errors import Malformed, NotFound
from motcua.web.portal import petitions_telling
from motcua.web.portal.citizens import PortalRequest
from motcua.web.shared.paging import Bounded

ON_A_PAGE, DRAWN = 20, 6
"""Petitions on a page; sessions that are drawn."""


def session_asked(request: HttpRequest) -> tuple[str, int | None]:
    """The session that an address names as `X-15`, and its id; nothing where it names none that is."""
    said = request.GET.get("ky", "").replace("\0", "")[:20]
    term, _dash, number = said.rpartition("-")
    if term and number.isdecimal():
        try:
            return said, queries.session_numbered(term, min(int(number), 9999)).pk
        except NotFound:
            return "", None
    return "", None


def asked_for(request: HttpRequest) -> tuple[dict[str, str], BoardFilter]:
    """By what the address narrows the board: `ky`, `noi`, `linh-vuc`."""
    said, session = session_asked(request)
    asked = {name: request.GET.get(name, "").replace("\0", "")[:40] for name in ("noi", "linh-vuc")}
    return {"ky": said, **asked}, BoardFilter(session, asked["noi"], asked["linh-vuc"])


@require_safe
def petitions(request: PortalRequest) -> HttpResponse:
    """The board: each session as a bar, then the petitions that may be read, narrowed by session, place and field."""
    today = localdate(request.now)
    asked, wanted = asked_for(request)
    page = Bounded(queries.board(wanted), ON_A_PAGE).get_page(request.GET.get("trang"))
    shown = queries.as_everybody_sees(list(page.object_list), today)
    counted = queries.progress(today)
    kept = {name: value for name, value in asked.items() if value}
    return render(
        request,
        "portal/petitions/board.html",
        {
            "asked": asked,
            "bars": [petitions_telling.bar_of(each) for each in counted[:DRAWN]],
            "wide": petitions_telling.WIDE,
            "sessions": [each.session for each in counted],
            "places": agencies.grouped_areas(today),
            "fields": queries.fields(),
            "names": names_of_fields(),
            "page": page,
            "rows": [(each, petitions_telling.classed_as_a_whole(each)) for each in shown],
            "kept": f"?{urlencode(kept)}" if kept else "",
            "address": f"?{urlencode(kept)}&" if kept else "?",
        },
    )


@require_safe
def petition(request: PortalRequest, code: str) -> HttpResponse:
    """One petition for everybody: its points, their classes, the letters, what was promised and what was kept."""
    today = localdate(request.now)
    try:
        found = queries.public_petition(code[:40], today)
    except Malformed as wrong:
        raise NotFound("petition") from wrong
    context: dict[str, Any] = {
        "petition": found,
        "whole": petitions_telling.classed_as_a_whole(found),
        "standing": petitions_telling.standing(found.state, unit_of(found)),
        "points": [
            (each, petitions_telling.classed(each.result, red=each.red, milestones=each.milestones))
            for each in found.points
        ],
        "field": names_of_fields().get(found.field, ""),
        "today": today,
    }
    return render(request, "portal/petitions/public.html", context)


def unit_of(found: queries.PublicPetition) -> str:
    """Who leads, in the language of the page."""
    return (found.unit_en if english() else "") or found.unit


def names_of_fields() -> dict[str, str]:
    """What the fields are called in the language of the page."""
    language = "en" if english() else "vi"
    return {str(each["code"]): str(each["name"].get(language) or each["name"]["vi"]) for each in queries.fields()}


def english() -> bool:
    """Whether the page is read in English."""
    return (get_language() or "vi").startswith("en")
