"""The shift as a whole: the board of the day, calls that are judged, and what operators looked for in vain."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.hotline import actions, queries
from motcua.web.desk.seat import DeskRequest, at_desk, page

A_PAGE = 20
MONTH = timedelta(days=30)


@require_safe
@at_desk
def board(request: DeskRequest) -> HttpResponse:
    """The board of the day."""
    return page(request, "hotline/board", {"shift": queries.shift(request.official, request.now), "now": request.now})


@require_safe
@at_desk
def reviews(request: DeskRequest) -> HttpResponse:
    """Calls that may be judged."""
    listed = Paginator(queries.reviewable(request.official, request.now), A_PAGE)
    return page(request, "hotline/reviews", {"listed": listed.get_page(request.GET.get("trang"))})


@require_safe
@at_desk
def missed(request: DeskRequest) -> HttpResponse:
    """The searches of the last month that found nothing."""
    today = localdate(request.now)
    found = queries.missed_searches(request.official, today - MONTH, today)
    return page(request, "hotline/missed", {"missed": found, "days": MONTH.days})


@require_http_methods(["GET", "POST"])
@at_desk
def review(request: DeskRequest, call_id: int) -> HttpResponse:
    """Judge a call by the criteria of the province."""
    found = queries.reviewable(request.official, request.now)  # whose it is comes first
    if request.method == "POST":
        met, note = request.POST.getlist("dat"), request.POST.get("nhan-xet", "")
        actions.review(call_id, met, note, by=request.official, now=request.now)
        messages.success(request, _("Đã chấm cuộc gọi."))
        return redirect("desk:hotline_reviews")
    call = queries.one_seen_by(request.official, call_id)
    context = {
        "call": call,
        "open": found.filter(pk=call_id).exists(),
        "criteria": queries.terms().get("criteria", ()),
        "matters": queries.matters_of(call),
    }
    return page(request, "hotline/review", context)
