"""The directory of one-stop units: telephone, e-mail, hours and counters, as the law wants them published."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries
from motcua.domain.agencies.queries import Surroundings
from motcua.domain.procedures import queries as procedures
from motcua.domain.publicity import queries as publicity
from motcua.web.portal.citizens import PortalRequest

ON_A_PAGE = 24


def units(request: PortalRequest) -> HttpResponse:
    """All units, or those that the words and the place leave: of a commune, the units that serve it."""
    today = localdate(request.now)
    words = request.GET.get("q", "").replace("\0", "")[:100].strip()
    groups = queries.grouped_areas(today)
    place = request.GET.get("noi", "")[:20]
    home = next((area for group in groups for area in group.places if area.code == place), None)
    if home is not None and not words:
        found = queries.serving(home, today)
    else:
        found = queries.directory(today, words, _within(groups, place))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    asked = {name: value for name, value in (("q", words), ("noi", place)) if value}
    return render(
        request,
        "portal/units.html",
        {
            "words": words,
            "place": place,
            "home": home if not words else None,
            "groups": groups,
            "page": page,
            "units": queries.published(list(page.object_list), today),
            "address": f"?{urlencode(asked)}&" if asked else "?",
        },
    )


def unit(request: PortalRequest, code: str) -> HttpResponse:
    """One unit: how to reach it, what each counter does, who sits there, what may be handed in."""
    today = localdate(request.now)
    found = queries.unit_coded(code[:40], today)
    received = procedures.received_at(found.agency.kind, today)
    return render(
        request,
        "portal/unit.html",
        {
            "unit": found,
            "fields": [list(group) for _, group in groupby(received, key=lambda procedure: procedure.field_code)],
            "officers": accounts.officers_of(found.agency.pk, request.now),
            "others": _others(found, today),
            "verified_on": publicity.verified_on(found.agency, request.now),
        },
    )


def _within(groups: list[Surroundings], place: str) -> list[int] | None:
    """The ids of the areas in a place that was chosen; `None` for everywhere."""
    for group in groups:
        if group.area.code == place:
            return [group.area.pk, *(area.pk for area in group.places)]
        for area in group.places:
            if area.code == place:
                return [area.pk]
    return None


def _others(found: queries.Unit, today: date) -> list[queries.Unit]:
    """The units above this one, where people of the same place may go too."""
    if found.agency.area is None:
        return []
    chain = queries.serving(found.agency.area, today)
    return queries.published([agency for agency in chain if agency.pk != found.agency.pk], today)
