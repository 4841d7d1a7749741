"""What the kiosk, the wall, the holder of a ticket and the counter see; and the arithmetic of waiting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.agencies.models import Counter
from motcua.domain.queues import actions, queries, rules
from motcua.domain.queues.states import MOST_IN_A_ROW, Priority
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.queues import Unit

MINUTE = timedelta(minutes=1)


def serve_some(unit: Unit, how_many: int, minutes: int) -> None:
    """So many come and are served at counter 1, each for so many minutes."""
    showing, moment = None, MONDAY
    for _ in range(how_many):
        unit.ticket(now=MONDAY)
    for _ in range(how_many):
        ticket = actions.call_next(1, showing=showing, by=unit.binh.official, now=moment)
        showing, moment = ticket and ticket.pk, moment + minutes * MINUTE
    assert showing is not None
    actions.serve(showing, by=unit.binh.official, now=moment)


def test_counters_that_receive_the_same_share_a_line(db: None) -> None:
    unit = Unit.of()
    one, _, three = Counter.objects.filter(agency=unit.agency).order_by("number")
    Counter.objects.filter(pk=three.pk).update(title=one.title)
    lines = queries.lines_of(unit.agency.pk)
    assert [(line.letter, line.counters) for line in lines] == [("A", (1, 3)), ("B", (2,))]
    assert queries.lettered(unit.agency.pk, "B").counters == (2,)


def test_the_kiosk_says_how_many_wait_and_for_how_long(db: None) -> None:
    unit = Unit.of()
    serve_some(unit, 4, minutes=6)
    for _ in range(3):
        unit.ticket(now=MONDAY + 24 * MINUTE)
    first, second, *_ = queries.at_kiosk(unit.agency, MONDAY + 25 * MINUTE)
    assert (first.waiting, first.wait) == (3, 18 * MINUTE)
    assert (second.waiting, second.wait) == (0, timedelta(0))


def test_before_anybody_was_served_nobody_promises_a_time(db: None) -> None:
    unit = Unit.of()
    unit.ticket()
    assert queries.at_kiosk(unit.agency, MONDAY)[0].wait is None


def test_a_ticket_knows_who_is_before_it_and_priority_goes_before(db: None) -> None:
    unit = Unit.of()
    unit.ticket()
    mine = unit.ticket(now=MONDAY + MINUTE)
    elder = unit.ticket(priority=Priority.ELDERLY, now=MONDAY + 2 * MINUTE)
    assert queries.held_by(mine.token, MONDAY + 3 * MINUTE).ahead == 2
    assert queries.held_by(elder.token, MONDAY + 3 * MINUTE).ahead == 0
    with pytest.raises(NotFound):
        queries.held_by("nobody-has-this", MONDAY)


def test_the_wall_shows_who_is_called_where(db: None) -> None:
    unit = Unit.of()
    unit.ticket("A")
    unit.ticket("B")
    for number in (1, 2):
        actions.call_next(number, showing=None, by=unit.binh.official, now=MONDAY + number * MINUTE)
    board = queries.public_board(unit.agency, MONDAY + 3 * MINUTE)
    assert [(str(ticket), ticket.counter and ticket.counter.number) for ticket in board.called] == [
        ("B001", 2),
        ("A001", 1),
    ]


@pytest.mark.parametrize("people_waiting", [1, 12])
def test_what_anybody_sees_costs_the_same_however_many_wait(
    db: None, django_assert_num_queries: Any, people_waiting: int
) -> None:
    unit = Unit.of()
    serve_some(unit, 3, minutes=2)
    tickets = [unit.ticket(now=MONDAY + 7 * MINUTE) for _ in range(people_waiting)]
    with django_assert_num_queries(5):
        queries.public_board(unit.agency, MONDAY + 8 * MINUTE)
    with django_assert_num_queries(4):
        queries.held_by(tickets[-1].token, MONDAY + 8 * MINUTE)
    counter = queries.counter_of(unit.binh.official, 1)
    with django_assert_num_queries(1):
        assert len(queries.at_counter(unit.binh.official, counter, MONDAY + 8 * MINUTE)) == people_waiting


def test_a_counter_sees_its_own_line_in_the_order_of_calling(db: None) -> None:
    unit = Unit.of()
    official = unit.binh.official
    missed, here, waiting = (unit.ticket(now=MONDAY + n * MINUTE) for n in range(3))
    actions.call_next(1, showing=None, by=official, now=MONDAY + 3 * MINUTE)
    actions.miss(missed.pk, by=official, now=MONDAY + 4 * MINUTE)
    actions.call_next(1, showing=None, by=official, now=MONDAY + 5 * MINUTE)
    elder = unit.ticket(priority=Priority.ELDERLY, now=MONDAY + 9 * MINUTE)
    unit.ticket("B")
    assert [counter.number for counter in queries.counters_of(official)] == [1, 2, 3]
    seen = queries.at_counter(official, queries.counter_of(official, 1), MONDAY + 10 * MINUTE)
    assert [ticket.pk for ticket in seen] == [here.pk, elder.pk, waiting.pk, missed.pk]
    with pytest.raises(NotFound):
        queries.counter_of(people.dung().official, 99)


def test_a_day_in_figures(db: None) -> None:
    unit = Unit.of()
    serve_some(unit, 3, minutes=4)
    lost = unit.ticket(priority=Priority.MERIT, now=MONDAY + 12 * MINUTE)
    actions.call_next(1, showing=None, by=unit.binh.official, now=MONDAY + 20 * MINUTE)
    actions.miss(lost.pk, by=unit.binh.official, now=MONDAY + 21 * MINUTE)
    unit.ticket(now=MONDAY + 22 * MINUTE)
    day = queries.day_of(unit.binh.official, date(2024, 10, 14))
    assert (day.issued, day.served, day.missed, day.waiting, day.priority) == (5, 3, 1, 1, 1)
    assert (day.wait, day.longest_wait, day.service) == (6 * MINUTE, 8 * MINUTE, 4 * MINUTE)
    assert queries.day_of(people.dung().official, date(2024, 10, 14)).issued == 0


def test_the_last_called_are_told_latest_first(db: None) -> None:
    unit = Unit.of()
    unit.ticket(priority=Priority.MERIT)
    unit.ticket()
    first = actions.call_next(1, showing=None, by=unit.binh.official, now=MONDAY + MINUTE)
    actions.call_next(1, showing=first and first.pk, by=unit.binh.official, now=MONDAY + 2 * MINUTE)
    line = queries.lettered(unit.agency.pk, "A").title
    assert queries.called_before(unit.agency.pk, line, date(2024, 10, 14)) == ["none", "merit"]


@given(st.lists(st.sampled_from(list(Priority)), max_size=40))
def test_nobody_waits_for_ever_and_order_within_a_group_is_kept(waiting: list[Priority]) -> None:
    left, called = list(enumerate(waiting)), list[tuple[int, Priority]]()
    while left:
        first_priority = next((number for number, group in left if group != Priority.NONE), None)
        first_other = next((number for number, group in left if group == Priority.NONE), None)
        before = [str(group) for _, group in reversed(called)]
        chosen = rules.next_of(first_priority, first_other, before)
        assert chosen is not None
        called.append((chosen, waiting[chosen]))
        left = [each for each in left if each[0] != chosen]
    for wanted in (True, False):
        group = [number for number, priority in called if (priority == Priority.NONE) is wanted]
        assert group == sorted(group)
    others = [place for place, (_, priority) in enumerate(called) if priority == Priority.NONE]
    assert all(place <= (rank + 1) * (MOST_IN_A_ROW + 1) - 1 for rank, place in enumerate(others))
    assert rules.next_of(None, None, []) is None


@given(st.integers(0, 50), st.lists(st.integers(1, 3600), max_size=20), st.integers(0, 5))
def test_the_wait_grows_with_who_is_ahead_and_shrinks_with_counters(
    ahead: int, seconds: list[int], counters: int
) -> None:
    times = [timedelta(seconds=each) for each in seconds]
    wait = rules.wait(ahead, times, counters)
    if ahead == 0:
        assert wait == timedelta(0)
    elif len(times) < rules.ANSWERS_AFTER:
        assert wait is None
    else:
        longer, fewer = rules.wait(ahead + 1, times, counters), rules.wait(ahead, times, counters + 1)
        assert wait is not None
        assert longer is not None
        assert fewer is not None
        assert longer > wait >= fewer
        assert min(times) * ahead / max(counters, 1) <= wait <= max(times) * ahead / max(counters, 1)
