"""The words of the clock in Vietnamese and English: times, days, lengths, the sentences of an explanation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from motcua.kernel.worktime.limits import Limit, Unit

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

_WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_UNITS: Mapping[Language, Mapping[Unit, str]] = {
    "vi": {
        Unit.SAME_DAY: "trong ngày",
        Unit.WORKING_HOURS: "{} giờ làm việc",
        Unit.WORKING_DAYS: "{} ngày làm việc",
        Unit.DAYS: "{} ngày",
        Unit.MONTHS: "{} tháng",
    },
    "en": {
        Unit.SAME_DAY: "the same working day",
        Unit.WORKING_HOURS: "{} working hour(s)",
        Unit.WORKING_DAYS: "{} working day(s)",
        Unit.DAYS: "{} day(s)",
        Unit.MONTHS: "{} month(s)",
    },
}

SENTENCES: Mapping[Language, Mapping[str, str]] = {
    "vi": {
        "receive": "Tiếp nhận lúc {at}; thời hạn là {limit}.",
        "move_to_work": "Lúc đó ngoài giờ làm việc nên thời hạn bắt đầu tính từ {at}.",
        "rest_days": "Các ngày nghỉ hằng tuần trong khoảng từ {first} đến {last} không tính ({count} ngày).",
        "rest_day": "{first} là ngày nghỉ hằng tuần, không tính.",
        "holiday": "{day} là ngày nghỉ lễ, không tính{source}.",
        "day_off": "{day} là ngày nghỉ, không tính{source}.",
        "holiday_counted": "{day} là ngày nghỉ lễ nhưng vẫn tính vì thời hạn theo ngày lịch{source}.",
        "day_off_counted": "{day} là ngày nghỉ nhưng vẫn tính vì thời hạn theo ngày lịch{source}.",
        "working_day": "{day} tính là ngày làm việc{source}.",
        "working_day_hours": "{day} tính là ngày làm việc, từ {hours}{source}.",
        "same_day": "Tiếp nhận trước {cutoff} thì đến hạn vào cuối giờ làm việc cùng ngày: {at}.",
        "same_day_late": "Tiếp nhận từ {cutoff} trở đi thì đến hạn vào cuối ngày làm việc tiếp theo: {at}.",
        "add_working_days": "Cộng {length}: đến {at}.",
        "add_working_minutes": "Cộng {length} làm việc: đến {at}.",
        "add_days": "Cộng {length}: đến {at}.",
        "add_months": "Cộng {length}: đến {at}.",
        "hold_work": "Tạm dừng từ {begins} đến {ends} ({length} làm việc) không tính; hạn lùi đến {at}.",
        "hold_work_none": "Tạm dừng từ {begins} đến {ends} ngoài giờ làm việc nên hạn vẫn là {at}.",
        "hold_days": "Tạm dừng từ {begins} đến {ends} ({length}) không tính; hạn lùi đến {at}.",
        "hold_days_none": "Tạm dừng từ {begins} đến {ends} chưa qua ngày nên hạn vẫn là {at}.",
        "restart": "Tạm dừng từ {begins} đến {ends}; thời hạn tính lại từ {at}.",
        "late_hold": "Tạm dừng từ {begins} đến {ends} là sau khi đã đến hạn nên không làm thay đổi hạn.",
        "settle": "Thời điểm đó không phải giờ làm việc nên hạn chuyển đến {at}.",
        "end_of_day": "Hạn tính đến cuối giờ làm việc của ngày: {at}.",
        "due": "Hạn giải quyết: {at}.",
    },
    "en": {
        "receive": "Received at {at}; the limit is {limit}.",
        "move_to_work": "That is outside working time, so the term begins at {at}.",
        "rest_days": "The weekly days of rest from {first} to {last} do not count ({count} days).",
        "rest_day": "{first} is a weekly day of rest and does not count.",
        "holiday": "{day} is a public holiday and does not count{source}.",
        "day_off": "{day} is a day off and does not count{source}.",
        "holiday_counted": "{day} is a public holiday, but the term runs in calendar days{source}.",
        "day_off_counted": "{day} is a day off, but the term runs in calendar days{source}.",
        "working_day": "{day} counts as a working day{source}.",
        "working_day_hours": "{day} counts as a working day, {hours}{source}.",
        "same_day": "What is received before {cutoff} is due at the end of work that day: {at}.",
        "same_day_late": "What is received from {cutoff} on is due at the end of the next working day: {at}.",
        "add_working_days": "Plus {length}: {at}.",
        "add_working_minutes": "Plus {length} of working time: {at}.",
        "add_days": "Plus {length}: {at}.",
        "add_months": "Plus {length}: {at}.",
        "hold_work": "The pause from {begins} to {ends} is taken out: {length} of working time, to {at}.",
        "hold_work_none": "The pause from {begins} to {ends} holds no working time; the time stays {at}.",
        "hold_days": "The pause from {begins} to {ends} is taken out: {length}, to {at}.",
        "hold_days_none": "The pause from {begins} to {ends} lies within one day; the time stays {at}.",
        "restart": "Paused from {begins} to {ends}; the term starts anew at {at}.",
        "late_hold": "The pause from {begins} to {ends} begins after the due time and changes nothing.",
        "settle": "That is no working time, so the time moves to {at}.",
        "end_of_day": "The term runs to the end of work that day: {at}.",
        "due": "Due: {at}.",
    },
}


def day_in_words(day: date, language: Language) -> str:
    """`Thứ Bảy 04/05/2024`."""
    return f"{_WEEKDAYS[language][day.weekday()]} {day.day:02}/{day.month:02}/{day.year:04}"


def time_in_words(at: datetime, language: Language) -> str:
    """`10:00 Thứ Bảy 04/05/2024`, on the clock the time is given in."""
    return f"{at.hour:02}:{at.minute:02} {day_in_words(at.date(), language)}"


def limit_in_words(limit: Limit, language: Language) -> str:
    """`1,5 ngày làm việc`."""
    half = "" if not limit.half else ",5" if language == "vi" else ".5"
    return _counted(limit.unit, f"{limit.whole}{half}", language)


def count_in_words(unit: Unit, number: int, language: Language) -> str:
    """`3 ngày làm việc`."""
    return _counted(unit, str(number), language)


def minutes_in_words(minutes: int, language: Language) -> str:
    """`19 giờ`, `3 giờ 30 phút`."""
    hours, rest = divmod(minutes, 60)
    hour, minute = ("giờ", "phút") if language == "vi" else (_plural("hour", hours), _plural("minute", rest))
    return " ".join([f"{hours} {hour}"] * bool(hours) + [f"{rest} {minute}"] * (bool(rest) or not hours))


def _counted(unit: Unit, number: str, language: Language) -> str:
    return _UNITS[language][unit].format(number).replace("(s)", "" if number == "1" else "s")


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"
