"""What everybody may read of reports: what was reported, what was done, how long it took, by place and category."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.documents.queries import content_of
from motcua.domain.feedback import queries
from motcua.domain.feedback.states import DONE
from motcua.web.portal import reports_telling
from motcua.web.portal.citizens import PortalRequest
from motcua.web.portal.downloads import download
from motcua.web.portal.reports_sketch import sketch

ON_A_PAGE = 20
STATES = ("open", "answered")


def reports(request: PortalRequest) -> HttpResponse:
    """The published reports as a list, and on a sketch beside it; narrowed by place, by group and by state."""
    today = localdate(request.now)
    asked = {name: request.GET.get(name, "").replace("\0", "")[:40] for name in ("noi", "linh-vuc", "trang-thai")}
    if asked["trang-thai"] not in STATES:
        asked["trang-thai"] = ""
    found = queries.shown(asked["noi"], asked["linh-vuc"], asked["trang-thai"])
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    numbered = list(enumerate(page.object_list, start=page.start_index()))
    spots = [
        (number, spot[0], spot[1], report.state in DONE)
        for number, report in numbered
        if (spot := queries.spot(report)) is not None
    ]
    kept = {name: value for name, value in asked.items() if value}
    return render(
        request,
        "portal/reports/list.html",
        {
            "asked": asked,
            "places": agencies.grouped_areas(today),
            "groups": queries.groups(today),
            "page": page,
            "numbered": numbered,
            "sketch": sketch(spots, queries.bounds()),
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
