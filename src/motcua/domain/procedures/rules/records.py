"""A national procedure record as it arrives, from anybody's hands: what is taken, and why the rest is not."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.kernel.text import clean_line, clean_text

MOST_BYTES = 1_000_000
"""Of one line, or one row of a table."""

LINES = ("code", "name", "decision", "kind", "field", "performed_by", "authority", "coordinating")
TEXTS = (
    "procedure_text",
    "channels_text",
    "parts_text",
    "conditions_text",
    "legal_bases_text",
    "result_text",
)
LISTS = ("levels", "subjects")
KEYS = (*LINES, *TEXTS, *LISTS)
REQUIRED = ("code", "name")
LONGEST_LINE = 2_000
MOST_ITEMS = 60

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_SHORTENED = re.compile(r"[0-9]\.[0-9]{1,5}")
"""A national code (d.dddddd) whose last zeros a spreadsheet took for nothing."""


@dataclass(frozen=True)
class Rejected:
    """A record that was not taken: on which physical line, its code where it has one, and why.

    `reason` is stable; the two sentences say the same.
    """

    line: int
    code: str
    reason: str
    why: str
    why_en: str


@dataclass(frozen=True)
class Row:
    """A record as read: where it begins, and its values by their keys."""

    line: int
    values: Mapping[str, Any]
    from_table: bool = False


@dataclass(frozen=True)
class Record:
    """A record that can be kept; `digest` is the SHA-256 of what it says."""

    line: int
    code: str
    name: str
    body: Mapping[str, Any]
    digest: str


def record_of(row: Row) -> Record | Rejected:
    """The record in a row, its texts composed and visible; or the first thing that is wrong with it."""
    values = {key: value for key, value in row.values.items() if key in KEYS and value is not None}
    if row.from_table:
        values = {key: _of_cell(key, value) for key, value in values.items()}
    code = values.get("code")
    called = clean_line(code)[:80] if isinstance(code, str) and "\0" not in code and _whole(code) else ""
    for key, value in values.items():
        wrong = _wrong_value(key, value)
        if wrong:
            return Rejected(row.line, called, *wrong)
    for key in REQUIRED:
        if not clean_line(values.get(key, "")):
            return Rejected(
                row.line,
                called,
                "missing_" + key,
                f"Thiếu {_CALLED[key]} (mục {key}).",
                f"The {key} is missing.",
            )
    if not _CODE.fullmatch(called):
        return Rejected(
            row.line,
            called,
            "bad_code",
            "Mã thủ tục chỉ gồm chữ không dấu, chữ số, dấu chấm và gạch nối, dài tối đa 64 ký tự.",
            "The code may hold letters without marks, digits, dots and hyphens, 64 at most.",
        )
    body: dict[str, Any] = {key: clean_line(values.get(key, "")) for key in LINES}
    body |= {key: clean_text(values.get(key, "")) for key in TEXTS}
    body |= {key: [line for one in values.get(key, []) if (line := clean_line(one))] for key in LISTS}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return Record(row.line, body["code"], body["name"], body, hashlib.sha256(text.encode()).hexdigest())


_CALLED = {"code": "mã thủ tục", "name": "tên thủ tục"}


def _of_cell(key: str, value: object) -> object:
    """A cell of a table as the record means it: lists are written with semicolons or lines, codes may be numbers."""
    if key == "code" and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.6f}" if 0 < value < 10 else str(value)
    if key == "code" and isinstance(value, str) and _SHORTENED.fullmatch(value.strip()):
        return f"{value.strip():0<8}"
    if key in LISTS and isinstance(value, str):
        return [part for part in re.split(r"[;|\n]", value) if part.strip()]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _wrong_value(key: str, value: object) -> tuple[str, str, str] | None:
    if key in LISTS:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return "wrong_type", f"Mục {key} phải là một danh sách chữ.", f"{key} must be a list of texts."
        if len(value) > MOST_ITEMS:
            return "too_long", f"Mục {key} có quá {MOST_ITEMS} ý.", f"{key} has more than {MOST_ITEMS} items."
        texts = value
    elif not isinstance(value, str):
        return "wrong_type", f"Mục {key} phải là chữ trong ngoặc kép.", f"{key} must be text in quotes."
    else:
        texts = [value]
    for text in texts:
        if "\0" in text:
            return "nul", f"Mục {key} có ký tự rỗng (NUL).", f"{key} holds a NUL character."
        if not _whole(text):
            return "bad_character", f"Mục {key} có ký tự hỏng.", f"{key} holds half a character."
        if key not in TEXTS and len(text) > LONGEST_LINE:
            return (
                "too_long",
                f"Mục {key} dài quá {LONGEST_LINE} ký tự.",
                f"{key} is longer than {LONGEST_LINE} characters.",
            )
    return None


def _whole(text: str) -> bool:
    """Whether no half of a surrogate pair stands in it: such text cannot be written anywhere."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def twice(record: Record, first_line: int) -> Rejected:
    """The second record with a code in one file."""
    return Rejected(
        record.line,
        record.code,
        "duplicate_code",
        f"Mã {record.code} đã có ở dòng {first_line} của tệp này.",
        f"The code {record.code} stands on line {first_line} of this file already.",
    )
