"""Who sits at the desk: every request is made anew by an official of one agency, with today's duties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.queries import Seat
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk import overtaken
from motcua.web.shared.navigation import sign_in_address
from motcua.web.shared.site import site

P = ParamSpec("P")
SEAT, SEAT_NAME, SEAT_COUNT = "seat", "seat_name", "seat_count"


class DeskRequest(HttpRequest):
    """A request of an official: `official` is who acts, `now` the one moment of the request."""

    now: datetime
    official: Official
    seat: Seat


View = Callable[Concatenate[DeskRequest, P], HttpResponse]


def at_desk(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Lets the view be called only for an official of the seat in the session, and only with today's duties.

    Nothing of what a person may do is kept between requests: a duty that ended yesterday gives nothing today.
    """

    @wraps(view)
    def seated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        assert isinstance(request, HttpRequest)
        here: DeskRequest = request  # type: ignore[assignment]  # what is missing is set below
        here.now = request.now  # type: ignore[attr-defined]  # by the middleware `present`
        refusal = _take_seat(here)
        if refusal is not None:
            return refusal
        try:
            return view(here, *args, **kwargs)
        except Refused as no:
            answer = overtaken.answer(here, here.seat, no)
            if answer is None:
                raise
            return answer

    return seated


def page(request: DeskRequest, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """A page of the desk: never kept by anybody on the way, since it shows people's data."""
    response = render(
        request,
        f"desk/{template}.html",
        {
            "seat": request.seat,
            "several_seats": request.session.get(SEAT_COUNT, 1) > 1,
            "leads_hotline": _leads_hotline(request),
            **context,
        },
        status=status,
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _leads_hotline(request: DeskRequest) -> bool:
    """Whether the shift's board and the recordings are this official's, who need not take calls."""
    return Duty.LEADER in request.official.duties and request.official.agency_code == site().hotline_agency


def sit_down(request: HttpRequest, seats: list[Seat], agency_id: int) -> Seat | None:
    """Take a seat of these for the session; `None` when it is not one of them."""
    chosen = next((seat for seat in seats if seat.agency_id == agency_id), None)
    if chosen is not None:
        request.session[SEAT] = chosen.agency_id
        request.session[SEAT_NAME] = chosen.agency_name
        request.session[SEAT_COUNT] = len(seats)
    return chosen


def _take_seat(request: DeskRequest) -> HttpResponse | None:
    """Set `official` and `seat` from the session, or answer in place of the view."""
    account_id = int(request.user.pk or 0)
    kept = request.session.get(SEAT)
    if kept is not None and SEAT_NAME in request.session:
        try:
            _seat_at(request, account_id, int(kept), request.session[SEAT_NAME])
        except NotFound:
            pass
        else:
            return None
    seats = accounts.seats_of(account_id, request.now)
    if not seats:
        for key in (SEAT, SEAT_NAME, SEAT_COUNT):
            request.session.pop(key, None)
        context = {"gone": went_on_at(account_id, request.now)}
        return render(request, "desk/no_seat.html", context, status=HTTPStatus.NOT_FOUND)
    wanted = int(kept) if kept is not None else seats[0].agency_id
    chosen = sit_down(request, seats, wanted)
    if chosen is None:
        # What was begun for one agency must not go on for another without a word.
        sit_down(request, seats, seats[0].agency_id)
        messages.warning(
            request,
            _("Nhiệm vụ của anh/chị ở chỗ làm việc trước không còn hiệu lực. Hãy chọn lại chỗ làm việc."),
        )
        return redirect("desk:seats")
    _seat_at(request, account_id, chosen.agency_id, chosen.agency_name)
    return None


def went_on_at(account_id: int, now: datetime) -> list[tuple[Any, Any]]:
    """Each agency of the person's that has ended, with who does its work now (`None` where nobody does)."""
    today = localdate(now)
    return [(agency, agencies.heir_of(agency, today)) for agency in accounts.ended_seats_of(account_id, now)]


def _seat_at(request: DeskRequest, account_id: int, agency_id: int, name: str) -> None:
    request.official = accounts.official_at(account_id, agency_id, request.now)
    request.seat = Seat(agency_id, name, request.official.duties)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    onward = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("desk:worklist")
    return redirect(sign_in_address(request, onward))
