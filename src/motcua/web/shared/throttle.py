"""How often one thing may be asked: a sliding window in the cache, without a table.

With a cache in each process's own memory the bound holds for each process, so N processes allow N times as
much: enough against guessing codes one after the other, which is what it is for.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 600
"""Seconds that are looked back on."""


def too_often(purpose: str, key: str, now: datetime, most: int) -> bool:
    """Whether this was done `most` times in the last ten minutes; if not, it is counted once more."""
    name = f"throttle:{purpose}:{sha256(key.encode()).hexdigest()[:32]}"
    moment = now.timestamp()
    times = [each for each in cache.get(name, []) if each > moment - WINDOW]
    if len(times) >= most:
        return True
    cache.set(name, [*times, moment], WINDOW)
    return False


MOST_FROM_AN_ADDRESS = 60  # in ten minutes: a whole office may stand behind one address
MOST_OF_A_CODE = 30


def looked_up_too_often(request: HttpRequest, asked: str, now: datetime) -> bool:
    """Whether this address has looked up too much, or this code was looked up too often, by whatever door."""
    return too_often("lookup-address", address_of(request), now, MOST_FROM_AN_ADDRESS) or too_often(
        "lookup-code", asked, now, MOST_OF_A_CODE
    )


def address_of(request: HttpRequest) -> str:
    """The network address the request came from: in production the one our own proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        # Only the last entry was written by our proxy; whatever stands before it was sent by the client.
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
