"""The route in force for a code on a day, ready to play."""

from __future__ import annotations

from datetime import date

from motcua.domain.agencies.models import on
from motcua.domain.routes.models import RouteVersion
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.route import Route

_READY: dict[tuple[int, str], Route] = {}


_IN_FORCE = Prepared(lambda: RouteVersion.objects.defer("body").filter(on(Blank("day")), code=Blank("code")))


def in_force(code: str, day: date) -> RouteVersion:
    """The published version of this route on `day`."""
    found = _IN_FORCE.first(code=code, day=day)
    if found is None:
        raise NotFound(f"route {code}")
    return found


def playable(version: RouteVersion) -> Route:
    """The route as the kernel plays it; a published version never changes, so it is read once a process."""
    key = (version.pk, version.code)
    if key not in _READY:
        if len(_READY) >= 4096:
            _READY.clear()
        _READY[key] = Route.from_mapping(version.body, version.code)
    return _READY[key]
