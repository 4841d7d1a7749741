"""Pages that are told to look again: where the live process answers, and the page's leave to ask it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PREFIX = "/truc-tiep/"


def address(request: HttpRequest, topic: str) -> str:
    """Where pages are told about a topic; empty where this installation has no live process: then they ask."""
    return f"{_origin(request)}{PREFIX}{topic}/" if settings.MOTCUA_LIVE else ""


def allow(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the page's script ask the live process, and nobody else besides its own address."""
    origin = _origin(request)
    if origin:
        response._csp_update = {"connect-src": [origin]}  # type: ignore[attr-defined]  # as django-csp's decorators do
    return response


def _origin(request: HttpRequest) -> str:
    """Scheme, host and port where they are not those of the page."""
    if not settings.MOTCUA_LIVE.startswith(":"):
        return ""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    host = f"[{host}]" if ":" in host else host
    return f"{request.scheme}://{host}{settings.MOTCUA_LIVE}"
