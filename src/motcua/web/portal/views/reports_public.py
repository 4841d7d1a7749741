"""What everybody may read of reports: what was reported, what was done, how long it took, by place and category."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language

from motcua.domain.agencies import queries as agencies
from motcua.domain.documents.queries import content_of
from motcua.domain.feedback import queries
from motcua.domain.feedback.states import DONE
from motcua.web.portal import reports_telling
from motcua.web.portal.citizens import PortalRequest
from motcua.web.portal.downloads import download
from motcua.web.portal.reports_sketch import sketch

ON_A_PAGE, ON_THE_MAP = 20, 100
STATES = ("open", "answered")


def reports(request: PortalRequest) -> HttpResponse:
    """The published reports as a list, and on a sketch beside it; narrowed by place, by group and by state."""
    return _listed(request, ON_A_PAGE, None)


def report_map(request: PortalRequest) -> HttpResponse:
    """The same list with a map beside it. Pictures under it come from the server that the settings name, or not."""
    tiles = settings.MOTCUA_MAP_TILES
    show: Callable[..., Any] = csp_update({"img-src": [_origin(tiles)]})(_mapped) if tiles else _mapped
    response: HttpResponse = show(request)
    return response


def _mapped(request: Any) -> HttpResponse:
    english = (get_language() or "vi").startswith("en")
    places = [
        [(each.area.name_en if english else "") or each.area.name, each.latitude, each.longitude]
        for each in queries.landmarks(localdate(request.now))
    ]
    return _listed(
        request,
        ON_THE_MAP,
        {
            "places": json.dumps(places, ensure_ascii=False),
            "bounds": json.dumps(queries.bounds()),
            "tiles": settings.MOTCUA_MAP_TILES,
            "credit": settings.MOTCUA_MAP_CREDIT,
        },
    )


def _origin(tiles: str) -> str:
    """Who may be asked for pictures; `{s}` stands for several servers of one name."""
    parts = urlsplit(tiles)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def _listed(request: PortalRequest, on_a_page: int, drawn: dict[str, Any] | None) -> HttpResponse:
    today = localdate(request.now)
    asked = {name: request.GET.get(name, "").replace("\0", "")[:40] for name in ("noi", "linh-vuc", "trang-thai")}
    if asked["trang-thai"] not in STATES:
        asked["trang-thai"] = ""
    found = queries.shown(asked["noi"], asked["linh-vuc"], asked["trang-thai"])
    page = Paginator(found, on_a_page).get_page(request.GET.get("trang"))
    numbered = [
        (number, report, queries.spot(report), report.state in DONE)
        for number, report in enumerate(page.object_list, start=page.start_index())
    ]
    spots = [(number, *spot, done) for number, _report, spot, done in numbered if spot is not None]
    kept = {name: value for name, value in asked.items() if value}
    return render(
        request,
        "portal/reports/list.html",
        {
            "asked": asked,
            "kept": f"?{urlencode(kept)}" if kept else "",
            "places": agencies.grouped_areas(today),
            "groups": queries.groups(today),
            "page": page,
            "numbered": numbered,
            "sketch": sketch(spots, queries.bounds()),
            "map": drawn,
            "tone": reports_telling.tone,
            "address": f"?{urlencode(kept)}&" if kept else "?",
        },
    )


def public_report(request: PortalRequest, code: str) -> HttpResponse:
    """One published report: the words for the public, the answer, how long it took."""
    shown = queries.shown_one(code[:40])
    context = {"shown": shown, "report": shown.report, "tone": reports_telling.tone(shown.report.state)}
    return render(request, "portal/reports/public.html", context)


def public_picture(request: PortalRequest, code: str, photo_id: int) -> HttpResponse:
    """A picture that the unit took of what it did."""
    found = queries.picture_shown(code[:40], photo_id)
    return download(content_of(found), found.name, found.media_type)


def figures(request: PortalRequest) -> HttpResponse:
    """How many, how many answered, how many in time; too few to be nobody's are put together."""
    context = {"by_group": queries.figures_by_group(request.now), "by_place": queries.figures_by_place(request.now)}
    return render(request, "portal/reports/figures.html", context)
