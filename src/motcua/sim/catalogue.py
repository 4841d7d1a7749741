"""What the province does: which procedures are filed how often, where, and which desks they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.domain.agencies import queries as agencies
from motcua.domain.procedures import queries as procedures
from motcua.domain.routes import queries as routes


def shares(script: Mapping[str, Any], day: date) -> dict[str, float]:
    """How often each procedure is filed, as a weight: its own share, or its part of the share of its field."""
    given = script["shares"]
    own = {str(code): float(weight) for code, weight in given["procedures"].items()}
    found = {each.code: each.field_code for each in procedures.with_form(day)}
    sizes = Counter(field for code, field in found.items() if code not in own)
    fields, default = given["fields"], float(given["default"])
    return {
        code: own[code] if code in own else fields[field] / sizes[field] if field in fields else default
        for code, field in found.items()
    }


def beginnings(day: date) -> dict[str, date]:
    """Since when each procedure of that day has been in force as it is."""
    return {each.code: each.valid_from for each in procedures.with_form(day)}


def places(code: str, day: date) -> list[str]:
    """The areas in which this procedure may arise."""
    kinds = procedures.in_force(code, day).body["event_area_kinds"]
    return [area.code for area in agencies.areas_of_kinds(kinds, day)]


def one_stops(area: str, day: date) -> set[int]:
    """The one-stop units of an area and of those above it."""
    kinds = {each.one_stop_kind for each in procedures.with_form(day)}
    found = (agencies.responsible(kind, agencies.area(area, day), day) for kind in sorted(kinds))
    return {agency.pk for agency in found if agency is not None}


def desks(day: date) -> frozenset[tuple[str, str]]:
    """Every desk that a route leads to: the kind of agency and the duty, for each procedure in force."""
    found: set[tuple[str, str]] = set()
    for each in procedures.with_form(day):
        named = {"one_stop": each.one_stop_kind, "competent": each.competent_kind}
        for step in routes.playable(routes.in_force(each.route_code, day)).steps:
            kind = named.get(step.desk) or step.desk.partition(":")[2].strip()
            if step.duty and not step.waits:
                found.add((kind, step.duty))
    return frozenset(found)
