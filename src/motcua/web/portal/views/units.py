"""The directory of one-stop units: telephone, e-mail, hours and counters, as the law wants them published."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from motcua.domain.agencies import queries
from motcua.web.portal.citizens import PortalRequest


def units(request: PortalRequest) -> HttpResponse:
    """All units, or those whose name fits the words."""
    words = request.GET.get("q", "").replace("\0", "")[:100].strip()
    return render(
        request,
        "portal/units.html",
        {"words": words, "units": queries.directory(localdate(request.now), words)},
    )
