"""The CSV files of a pack: their columns, and the rows with the physical line each begins on."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Folder

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Table:
    """The form of a CSV file: its columns in order, those that may be left blank, those that may be missing."""

    file: str
    columns: tuple[str, ...]
    may_be_blank: frozenset[str] = frozenset()
    dated: bool = True
    optional: frozenset[str] = frozenset()


SUCCESSOR = "successor"
"""Who takes over on the day after `valid_to`; blank for the row of the same code that begins then."""

AREAS = Table(
    "areas.csv",
    ("code", "name", "name_en", "kind", "parent", "valid_from", "valid_to", "source", SUCCESSOR),
    frozenset({"parent", "valid_to", SUCCESSOR}),
    optional=frozenset({SUCCESSOR}),
)
AGENCIES = Table(
    "agencies.csv",
    (
        *("code", "name", "name_en", "short_name", "symbol", "kind", "parent", "area", "calendar"),
        *("valid_from", "valid_to", "mark", "source", SUCCESSOR),
    ),
    frozenset({"parent", "valid_to", SUCCESSOR}),
    optional=frozenset({SUCCESSOR}),
)
CONTACTS = Table(
    "contacts.csv",
    (
        "agency",
        "phone",
        "email",
        "address",
        "hours_vi",
        "hours_en",
        "made_up",
        "source",
        "valid_from",
        "valid_to",
    ),
    frozenset({"phone", "email", "hours_vi", "hours_en", "valid_to"}),
)
COUNTERS = Table("counters.csv", ("agency", "number", "title_vi", "title_en"), dated=False)
TABLES = (AREAS, AGENCIES, CONTACTS, COUNTERS)


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, trimmed, and its period where the table is dated."""

    file: str
    line: int
    cells: Mapping[str, str]
    valid_from: date = date.min
    valid_to: date | None = None

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def on(self, day: date) -> bool:
        """Whether it is true on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: Row) -> bool:
        """Whether both are true on some day."""
        return self.valid_from <= (other.valid_to or date.max) and other.valid_from <= (self.valid_to or date.max)


def read_table(folder: Folder, table: Table, found: Findings) -> list[Row]:
    """The rows of a table that have all their cells; every fault of form is noted."""
    text = folder.texts.get(table.file)
    if text is None:
        return []
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    header: list[str] | None = None
    begins = 1
    try:
        for cells in lines:
            if header is None:
                header = [cell.strip() for cell in cells]
                if not _has_columns(table, header, found):
                    return []
            elif any(cell.strip() for cell in cells):
                row = _row(table, header, cells, begins, found)
                if row is not None:
                    rows.append(row)
            begins = lines.line_num + 1
    except csv.Error as problem:
        found.add(
            "bad-csv",
            table.file,
            begins,
            f"Dòng này không đúng dạng CSV ({problem}); kiểm tra các dấu ngoặc kép.",
            f"This line is not CSV ({problem}); check the quotation marks.",
        )
    if header is None:
        _has_columns(table, [], found)
    return rows


def _has_columns(table: Table, header: list[str], found: Findings) -> bool:
    """The first line must name every column; a semicolon for a comma shows here."""
    for column in table.columns:
        if column not in header and column not in table.optional:
            found.add(
                "missing-column",
                table.file,
                1,
                f"Thiếu cột {column}; các cột cách nhau bằng dấu phẩy.",
                f"The column {column} is missing; commas part the columns.",
            )
    for column in header:
        if column not in table.columns:
            found.add(
                "unknown-column",
                table.file,
                1,
                f"Không có cột nào tên là {shown(column)}.",
                f"There is no column called {shown(column)}.",
            )
        elif header.count(column) > 1:
            found.add(
                "duplicate-column",
                table.file,
                1,
                f"Cột {column} được ghi hai lần.",
                f"The column {column} stands twice.",
            )
    return set(table.columns) - table.optional <= set(header) and len(set(header)) == len(header)


def _row(table: Table, header: list[str], cells: list[str], line: int, found: Findings) -> Row | None:
    if len(cells) != len(header):
        found.add(
            "bad-row",
            table.file,
            line,
            f"Dòng có {len(cells)} ô mà bảng có {len(header)} cột; chữ có dấu phẩy phải đặt trong ngoặc kép.",
            f"The line has {len(cells)} cells, the table {len(header)} columns; quote a text with a comma.",
        )
        return None
    named = dict.fromkeys(table.optional, "") | {
        column: cell.strip() for column, cell in zip(header, cells, strict=True)
    }
    for column in table.columns:
        if not named[column] and column not in table.may_be_blank:
            code = "missing-text" if column.endswith(("_en", "_vi")) or column == "name" else "missing-value"
            found.add(code, table.file, line, f"Ô {column} để trống.", f"The cell {column} is blank.")
    if not table.dated:
        return Row(table.file, line, named)
    begins = _day(table.file, line, "valid_from", named["valid_from"], found)
    ends = _day(table.file, line, "valid_to", named["valid_to"], found)
    if begins and ends and ends < begins:
        found.add(
            "bad-period",
            table.file,
            line,
            "valid_to đứng trước valid_from.",
            "valid_to stands before valid_from.",
        )
    return Row(table.file, line, named, begins or date.min, ends)


def parse_day(written: str) -> date:
    """A day written 2024-10-01; `ValueError` for anything else, other ISO forms included."""
    if not _DAY.fullmatch(written):
        raise ValueError(written)
    return date.fromisoformat(written)


def _day(file: str, line: int, column: str, written: str, found: Findings) -> date | None:
    if not written:
        return None
    try:
        return parse_day(written)
    except ValueError:
        found.add(
            "bad-date",
            file,
            line,
            f"{column}: {shown(written)} không phải một ngày có thật dạng 2024-10-01.",
            f"{column}: {shown(written)} is not a real day such as 2024-10-01.",
        )
        return None
