"""Holds a YAML file against its shape and tells each difference in a sentence an official can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.shapes import Shape
from motcua.domain.packs.rules.tables import parse_day
from motcua.kernel.errors import Malformed
from motcua.kernel.reading import Place
from motcua.kernel.worktime import Limit, parse_budget

DESK = re.compile(r"one_stop|competent|applicant|agency: ?(?P<agency>\S+)|area: ?(?P<kind>\S+)")

_FORMATS = FormatChecker(formats=())
_checks: Any = _FORMATS.checks


def _accepts(reader: Callable[[str], object], name: str) -> None:
    def accepted(value: object) -> bool:
        if isinstance(value, str):
            reader(value)
        return True

    _checks(name, raises=(ValueError, Malformed))(accepted)


def _desk(written: str) -> None:
    if not DESK.fullmatch(written):
        raise ValueError(written)


_accepts(parse_day, "day")
_accepts(Limit.parse, "limit")
_accepts(parse_budget, "budget")
_accepts(_desk, "desk")

_FORM_OF = {
    "day": ("một ngày có thật dạng 2024-10-01", "a real day such as 2024-10-01"),
    "limit": ("thời hạn như same_day hoặc 20 working_days", "a limit such as same_day or 20 working_days"),
    "budget": ("thời gian như 30m, 2h hoặc 1.5d", "a time such as 30m, 2h or 1.5d"),
    "desk": (
        "one_stop, competent, applicant, “agency: MÃ” hoặc “area: LOẠI”",
        "one_stop, competent, applicant, “agency: CODE” or “area: KIND”",
    ),
}
_TYPES = {
    "object": ("một nhóm mục", "a mapping"),
    "array": ("một danh sách", "a list"),
    "string": ("chữ", "text"),
    "integer": ("số nguyên", "a whole number"),
    "boolean": ("true hoặc false", "true or false"),
}


def check_shape(document: Document, shape: Shape, found: Findings, at: Place = ()) -> None:
    """Note every difference between a document, or what lies at one place of it, and its shape.

    What was taken from another file is left out: that file has a shape of its own and is told of there.
    """
    value = document.body
    for step in at:
        value = value[step]
    validator = Draft202012Validator(shape, format_checker=_FORMATS)
    for fault in validator.iter_errors(plain(value)):
        place = (*at, *fault.absolute_path)
        if document.spot(*_real(document.body, place))[0] == document.file:
            _tell(document, fault, place, found)


def plain(value: Any) -> Any:
    """The value with days written out and every key as text, as JSON has them."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _tell(document: Document, fault: ValidationError, place: tuple[Any, ...], found: Findings) -> None:
    wanted: Any = fault.validator_value
    shape: Any = fault.schema
    holder: Any = fault.instance
    kind = str(fault.validator)
    if kind == "required":
        for key in wanted:
            if key not in holder:
                _missing(document, place, key, shape, found)
    elif kind == "additionalProperties" and wanted is False:
        for key in holder.keys() - shape.get("properties", {}).keys():
            found.add(
                "unknown-key",
                document.file,
                document.line(*_real(document.body, (*place, key))),
                f"{_where(place)}không có mục nào tên là {shown(key)}.",
                f"{_at(place)}there is no key {shown(key)} here.",
            )
    else:
        vi, en = _difference(kind, wanted, fault)
        code = str(shape.get("x-code") or _CODES.get(kind, "bad-value"))
        key_at = (*place, str(fault.instance)) if "propertyNames" in fault.absolute_schema_path else place
        found.add(
            code,
            document.file,
            document.line(*_real(document.body, key_at)),
            f"{_where(place)}{vi}.",
            f"{_at(place)}{en}.",
        )


_CODES = {"minItems": "missing-value", "minProperties": "missing-value"}


def _missing(document: Document, place: tuple[Any, ...], key: str, shape: Mapping[str, Any], found: Findings) -> None:
    line = document.line(*_real(document.body, place))
    languages = {"vi": ("tiếng Việt", "Vietnamese"), "en": ("tiếng Anh", "English")}
    language = languages.get(key.removeprefix("title_")) if key != "title" else languages["vi"]
    if language and (shape.get("x-kind") == "text" or key.startswith("title")):
        found.add(
            "missing-text",
            document.file,
            line,
            f"{_where(place)}thiếu lời văn {language[0]} ({key}).",
            f"{_at(place)}the {language[1]} text ({key}) is missing.",
        )
    else:
        found.add(
            "missing-key",
            document.file,
            line,
            f"{_where(place)}thiếu mục {key}.",
            f"{_at(place)}the key {key} is missing.",
        )


def _difference(kind: str, wanted: Any, fault: ValidationError) -> tuple[str, str]:
    value = fault.instance
    if fault.validator == "pattern" and wanted == r"\S":
        return "không được để trống", "must not be blank"
    has_vi, has_en = f"đang ghi {_written(value)}", f"it says {_written(value)}"
    match kind:
        case "type":
            types = [wanted] if isinstance(wanted, str) else wanted
            vi, en = (
                " hoặc ".join(_TYPES[one][0] for one in types),
                " or ".join(_TYPES[one][1] for one in types),
            )
            return f"phải là {vi}; {has_vi}", f"must be {en}; {has_en}"
        case "enum":
            words = ", ".join(str(one) for one in wanted)
            return f"phải là một trong: {words}; {has_vi}", f"must be one of {words}; {has_en}"
        case "format":
            vi, en = _FORM_OF[str(wanted)]
            return f"phải là {vi}; {has_vi}", f"must be {en}; {has_en}"
        case "minimum" | "maximum":
            vi, en = ("từ", "at least") if kind == "minimum" else ("không quá", "at most")
            return f"phải {vi} {wanted}; {has_vi}", f"must be {en} {wanted}; {has_en}"
        case "minItems" | "minProperties":
            return "phải có ít nhất một mục", "must hold at least one item"
        case "maxItems" | "maxLength":
            return f"quá dài (tối đa {wanted})", f"is too long (at most {wanted})"
        case "pattern":
            return f"không đúng dạng; {has_vi}", f"has not the right form; {has_en}"
    return f"không hợp lệ; {has_vi}", f"is not valid; {has_en}"


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    return "[…]" if isinstance(value, list) and value else shown("" if value is None else value)


def _real(body: Any, place: tuple[Any, ...]) -> tuple[Any, ...]:
    """The place with its keys as the document has them: a key that is a number there is text in JSON."""
    real: list[Any] = []
    for step in place:
        if isinstance(body, Mapping):
            step = next((key for key in body if str(key) == str(step)), step)  # noqa: PLW2901
            body = body.get(step)
        elif isinstance(body, list) and isinstance(step, int) and step < len(body):
            body = body[step]
        real.append(step)
    return tuple(real)


def _where(place: tuple[Any, ...]) -> str:
    return f"{_path(place)}: " if place else ""


_at = _where


def _path(place: tuple[Any, ...]) -> str:
    """A place as people count: `fees › 2 › amount`."""
    return " › ".join(str(step + 1) if isinstance(step, int) else str(step) for step in place)
