"""Every legal move of a petition by its name, and the table of who may make which in which state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from motcua.domain.matters import queries as matters
from motcua.domain.petitions import actions
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.states import VERB_OF_MOVE, WORKFLOW, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from tests.build import journal, people
from tests.build.petitions import (
    ANSWERED,
    DONE,
    FIELD,
    HELPS,
    LEAD,
    LEVEL,
    MET,
    TOLD,
    WHY,
    Council,
    a_petition,
    assigning,
    walk,
)
from tests.conftest import Builder

pytestmark = pytest.mark.django_db
LATER = ANSWERED + timedelta(days=5)
LATER_DUE = date(2024, 12, 1)
REASON = "Việc này không phải của cơ quan chúng tôi."
Act = Callable[["Ground", int, Any], Petition]
MOVES: dict[str, Act] = {
    "classify": lambda ground, pk, by: actions.classify(pk, FIELD, LEVEL, LEAD, by=by, now=LATER),
    "set_aside": lambda ground, pk, by: actions.set_aside(pk, REASON, by=by, now=LATER),
    "join": lambda ground, pk, by: actions.join(pk, ground.another, by=by, now=LATER),
    "guide": lambda ground, pk, by: actions.guide(pk, REASON, by=by, now=LATER),
    "send": lambda ground, pk, by: actions.send(pk, ground.batch, by=by, now=LATER),
    "assign": lambda ground, pk, by: actions.assign(pk, assigning(LATER_DUE), by=by, now=LATER),
    "accept": lambda ground, pk, by: actions.accept(pk, by=by, now=LATER),
    "give_back": lambda ground, pk, by: actions.give_back(pk, REASON, HELPS, by=by, now=LATER),
    "answer": lambda ground, pk, by: actions.answer(pk, by=by, now=LATER),
    "come_back": lambda ground, pk, by: actions.come_back(pk, WHY, by=by, now=LATER),
    "follow": lambda ground, pk, by: actions.follow(pk, by=by, now=LATER),
    "settle": lambda ground, pk, by: actions.settle(pk, by=by, now=LATER),
    "fulfil": lambda ground, pk, by: actions.fulfil(pk, by=by, now=LATER),
    "report_back": lambda ground, pk, by: actions.report_back(pk, REASON, by=by, now=LATER),
    "owe_again": lambda ground, pk, by: actions.owe_again(pk, REASON, by=by, now=LATER),
    "seal": lambda ground, pk, by: actions.seal(pk, by=by, now=LATER),
}
WHO = ("secretary", "assigner", "lead", "helper", "director", "elsewhere")
ALLOWED: dict[tuple[str, str], str] = {
    **{
        (state, move): "secretary"
        for state in ("collected", "classified")
        for move in ("classify", "set_aside", "join", "guide")
    },
    ("classified", "send"): "secretary",
    ("sent", "assign"): "assigner",
    ("returned", "assign"): "assigner",
    ("assigned", "accept"): "lead",
    ("assigned", "give_back"): "lead",
    ("answered", "come_back"): "secretary",
    ("answered", "follow"): "secretary",
    ("settled", "report_back"): "secretary",
}
"""The others lack here what they need: an answer to every point, nothing that waits, a letter that was recalled."""
NEEDS_MORE = {
    *(("accepted", "answer"), ("came_back", "answer"), ("answered", "settle"), ("followed", "fulfil")),
    *((state, "owe_again") for state in ("answered", "followed", "settled")),
}


def in_state(state: str, council: Council) -> Petition:
    petition = a_petition(council)
    if state == "collected":
        return petition
    if state == "returned":
        walk(petition, council, "assigned")
        return actions.give_back(petition.pk, REASON, by=council.lead.official, now=MET)
    if state == "came_back":
        walk(petition, council, "answered")
        return actions.come_back(petition.pk, WHY, by=council.secretary.official, now=LATER)
    if state == "settled":
        return walk(petition, council, "reviewed", answers=(DONE, TOLD))
    return walk(petition, council, "reviewed" if state == "followed" else state)


OPEN = [state for state in State.values if state not in WORKFLOW.final]


def test_the_table_is_the_workflow() -> None:
    legal = {(state, move) for move, each in WORKFLOW.moves.items() for state in each.leads if move != "seal"}
    assert set(ALLOWED) | NEEDS_MORE == legal
    assert set(MOVES) == set(WORKFLOW.moves) == set(VERB_OF_MOVE)


@dataclass(frozen=True)
class Ground:
    """Everybody who may try, a petition in each state that is open, another to be joined to, and a batch that went."""

    actors: dict[str, Official]
    petitions: dict[str, int]
    another: str
    batch: int

    @classmethod
    def of(cls) -> Ground:
        council = Council.of()
        another = a_petition(council, content="Đường liên thôn hư hỏng nặng, mùa mưa không đi được.")
        gone = a_petition(council, content="Trạm y tế xã thiếu thuốc bảo hiểm kéo dài nhiều tháng.")
        batch = walk(gone, council, "sent").batch_id
        assert batch is not None
        actors = {each: getattr(council, each).official for each in WHO if each != "elsewhere"}
        actors["elsewhere"] = people.dung().official
        return cls(actors, {state: in_state(state, council).pk for state in OPEN}, str(another.matter.code), batch)


@pytest.fixture(scope="module")
def ground(built_once: Builder) -> Ground:
    """The same for all tests: each changes one petition at the most, and takes it back."""
    return built_once(Ground.of)


@pytest.mark.parametrize("state", OPEN)
def test_each_move_is_for_those_whose_step_is_open(state: str, ground: Ground) -> None:
    petition = Petition.objects.get(pk=ground.petitions[state])
    assert petition.state == state
    for move, act in MOVES.items():
        for name, by in ground.actors.items():
            if move == "seal" or name in ALLOWED.get((state, move), "").split():
                continue
            before = journal.verbs_of(petition.pk)
            with pytest.raises((Refused, NotFound)):
                act(ground, petition.pk, by)
            petition.refresh_from_db()
            assert (petition.state, journal.verbs_of(petition.pk)) == (state, before), (move, name)


@pytest.mark.parametrize(("state", "move"), sorted(ALLOWED))
def test_a_legal_move_leads_where_the_table_says_and_is_written_down(state: str, move: str, ground: Ground) -> None:
    petition = Petition.objects.get(pk=ground.petitions[state])
    MOVES[move](ground, petition.pk, ground.actors[ALLOWED[state, move]])
    petition.refresh_from_db()
    assert petition.state == WORKFLOW.after(move, state)
    assert journal.verbs_of(petition.pk)[-1] == VERB_OF_MOVE[move]
    assert matters.orphans() == []
