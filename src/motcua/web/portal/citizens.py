"""Who stands at the citizen's door: people who signed in, as citizens; everybody else is shown the way in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.domain.accounts import queries as accounts
from motcua.kernel.actors import Citizen
from motcua.web.shared.navigation import sign_in_address


class PortalRequest(HttpRequest):
    """Any request: it happens at one moment."""

    now: datetime


class CitizenRequest(PortalRequest):
    """The request of somebody who signed in."""

    citizen: Citizen


View = Callable[..., HttpResponse]


def citizen_only(view: View) -> View:
    """A page of somebody's own: who has not signed in is sent to do so and comes back."""

    @wraps(view)
    def checked(request: CitizenRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(sign_in_address(request, request.get_full_path()))
        request.citizen = accounts.citizen(request.user)
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            # Not no-store: after a line that broke, "back" must still find what was typed on the page.
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return checked


def citizen_of(request: HttpRequest) -> Citizen | None:
    """The person who signed in; `None` for a visitor."""
    return accounts.citizen(request.user) if request.user.is_authenticated else None


def local_path(request: HttpRequest, wanted: str | None, otherwise: str) -> str:
    """The path to go on to, when it is one of this site; never somebody else's."""
    if wanted and wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return otherwise
