"""Reading files of national records line by line: JSON lines, CSV and XLSX, never more of them at once than a line.

What is wrong with one line is told and the rest goes on; what keeps a whole file from being read is `Malformed`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from motcua.domain.procedures.rules.records import KEYS, MOST_BYTES, REQUIRED, Rejected, Row
from motcua.kernel.errors import Malformed

Read = Row | Rejected

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_CHUNK = 65_536
_MOST_UNPACKED = 400_000_000
"""Bytes that a workbook may take once unpacked."""

_MOST_PIECES = 100_000
"""Physical lines that one record of a CSV file may take."""


def rows_of(file: BinaryIO, name: str) -> Iterator[Read]:
    """Every record of a file, by what it holds: a workbook, a table by its name, else JSON lines.

    Raises:
        Malformed: nothing in it can be read.
    """
    begins = file.read(4)
    file.seek(0)
    if begins.startswith(_UTF16):
        raise Malformed(
            f"{name}: tệp theo mã UTF-16; hãy lưu lại theo mã UTF-8. / The file is UTF-16; save it as UTF-8."
        )
    if begins == _ZIP:
        return _workbook(file, name)
    if name.lower().endswith((".csv", ".tsv")):
        return _table(file, name)
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise Malformed(f"{name}: không phải tệp Excel (XLSX). / This is no XLSX workbook.")
    return _json_lines(file)


def _lines(file: BinaryIO) -> Iterator[tuple[int, str | Rejected]]:
    """The physical lines with their numbers, without their ends; one over the limit is read past."""
    number = 0
    while line := file.readline(MOST_BYTES + 3):
        number += 1
        if number == 1:
            line = line.removeprefix(_BOM)
        if len(line.rstrip(b"\r\n")) > MOST_BYTES:
            code = _code_in(line[:_CHUNK].decode("utf-8", "replace"))
            while line and not line.endswith(b"\n"):
                line = file.readline(_CHUNK)
            yield number, _too_large(number, code)
        else:
            yield number, _text(number, line.removesuffix(b"\n").removesuffix(b"\r"))


def _text(number: int, line: bytes) -> str | Rejected:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return Rejected(
            number,
            _code_in(line[:_CHUNK].decode("utf-8", "replace")),
            "not_utf8",
            "Dòng này không phải văn bản UTF-8; hãy lưu lại tệp theo mã UTF-8.",
            "This line is not UTF-8 text; save the file as UTF-8.",
        )


def _code_in(text: str) -> str:
    """The code that a broken JSON line seems to have, so that its author finds it."""
    found = re.search(r'"code"\s*:\s*"([0-9A-Za-z._-]{1,64})"', text)
    return found[1] if found else ""


def _too_large(number: int, code: str = "") -> Rejected:
    return Rejected(
        number,
        code,
        "too_large",
        "Bản ghi này lớn hơn 1 MB nên không nhận.",
        "This record is larger than 1 MB.",
    )


# --- JSON lines ----------------------------------------------------------------------------------------


def _json_lines(file: BinaryIO) -> Iterator[Read]:
    for number, text in _lines(file):
        if isinstance(text, Rejected):
            yield text
        elif text.strip():
            yield _of_json(number, text)


class _Twice(ValueError):
    """A key stands twice in one object, so that nobody can say which value is meant."""


def _of_json(number: int, text: str) -> Read:
    try:
        value = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except _Twice as problem:
        return Rejected(
            number,
            _code_in(text),
            "key_twice",
            f"Mục {problem} được ghi hai lần trong một bản ghi.",
            f"The key {problem} stands twice in one record.",
        )
    except (ValueError, RecursionError):
        return Rejected(
            number,
            _code_in(text),
            "not_json",
            "Dòng này không phải một đối tượng JSON hoàn chỉnh.",
            "This line is not a complete JSON object.",
        )
    if not isinstance(value, dict):
        return Rejected(
            number,
            "",
            "not_object",
            "Mỗi dòng phải là một đối tượng JSON { … }.",
            "Each line must be one JSON object { … }.",
        )
    return Row(number, value)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in pairs:
        if key in kept:
            raise _Twice(ascii(key)[:60])
        kept[key] = value
    return kept


def _no_constant(name: str) -> Any:
    raise ValueError(name)


# --- tables --------------------------------------------------------------------------------------------


def _table(file: BinaryIO, name: str) -> Iterator[Read]:
    """The rows of a CSV file; its first line that is not blank names the columns."""
    csv.field_size_limit(MOST_BYTES)
    delimiter, header = ",", list[str]()
    for number, text in _records(file):
        if isinstance(text, Rejected):
            if not header:
                raise Malformed(f"{name}:{number}: {text.why} / {text.why_en}")
            yield text
            continue
        if not header:
            delimiter = max(",;\t", key=text.count)
            header = _header(_cells(text, delimiter) or [], name)
            continue
        cells = _cells(text, delimiter)
        if cells is None:
            yield Rejected(
                number,
                "",
                "not_csv",
                "Dấu ngoặc kép trong dòng này chưa khép lại.",
                "The quotes in this line do not close.",
            )
        elif any(cell.strip() for cell in cells):
            yield _of_cells(number, header, list(cells))
    if not header:
        raise Malformed(_without_columns(name))


def _records(file: BinaryIO) -> Iterator[tuple[int, str | Rejected]]:
    """Each record's text with the line it begins on: a cell in quotes may run over several lines.

    Quotes that never close take their own line only: what came after it is read again by itself.
    """
    waiting: list[tuple[int, str | Rejected]] = []
    lines = _lines(file)
    while True:
        if waiting:
            number, text = waiting.pop(0)
        else:
            following = next(lines, None)
            if following is None:
                return
            number, text = following
        if isinstance(text, Rejected) or not _is_open(text):
            if isinstance(text, Rejected) or text.strip():
                yield number, text
            continue
        taken, size, closed = list[tuple[int, str | Rejected]](), len(text), False
        while size <= MOST_BYTES and len(taken) < _MOST_PIECES:
            if len(taken) < len(waiting):
                taken.append(waiting[len(taken)])
            else:
                following = next(lines, None)
                if following is None:
                    break
                waiting.append(following)
                taken.append(following)
            part = taken[-1][1]
            if isinstance(part, Rejected):
                break
            size += len(part)
            if part.count('"') % 2:
                closed = True
                break
        if closed:
            yield number, "\n".join([text, *(str(part) for _, part in taken)])
            del waiting[: len(taken)]
        else:
            yield number, text  # its cells cannot be parted: told by whoever parts them


def _is_open(text: str) -> bool:
    """Whether a cell in quotes is still open at the end; quotes inside a cell without quotes are letters."""
    if text.count('"') % 2 == 0:
        return False
    return re.search(r'(?:^|[,;\t])\s*"', text) is not None


def _cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; `None` where its quotes do not close."""
    try:
        lines = [f"{line}\n" for line in text.split("\n")]
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _header(cells: list[Any], name: str) -> list[str]:
    header = [str(cell or "").strip().lower() for cell in cells]
    while header and not header[-1]:
        header.pop()
    known = [key for key in header if key in KEYS]
    if not set(REQUIRED) <= set(known) or len(known) != len(set(known)):
        raise Malformed(_without_columns(name))
    return header


