"""What a hold does to a term, kind by kind."""

from __future__ import annotations

import pytest

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime import Calendar, Limit, Policy, Span, due
from tests.kernel.calendars import HALF_FRIDAY, OFFICE, an_office, at


def held(
    start: str,
    limit: str,
    *holds: tuple[str, str],
    calendar: Calendar = OFFICE,
    policy: Policy = "same_time",
) -> str:
    spans = [Span(at(begins), at(ends)) for begins, ends in holds]
    return f"{due(at(start), Limit.parse(limit), calendar, policy=policy, holds=spans):%Y-%m-%d %H:%M}"


def test_a_hold_takes_its_working_time_out() -> None:
    assert held("2024-10-14 09:00", "4 working_hours", ("2024-10-14 10:00", "2024-10-14 11:00")) == ("2024-10-14 16:00")


def test_a_hold_outside_working_time_takes_nothing() -> None:
    assert held("2024-10-14 09:00", "1 working_days", ("2024-10-14 17:00", "2024-10-15 07:00")) == ("2024-10-15 09:00")


def test_a_due_time_moved_by_whole_days_falls_on_the_end_of_a_period() -> None:
    one_day = ("2024-10-15 07:00", "2024-10-16 07:00")
    assert held("2024-10-14 07:00", "3 working_days", one_day) == "2024-10-17 17:00"


def test_a_hold_partly_before_the_start_counts_only_after_it() -> None:
    hold = ("2024-10-01 07:00", "2024-10-14 10:00")
    assert held("2024-10-14 09:00", "2 working_hours", hold) == "2024-10-14 14:00"
    assert held("2024-10-14 09:00", "2 working_hours", ("2024-10-01 07:00", "2024-10-14 09:00")) == ("2024-10-14 11:00")


def test_the_start_that_counts_is_the_one_moved_to_working_time() -> None:
    # Received on Saturday: the term begins on Monday, so Saturday's and Sunday's midnights are not in it.
    assert held("2024-10-19 10:00", "2 days", ("2024-10-19 11:00", "2024-10-21 09:00")) == "2024-10-23 07:00"


def test_a_hold_that_begins_at_the_due_time_still_counts() -> None:
    assert held("2024-10-14 09:00", "1 working_hours", ("2024-10-14 10:00", "2024-10-14 11:00")) == ("2024-10-14 11:00")
    assert held("2024-10-14 09:00", "1 days", ("2024-10-15 09:00", "2024-10-16 09:00")) == "2024-10-16 09:00"
    assert held("2024-10-14 09:00", "same_day", ("2024-10-14 17:00", "2024-10-15 09:00")) == "2024-10-15 17:00"


def test_a_hold_that_begins_after_the_due_time_changes_nothing() -> None:
    for limit, expected in (("1 working_hours", "10:00"), ("same_day", "17:00")):
        assert held("2024-10-14 09:00", limit, ("2024-10-14 17:01", "2024-10-16 10:00")) == f"2024-10-14 {expected}"
    assert held("2024-10-14 09:00", "1 days", ("2024-10-15 09:01", "2024-10-18 10:00")) == "2024-10-15 09:00"


def test_the_due_time_a_hold_is_measured_against_is_the_one_moved_by_earlier_holds() -> None:
    first, second = ("2024-10-14 09:30", "2024-10-14 10:30"), ("2024-10-14 10:45", "2024-10-14 11:00")
    assert held("2024-10-14 09:00", "1 working_hours", second) == "2024-10-14 10:00"
    assert held("2024-10-14 09:00", "1 working_hours", second, first) == "2024-10-14 11:15"


def test_overlapping_holds_are_one() -> None:
    overlapping = ("2024-10-14 09:30", "2024-10-14 10:30"), ("2024-10-14 10:00", "2024-10-14 11:00")
    assert held("2024-10-14 09:00", "1 working_hours", *overlapping) == "2024-10-14 11:30"


