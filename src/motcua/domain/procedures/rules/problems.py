"""What is wrong with an answer: a stable code, and one sentence that says it and what to do."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.domain.procedures.rules import dates
from motcua.domain.procedures.rules.formats import AREA_TEXT_LENGTH
from motcua.domain.procedures.rules.forms import Field, Words
from motcua.kernel.text import NAME_LENGTH, clean_name, person_name

SHOWN_TYPED = 40
"""Letters of what was typed that a sentence repeats."""


@dataclass(frozen=True, eq=False)
class Problem:
    """One thing wrong with one answer. `sentence` speaks the language of the moment when it becomes `str`.

    `boxes` names the boxes of a day that are wrong (`day`, `month`, `year`); empty for other fields.
    """

    code: str
    sentence: Any
    boxes: tuple[str, ...] = ()


def said(code: str, sentence: Any, field: Field, *, boxes: tuple[str, ...] = (), **words: object) -> Problem:
    """A problem whose sentence names the field."""
    return Problem(code, format_lazy(sentence, label=field.called, **words), boxes)


def missing(field: Field) -> Problem:
    """An answer that is asked for and not there."""
    match field.kind:
        case "radios" | "select":
            sentence = _("{label} chưa được chọn. Hãy chọn một mục.")
        case "checkbox":
            return unticked(field)
        case "date":
            sentence = _("{label} còn trống. Hãy nhập ngày, tháng và năm.")
        case "partial_date":
            sentence = _("{label} còn trống. Nếu không nhớ ngày, tháng thì chỉ cần nhập năm.")
        case "area":
            sentence = _("{label} chưa được chọn. Hãy chọn trong danh sách hoặc ghi nơi khác.")
        case "area_of_event" | "area_of_unit":
            sentence = _("{label} chưa được chọn. Hãy chọn trong danh sách.")
        case "group":
            return wrong_number_of_entries(field, 0)
        case _:
            sentence = _("{label} còn trống. Hãy nhập thông tin này.")
    return said("required", sentence, field)


def wrong_number_of_entries(group: Field, count: int) -> Problem:
    """More or fewer entries than a group may have."""
    if count > group.most:
        sentence = _("{label}: chỉ được có tối đa {most} mục, đang có {count}. Hãy bỏ bớt.")
        return said("too_many_entries", sentence, group, most=group.most, count=count)
    if count == 0 and group.least == 1:
        return said("required", _("{label} còn trống. Hãy thêm ít nhất một mục."), group)
    sentence = _("{label}: cần ít nhất {least} mục, đang có {count}. Hãy thêm cho đủ.")
    return said("too_few_entries", sentence, group, least=group.least, count=count)


def wrong_entries(group: Field, numbers: list[int]) -> Problem:
    """Entries of a group on which something is still to be filled in or mended; they count from 1."""
    sentence = _("{item} {numbers}: còn chỗ cần điền hoặc sửa. Hãy bấm Sửa ở mục đó.")
    return said("wrong_entries", sentence, group, item=group.item, numbers=", ".join(map(str, numbers)))


def unticked(field: Field) -> Problem:
    """A box that must be ticked to go on."""
    return said("not_ticked", _("Hãy đánh dấu vào ô “{label}” để đi tiếp."), field)


def unreadable(field: Field) -> Problem:
    """An answer of a shape that no input of ours sends."""
    return said("unreadable", _("{label} không đọc được. Hãy nhập lại."), field)


def bad_day(field: Field, boxes: dates.Boxes) -> Problem:
    """Three boxes that are no day: the first reason, and which boxes it is about."""
    day, month, year = (
        dates.number(boxes["day"]),
        dates.number(boxes["month"]),
        dates.year_number(boxes["year"]),
    )
    needed = dates.BOXES if field.component == "date" or boxes["day"] else ("month", "year")
    empty = tuple(box for box in needed if not boxes[box])
    if empty:
        return said("incomplete_date", _INCOMPLETE[empty], field, boxes=empty)
    if boxes["day"] and (day is None or not 1 <= day <= 31):
        sentence = _("{label}: ngày phải là số từ 1 đến 31; bạn đã nhập “{typed}”.")
        return said("bad_day", sentence, field, boxes=("day",), typed=_short(boxes["day"]))
    if month is None or not 1 <= month <= 12:
        sentence = _("{label}: tháng phải là số từ 1 đến 12; bạn đã nhập “{typed}”.")
        return said("bad_month", sentence, field, boxes=("month",), typed=_short(boxes["month"]))
    if year is None:
        sentence = _("{label}: năm phải có đủ bốn chữ số, ví dụ 2024; bạn đã nhập “{typed}”.")
        return said("bad_year", sentence, field, boxes=("year",), typed=_short(boxes["year"]))
    sentence = _("{label}: không có ngày {day}/{month}/{year}, vì tháng {month} năm {year} chỉ có {last} ngày.")
    last = monthrange(year, month)[1]
    return said("no_such_day", sentence, field, boxes=("day", "month"), day=day, month=month, year=year, last=last)


_INCOMPLETE = {
    ("day",): _("{label} còn thiếu ngày. Hãy nhập thêm."),
    ("month",): _("{label} còn thiếu tháng. Hãy nhập thêm."),
    ("year",): _("{label} còn thiếu năm. Hãy nhập thêm."),
    ("day", "month"): _("{label} còn thiếu ngày và tháng. Hãy nhập thêm."),
    ("day", "year"): _("{label} còn thiếu ngày và năm. Hãy nhập thêm."),
    ("month", "year"): _("{label} còn thiếu tháng và năm. Hãy nhập thêm."),
}


def broken_rule(field: Field, keyword: str, asked: Any, value: Any, today: date) -> Problem:
    """The sentence for one keyword of the schema that an answer breaks."""
    match keyword:
        case "x-not-after" | "x-not-before":
            return _beyond(field, keyword, asked, value, today)
        case "enum":
            return said("not_an_option", _("{label}: hãy chọn một trong các mục của danh sách."), field)
        case "const":
            return unticked(field) if field.component == "checkbox" else unreadable(field)
        case "format":
            return _misshapen(field, value)
        case "maxLength":
            sentence = _("{label} dài {count} ký tự, chỉ được dài tối đa {limit} ký tự. Hãy viết ngắn lại.")
            return said("too_long", sentence, field, count=len(value), limit=asked)
        case "minLength":
            sentence = _("{label} phải có ít nhất {limit} ký tự. Hãy viết đầy đủ.")
            return said("too_short", sentence, field, limit=asked)
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            return _out_of_range(field)
        case "pattern":
            sentence = (
                _("{label} chưa đúng mẫu. {hint}") if field.hint else _("{label} chưa đúng mẫu. Hãy kiểm tra lại.")
            )
            return said("wrong_pattern", sentence, field, hint=field.hint)
    return unreadable(field)


def not_a_number(field: Field, value: object) -> Problem:
    """Letters, or far too many digits, where a whole number is asked."""
    if field.component == "number":
        sentence = _("{label} phải là một số, ví dụ 120 hoặc 85,5; bạn đã nhập “{typed}”.")
    else:
        sentence = _("{label} phải là một số, chỉ gồm chữ số; bạn đã nhập “{typed}”.")
    return said("not_a_number", sentence, field, typed=_short(str(value)))


def unknown_area(field: Field) -> Problem:
    """The code of an area that is not among those that may be chosen."""
    return said("unknown_area", _("{label}: nơi đã chọn không có trong danh sách. Hãy chọn lại."), field)


def _beyond(field: Field, keyword: str, asked: Any, value: Any, today: date) -> Problem:
    given, limit = dates.span(value), today if asked == "today" else date.fromisoformat(str(asked))
    assert given is not None  # the keyword judges days only
    after = keyword == "x-not-after"
    edge = given[0] if after else given[1]
    if edge.year != limit.year:
        box, again = "year", _("Hãy kiểm tra lại năm.")
    elif edge.month != limit.month:
        box, again = "month", _("Hãy kiểm tra lại tháng.")
    else:
        box, again = "day", _("Hãy kiểm tra lại ngày.")
    if after and limit == today:
        sentence = _("{label} không thể sau hôm nay ({day}). {again}")
    elif after:
        sentence = _("{label} không thể sau ngày {day}. {again}")
    elif limit == today:
        sentence = _("{label} không thể trước hôm nay ({day}). {again}")
    else:
        sentence = _("{label} không thể trước ngày {day}. {again}")
    code = "too_late" if after else "too_early"
    return said(code, sentence, field, boxes=(box,), day=dates.written(limit), again=again)


def _misshapen(field: Field, value: Any) -> Problem:
    match field.kind:
        case "name":
            return _bad_name(field, str(value))
        case "identity_number":
            return _bad_identity_number(field, str(value))
        case "phone":
            sentence = _(
                "{label} phải là số điện thoại Việt Nam có 10 hoặc 11 chữ số, bắt đầu bằng số 0, ví dụ 0912 345 678."
            )
            return said("bad_phone", sentence, field)
        case "email":
            sentence = _("{label} phải là một địa chỉ thư điện tử, có dạng tennguoi@tencoquan.vn.")
            return said("bad_email", sentence, field)
        case "area" | "area_of_event" | "area_of_unit":
            return _bad_area(field, value)
    return unreadable(field)


def _bad_name(field: Field, value: str) -> Problem:
    name = clean_name(value)
    shortest, longest = NAME_LENGTH
    if len(name) > longest:
        sentence = _("{label} dài {count} ký tự, chỉ được dài tối đa {limit} ký tự. Hãy viết ngắn lại.")
        return said("too_long", sentence, field, count=len(name), limit=longest)
    if any(letter.isdigit() for letter in name):
        return said("digits_in_name", _("{label} không được có chữ số. Hãy chỉ ghi chữ cái."), field)
    strange = next((letter for letter in name if not _may_stand(letter)), None)
    if strange is not None:
        sentence = _("{label} có ký tự “{sign}” không dùng trong họ tên. Hãy bỏ ký tự đó.")
        return said("strange_sign", sentence, field, sign=strange)
    if len(name) < shortest:
        return said("too_short", _("{label} phải có ít nhất {limit} ký tự. Hãy viết đầy đủ."), field, limit=shortest)
    return said("bad_name", _("{label} phải bắt đầu bằng một chữ cái. Hãy kiểm tra lại."), field)


def _may_stand(letter: str) -> bool:
    """Whether a name of two letters with this one in it would be a name."""
    try:
        person_name(f"A{letter}A")
    except ValueError:
        return False
    return True


def _bad_identity_number(field: Field, value: str) -> Problem:
    digits = [letter for letter in value if letter.isdecimal()]
    if len(digits) == sum(letter not in " .-" for letter in value):
        sentence = _("{label} phải có đúng {wanted} chữ số; bạn đã nhập {count}.")
        return said("wrong_length", sentence, field, wanted=12, count=len(digits))
    sentence = _("{label} phải có đúng {wanted} chữ số và không có ký tự nào khác.")
    return said("not_digits", sentence, field, wanted=12)


def _bad_area(field: Field, value: Any) -> Problem:
    if any(isinstance(text, str) and len(text) > AREA_TEXT_LENGTH for text in value.values()):
        sentence = _("{label} quá dài, chỉ được tối đa {limit} ký tự. Hãy viết ngắn lại.")
        return said("too_long", sentence, field, limit=AREA_TEXT_LENGTH)
    if "code" in value and "elsewhere" in value:
        sentence = _("{label}: hãy chọn trong danh sách, hoặc ghi nơi khác, không làm cả hai.")
        return said("two_places", sentence, field)
    if "code" not in value and "elsewhere" not in value and "detail" in value:
        return missing(field)
    return unreadable(field)


def _out_of_range(field: Field) -> Problem:
    low, high = field.rule.get("minimum"), field.rule.get("maximum")
    if low is not None and high is not None:
        return said("out_of_range", _("{label} phải từ {low} đến {high}."), field, low=low, high=high)
    if low is not None:
        return said("out_of_range", _("{label} phải từ {low} trở lên."), field, low=low)
    if high is not None:
        return said("out_of_range", _("{label} không được quá {high}."), field, high=high)
    return unreadable(field)


def across(code: str, message: Words) -> Problem:
    """A rule across fields that is broken, in the pack's words."""
    return Problem(code, format_lazy("{message}", message=message))


def _short(typed: str) -> str:
    return typed if len(typed) <= SHOWN_TYPED else typed[:SHOWN_TYPED] + "…"
