"""Every (state, move, actor): allowed, or refused by this code. What an office decides besides stands there too."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.states import WORKFLOW, State
from tests.build.cast import REASON, Cast
from tests.build.dossiers import MONDAY, open_task
from tests.domain.dossiers.every_move import ACTORS, DONE, GONE, WALKS, deeds, everybody, in_state, moves, tried

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
SHORT = {
    "+": DONE,
    ".": GONE,
    "i": "illegal_move",
    "d": "other_duty",
    "a": "other_agency",
    "o": "only_an_official_asks",
    "w": "window_still_open",
    "n": "nothing_was_asked",
    "h": "not_held",
    "s": "supplement_still_allowed",
    "y": "apology_not_written",
    "r": "not_to_be_reopened",
}

# Whom: applicant, stranger, reception, specialist, leader, an official elsewhere, the program.
MOVES = {
    ("new", "accept"): ". . + . . . +",
    ("new", "reject"): ". . + . . . +",
    ("new", "ask_supplement"): ". . + . . . o",
    ("new", "withdraw"): "+ . . . . . .",
    ("accepted", "begin"): ". . + . . . +",
    ("accepted", "ask_supplement"): ". . + . . . o",
    ("accepted", "ask_payment"): ". . + . . . +",
    ("accepted", "withdraw"): "+ . . . . . .",
    ("accepted", "stop"): ". . + . . . +",
    ("accepted", "finish"): ". . + . . . +",
    ("in_progress", "ask_supplement"): ". . . + d . o",
    ("in_progress", "ask_payment"): ". . . + d . +",
    ("in_progress", "withdraw"): "+ . . . . . .",
    ("in_progress", "stop"): ". . . + d . +",
    ("in_progress", "finish"): ". . . + d . +",
    ("incomplete", "resume"): "+ . . . . . .",
    ("incomplete", "withdraw"): "+ . . . . . .",
    ("incomplete", "stop"): ". . w w w . +",
    ("supplement", "resume"): "+ . . . . . .",
    ("supplement", "withdraw"): "+ . . . . . .",
    ("supplement", "stop"): ". . w w w . +",
    ("payment", "paid"): ". . + + + . +",
    ("payment", "withdraw"): "+ . . . . . .",
    ("payment", "stop"): ". . w w w . +",
    ("finished", "hand_over"): "+ . + . . . +",
}
ILLEGAL = {"resume": "n . . . . . .", "withdraw": "i . . . . . ."}
"""A move that the state does not allow: whoever sees the dossier is told so, to anybody else it does not exist."""
OTHERWISE = "i . i i i . i"

# What an office decides besides its steps: reception, specialist, leader, an official elsewhere.
DEEDS = {
    ("accepted", "hold"): "a + + .",
    ("in_progress", "hold"): "a + + .",
    ("accepted", "allow_supplement"): "a d s .",
    ("in_progress", "allow_supplement"): "a d s .",
    ("accepted", "write_apology"): "a + + .",
    ("in_progress", "write_apology"): "a + + .",
    ("accepted", "sign_apology"): "a d y .",
    ("in_progress", "sign_apology"): "a d y .",
    **{(state, "correct"): "+ + + ." for state in ("accepted", "in_progress", "supplement", "payment")},
    **{(state, "correct"): "+ + + ." for state in ("finished", "handed_over")},
    ("stopped", "reopen"): "a d + .",
    ("handed_over", "reopen"): "a d + .",
}
REFUSED_DEEDS = {
    "hold": "a i i .",
    "end_hold": "a h h .",
    "allow_supplement": "a d i .",
    "write_apology": "a i i .",
    "sign_apology": "a d i .",
    "correct": "i i i .",
    "reissue": "a d i .",
    "reopen": "a d r .",
}


def spelled(row: str) -> list[str]:
    return [SHORT[cell] for cell in row.split()]


def test_the_table_knows_every_state_and_every_legal_move_of_the_workflow() -> None:
    assert set(WALKS) == set(State.values)
    legal = {(str(source), name) for name, move in WORKFLOW.moves.items() for source in move.leads}
    assert set(MOVES) == legal
    assert len(MOVES[("new", "accept")].split()) == len(ACTORS)


@pytest.mark.parametrize("state", WALKS)
def test_every_move_by_everybody_in_this_state(state: str) -> None:
    cast = Cast.of()
    dossier, who = in_state(cast, state), everybody(cast)
    for move in WORKFLOW.moves:
        row = MOVES.get((state, move)) or ILLEGAL.get(move) or OTHERWISE
        came = [tried(moves(dossier.pk, by, LATER)[move]) for by in who.values()]
        assert dict(zip(who, came, strict=True)) == dict(zip(who, spelled(row), strict=True)), (state, move)


@pytest.mark.parametrize("state", WALKS)
def test_every_decision_by_every_official_in_this_state(state: str) -> None:
    cast = Cast.of()
    dossier, who = in_state(cast, state), everybody(cast)
    officials = {name: who[name] for name in ("reception", "specialist", "leader", "elsewhere")}
    for deed, refused in REFUSED_DEEDS.items():
        row = DEEDS.get((state, deed)) or refused
        came = [tried(deeds(dossier, by, LATER)[deed]) for by in officials.values()]
        expected = spelled(row)
        if deed == "reissue" and state in {"finished", "handed_over"}:
            expected[2] = GONE  # this route issues no result that could be replaced
        assert dict(zip(officials, came, strict=True)) == dict(zip(officials, expected, strict=True)), (state, deed)


@pytest.mark.parametrize("state", ["incomplete", "supplement", "payment"])
def test_after_the_window_either_office_may_stop(state: str) -> None:
    cast = Cast.of()
    dossier, who = in_state(cast, state), everybody(cast)
    after = MONDAY + timedelta(days=32)
    came = {name: tried(moves(dossier.pk, by, after)["stop"]) for name, by in who.items()}
    row = dict(zip(who, spelled(". . + + + . +"), strict=True))
    assert came == row


@pytest.mark.parametrize("move", ["ask_supplement", "ask_payment", "stop", "finish"])
def test_while_an_official_holds_the_clock_no_step_makes_a_move(move: str) -> None:
    cast = Cast.of()
    dossier, who = in_state(cast, "in_progress"), everybody(cast)
    assert tried(deeds(dossier, who["specialist"], LATER)["end_hold"]) == "not_held"
    deeds(dossier, who["specialist"], LATER)["hold"]()
    assert tried(moves(dossier.pk, who["specialist"], LATER)[move]) == "clock_is_held"
    assert tried(moves(dossier.pk, who["system"], LATER)[move]) == "clock_is_held"
    assert tried(moves(dossier.pk, who["applicant"], LATER)["withdraw"]) == DONE
    assert tried(deeds(dossier, who["leader"], LATER)["end_hold"]) == DONE


def test_only_the_reception_supplies_in_the_place_of_the_applicant_and_says_what_was_brought() -> None:
    cast = Cast.of()
    dossier, who = in_state(cast, "supplement"), everybody(cast)
    came = {}
    for name in ("reception", "specialist", "leader", "system"):
        assert tried(moves(dossier.pk, who[name], LATER)["resume"]) == GONE
        supply = partial(actions.complete_task, open_task(dossier).pk, "supplied", by=who[name], now=LATER)
        came[name] = (tried(supply), tried(partial(supply, said=Said(reason=REASON))))
    closed = "window_still_open"
    assert came == {
        "reception": (closed, DONE),
        "specialist": (closed, GONE),
        "leader": (closed, GONE),
        "system": (DONE, DONE),
    }
