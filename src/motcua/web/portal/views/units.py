"""The directory of one-stop units: telephone, e-mail, hours and counters, as the law wants them published."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from motcua.domain.agencies import queries
from motcua.web.portal.citizens import PortalRequest

ON_A_PAGE = 24


def units(request: PortalRequest) -> HttpResponse:
    """All units, or those whose name fits the words."""
    words = request.GET.get("q", "").replace("\0", "")[:100].strip()
    found = queries.directory(localdate(request.now), words)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    address = f"?{urlencode({'q': words})}&" if words else "?"
    return render(request, "portal/units.html", {"words": words, "page": page, "address": address})
