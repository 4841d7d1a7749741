"""What happens to every request: it gets its one moment, and an action that says no becomes an answer."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.web.shared import clock, views

CLOCKLESS = frozenset({"/healthz"})
"""Asked whether the database answers, so they must be answered without it; the clock is kept there."""

Respond = Callable[[HttpRequest], HttpResponse]


def present(get_response: Respond) -> Respond:
    """Sets `request.now`: everything a request does happens at one moment."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path not in CLOCKLESS:
            request.now = clock.now()  # type: ignore[attr-defined]  # DeskRequest and its like declare it
        return get_response(request)

    return middleware


def refusals(get_response: Respond) -> Respond:
    """Turns `Refused`, `NotFound` and `Malformed` into pages, or into problem documents under /api/."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return views.not_allowed(request, response)
        return response

    # Django looks for the hook on what this returns: an exception of a view never reaches `middleware`.
    middleware.process_exception = _answer  # type: ignore[attr-defined]
    return middleware


def _answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    match exception:
        case Refused():
            return views.refused(request, exception)
        case NotFound():
            return views.not_found(request, exception)
        case Malformed():
            return views.malformed(request, exception)
        case ValueError() | DataError() if "\0" in request.path_info:  # what no text in the database can hold
            return views.not_found(request, exception)
    return None
