"""Reading the sheets in which offices keep petitions: .xlsx and .xlsm, as data only. No macro is ever run.

The heading is found by the words of the pack, wherever it stands and whatever stands above it. A cell merged over
several rows holds for each of them. A formula counts as what it came to when the sheet was last saved.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from motcua.kernel.errors import Refused
from motcua.kernel.text import clean_text, fold

MOST_BYTES, MOST_UNPACKED, MOST_ROWS, MOST_COLUMNS = 20 * 2**20, 200 * 2**20, 20_000, 60
MOST_HELD, MOST_MERGED = 5 * MOST_ROWS, 10 * MOST_ROWS
"""Rows of any sheet of the file, and cells that are merged in it: more takes minutes to open."""
HEADING_WITHIN = 40
"""Rows from the top within which the heading stands."""
COLUMNS = ("content", "voter", "address", "place", "field", "phone", "agency")
_NUMBERED = re.compile(r"\(?[0-9]{1,2}\)?")
_FORMULA, _ROW = re.compile(rb"<f[ >/]"), re.compile(rb"<row[ >/]")
_MERGED = re.compile(rb"<mergeCell\s[^>]*?ref=\"([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})\"")


@dataclass(frozen=True)
class Line:
    """One line of a sheet, by its row: what stands in each column, and why it cannot be taken, if it cannot.

    `uncounted`: its words are a formula that no program has counted, so that the file holds nothing of what it says.
    """

    row: int
    cells: Mapping[str, str]
    problem: str = ""
    uncounted: bool = False


@dataclass(frozen=True)
class Read:
    """A sheet as it was read. `missing` are columns that were looked for and not found; `warnings` say what else."""

    heading: int
    columns: Mapping[str, int]
    missing: Sequence[str]
    lines: Sequence[Line]
    warnings: Sequence[str] = field(default_factory=tuple)

    def without(self, row: int) -> Read:
        """The same without a line, by its row."""
        return replace(self, lines=[line for line in self.lines if line.row != row])

    def hushed(self, rows: Collection[int], sentence: str) -> Read:
        """The same with nothing kept of some lines but why they cannot be taken."""
        lines = [Line(line.row, {}, sentence) if line.row in rows else line for line in self.lines]
        return replace(self, lines=lines)

    def to_json(self) -> dict[str, object]:
        """What is kept of it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Read:
        """The same again."""
        if not kept:
            return cls(0, {}, (), ())  # it waits to be read
        lines = [Line(each["row"], each["cells"], each["problem"]) for each in kept["lines"]]
        return cls(kept["heading"], kept["columns"], kept["missing"], lines, kept["warnings"])


def read_sheet(content: bytes, words: Mapping[str, Sequence[str]]) -> Read:
    """The lines of the first sheet that has a heading with a column for what is asked.

    Raises:
        Refused: `sheet_too_large`, `sheet_unreadable`, `sheet_without_heading`, `sheet_too_long`.
    """
    warnings = _looked_at(content)
    try:
        book = load_workbook(io.BytesIO(content), data_only=True, keep_vba=False, keep_links=False)
    except Exception:  # the library has no one name for what may be wrong with a file of strangers
        raise Refused("sheet_unreadable") from None
    sheets = sorted(book.worksheets, key=lambda each: each.sheet_state != "visible")
    for place, sheet in enumerate(sheets):
        if (sheet.max_row or 0) > MOST_ROWS + HEADING_WITHIN:
            raise Refused("sheet_too_long", most=MOST_ROWS)
        rows = [_values(row) for row in sheet.iter_rows(max_col=min(sheet.max_column or 1, MOST_COLUMNS))]
        tops = _spread(rows, [each.bounds for each in sheet.merged_cells.ranges])
        found = _heading(rows, words)
        if found is not None:
            warnings += _besides(sheet, sheets[place + 1 :], found[0], words)
            uncounted = _uncounted(content, sheet.title, *found, rows) if "formulas" in warnings else set()
            return _read(rows, tops, found, warnings, uncounted)
    raise Refused("sheet_without_heading")


