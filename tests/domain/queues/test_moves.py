"""Called again, served, missed, put back: each only from where it makes sense, and only at one's own unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.queues import actions
from motcua.domain.queues.models import Ticket
from motcua.domain.queues.states import State
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.queues import Unit

LATER = MONDAY + timedelta(minutes=5)
MOVES = [actions.call, actions.serve, actions.miss, actions.put_back]
ALLOWED = {
    State.WAITING: set(),
    State.CALLED: {actions.call, actions.serve, actions.miss},
    State.MISSED: {actions.put_back},
    State.SERVED: set(),
    State.LAPSED: set(),
}


def in_state(unit: Unit, state: State) -> Ticket:
    ticket, by = unit.ticket(), unit.binh.official
    if state != State.WAITING:
        actions.call_next(1, showing=None, by=by, now=LATER)
    if state == State.MISSED:
        actions.miss(ticket.pk, by=by, now=LATER)
    if state == State.SERVED:
        actions.serve(ticket.pk, by=by, now=LATER)
    if state == State.LAPSED:
        actions.lapse(unit.agency.pk, by=by, now=LATER)
    ticket.refresh_from_db()
    assert ticket.state == state
    return ticket


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", list(State))
def test_every_move_from_every_state(db: None, move: Callable[..., Ticket], state: State) -> None:
    unit = Unit.of()
    ticket = in_state(unit, state)
    written = Entry.objects.count()
    if move in ALLOWED[state]:
        move(ticket.pk, by=unit.binh.official, now=LATER)
        assert Entry.objects.count() == written + 1
    else:
        with pytest.raises(Refused) as refusal:
            move(ticket.pk, by=unit.binh.official, now=LATER)
        assert refusal.value.code == "illegal_move"


@pytest.mark.parametrize("move", MOVES)
def test_another_units_ticket_does_not_exist(db: None, move: Callable[..., Ticket]) -> None:
    ticket = in_state(Unit.of(), State.CALLED)
    for missing in (ticket.pk, 0):
        with pytest.raises(NotFound):
            move(missing, by=people.dung().official, now=LATER)


def test_called_again_keeps_the_first_time_and_counts(db: None) -> None:
    unit = Unit.of()
    ticket = in_state(unit, State.CALLED)
    actions.call(ticket.pk, by=unit.binh.official, now=LATER + timedelta(minutes=1))
    ticket.refresh_from_db()
    assert (ticket.called_at, ticket.times_called) == (LATER, 2)


def test_who_missed_the_call_waits_again_at_the_old_place(db: None) -> None:
    unit = Unit.of()
    missed = in_state(unit, State.MISSED)
    unit.ticket(now=LATER)
    actions.put_back(missed.pk, by=unit.binh.official, now=LATER)
    following = actions.call_next(1, showing=None, by=unit.binh.official, now=LATER)
    assert following is not None
    assert following.pk == missed.pk
