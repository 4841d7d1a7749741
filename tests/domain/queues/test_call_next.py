"""The next number is called: priority first but not for ever, each ticket at one counter, nobody passed over."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.queues import actions
from motcua.domain.queues.models import Ticket
from motcua.domain.queues.states import Priority, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.queues import Unit
from tests.build.threads import at_once

LATER = MONDAY + timedelta(minutes=7)


def called(unit: Unit, showing: Ticket | None, number: int = 1, now: datetime = LATER) -> Ticket:
    ticket = actions.call_next(number, showing=showing and showing.pk, by=unit.binh.official, now=now)
    assert ticket is not None
    return ticket


def test_the_first_who_came_is_called_first_and_who_was_there_has_been_served(db: None) -> None:
    unit = Unit.of()
    first, second = unit.ticket(), unit.ticket(now=MONDAY + timedelta(minutes=1))
    assert called(unit, None).pk == first.pk
    assert called(unit, first).pk == second.pk
    first.refresh_from_db()
    assert (first.state, first.closed_at) == (State.SERVED, LATER)
    assert actions.call_next(1, showing=second.pk, by=unit.binh.official, now=LATER) is None


def test_a_second_press_passes_nobody_over(db: None) -> None:
    unit = Unit.of()
    first = unit.ticket()
    unit.ticket()
    assert called(unit, None).pk == first.pk
    assert called(unit, None).pk == first.pk
    assert Ticket.objects.filter(state=State.WAITING).count() == 1


def test_priority_goes_first_and_after_two_one_of_the_others(db: None) -> None:
    unit = Unit.of()
    for _ in range(2):
        unit.ticket()
    for _ in range(3):
        unit.ticket(priority=Priority.ELDERLY, now=MONDAY + timedelta(minutes=1))
    order, showing = [], None
    for minute in range(5):
        showing = called(unit, showing, now=LATER + timedelta(minutes=minute))
        order.append(str(showing.priority))
    assert order == ["elderly", "elderly", "none", "elderly", "none"]


def test_a_counter_calls_only_its_own_line(db: None) -> None:
    unit = Unit.of()
    unit.ticket("B")
    assert actions.call_next(1, showing=None, by=unit.binh.official, now=LATER) is None
    assert called(unit, None, number=2).letter == "B"


def test_two_counters_that_call_at_once_get_different_people(committed_db: str) -> None:
    unit = Unit.of()
    two_of_a_kind(unit)
    tickets = [unit.ticket() for _ in range(2)]
    acts = [
        partial(actions.call_next, number, showing=None, by=somebody.official, now=LATER)
        for number, somebody in ((1, unit.binh), (2, unit.hoa))
    ]
    assert {ticket.pk for ticket in at_once(acts) if ticket is not None} <= {ticket.pk for ticket in tickets}
    states = Ticket.objects.filter(state=State.CALLED)
    assert len(set(states.values_list("counter_id", flat=True))) == states.count() >= 1


def two_of_a_kind(unit: Unit) -> None:
    """Counter 2 receives what counter 1 receives."""
    first, second = unit.agency.counters.order_by("number")[:2]
    second.title = first.title
    second.save(update_fields=["title"])


def test_who_neither_receives_nor_hands_over_does_not_call(db: None) -> None:
    unit = Unit.of()
    unit.ticket()
    clerk = Official(unit.binh.account.pk, unit.agency.pk, unit.agency.code, frozenset({"clerk"}))
    with pytest.raises(Refused) as refusal:
        actions.call_next(1, showing=None, by=clerk, now=LATER)
    assert refusal.value.code == "other_duty"


def test_a_counter_that_the_unit_does_not_have_does_not_exist(db: None) -> None:
    unit = Unit.of()
    with pytest.raises(NotFound):
        actions.call_next(99, showing=None, by=unit.binh.official, now=LATER)


def test_another_units_numbers_are_not_called(db: None) -> None:
    unit = Unit.of()
    unit.ticket()
    assert actions.call_next(1, showing=None, by=people.dung().official, now=LATER) is None


def test_the_journal_keeps_how_long_they_waited_and_were_served(db: None) -> None:
    unit = Unit.of()
    first = unit.ticket()
    unit.ticket()
    called(unit, None)
    actions.call_next(1, showing=first.pk, by=unit.binh.official, now=LATER + timedelta(minutes=3))
    of_first = {entry.verb: entry.facts for entry in Entry.objects.filter(subject_kind="ticket", subject_id=first.pk)}
    assert of_first["queues.called"] == {
        "agency": unit.agency.code,
        "ticket": "A001",
        "priority": "none",
        "counter": 1,
        "waited_seconds": 420,
        "times": 1,
    }
    assert of_first["queues.served"]["served_seconds"] == 180