def test_touching_holds_are_one_even_where_nobody_works() -> None:
    # Apart, the first would make it due at 11:30 and the second, from 12:00, would come too late.
    touching = ("2024-10-14 10:00", "2024-10-14 12:00"), ("2024-10-14 12:00", "2024-10-14 14:30")
    assert held("2024-10-14 09:00", "1 working_hours", *touching) == "2024-10-14 14:30"
    assert held("2024-10-14 09:00", "1 working_hours", touching[0]) == "2024-10-14 11:30"


def test_an_empty_hold_is_no_hold() -> None:
    assert held("2024-10-14 09:00", "same_day", ("2024-10-14 16:00", "2024-10-14 16:00")) == "2024-10-14 17:00"


def test_days_and_months_grow_by_the_midnights_inside() -> None:
    over_two = ("2024-10-15 23:00", "2024-10-17 01:00")
    assert held("2024-10-14 09:00", "7 days", over_two) == "2024-10-23 09:00"
    assert held("2024-10-14 09:00", "1 months", over_two) == "2024-11-18 09:00"  # 16/11 is a Saturday
    assert held("2024-10-14 09:00", "7 days", ("2024-10-15 07:00", "2024-10-15 23:59")) == "2024-10-21 09:00"


def test_a_hold_holds_the_midnight_it_begins_with_and_not_the_one_it_ends_with() -> None:
    assert held("2024-10-14 09:00", "7 days", ("2024-10-15 00:00", "2024-10-16 00:00")) == "2024-10-22 09:00"
    assert held("2024-10-14 09:00", "7 days", ("2024-10-15 00:01", "2024-10-16 00:00")) == "2024-10-21 09:00"


def test_the_due_day_rolls_once_after_the_holds() -> None:
    # Five days lead to Saturday; two midnights more to Monday. Rolled first, it would have been Wednesday.
    assert held("2024-10-14 09:00", "5 days", ("2024-10-15 10:00", "2024-10-17 10:00")) == "2024-10-21 09:00"
    # A hold on the Monday to which that Saturday would roll comes after the term.
    assert held("2024-10-14 09:00", "5 days", ("2024-10-21 07:30", "2024-10-25 07:30")) == "2024-10-21 09:00"


def test_the_same_day_starts_anew_when_the_hold_ends() -> None:
    assert held("2024-10-14 09:00", "same_day", ("2024-10-14 10:00", "2024-10-16 09:00")) == "2024-10-16 17:00"
    assert held("2024-10-14 09:00", "same_day", ("2024-10-14 10:00", "2024-10-16 15:30")) == "2024-10-17 17:00"
    assert held("2024-10-14 09:00", "same_day", ("2024-10-14 10:00", "2024-10-19 09:00")) == "2024-10-21 17:00"


def test_end_of_day_finds_its_day_holds_included() -> None:
    hold = ("2024-10-14 10:00", "2024-10-15 10:00")
    assert held("2024-10-14 09:00", "1 working_days", hold, policy="end_of_day") == "2024-10-16 17:00"
    # The hold is measured against the time of day at which the day was found.
    late = ("2024-10-15 10:00", "2024-10-16 10:00")
    assert held("2024-10-14 09:00", "1 working_days", late, policy="end_of_day") == "2024-10-15 17:00"


def test_a_hold_moves_on_from_the_end_of_a_half_day() -> None:
    hold = ("2024-10-17 15:00", "2024-10-17 16:00")
    assert held("2024-10-17 14:00", "1 working_days", hold, calendar=HALF_FRIDAY) == "2024-10-21 08:00"


def test_a_hold_over_years_costs_nothing_special() -> None:
    around_the_clock = an_office(sat=["00:00-24:00"], sun=["00:00-24:00"])
    found = held("2024-10-14 09:00", "1 days", ("2024-10-14 10:00", "3024-10-14 10:00"), calendar=around_the_clock)
    assert found.startswith("3024-10-15")


def test_a_hold_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(Malformed, match="ends before it starts"):
        Span(at("2024-10-14 10:00"), at("2024-10-14 09:59"))


def test_a_hold_without_an_offset_is_refused() -> None:
    with pytest.raises(Malformed, match="has no offset"):
        Span(at("2024-10-14 10:00"), at("2024-10-14 11:00").replace(tzinfo=None))
