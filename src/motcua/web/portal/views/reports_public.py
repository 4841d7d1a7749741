"""What everybody may read of reports: what was reported, what was done, how long it took, by place and category."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language

from motcua.domain.agencies import queries as agencies
from motcua.domain.documents.queries import content_of
from motcua.domain.feedback import queries
from motcua.domain.feedback.queries import PublicFilter
from motcua.domain.feedback.queries.counting import LEAST
from motcua.kernel.errors import NotFound
from motcua.web.portal import reports_telling
from motcua.web.portal.citizens import PortalRequest
from motcua.web.portal.downloads import download
from motcua.web.portal.reports_sketch import sketch
from motcua.web.shared.paging import Bounded

ON_A_PAGE, ON_THE_MAP = 20, 100
STATES = {"open": True, "answered": False}
FIGURES_OF = timedelta(days=365)


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
    wanted = PublicFilter(area=asked["noi"], group=asked["linh-vuc"], open=STATES.get(asked["trang-thai"]))
    found = queries.public_reports(wanted).order_by("-published_at", "-matter")
    page = Bounded(found, on_a_page).get_page(request.GET.get("trang"))
    numbered = [
        (number, report, queries.spot(report))
        for number, report in enumerate(queries.as_everybody_sees(page.object_list), start=page.start_index())
    ]
    spots = [(number, *spot, report.answered) for number, report, spot in numbered if spot is not None]
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
    found = queries.public_report(code[:40])
    return render(request, "portal/reports/public.html", {"report": found, "tone": reports_telling.tone(found.state)})


def public_picture(request: PortalRequest, code: str, photo_id: int) -> HttpResponse:
    """A picture that the unit took of what it did; nobody has looked at the sender's own."""
    if photo_id not in {picture.number for picture in queries.public_report(code[:40]).evidence}:
        raise NotFound("photo")
    shown = queries.public_picture(photo_id).public
    assert shown is not None
    return download(content_of(shown), shown.name, shown.media_type)


def figures(request: PortalRequest) -> HttpResponse:
    """How many, how many answered and in time, and how long it took; numbers too small to be nobody's are not told."""
    period = (request.now - FIGURES_OF, request.now)
    context = {
        "by_group": queries.counts_by_category(*period),
        "by_place": queries.counts_by_area(*period),
        "least": LEAST,
    }
    return render(request, "portal/reports/figures.html", context)
