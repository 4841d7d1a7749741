"""Choosing for which agency one works today, where a person holds duties at several."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.states import Duty
from motcua.kernel.errors import NotFound
from motcua.web.desk.seat import DeskRequest, at_desk, page, sit_down


@require_http_methods(["GET", "POST"])
@at_desk
def seats(request: DeskRequest) -> HttpResponse:
    """GET shows every seat with its duties; POST takes one."""
    held = accounts.seats_of(request.official.account_id, request.now)
    if request.method == "POST":
        typed = request.POST.get("seat", "")
        chosen = sit_down(request, held, int(typed)) if typed.isdecimal() else None
        if chosen is None:
            raise NotFound("seat")
        messages.success(request, _("Anh/chị đang làm việc tại %(agency)s.") % {"agency": chosen.agency_name})
        return redirect("desk:worklist")
    shown = [(seat, [Duty(duty).label for duty in sorted(seat.duties)]) for seat in held]
    return page(request, "seats", {"held": shown})
