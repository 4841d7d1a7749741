"""What everybody may read of reports: what was reported, what was done, how long it took, by place and category."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

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

ON_A_PAGE = 20
STATES = {"open": True, "answered": False}
FIGURES_OF = timedelta(days=365)


def reports(request: PortalRequest) -> HttpResponse:
    """The published reports as a list, and on a sketch beside it; narrowed by place, by group and by state."""
    today = localdate(request.now)
    asked = {name: request.GET.get(name, "").replace("\0", "")[:40] for name in ("noi", "linh-vuc", "trang-thai")}
    if asked["trang-thai"] not in STATES:
        asked["trang-thai"] = ""
    wanted = PublicFilter(area=asked["noi"], group=asked["linh-vuc"], open=STATES.get(asked["trang-thai"]))
    found = queries.public_reports(wanted).order_by("-published_at", "-matter")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    numbered = list(enumerate(queries.as_everybody_sees(page.object_list), start=page.start_index()))
    spots = [
        (number, spot[0], spot[1], report.answered)
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