def _without_columns(name: str) -> str:
    return (
        f"{name}: dòng đầu phải ghi tên các cột, có code và name, mỗi cột một lần. /"
        " The first line must name the columns, code and name among them, each once."
    )


def _of_cells(number: int, header: list[str], cells: list[Any]) -> Read:
    values = {key: cell for key, cell in zip(header, cells, strict=False) if cell not in (None, "")}
    if any(str(cell).strip() for cell in cells[len(header) :] if cell is not None):
        return Rejected(
            number,
            str(values.get("code") or "")[:80],
            "too_many_cells",
            "Dòng này có nhiều ô hơn số cột.",
            "This line has more cells than there are columns.",
        )
    if sum(len(cell.encode("utf-8", "replace")) for cell in values.values() if isinstance(cell, str)) > MOST_BYTES:
        return _too_large(number, str(values.get("code") or "")[:80])
    return Row(number, values, from_table=True)


def _workbook(file: BinaryIO, name: str) -> Iterator[Read]:
    """The rows of the first sheet of a workbook, read as a stream."""
    unreadable = f"{name}: không đọc được tệp Excel này. / This workbook cannot be read."
    try:
        with ZipFile(file) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (BadZipFile, ValueError, OSError, EOFError):
        raise Malformed(unreadable) from None
    if unpacked > _MOST_UNPACKED:
        raise Malformed(f"{name}: tệp Excel quá lớn khi mở ra. / The workbook is too large once unpacked.")
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, SyntaxError, EOFError):
        raise Malformed(unreadable) from None
    sheet.reset_dimensions()  # what a workbook says of its own size need not be true
    header = list[str]()
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if not any(cell not in (None, "") for cell in cells):
                continue
            if header:
                yield _of_cells(number, header, list(cells))
            else:
                header = _header(list(cells), name)
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError, EOFError) as problem:
        if isinstance(problem, Malformed):
            raise
        raise Malformed(unreadable) from None
    if not header:
        raise Malformed(_without_columns(name))
