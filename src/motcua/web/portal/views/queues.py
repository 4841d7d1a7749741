"""Numbers at a one-stop unit: the kiosk that gives them, the ticket in one's hand, the board on the wall."""

from __future__ import annotations

import secrets
from http import HTTPStatus

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.agencies import queries as agencies
from motcua.domain.queues import actions, queries
from motcua.domain.queues.states import Priority
from motcua.kernel.actors import System
from motcua.kernel.errors import Refused
from motcua.web.portal.citizens import PortalRequest
from motcua.web.shared import kiosk as devices
from motcua.web.shared.refusals import sentence_for

BOARD_EVERY, TICKET_EVERY, KIOSK_AFTER = 5, 30, 20
"""Seconds after which the wall, a ticket on a phone, and the kiosk's own copy of a ticket look again."""


@require_http_methods(["GET", "POST"])
def kiosk(request: PortalRequest, code: str) -> HttpResponse:
    """GET shows the lines, then asks for the group; POST gives the number. Elsewhere than at a kiosk only the first."""
    unit = agencies.agency_coded(code, localdate(request.now))
    lines = queries.at_kiosk(unit, request.now)
    if not lines:
        raise Http404
    here = devices.unit_of(request) == code
    letter = (request.POST if request.method == "POST" else request.GET).get("viec", "")
    chosen = next((line for line in lines if line.line.letter == letter), None) if here else None
    problem = ""
    if request.method == "POST" and chosen is not None:
        priority = request.POST.get("uu-tien", "")
        if priority in Priority.values:
            try:
                ticket = actions.issue(
                    unit.pk,
                    letter,
                    request.POST.get("lan-bam", "")[:64] or secrets.token_hex(16),
                    priority=Priority(priority),
                    by=System("kiosk"),
                    now=request.now,
                )
            except Refused as no:
                problem = sentence_for(no)
            else:
                return redirect("portal:ticket", token=ticket.token)
    context = {
        "unit": unit,
        "lines": lines,
        "here": here,
        "chosen": chosen,
        "problem": problem,
        "groups": [(value, text) for value, text in Priority.choices if value != Priority.NONE],
        "press": secrets.token_hex(16),
    }
    return render(
        request, "portal/queues/kiosk.html", context, status=HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    )


@require_safe
def ticket(request: PortalRequest, token: str) -> HttpResponse:
    """The ticket its holder has: the number, how many are before it, at which counter when it is called."""
    place = queries.held_by(token, request.now)
    at_kiosk = devices.unit_of(request) == place.ticket.agency.code
    address = request.build_absolute_uri(reverse("portal:ticket", kwargs={"token": token}))
    context = {
        "place": place,
        "at_kiosk": at_kiosk,
        "picture": segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True),
    }
    response = render(request, "portal/queues/ticket.html", context)
    response["Cache-Control"] = "private, no-store"
    if at_kiosk:  # the next in line finds the kiosk ready
        response["Refresh"] = f"{KIOSK_AFTER};url={reverse('portal:kiosk', kwargs={'code': place.ticket.agency.code})}"
    elif place.ticket.closed_at is None:
        response["Refresh"] = str(TICKET_EVERY)
    return response


@require_safe
def board(request: PortalRequest, code: str) -> HttpResponse:
    """The board on the wall; it looks again by itself, without a script."""
    unit = agencies.agency_coded(code, localdate(request.now))
    shown = queries.public_board(unit, request.now)
    if not shown.lines:
        raise Http404
    response = render(request, "portal/queues/board.html", {"unit": unit, "board": shown})
    response["Refresh"] = str(BOARD_EVERY)
    response["Cache-Control"] = "no-store"
    return response
