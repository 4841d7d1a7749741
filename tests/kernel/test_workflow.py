"""A workflow is a table of legal moves."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.states import WORKFLOW
from motcua.kernel.errors import Refused
from motcua.kernel.workflow import Move, Workflow

DOOR = Workflow(
    initial="shut",
    moves={
        "open": Move.to("open", "shut"),
        "shut": Move.to("shut", "open"),
        "break": Move.to("broken", "shut", "open"),
        "turn": Move({"open": "shut", "shut": "open"}),
    },
)


def test_a_move_leads_where_the_table_says() -> None:
    assert DOOR.after("open", "shut") == "open"
    assert DOOR.after("break", "open") == "broken"


def test_a_move_may_lead_elsewhere_from_another_state() -> None:
    assert DOOR.after("turn", "open") == "shut"
    assert DOOR.after("turn", "shut") == "open"


def test_a_move_is_refused_where_it_is_not_legal() -> None:
    with pytest.raises(Refused) as refusal:
        DOOR.after("open", "open")
    assert refusal.value.code == "illegal_move"
    assert refusal.value.details == {"move": "open", "state": "open"}


def test_a_move_that_does_not_exist_is_refused_alike() -> None:
    with pytest.raises(Refused, match="cannot paint from shut"):
        DOOR.after("paint", "shut")


def test_the_moves_from_a_state_come_in_the_order_of_the_table() -> None:
    assert DOOR.moves_from("shut") == ["open", "break", "turn"]
    assert DOOR.moves_from("broken") == []


def test_a_state_that_no_move_leaves_is_final() -> None:
    assert DOOR.final == ["broken"]
    assert DOOR.states == ["broken", "open", "shut"]


def test_the_diagram_shows_every_move() -> None:
    lines = DOOR.diagram().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert "    [*] --> shut" in lines
    assert "    shut --> broken: break" in lines
    assert len(lines) == 2 + 6


def test_a_dossier_ends_rejected_withdrawn_stopped_or_handed_over() -> None:
    assert WORKFLOW.final == ["handed_over", "rejected", "stopped", "withdrawn"]


@pytest.mark.parametrize(
    ("move", "leads"),
    [
        ("accept", {"new": "accepted"}),
        ("reject", {"new": "rejected"}),
        ("begin", {"accepted": "in_progress"}),
        ("ask_supplement", {"new": "incomplete", "accepted": "supplement", "in_progress": "supplement"}),
        ("resume", {"incomplete": "new", "supplement": "in_progress"}),
        ("ask_payment", {"accepted": "payment", "in_progress": "payment"}),
        ("paid", {"payment": "in_progress"}),
        ("finish", {"accepted": "finished", "in_progress": "finished"}),
        ("hand_over", {"finished": "handed_over"}),
    ],
)
def test_a_dossier_moves_between_the_national_states(move: str, leads: dict[str, str]) -> None:
    assert {str(one): str(to) for one, to in WORKFLOW.moves[move].leads.items()} == leads
