"""Reading a calendar: what it says, and every way in which it can be wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime import Calendar, Kind, Misread, read_calendar
from tests.kernel.calendars import HALF_FRIDAY, OFFICE, an_office

FILE = """\
calendar: hanh-chinh
timezone: Asia/Ho_Chi_Minh
hours:
  mon: &day [07:00-11:30, 13:30-17:00]
  tue: *day
  wed: *day
  thu: *day
  fri: [07:30-11:30, 13:30-16:30]
  sat: []
  sun: []
exceptions:
  - {date: 2024-04-29, kind: day_off, source: "hoán đổi sang 04/5/2024"}
  - {date: 2024-05-04, kind: working_day, source: "làm bù ngày 29/4/2024"}
  - {date: 2024-05-01, kind: holiday, source: "Bộ luật Lao động, Điều 112"}
  - {date: 2026-02-13, kind: working_day, hours: [07:00-11:30], source: "nửa ngày"}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "calendar.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faces(calendar: Calendar, day: date) -> list[str]:
    return [str(period) for period in calendar.periods(day)]


def test_a_file_is_read_as_written(tmp_path: Path) -> None:
    calendar = read_calendar(written(tmp_path, FILE))
    assert faces(calendar, date(2024, 4, 25)) == ["07:00-11:30", "13:30-17:00"]
    assert not calendar.is_working_day(date(2024, 4, 27))
    assert not calendar.is_working_day(date(2024, 4, 29))
    assert faces(calendar, date(2026, 2, 13)) == ["07:00-11:30"]
    assert Calendar.from_mapping(calendar.to_mapping()) == calendar


def test_a_make_up_day_takes_fridays_hours(tmp_path: Path) -> None:
    calendar = read_calendar(written(tmp_path, FILE))
    assert faces(calendar, date(2024, 5, 4)) == ["07:30-11:30", "13:30-16:30"]


def test_an_exception_tells_its_reason() -> None:
    reason = OFFICE.reason(date(2024, 5, 4))
    assert reason is not None
    assert (reason.kind, reason.source) == (Kind.WORKING_DAY, "làm bù ngày 29/4/2024")
    assert OFFICE.reason(date(2024, 5, 6)) is None


def test_two_calendars_that_say_the_same_are_equal() -> None:
    assert an_office() == OFFICE != HALF_FRIDAY
    assert hash(an_office()) == hash(OFFICE)


def test_periods_that_touch_are_one() -> None:
    assert faces(an_office(mon=["11:30-17:00", "07:00-11:30"]), date(2024, 10, 14)) == ["07:00-17:00"]


def test_a_weekday_not_mentioned_is_a_day_of_rest() -> None:
    calendar = Calendar.from_mapping(
        {"calendar": "x", "timezone": "UTC", "hours": {"mon": ["08:00-24:00"], "tue": None}}
    )
    assert [calendar.is_working_day(date(2024, 10, day)) for day in (14, 15, 16)] == [True, False, False]


def changed(**parts: Any) -> dict[str, Any]:
    return {key: value for key, value in (OFFICE.to_mapping() | parts).items() if value is not ...}


def with_exception(**parts: Any) -> dict[str, Any]:
    whole = {"date": "2024-10-14", "kind": "holiday", "source": "x"} | parts
    return changed(exceptions=[{key: value for key, value in whole.items() if value is not ...}])


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (None, "is not a mapping"),
        ([], "is not a mapping"),
        (changed(calendar=...), "has no calendar"),
        (changed(calendar=3), "has no name"),
        (changed(timezone=...), "has no timezone"),
        (changed(timezone="Asia/Saigon-City"), "no timezone Asia/Saigon-City"),
        (changed(timezone="../etc/passwd"), "no timezone"),
        (changed(timezone="Asia"), "no timezone"),
        (changed(timezone=7), "no timezone 7"),
        (changed(hours=...), "has no hours"),
        (changed(hours=["07:00-11:30"]), "hours is not a mapping"),
        (changed(hours={"monday": []}), "unknown key monday"),
        (changed(hours={}, exceptions=[]), "no working time at all"),
        (changed(hours={"mon": "07:00-11:30"}), "not a list"),
        (changed(hours={"mon": [420]}), "420 is not a period"),
        (changed(hours={"mon": ["7:00-11:30"]}), "is not a period"),
        (changed(hours={"mon": ["07:00-11:60"]}), "no clock shows"),
        (changed(hours={"mon": ["07:00-24:01"]}), "no clock shows"),
        (changed(hours={"mon": ["11:30-07:00"]}), "ends before it begins"),
        (changed(hours={"mon": ["07:00-07:00"]}), "ends before it begins"),
        (changed(hours={"mon": ["07:00-11:30", "11:00-12:00"]}), "overlap"),
        (changed(hours={"mon": ["07:00-11:30", "07:00-11:30"]}), "overlap"),
        (changed(holidays=[]), "unknown key holidays"),
        (changed(exceptions={"date": "2024-10-14"}), "not a list"),
        (changed(exceptions=["2024-10-14"]), "Exception 1 is not a mapping"),
        (with_exception(date=...), "Exception 1 has no date"),
        (with_exception(date="14/10/2024"), "is not a date"),
        (with_exception(date="2024-02-30"), "is not a date"),
        (with_exception(date=20241014), "is not a date"),
        (with_exception(kind="vacation"), "vacation is not a kind"),
        (with_exception(kind=["holiday"]), "is not a kind"),
        (with_exception(kind=...), "has no kind"),
        (with_exception(source=3), "source is not text"),
        (with_exception(reason="x"), "unknown key reason"),
        (with_exception(hours=["07:00-11:30"]), "only a working_day has hours"),
        (with_exception(kind="working_day", hours=[]), "without hours is a day_off"),
        (with_exception(kind="working_day", hours=["1-2"]), "1-2 is not a period"),
        (
            changed(hours={"mon": ["07:00-11:30"]}, exceptions=[{"date": "2024-05-04", "kind": "working_day"}]),
            "Friday has none",
        ),
        (
            changed(
                exceptions=[
                    {"date": "2024-05-01", "kind": "holiday"},
                    {"date": date(2024, 5, 1), "kind": "day_off"},
                ]
            ),
            "2024-05-01 stands in two exceptions",
        ),
    ],
)
def test_what_is_no_calendar_is_refused_with_a_sentence(mapping: Any, sentence: str) -> None:
    with pytest.raises(Misread, match=sentence):
        Calendar.from_mapping(mapping)


def test_a_refusal_names_the_file_and_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, FILE.replace("kind: holiday", "kind: vacation"))
    with pytest.raises(Malformed, match=rf"{path}: line 14: Exception 3: vacation is not a kind"):
        read_calendar(path)


def test_a_make_up_day_may_make_a_calendar_of_its_own() -> None:
    only = {"date": "2024-05-04", "kind": "working_day", "hours": ["07:00-11:30"], "source": "x"}
    calendar = Calendar.from_mapping(changed(hours={}, exceptions=[only]))
    assert calendar.is_working_day(date(2024, 5, 4))
