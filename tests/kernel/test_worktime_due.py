"""When a term without holds ends: the sentences of the contract, one by one, and the vectors of the field."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time, timedelta
from types import FrameType
from typing import Any

import pytest

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime import Calendar, Limit, Policy, Span, add_working_minutes, due, worked
from tests.kernel.calendars import HALF_FRIDAY, OFFICE, an_office, at


def due_at(
    start: str,
    limit: str,
    calendar: Calendar = OFFICE,
    *,
    policy: Policy = "same_time",
    cutoff: time = time(15, 0),
    hold: tuple[str, str] | None = None,
) -> str:
    holds = [Span(at(hold[0]), at(hold[1]))] if hold else []
    found = due(at(start), Limit.parse(limit), calendar, policy=policy, cutoff=cutoff, holds=holds)
    return f"{found:%Y-%m-%d %H:%M}"


SUPPLEMENT = ("2024-10-16 10:00", "2024-10-18 15:00")


@pytest.mark.parametrize(
    ("start", "limit", "hold", "same_time", "end_of_day"),
    [
        ("2024-10-14 09:00", "3 working_days", None, "2024-10-17 09:00", "2024-10-17 17:00"),
        ("2024-04-26 10:00", "2 working_days", None, "2024-05-03 10:00", "2024-05-03 17:00"),
        ("2024-04-26 10:00", "3 working_days", None, "2024-05-04 10:00", "2024-05-04 17:00"),
        ("2025-01-24 14:00", "1 working_days", None, "2025-02-03 14:00", "2025-02-03 17:00"),
        ("2024-08-30 16:00", "same_day", None, "2024-09-04 17:00", "2024-09-04 17:00"),
        ("2024-10-14 08:00", "5 working_days", SUPPLEMENT, "2024-10-23 11:00", "2024-10-23 17:00"),
    ],
)
def test_the_vectors_of_the_field(
    start: str, limit: str, hold: tuple[str, str] | None, same_time: str, end_of_day: str
) -> None:
    assert due_at(start, limit, hold=hold) == same_time
    assert due_at(start, limit, hold=hold, policy="end_of_day") == end_of_day


@pytest.mark.parametrize("limit", ["8 working_hours", "3 working_days", "1 days", "1 months", "same_day"])
@pytest.mark.parametrize(
    ("start", "moved"),
    [
        ("2024-10-14 11:30", "2024-10-14 13:30"),  # the end of a period belongs to the next
        ("2024-10-14 12:00", "2024-10-14 13:30"),
        ("2024-10-14 17:00", "2024-10-15 07:00"),
        ("2024-10-14 05:00", "2024-10-14 07:00"),
        ("2024-10-19 10:00", "2024-10-21 07:00"),  # a Saturday
        ("2024-04-29 10:00", "2024-05-02 07:00"),  # swapped off, then two holidays
    ],
)
def test_a_start_outside_working_time_moves_to_the_next_working_minute(limit: str, start: str, moved: str) -> None:
    assert due_at(start, limit) == due_at(moved, limit)
    assert due_at(start, limit, cutoff=time(13, 0)) == due_at(moved, limit, cutoff=time(13, 0))


def test_a_result_may_fall_on_the_end_of_a_period() -> None:
    assert due_at("2024-10-14 07:00", "8 working_hours") == "2024-10-14 17:00"
    assert due_at("2024-10-14 08:30", "3 working_hours") == "2024-10-14 11:30"


def test_working_hours_pass_over_lunch_night_and_rest() -> None:
    assert due_at("2024-10-14 11:00", "1 working_hours") == "2024-10-14 14:00"
    assert due_at("2024-10-18 16:30", "2 working_hours") == "2024-10-21 08:30"


def test_half_a_day_is_four_hours_after_the_whole_days() -> None:
    assert due_at("2024-10-14 07:00", "0.5 working_days") == "2024-10-14 11:00"
    assert due_at("2024-10-14 13:30", "1.5 working_days") == "2024-10-16 07:30"


def test_hours_count_from_the_end_of_a_half_day_on() -> None:
    assert due_at("2024-10-17 14:00", "1.5 working_days", HALF_FRIDAY) == "2024-10-21 11:00"


def test_a_half_day_is_a_working_day_like_any_other() -> None:
    assert due_at("2024-10-17 10:00", "2 working_days", HALF_FRIDAY) == "2024-10-21 10:00"


def test_where_the_target_day_has_no_such_time_its_work_ends_the_term() -> None:
    assert due_at("2024-10-17 14:00", "1 working_days", HALF_FRIDAY) == "2024-10-18 11:30"
    late = an_office(fri=["08:00-12:00", "13:00-17:00"])
    assert due_at("2024-10-17 07:30", "1 working_days", late) == "2024-10-18 17:00"


def test_a_time_in_the_lunch_of_the_target_day_is_no_such_time() -> None:
    no_lunch = an_office(thu=["07:00-15:00"])
    assert due_at("2024-10-17 12:00", "1 working_days", no_lunch) == "2024-10-18 17:00"


def test_the_end_of_a_period_is_a_time_of_its_day() -> None:
    no_lunch = an_office(thu=["07:00-15:00"])
    assert due_at("2024-10-17 11:30", "1 working_days", no_lunch) == "2024-10-18 11:30"
    assert due_at("2024-10-17 11:30", "1 days", no_lunch) == "2024-10-18 11:30"


def test_calendar_days_count_days_of_rest() -> None:
    assert due_at("2024-10-14 09:00", "10 days") == "2024-10-24 09:00"


def test_a_due_day_without_working_time_rolls_to_the_next_that_has_some() -> None:
    assert due_at("2024-10-14 09:00", "5 days") == "2024-10-21 09:00"
    assert due_at("2024-04-22 14:00", "7 days") == "2024-05-02 14:00"


def test_a_rolled_due_day_that_lacks_the_time_ends_with_its_work() -> None:
    short_monday = an_office(mon=["07:00-11:30"])
    assert due_at("2024-10-15 14:00", "4 days", short_monday) == "2024-10-21 11:30"


def test_a_day_that_counts_for_a_swap_is_a_due_day() -> None:
    assert due_at("2024-04-22 14:00", "12 days") == "2024-05-04 14:00"


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        ("2024-01-31 10:00", "1 months", "2024-02-29 10:00"),
        ("2024-10-31 10:00", "4 months", "2025-02-28 10:00"),
        ("2023-10-31 10:00", "4 months", "2024-02-29 10:00"),
        ("2024-12-16 10:00", "1 months", "2025-01-16 10:00"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(start: str, limit: str, expected: str) -> None:
    assert due_at(start, limit) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2024-10-14 09:00", "2024-10-14 17:00"),
        ("2024-10-14 14:59", "2024-10-14 17:00"),
        ("2024-10-14 15:00", "2024-10-15 17:00"),
        ("2024-10-14 18:00", "2024-10-15 17:00"),
        ("2024-10-18 16:00", "2024-10-21 17:00"),
        ("2024-10-19 09:00", "2024-10-21 17:00"),
    ],
)
def test_the_same_day_before_the_cut_off_else_the_next_working_day(start: str, expected: str) -> None:
    assert due_at(start, "same_day") == expected


def test_a_procedure_may_set_another_cut_off() -> None:
    assert due_at("2024-10-14 15:30", "same_day", cutoff=time(16, 0)) == "2024-10-14 17:00"
    assert due_at("2024-10-14 09:00", "same_day", cutoff=time(0, 0)) == "2024-10-15 17:00"


def test_after_a_half_day_ends_the_same_day_is_the_next_working_day() -> None:
    assert due_at("2024-10-18 11:29", "same_day", HALF_FRIDAY) == "2024-10-18 11:30"
    assert due_at("2024-10-18 12:00", "same_day", HALF_FRIDAY) == "2024-10-21 17:00"


def test_end_of_day_takes_the_day_and_the_end_of_its_work() -> None:
    assert due_at("2024-10-17 09:00", "1 working_days", HALF_FRIDAY, policy="end_of_day") == "2024-10-18 11:30"
    assert due_at("2024-10-14 07:00", "8 working_hours", policy="end_of_day") == "2024-10-14 17:00"


def test_work_around_the_clock_may_end_at_midnight() -> None:
    always = ["00:00-24:00"]
    calendar = an_office(mon=always, tue=always)
    assert due_at("2024-10-14 00:00", "24 working_hours", calendar) == "2024-10-15 00:00"
    assert due_at("2024-10-14 00:00", "24 working_hours", calendar, policy="end_of_day") == "2024-10-15 00:00"
    assert due_at("2024-10-14 00:00", "1 working_days", calendar, policy="end_of_day") == "2024-10-16 00:00"


def test_any_offset_goes_in_and_the_calendars_comes_out() -> None:
    start = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
    found = due(start, Limit.parse("3 working_days"), OFFICE)
    assert found.isoformat() == "2024-10-17T09:00:00+07:00"


def test_the_seconds_of_a_time_are_dropped() -> None:
    assert due(at("2024-10-14 09:00:59"), Limit.parse("1 days"), OFFICE) == at("2024-10-15 09:00")
    assert due(at("2024-10-14 16:59:59"), Limit.parse("same_day"), OFFICE) == at("2024-10-15 17:00")


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(Malformed, match="has no offset"):
        due(datetime(2024, 10, 14, 9), Limit.parse("1 days"), OFFICE)  # noqa: DTZ001


@pytest.mark.parametrize(
    "limit",
    [
        "999999999 working_days",
        "999999999 days",
        "999999999 months",
        "99999 months",
        "999999999 working_hours",
    ],
)
def test_a_due_time_after_the_year_9999_is_refused_with_a_sentence(limit: str) -> None:
    with pytest.raises(Malformed, match="after the year 9999"):
        due(at("2024-10-14 09:00"), Limit.parse(limit), OFFICE)


def test_a_calendar_whose_working_time_is_over_is_refused_with_a_sentence() -> None:
    once = Calendar.from_mapping(
        {
            "calendar": "x",
            "timezone": "Asia/Ho_Chi_Minh",
            "hours": {},
            "exceptions": [{"date": "2024-10-14", "kind": "working_day", "hours": ["07:00-11:00"]}],
        }
    )
    assert due_at("2024-10-14 08:00", "3 working_hours", once) == "2024-10-14 11:00"
    with pytest.raises(Malformed, match="last working time"):
        due(at("2024-10-14 08:00"), Limit.parse("4 working_hours"), once)


@pytest.mark.parametrize("year", [1900, 2100, 9990])
def test_the_clock_works_in_any_year(year: int) -> None:
    start = datetime(year, 3, 1, 9, 0, tzinfo=OFFICE.zone)
    assert OFFICE.reason(start.date()) is None
    assert due(start, Limit.parse("250 working_days"), OFFICE) > start + timedelta(days=340)


def test_a_thousand_working_days_cost_no_more_than_one() -> None:
    def calls(limit: str) -> int:
        count = 0

        def counting(frame: FrameType, happening: str, argument: Any) -> None:
            nonlocal count
            count += happening == "call"

        parsed, start, before = Limit.parse(limit), at("2024-10-14 09:00"), sys.getprofile()
        sys.setprofile(counting)
        try:
            due(start, parsed, OFFICE)
        finally:
            sys.setprofile(before)
        return count

    assert calls("1000 working_days") <= calls("1 working_days") + 5
    assert calls("8000 working_hours") <= calls("8 working_hours") + 5


def test_worked_counts_half_open() -> None:
    assert worked(at("2024-10-14 11:00"), at("2024-10-14 14:00"), OFFICE) == 60
    assert worked(at("2024-10-14 00:00"), at("2024-10-21 00:00"), OFFICE) == 5 * 480
    assert worked(at("2024-10-14 11:30"), at("2024-10-14 13:30"), OFFICE) == 0


def test_worked_refuses_an_end_before_the_start() -> None:
    with pytest.raises(Malformed, match="comes before the start"):
        worked(at("2024-10-14 11:00"), at("2024-10-14 10:00"), OFFICE)


def test_a_budget_of_working_minutes_starts_at_the_next_working_minute() -> None:
    assert add_working_minutes(at("2024-10-14 12:00"), 0, OFFICE) == at("2024-10-14 13:30")
    assert add_working_minutes(at("2024-10-14 10:30"), 60, OFFICE) == at("2024-10-14 11:30")
    assert add_working_minutes(at("2024-10-14 10:30"), 61, OFFICE) == at("2024-10-14 13:31")
    with pytest.raises(ValueError, match="never taken away"):
        add_working_minutes(at("2024-10-14 10:30"), -1, OFFICE)
