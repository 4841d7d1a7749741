"""The calendar files of a pack: each exception is read on its own, so that every fault shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.kernel.worktime import Misread
from motcua.kernel.worktime.written import read_parts

_REASONS = (
    (r"The calendar has no name", "lịch chưa có tên"),
    (r"The calendar has no working time at all", "lịch không có giờ làm việc nào"),
    (r"(.*) is not a mapping of keys to values", "phải là một nhóm mục"),
    (r"(.*) has an unknown key (.*)", r"không có mục nào tên là \2"),
    (r"(.*) has no (.*)", r"thiếu mục \2"),
    (r"There is no timezone (.*)", r"không có múi giờ \1"),
    (r"(.*): the hours are not a list such as (.*)", r"giờ làm việc phải là một danh sách như \2"),
    (r"(.*): the periods (.*) and (.*) overlap", r"hai khoảng giờ \2 và \3 chồng lên nhau"),
    (r"(.*) is not a period such as 07:00-11:30", r"“\1” không phải khoảng giờ dạng 07:00-11:30"),
    (r"(.*) holds a time that no clock shows", r"“\1” có giờ không tồn tại"),
    (r"The period (.*) ends before it begins", r"khoảng giờ \1 kết thúc trước khi bắt đầu"),
    (r"The exceptions are not a list", "exceptions phải là một danh sách"),
    (
        r"The working day (.*) needs hours: Friday has none to take",
        r"ngày làm việc \1 phải ghi hours vì thứ Sáu không có giờ",
    ),
    (r"(.*): (.*) is not a kind; use (.*)", r"kind “\2” phải là một trong \3"),
    (r"(.*): the source is not text", "source phải là chữ"),
    (r"(.*): only a working_day has hours", "chỉ working_day mới có hours"),
    (r"(.*): a working day without hours is a day_off", "ngày làm việc không có giờ thì ghi là day_off"),
    (r"(.*): (.*) is not a date such as 2024-05-01", r"“\2” không phải ngày dạng 2024-05-01"),
)


def check_calendar(document: Document, found: Findings) -> None:
    """Note every fault of one calendar file."""
    body = document.body
    if not isinstance(body, Mapping):
        _try(document, body, (), found)
        return
    if isinstance(body.get("calendar"), str) and body["calendar"] != document.file.split("/")[-1].removesuffix(".yaml"):
        found.add(
            "name-differs",
            document.file,
            document.line("calendar"),
            f"Tên lịch {shown(body['calendar'])} phải trùng tên tệp.",
            f"The calendar {shown(body['calendar'])} must be called as its file is.",
        )
    bare = {key: value for key, value in body.items() if key != "exceptions"}
    sound = _try(document, bare, (), found)
    exceptions = body.get("exceptions")
    if not isinstance(exceptions, list):
        if sound and exceptions is not None:
            _try(document, body, (), found)
        return
    # The weekly hours that could not be read must not be told again for each exception.
    week = bare if sound else {"calendar": "x", "timezone": "UTC", "hours": {"fri": ["07:00-11:30"]}}
    days: dict[date, int] = {}
    for position, exception in enumerate(exceptions):
        _try(document, {**week, "exceptions": [exception]}, ("exceptions", position), found)
        day = exception.get("date") if isinstance(exception, Mapping) else None
        if not isinstance(day, date):
            continue
        line = document.line("exceptions", position)
        if day in days:
            found.add(
                "duplicate-key",
                document.file,
                line,
                f"Ngày {day:%d/%m/%Y} đã có ở dòng {days[day]}.",
                f"The day {day} stands on line {days[day]} already.",
            )
        days.setdefault(day, line)
        if not str(exception.get("source") or "").strip():
            found.add(
                "missing-text",
                document.file,
                line,
                f"Ngày {day:%d/%m/%Y} chưa ghi căn cứ (source).",
                f"The day {day} names no source.",
            )


def _try(document: Document, body: Any, at: tuple[str | int, ...], found: Findings) -> bool:
    """Read one body as a calendar; `at` is where its only exception stands in the file."""
    try:
        read_parts(body)
    except Misread as problem:
        place = (*at, *problem.place[2:]) if at else problem.place
        why = str(problem).rstrip(".")
        found.add(
            "bad-calendar",
            document.file,
            document.line(*place),
            f"Lịch làm việc: {_vi(why)}.",
            f"The calendar: {why}.",
        )
        return False
    return True


def _vi(why: str) -> str:
    for pattern, said in _REASONS:
        if told := re.fullmatch(pattern, why):
            return told.expand(said)
    return why
