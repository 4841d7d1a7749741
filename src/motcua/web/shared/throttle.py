"""How often a code may be looked up, by whatever door and whatever process: see `matters.actions.ask`."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from motcua.domain.matters import actions as matters
from motcua.kernel.actors import System


def looked_up_too_often(request: HttpRequest, asked: str, now: datetime) -> bool:
    """Whether this address has looked up too much, or this code was looked up too often; if not, it counts."""
    return matters.ask(address_of(request), asked, by=System("lookup"), now=now)


def too_often(purpose: str, who: str, now: datetime, most: int) -> bool:
    """Whether this was done `most` times in the last ten minutes; if not, it counts."""
    return matters.too_often(purpose, who, most, by=System("throttle"), now=now)


def address_of(request: HttpRequest) -> str:
    """The network address the request came from: in production the one our own proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        # Only the last entry was written by our proxy; whatever stands before it was sent by the client.
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
