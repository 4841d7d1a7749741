"""A number is taken: once for each press, in order, on a working day, and it knows nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.queues import actions
from motcua.domain.queues.models import Ticket
from motcua.domain.queues.states import Channel, Priority, State
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.people import NURSE
from tests.build.queues import Unit
from tests.build.threads import at_once

SUNDAY = datetime(2024, 10, 13, 3, 0, tzinfo=UTC)
EVENING = datetime(2024, 10, 14, 10, 0, tzinfo=UTC)
"""Five in the afternoon in Việt Nam: the end of the day's work."""


def test_each_line_counts_from_one_every_day(db: None) -> None:
    unit = Unit.of()
    taken = [unit.ticket("A"), unit.ticket("A"), unit.ticket("B"), unit.ticket("A", now=MONDAY + timedelta(days=1))]
    assert [str(ticket) for ticket in taken] == ["A001", "A002", "B001", "A001"]
    assert {ticket.state for ticket in taken} == {State.WAITING}


def test_a_second_press_of_the_same_button_gives_the_same_ticket(db: None) -> None:
    unit = Unit.of()
    first = actions.issue(unit.agency.pk, "A", "one-press", by=NURSE, now=MONDAY)
    again = actions.issue(unit.agency.pk, "A", "one-press", by=NURSE, now=MONDAY + timedelta(seconds=1))
    assert again.pk == first.pk
    assert str(unit.ticket("A")) == "A002"


def test_eight_who_press_at_once_get_eight_numbers_without_a_gap(committed_db: str) -> None:
    unit = Unit.of()
    acts = [
        partial(actions.issue, unit.agency.pk, "A", f"press-{press}", by=NURSE, now=MONDAY)
        for press in (*range(8), 0, 1)
    ]
    numbers = sorted(ticket.number for ticket in at_once(acts))
    assert numbers[-1] == 8
    assert sorted(set(numbers)) == list(range(1, 9))
    assert Ticket.objects.count() == 8


def test_a_unit_gives_no_numbers_on_a_day_of_rest_or_after_work(db: None) -> None:
    unit = Unit.of()
    for moment in (SUNDAY, EVENING):
        with pytest.raises(Refused) as refusal:
            unit.ticket(now=moment)
        assert refusal.value.code == "no_numbers_now"


def test_a_line_the_unit_does_not_have_is_refused(db: None) -> None:
    with pytest.raises(Refused) as refusal:
        Unit.of().ticket("Z")
    assert refusal.value.code == "no_such_line"


def test_an_official_takes_a_number_for_somebody_only_at_their_own_unit(db: None) -> None:
    unit = Unit.of()
    ticket = actions.issue(unit.agency.pk, "A", "by-hand", channel=Channel.COUNTER, by=unit.binh.official, now=MONDAY)
    assert ticket.channel == Channel.COUNTER
    with pytest.raises(NotFound):
        actions.issue(unit.agency.pk, "A", "elsewhere", by=people.dung().official, now=MONDAY)
    with pytest.raises(NotFound):
        actions.issue(0, "A", "nowhere", by=NURSE, now=MONDAY)


def test_the_journal_keeps_the_number_and_the_group_and_nothing_else(db: None) -> None:
    unit = Unit.of()
    ticket = unit.ticket("B", Priority.PREGNANT)
    entry = Entry.objects.get(verb="queues.issued", subject_id=ticket.pk)
    assert entry.facts == {
        "agency": unit.agency.code,
        "ticket": "B001",
        "priority": "pregnant",
        "channel": "kiosk",
    }
