"""Every (state, move, actor): allowed, or refused by this code. What an office decides besides stands there too."""

from __future__ import annotations

import inspect
from datetime import timedelta
from functools import partial
from typing import get_args

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.states import WORKFLOW, State
from motcua.kernel.actors import Actor
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
    "p": "not_by_post",
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
    **{(state, "supply_at_counter"): "+ . . ." for state in ("incomplete", "supplement")},
    ("finished", "hand_over_at_counter"): "+ . . .",
    ("finished", "send_by_post"): "p . . .",  # this applicant chose to have the result online
    ("finished", "delivered_by_post"): ". . . .",  # nothing was posted
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
    "supply_at_counter": "n . . .",
    "hand_over_at_counter": "i . . .",
    "send_by_post": "i . . .",
    "delivered_by_post": "i . . .",
}
ELSEWHERE = {
    "complete_task": "every outcome of a step is one of the moves above; any order of them: test_any_walk",
    "complete_signed": "complete_task with a key: test_complete_signed",
    "close_silent": "closes a step of a consulted agency, never the dossier: test_close_silent",
    "open_file": "changes nothing but the journal: test_open_file",
    "give_back": "papers in custody, in any state: test_custody",
    "confirm_arrival": "the way of the paper, in any state: test_custody",
    "confirm_return": "the way of the paper, in any state: test_custody",
    "disown": "the owner's word about who filed, in any state: test_submit_for_another",
    "confirm_authority": "the same word taken back: test_submit_for_another",
    "hand_on": "what an ended agency left, whatever its state: test_hand_on",
    "issue_receipt": "a paper, for what was settled at once: test_receive",
    "tell": "a message: test_tell",
}
"""Actions on one dossier that are no move and no decision of the table, and where they are tried instead."""


def spelled(row: str) -> list[str]:
    return [SHORT[cell] for cell in row.split()]


def test_the_table_knows_every_state_and_every_legal_move_of_the_workflow() -> None:
    assert set(WALKS) == set(State.values)
    legal = {(str(source), name) for name, move in WORKFLOW.moves.items() for source in move.leads}
    assert set(MOVES) == legal
    assert len(MOVES[("new", "accept")].split()) == len(ACTORS)


def test_every_action_on_one_dossier_stands_in_the_table_or_says_where_it_is_tried() -> None:
    """A move or a decision that somebody adds to the program is missing here until it has its row."""
    on_one = {
        name
        for name, action in inspect.getmembers(actions, inspect.isfunction)
        if name in actions.__all__ and {"dossier_id", "task_id"} & set(inspect.signature(action).parameters)
    }
    assert set(WORKFLOW.moves) | set(REFUSED_DEEDS) | set(ELSEWHERE) == on_one
    assert {deed for _, deed in DEEDS} <= set(REFUSED_DEEDS)


def test_whoever_can_act_stands_in_the_table() -> None:
    cast = Cast.of()
    who = everybody(cast)
    assert tuple(who) == ACTORS
    assert {type(actor) for actor in who.values()} == set(get_args(Actor))
    assert set(moves(0, who["system"], LATER)) == set(WORKFLOW.moves)
    assert set(deeds(in_state(cast, "new"), who["leader"], LATER)) == set(REFUSED_DEEDS)


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
