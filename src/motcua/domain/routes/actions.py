"""Publishing routes: only a sound one is stored, and a published one never changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.transaction import atomic

from motcua.domain.agencies.models import on
from motcua.domain.journal import actions as journal
from motcua.domain.routes.models import RouteVersion
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused
from motcua.kernel.route import Finding, Route


@atomic
def publish(
    code: str, body: Mapping[str, Any], findings: list[Finding], *, valid_from: date, by: Actor, now: datetime
) -> RouteVersion | None:
    """Put a route in force from a day until the next version begins; `None` when that very body is in force already.

    `findings` are those of `kernel.route.verify` with the workflow of the route's kind, which lives above
    this module; a route with findings is refused (`route_with_findings`).
    """
    if findings:
        raise Refused("route_with_findings", findings[0].story, story=findings[0].story, count=len(findings))
    route = Route.from_mapping(body, code)
    kept = route.to_mapping()
    current = RouteVersion.objects.select_for_update().filter(on(valid_from), code=code).order_by("pk").first()
    if current is not None:
        if current.body == kept:
            return None
        if current.valid_from >= valid_from:
            raise Refused("route_already_published", route=code, day=valid_from.isoformat())
        current.valid_to = valid_from - timedelta(days=1)
        current.save(update_fields=["valid_to"])
    later = _after(code, valid_from)
    if later is not None and later.body == kept:  # something older has come to name it: it begins earlier
        version = later
        version.valid_from = valid_from
        version.save(update_fields=["valid_from"])
    else:
        version = RouteVersion.objects.create(
            code=code,
            kind=str(body.get("kind", "")),
            title=str(body.get("title", code)),
            title_en=str(body.get("title_en", "")),
            body=kept,
            valid_from=valid_from,
            valid_to=later.valid_from - timedelta(days=1) if later else None,
        )
    journal.record(
        "routes.published",
        subject=("route", version.pk),
        by=by,
        at=now,
        facts={"route": code, "from": valid_from},
    )
    return version


def _after(code: str, day: date) -> RouteVersion | None:
    """The first version that begins after a day."""
    return RouteVersion.objects.select_for_update().filter(code=code, valid_from__gt=day).order_by("valid_from").first()
