"""Procedures with a route of the test's own, published through the real action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.transaction import atomic

from motcua.domain.dossiers.states import IMPLICIT_MOVES, WORKFLOW
from motcua.domain.procedures.actions import hold, mark_changed
from motcua.domain.procedures.models import Procedure
from motcua.domain.routes import actions as routes
from motcua.domain.routes.models import RouteVersion
from motcua.kernel.route import Route, verify
from tests.build.dossiers import BIRTH
from tests.build.people import NURSE

LONG_AGO = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)
SINCE = date(2023, 1, 1)


def step(desk: str, duty: str, outcomes: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A step that somebody does."""
    return {"title": desk, "desk": desk, "duty": duty, "budget": "1h", "outcomes": dict(outcomes), **more}


def wait(reason: str, outcomes: Mapping[str, Any]) -> dict[str, Any]:
    """A step that waits, and holds the clock."""
    return {"title": reason, "desk": "applicant", "waits": reason, "outcomes": dict(outcomes)}


RECEIVE = step("one_stop", "reception", {"accept": {"to": "work", "move": "accept"}})
HAND_OVER = step("one_stop", "returns", {"returned": {"to": "end", "move": "hand_over"}})

WITH_PAYMENT: dict[str, Any] = {
    "receive": RECEIVE,
    "work": step(
        "competent",
        "specialist",
        {
            "bill": {"to": "unpaid", "move": "ask_payment"},
            "done": {"to": "hand_over", "move": "finish"},
        },
    ),
    "unpaid": wait("payment", {"paid": {"to": "work", "move": "paid"}, "never": {"to": "end", "move": "stop"}}),
    "hand_over": HAND_OVER,
}


def a_procedure(
    code: str, steps: Mapping[str, Any], *, start: str = "receive", checked: bool = True, **columns: Any
) -> Procedure:
    """The birth procedure under another code, with this route; `body` of the columns is merged into its own."""
    body = {"kind": "dossier", "title": code, "start": start, "steps": dict(steps)}
    findings = verify(Route.from_mapping(body, code), WORKFLOW, implicit=IMPLICIT_MOVES) if checked else []
    assert not findings, [finding.story for finding in findings]
    routes.publish(code, body, [], valid_from=SINCE, by=NURSE, now=LONG_AGO)
    procedure = Procedure.objects.get(code=BIRTH)
    changes = {"results": [], "officer_fields": [], **columns.pop("body", {})}
    procedure.pk, procedure.code, procedure.route_code = None, code, code
    procedure.body = {**procedure.body, "code": code, **changes}
    for column, value in columns.items():
        setattr(procedure, column, value)
    procedure._state.adding = True
    procedure.save(force_insert=True)
    with atomic():
        mark_changed(hold())  # who searches keeps the catalogue until it says that it changed
    return procedure


def the_steps_of_a_birth() -> dict[str, Any]:
    """The steps of the birth procedure's route, as a route file has them."""
    stored = RouteVersion.objects.get(code="ho-tich-trong-ngay").body["steps"]
    return {step["step"]: {**_without(step, "step"), "outcomes": _outcomes(step)} for step in stored}


def _outcomes(step: Mapping[str, Any]) -> dict[str, Any]:
    return {outcome["outcome"]: _without(outcome, "outcome") for outcome in step["outcomes"]}


def _without(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in mapping.items() if name != key}