def _besides(sheet: Any, others: Sequence[Any], heading: int, words: Mapping[str, Sequence[str]]) -> list[str]:
    """What nobody sees who looks at the lines alone: rows that are hidden, petitions in sheets that are not read."""
    tops = ([_values(row) for row in each.iter_rows(max_row=HEADING_WITHIN, max_col=MOST_COLUMNS)] for each in others)
    more = any(_heading(top, words) is not None for top in tops)
    hidden = any(each.hidden for number, each in sheet.row_dimensions.items() if number > heading)
    return [name for name, so in (("more_sheets", more), ("hidden_rows", hidden)) if so]


def _uncounted(
    content: bytes, title: str, heading: int, columns: Mapping[str, int], rows: Sequence[Sequence[str]]
) -> set[int]:
    """Rows whose words are a formula without a value: whoever wrote the sheet never let it be counted."""
    place = columns["content"]
    written = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)[title]
    found = set()
    for number, row in enumerate(written.iter_rows(max_col=place + 1, values_only=True), start=1):
        cell = row[place] if place < len(row) else None
        if number > heading and isinstance(cell, str) and cell.startswith("=") and number <= len(rows):
            found |= {number} if not rows[number - 1][place] else set()
    return found


def _looked_at(content: bytes) -> list[str]:
    """Whether it may be opened at all, and what people should know of it."""
    if len(content) > MOST_BYTES:
        raise Refused("sheet_too_large", most=MOST_BYTES // 2**20)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise Refused("sheet_too_large", most=MOST_UNPACKED // 2**20)
            names = packed.namelist()
            sheets = [name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
            formulas = False
            for name in sheets:
                written = packed.read(name)
                formulas = formulas or _FORMULA.search(written) is not None
                _ensure_quick(written)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        raise Refused("sheet_unreadable") from None
    warnings = []
    if any(name.endswith("vbaProject.bin") for name in names):
        warnings.append("macros")
    if formulas:
        warnings.append("formulas")
    return warnings


def _ensure_quick(written: bytes) -> None:
    """A small file may hold a million rows, or one cell merged over as many: somebody waits while it is opened."""
    merged = 0
    for found in _MERGED.finditer(written):
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(found[1].decode()))
        merged += (right - left + 1) * (bottom - top + 1)
    if merged > MOST_MERGED or sum(1 for _row in _ROW.finditer(written)) > MOST_HELD:
        raise Refused("sheet_too_long", most=MOST_ROWS)


def _values(row: Iterable[Any]) -> list[str]:
    return [_text(cell.value) for cell in row]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_text(str(value))


def _spread(rows: list[list[str]], merged: Sequence[tuple[int, int, int, int]]) -> set[int]:
    """Let what is merged over rows stand in each of them; the rows over whose columns one cell lies are titles."""
    titles: set[int] = set()
    for left, top, right, bottom in merged:
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        value = rows[top - 1][left - 1]
        if right - left >= 2 and bottom == top:
            titles.add(top)
        for number in range(top, min(bottom, len(rows)) + 1):
            rows[number - 1][left - 1] = value
    return titles


def _heading(rows: Sequence[Sequence[str]], words: Mapping[str, Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """The row with the most columns that are known, and where they stand; it must say where the content is."""
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(rows[:HEADING_WITHIN], start=1):
        columns = _columns(row, words)
        found = "content" in columns and len([cell for cell in row if cell]) > 1
        if found and (best is None or len(columns) > len(best[1])):
            best = (number, columns)
    return best


def _columns(row: Sequence[str], words: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Each column by the first of its words that a cell of the heading is or begins with; the longest words first."""
    cells = [fold(cell)[:200] for cell in row]
    known = [(fold(word), name) for name in COLUMNS for word in words.get(name, ())]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for exact in (True, False):
        for word, name in sorted(known, key=lambda each: -len(each[0])):
            for place, cell in enumerate(cells):
                fits = cell == word if exact else bool(cell) and f" {word} " in f" {cell} " and len(cell) < 80
                if fits and name not in found and place not in taken:
                    found[name] = place
                    taken.add(place)
    return found


def _read(
    rows: Sequence[Sequence[str]],
    titles: set[int],
    found: tuple[int, dict[str, int]],
    warnings: list[str],
    uncounted: set[int],
) -> Read:
    heading, columns = found
    lines, said = [], rows[heading - 1][columns["content"]]
    for number, row in enumerate(rows[heading:], start=heading + 1):
        cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
        written = [cell for cell in row if cell]
        only_numbers = all(_NUMBERED.fullmatch(cell) for cell in written) and number not in uncounted
        if not written or only_numbers or number in titles:
            continue  # empty, the row that numbers the columns, or a title over what follows
        if cells["content"] == said:
            continue  # the heading once more: merged over two rows, or printed on each page
        if not cells["content"] and len(written) <= 2 and number not in uncounted:
            continue  # a title that was not merged: “I. Giao thông”
        lines.append(Line(number, cells, uncounted=number in uncounted))
    if len(lines) > MOST_ROWS:
        raise Refused("sheet_too_long", most=MOST_ROWS)
    missing = [name for name in COLUMNS if name not in columns]
    return Read(heading, columns, missing, lines, tuple(warnings))


def judged(
    read: Read,
    places: Mapping[str, str],
    fields: Mapping[str, str],
    sentences: Mapping[str, str],
    agencies: Mapping[str, str] | None = None,
) -> Read:
    """The same with areas and fields by their codes, and a sentence for each line that cannot be taken.

    `places`, `fields` and `agencies` are codes by their folded names, empty where a name is of several.
    """
    told = [_judged(line, places, fields, sentences, agencies or {}) for line in read.lines]
    seen: dict[str, int] = {}
    lines = []
    for line in told:
        key = fold(f"{line.cells['content']} {line.cells.get('voter', '')} {line.cells.get('area', '')}")
        first = seen.setdefault(key, line.row)
        problem = line.problem or (sentences["repeated"] % {"row": first} if first != line.row else "")
        lines.append(Line(line.row, line.cells, problem))
    return Read(read.heading, read.columns, read.missing, lines, read.warnings)


def _judged(
    line: Line,
    places: Mapping[str, str],
    fields: Mapping[str, str],
    sentences: Mapping[str, str],
    agencies: Mapping[str, str],
) -> Line:
    cells = dict(line.cells)
    content = cells.get("content", "")
    if not content and line.uncounted:
        return Line(line.row, cells, sentences["uncounted"], line.uncounted)
    if not content:
        return Line(line.row, cells, sentences["empty"])
    if len(content) < 10:
        return Line(line.row, cells, sentences["short"] % {"said": content})
    if len(content) > 20_000:
        return Line(line.row, cells, sentences["long"])
    if content.startswith(("#REF!", "#VALUE!", "#NAME?", "#N/A", "#DIV/0!")):
        return Line(line.row, cells, sentences["broken"] % {"said": content})
    if place := cells.get("place", ""):
        cells["area"] = _named(place, places)
        if not cells["area"]:
            return Line(line.row, cells, sentences["place"] % {"said": place})
    if named := cells.get("field", ""):
        cells["of_field"] = fields.get(fold(named), "")
    if named := cells.get("agency", ""):
        cells["of_agency"] = agencies.get(fold(named), "")
    return Line(line.row, cells)


def _named(said: str, places: Mapping[str, str]) -> str:
    """The code of the area that is named: the whole, the first part of it, or the part that is known."""
    folded = fold(said)
    parts = [fold(part) for part in re.split(r"[,;\n(–-]", said)]
    whole = " ".join(parts[:2]) if len(parts) > 1 else folded
    for each in (folded, whole, *parts):
        if places.get(each):
            return places[each]
    return ""
