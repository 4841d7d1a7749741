"""The office calendar of 2024 and 2025 that the tests of the clock live by, with its public holidays."""

from __future__ import annotations

from datetime import date, datetime

from motcua.kernel.worktime import Calendar

LABOUR_CODE = "Bộ luật Lao động, Điều 112"
OFFICE_DAY = ["07:00-11:30", "13:30-17:00"]
HOLIDAYS = {
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 09-01 09-02",
}
SWAPS = (
    {"date": "2024-04-29", "kind": "day_off", "source": "hoán đổi sang 04/5/2024"},
    {"date": "2024-05-04", "kind": "working_day", "source": "làm bù ngày 29/4/2024"},
    {"date": "2025-05-02", "kind": "day_off", "source": "hoán đổi sang 26/4/2025"},
    {"date": "2025-04-26", "kind": "working_day", "source": "làm bù ngày 02/5/2025"},
)


def an_office(*more: dict[str, object], **hours: list[str]) -> Calendar:
    """The office, with exceptions added and the hours of some weekdays replaced."""
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_DAY) | {"sat": [], "sun": []}
    return Calendar.from_mapping(
        {
            "calendar": "hanh-chinh",
            "timezone": "Asia/Ho_Chi_Minh",
            "hours": week | hours,
            "exceptions": [
                *(
                    {"date": f"{year}-{day}", "kind": "holiday", "source": LABOUR_CODE}
                    for year, days in HOLIDAYS.items()
                    for day in days.split()
                ),
                *SWAPS,
                *more,
            ],
        }
    )


OFFICE = an_office()
HALF_FRIDAY = an_office(
    {"date": date(2024, 10, 18), "kind": "working_day", "hours": ["07:00-11:30"], "source": "nửa ngày"}
)


def at(text: str) -> datetime:
    """A time at the office: `2024-10-14 09:00`."""
    return datetime.fromisoformat(f"{text}+07:00")
