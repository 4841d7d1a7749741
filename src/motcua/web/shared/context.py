"""What every template may rely on, whichever view rendered it; the template test holds us to `NAMES`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localtime
from django.utils.translation import get_language

from motcua.web.shared import clock, navigation
from motcua.web.shared.site import site

NAMES = frozenset(
    {
        "account",
        "csp_nonce",
        "csrf_input",
        "csrf_token",
        "demo",
        "language",
        "languages",
        "messages",
        "DEFAULT_MESSAGE_LEVELS",
        "now",
        "portal",
        "portal_links",
        "desk_links",
        "request",
        "sign_in",
    }
)


LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
"""Each language by its own name: who looks for it does not read the other."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for every template: see `NAMES`."""
    installed = site()
    language = _language()
    return {
        "now": localtime(getattr(request, "now", None) or clock.now()),
        "language": language,
        "languages": _languages(request, language),
        "demo": installed.demo,
        "portal": installed.portal,
        "account": _account(request),
        # Once a page: Django makes another mask of the same secret for each of twenty buttons.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "sign_in": SimpleLazyObject(lambda: navigation.sign_in_address(request)),
        "portal_links": SimpleLazyObject(lambda: navigation.links(request, navigation.PORTAL)),
        "desk_links": SimpleLazyObject(lambda: navigation.links(request, navigation.DESK)),
    }


def _language() -> str:
    active = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    return active if active in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _languages(request: HttpRequest, active: str) -> list[dict[str, Any]]:
    """This page in each language. Addresses are Vietnamese in all of them; only the prefix differs."""
    path = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    for code, _name in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            path = path[len(code) + 1 :] or "/"
            break
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES.get(code, code),
            "href": path if code == settings.LANGUAGE_CODE else f"/{code}{path}",
            "active": code == active,
        }
        for code, _name in settings.LANGUAGES
    ]


def _account(request: HttpRequest) -> dict[str, Any] | None:
    """Who is signed in, by the name they are greeted with; None for a visitor.

    `at_desk` is true once a seat was chosen at the officials' desk (the session's `seat`).
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return {
        "name": getattr(user, "full_name", "") or user.get_username(),
        "at_desk": bool(request.session.get("seat")),
        "is_staff": bool(user.is_staff),
    }
