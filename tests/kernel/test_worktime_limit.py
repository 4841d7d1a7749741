"""Limits and budgets as they are written."""

from __future__ import annotations

import pytest

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime import Limit, Unit, limit_in_words, minutes_in_words, parse_budget


@pytest.mark.parametrize(
    "text",
    [
        "same_day",
        "8 working_hours",
        "3 working_days",
        "1.5 working_days",
        "0.5 working_days",
        "15 days",
        "2 months",
    ],
)
def test_a_limit_is_written_as_it_was_read(text: str) -> None:
    assert str(Limit.parse(text)) == text


def test_a_whole_number_of_days_may_be_written_with_a_point() -> None:
    assert Limit.parse(" 3.0  working_days ") == Limit(Unit.WORKING_DAYS, 3)


@pytest.mark.parametrize(
    "text",
    [
        "", "3", "working_days", "three working_days", "3working_days", "-1 working_days",
        "+1 days", "0 days", "0.0 working_days", "1.3 working_days", "1.25 working_days", "1.55 working_days",
        "1.5 days", "1.5 working_hours", "1,5 working_days", "2 weeks", "3 same_day", "3 WORKING_DAYS",
        "3 working_days please", "1e3 days", "٣ days", "9" * 5000 + " days", "same day",
    ],
)  # fmt: skip
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(Malformed, match="is not a limit"):
        Limit.parse(text)


def test_a_limit_comes_to_working_time_where_it_is_counted_in_it() -> None:
    limits = ("same_day", "3 working_hours", "1.5 working_days", "3 days", "1 months")
    assert [Limit.parse(text).working_minutes for text in limits] == [480, 180, 720, None, None]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30m", 30), ("2h", 120), ("0.5h", 30), ("1d", 480), ("1.5d", 720), (" 0.25d ", 120)],
)
def test_a_budget_is_working_minutes(text: str, minutes: int) -> None:
    assert parse_budget(text) == minutes


@pytest.mark.parametrize("text", ["", "2", "h", "0h", "-1h", "1.001h", "0.5m", "2 h", "2w", "1.5", "1d2h"])
def test_what_is_no_budget_is_refused(text: str) -> None:
    with pytest.raises(Malformed, match="is not a budget"):
        parse_budget(text)


def test_limits_in_words() -> None:
    assert limit_in_words(Limit.parse("1.5 working_days"), "vi") == "1,5 ngày làm việc"
    assert limit_in_words(Limit.parse("1.5 working_days"), "en") == "1.5 working days"
    assert limit_in_words(Limit.parse("1 months"), "en") == "1 month"
    assert limit_in_words(Limit.parse("same_day"), "vi") == "trong ngày"


def test_minutes_in_words() -> None:
    assert [minutes_in_words(n, "vi") for n in (0, 45, 60, 210)] == [
        "0 phút",
        "45 phút",
        "1 giờ",
        "3 giờ 30 phút",
    ]
    assert [minutes_in_words(n, "en") for n in (1, 60, 210)] == ["1 minute", "1 hour", "3 hours 30 minutes"]
