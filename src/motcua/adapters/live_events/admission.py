"""Who may listen to what: by the session of the page, asked of the database, again and again while they listen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, parse_cookie
from django.http.request import validate_host

from motcua.domain.accounts import queries as accounts
from motcua.domain.hotline import queries as hotline
from motcua.domain.hotline.states import LIVE_TOPIC
from motcua.domain.packs import queries as packs
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

SEAT = "seat"
"""Under what the desk keeps in a session at which agency the official sits."""


class Turned(Exception):
    """Nobody is let in: the status that says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True)
class Visitor:
    """Who asks: the account that is signed in, if one is, and as which official where they sit at a desk."""

    account_id: int | None
    official: Official | None


@dataclass(frozen=True)
class Guest:
    """Who was let in, and under which keys they are told."""

    account_id: int | None
    keys: frozenset[str]


def _at_the_hotline(visitor: Visitor) -> frozenset[str]:
    if visitor.official is None:
        raise NotFound("hotline")
    return hotline.heard_by(visitor.official)


TOPICS: Mapping[str, Callable[[Visitor], frozenset[str]]] = {LIVE_TOPIC: _at_the_hotline}
"""For each topic, which keys a visitor may hear: `NotFound` or `Refused` for whoever has no business there."""


def admit(topic: str, cookie: str) -> Guest:
    """The guest whose session the cookie names; asked again later, they may be none any more.

    Raises:
        Turned: not signed in (401), or no such topic for them (404).
        OperationalError: the database is away.
    """
    try:
        return _admitted(topic, cookie)
    except (OperationalError, InterfaceError):
        connection.close()  # it may be the connection only, from before a restart of the database
    try:
        return _admitted(topic, cookie)
    except (OperationalError, InterfaceError) as problem:
        connection.close()
        raise OperationalError("the database is away") from problem


def _admitted(topic: str, cookie: str) -> Guest:
    may_hear = TOPICS.get(topic)
    if may_hear is None:
        raise Turned(HTTPStatus.NOT_FOUND)
    request = HttpRequest()
    sessions: Any = import_module(settings.SESSION_ENGINE)
    request.session = sessions.SessionStore(parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME))
    account: Any = get_user(request)
    account_id = account.pk if account.is_authenticated else None
    now, seat = datetime.now(UTC) - packs.clock_offset(), request.session.get(SEAT)
    try:
        seated = account_id is not None and seat is not None
        official = accounts.official_at(int(account_id or 0), int(seat or 0), now) if seated else None
        return Guest(account_id, may_hear(Visitor(account_id, official)))
    except (NotFound, Refused):
        raise Turned(HTTPStatus.UNAUTHORIZED if account_id is None else HTTPStatus.NOT_FOUND) from None


def allowed_origin(headers: Mapping[str, str]) -> str:
    """The origin of the page that asks, when it is one of ours; empty when the browser names none (the same origin).

    The page may come from another port of the same host, as in a demonstration without a proxy.

    Raises:
        Turned: it is somebody else's page (403).
    """
    origin = headers.get("origin", "")
    host, theirs = _host(f"//{headers.get('host', '')}"), _host(origin)
    if not validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS):
        raise Turned(HTTPStatus.FORBIDDEN)
    if origin and (not theirs or theirs != host):
        raise Turned(HTTPStatus.FORBIDDEN)
    return origin


def _host(address: str) -> str:
    """The host an address names; empty for what is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
