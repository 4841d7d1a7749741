"""The routes of a pack: their form, the desks they name, and whether they are sound for a dossier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.domain.dossiers.states import IMPLICIT_MOVES, NATIONAL_CODE, WORKFLOW
from motcua.domain.feedback.states import WORKFLOW as OF_REPORTS
from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.places import Places, check_known
from motcua.domain.packs.rules.shapes import ROUTE
from motcua.domain.packs.rules.shaping import DESK, check_shape
from motcua.domain.petitions.states import WORKFLOW as OF_PETITIONS
from motcua.kernel.errors import Malformed
from motcua.kernel.route import Finding, Route, verify

_PERIOD = frozenset({"valid_from", "valid_to"})


def route_body(document: Mapping[str, Any]) -> dict[str, Any]:
    """What `kernel.route` reads of a route file: everything but its period."""
    return {key: value for key, value in document.items() if key not in _PERIOD}


def check_route(document: Document, places: Places, found: Findings) -> Route | None:
    """Note every fault of one route file; the route, where it could be read."""
    before = len(found)
    check_shape(document, ROUTE, found)
    body = document.body
    if not isinstance(body, Mapping):
        return None
    if isinstance(body.get("route"), str) and body["route"] != document.file.split("/")[-1].removesuffix(".yaml"):
        found.add(
            "name-differs",
            document.file,
            document.line("route"),
            f"Tên quy trình {shown(body['route'])} phải trùng tên tệp.",
            f"The route {shown(body['route'])} must be called as its file is.",
        )
    _check_desks(document, places, found)
    try:
        route = Route.from_mapping(route_body(body))
    except Malformed as problem:
        if len(found) == before:  # what the shape has told already is not told twice
            step = re.search(r"step (\w+)", str(problem))
            found.add(
                "bad-route",
                document.file,
                document.line("steps", step[1] if step else ""),
                f"Không đọc được quy trình: {str(problem).rstrip('.')}.",
                f"The route cannot be read: {problem}",
            )
        return None
    for fault in soundness(route):
        found.add(
            f"route-{fault.code}",
            document.file,
            document.line("steps", fault.step),
            fault.story,
            fault.story_en,
        )
    return route


def soundness(route: Route, limit: str | None = None) -> list[Finding]:
    """The findings of a route as the way of its kind of matter; `limit` stands in for its own."""
    if route.kind == "report":
        return verify(route, OF_REPORTS, limit=limit)
    if route.kind == "petition":
        return verify(route, OF_PETITIONS, limit=limit)
    if route.kind != "dossier":
        return verify(route, limit=limit)
    numbers = {str(state): str(number) for state, number in NATIONAL_CODE.items()}
    return verify(route, WORKFLOW, implicit=IMPLICIT_MOVES, limit=limit, state_names=numbers)


def check_desk(document: Document, place: tuple[str | int, ...], desk: Any, places: Places, found: Findings) -> None:
    """Note an agency or a kind of agency that the pack has not."""
    named = DESK.fullmatch(desk) if isinstance(desk, str) else None
    if named is None:
        return
    at = (document.file, document.line(*place), "desk")
    check_known(found, "unknown-agency", at, named["agency"] or "", places.agency_codes)
    check_known(found, "unknown-kind", at, named["kind"] or "", places.agency_kinds)


def _check_desks(document: Document, places: Places, found: Findings) -> None:
    steps = document.body.get("steps")
    for name, step in steps.items() if isinstance(steps, Mapping) else ():
        if isinstance(step, Mapping):
            check_desk(document, ("steps", name, "desk"), step.get("desk"), places, found)
