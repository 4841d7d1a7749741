"""Every legal move of a report by its name, and the table of who may make which in which state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import WORKFLOW, RejectReason, State
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.reports import DONE, MONDAY, Offices, a_report, walk
from tests.conftest import Builder

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)
WHY = "Không thuộc địa bàn của đơn vị."
Act = Callable[[int, Any], Report]
MOVES: dict[str, Act] = {
    "forward": lambda pk, by: actions.forward(pk, by=by, now=LATER),
    "reject": lambda pk, by: actions.reject(pk, RejectReason.UNCLEAR, by=by, now=LATER),
    "merge": lambda pk, by: actions.merge(pk, _another(), by=by, now=LATER),
    "guide": lambda pk, by: actions.guide(pk, WHY, by=by, now=LATER),
    "pass_on": lambda pk, by: actions.pass_on(pk, WHY, by=by, now=LATER),
    "accept": lambda pk, by: actions.accept(pk, by=by, now=LATER),
    "give_back": lambda pk, by: actions.give_back(pk, WHY, by=by, now=LATER),
    "ask": lambda pk, by: actions.ask(pk, "Cầu ở đầu hay cuối thôn?", by=by, now=LATER),
    "reply": lambda pk, by: actions.reply(pk, "Ở cuối thôn.", by=by, now=LATER),
    "draft_answer": lambda pk, by: actions.draft_answer(pk, DONE.answer, by=by, now=LATER),  # type: ignore[arg-type]
    "send_back": lambda pk, by: actions.send_back(pk, WHY, by=by, now=LATER),
    "answer": lambda pk, by: actions.answer(pk, by=by, now=LATER),
    "confirm": lambda pk, by: actions.confirm(pk, by=by, now=LATER),
    "reopen": lambda pk, by: actions.reopen(pk, by=by, now=LATER),
    "close": lambda pk, by: actions.close(pk, public_text="Cầu gãy.", public_answer="Đã sửa.", by=by, now=LATER),
    "seal": lambda pk, by: actions.seal(pk, by=by, now=LATER),
    "withdraw": lambda pk, by: actions.withdraw(pk, by=by, now=LATER),
}
# Whom: the sender, another citizen, the dispatcher, the unit's handler, its leader, an office elsewhere.
WHO = ("sender", "stranger", "dispatcher", "handler", "head", "elsewhere")
ALLOWED: dict[tuple[str, str], str] = {
    **{(state, move): "dispatcher" for state in ("new", "returned") for move in ("forward", "reject", "merge")},
    **{(state, move): "dispatcher" for state in ("new", "returned") for move in ("guide", "pass_on")},
    ("forwarded", "accept"): "handler",
    ("forwarded", "give_back"): "handler",
    **{(state, move): "handler" for state in ("accepted", "reopened") for move in ("ask", "draft_answer")},
    ("asked", "reply"): "sender dispatcher",
    ("answer_drafted", "answer"): "head",
    ("answer_drafted", "send_back"): "head",
    ("answered", "confirm"): "sender dispatcher",
    ("answered", "reopen"): "sender dispatcher",
    ("confirmed", "close"): "dispatcher",
}


def _another() -> str:
    return str(a_report(people.an("070185003333", "Lý Thị Tư")).matter.code)


def in_state(state: str, offices: Offices, citizen: Any) -> Report:
    report = a_report(citizen)
    if state == "new":
        return report
    if state == "returned":
        report = walk(report, offices, "forwarded")
        return actions.give_back(report.pk, WHY, by=offices.handler.official, now=MONDAY)
    if state == "asked":
        report = walk(report, offices, "accepted")
        return actions.ask(report.pk, "Cầu ở đầu hay cuối thôn?", by=offices.handler.official, now=MONDAY)
    return walk(report, offices, state)


OPEN = [state for state in State.values if state not in WORKFLOW.final]


def test_the_table_is_the_workflow() -> None:
    outside = {"seal", "withdraw"}
    legal = {
        (str(source), name) for name, move in WORKFLOW.moves.items() if name not in outside for source in move.leads
    }
    assert set(ALLOWED) == legal
    assert set(MOVES) == set(WORKFLOW.moves)


@dataclass(frozen=True)
class Ground:
    """Everybody who may try, and a report in each state that is open."""

    actors: dict[str, Any]
    reports: dict[str, int]

    @classmethod
    def of(cls) -> Ground:
        offices, citizen = Offices.of(), people.an()
        actors = {
            "sender": citizen,
            "stranger": people.a_stranger(),
            "dispatcher": offices.dispatcher.official,
            "handler": offices.handler.official,
            "head": offices.head.official,
            "elsewhere": people.chi("25405").official,
        }
        return cls(actors, {state: in_state(state, offices, citizen).pk for state in OPEN})


@pytest.fixture(scope="module")
def ground(built_once: Builder) -> Ground:
    """The same for all tests: each changes one report at the most, and takes it back."""
    return built_once(Ground.of)


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize("move", sorted(set(MOVES) - {"seal", "withdraw"}))
def test_who_may_make_which_move(state: str, move: str, ground: Ground) -> None:
    report = ground.reports[state]
    allowed = ALLOWED.get((state, move), "").split()
    for who in WHO:
        if who in allowed:
            continue
        with pytest.raises((NotFound, Refused)):
            MOVES[move](report, ground.actors[who])
    after = queries.of_matter(report)
    assert after is not None
    assert after.state == state
    if allowed:
        moved = MOVES[move](report, ground.actors[allowed[-1]])
        assert moved.state == WORKFLOW.after(move, state)
