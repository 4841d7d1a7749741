"""Calling numbers at a counter: who is next, who did not come, how long people waited today."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.queues import actions, queries
from motcua.domain.queues.states import Channel, Priority, State
from motcua.kernel.errors import NotFound
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared import kiosk

COUNTER = "counter"
"""The session's counter: the number on the desk where the official sits today."""
MOVES = {"goi-lai": actions.call, "xong": actions.serve, "vang": actions.miss, "cho-lai": actions.put_back}


@require_safe
@at_desk
def calling(request: DeskRequest) -> HttpResponse:
    """The official's counter with its line; first of all, which counter that is."""
    official = request.official
    counters = queries.counters_of(official)
    chosen = request.GET.get("quay", "")
    if chosen.isdecimal() and len(chosen) <= len("99"):
        request.session[COUNTER] = queries.counter_of(official, int(chosen)).number
    number = request.session.get(COUNTER)
    counter = next((each for each in counters if each.number == number), None)
    tickets = list(queries.at_counter(official, counter, request.now)) if counter else []
    context = {
        "counters": counters,
        "counter": counter,
        "current": next((ticket for ticket in tickets if ticket.state == State.CALLED), None),
        "waiting": [ticket for ticket in tickets if ticket.state == State.WAITING],
        "missed": [ticket for ticket in tickets if ticket.state == State.MISSED],
        "day": queries.day_of(official, localdate(request.now)),
        "groups": Priority.choices,
        "unit": official.agency_code,
        "press": secrets.token_hex(16),
    }
    return page(request, "queues/calling", context)


@require_POST
@at_desk
def call_next(request: DeskRequest) -> HttpResponse:
    """Call the next number of the session's counter."""
    shown = request.POST.get("dang-goi", "")
    ticket = actions.call_next(
        int(request.session.get(COUNTER) or 0),
        showing=int(shown) if shown.isdecimal() else None,
        by=request.official,
        now=request.now,
    )
    if ticket is None:
        messages.info(request, _("Không còn ai chờ ở quầy này."))
    return redirect("desk:calling")


@require_POST
@at_desk
def move_ticket(request: DeskRequest, ticket_id: int, move: str) -> HttpResponse:
    """Call again, served, did not come, waits again."""
    if move not in MOVES:
        raise NotFound("move")
    MOVES[move](ticket_id, by=request.official, now=request.now)
    return redirect("desk:calling")


@require_POST
@at_desk
def give_number(request: DeskRequest) -> HttpResponse:
    """Take a number for somebody who cannot use the kiosk."""
    official = request.official
    counter = queries.counter_of(official, int(request.session.get(COUNTER) or 0))
    line = next(line for line in queries.lines_of(official.agency_id) if line.title == counter.title)
    priority = request.POST.get("uu-tien", "")
    ticket = actions.issue(
        official.agency_id,
        line.letter,
        request.POST.get("lan-bam", "")[:64] or secrets.token_hex(16),
        priority=Priority(priority) if priority in Priority.values else Priority.NONE,
        channel=Channel.COUNTER,
        by=official,
        now=request.now,
    )
    messages.success(request, _("Đã lấy số %(number)s.") % {"number": ticket})
    return redirect("desk:calling")


@require_POST
@at_desk
def open_kiosk(request: DeskRequest) -> HttpResponse:
    """Make this device the unit's kiosk, and leave the desk on it."""
    address = reverse("portal:kiosk", kwargs={"code": request.official.agency_code})
    if not queries.counters_of(request.official):
        raise NotFound("counter")
    request.session.flush()
    response = redirect(address)
    kiosk.open_for(response, request.official.agency_code, secure=request.is_secure())
    return response
