"""A table as a value, and how each kind of cell is written: once, so that page, workbook and paper say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from motcua.domain.petitions.queries import Ratio
from motcua.kernel.text import clean_text

WORDY = 6
"""The share of the width from which on a column holds sentences."""
Cell = str | int | date | Ratio | None


@dataclass(frozen=True)
class Column:
    """A column: its title, its share of the width, and whether numbers stand in it."""

    title: str | Promise
    width: int = 2
    numeric: bool = False

    @property
    def wordy(self) -> bool:
        """Whether whole sentences stand in it: on a phone such a table is read line by line."""
        return self.width >= WORDY


@dataclass(frozen=True)
class Line:
    """A line; `strong`: it adds up the others. `red`: what it says is late, or promised without a roadmap.

    `heading`: its one cell lies over all columns, and says what the lines below it belong to.
    """

    cells: Sequence[Cell]
    strong: bool = False
    red: bool = False
    heading: bool = False


@dataclass(frozen=True)
class Table:
    """A report: its title, its columns, its lines, and what must be said under it."""

    title: str
    columns: Sequence[Column]
    lines: Sequence[Line] = ()
    notes: Sequence[str] = field(default=())


def number(value: int) -> str:
    """1.204, as administrative papers write it."""
    return f"{value:,}".replace(",", ".")


def percent(ratio: Ratio) -> str:
    """71,43 %; a dash where there is nothing to take a share of."""
    return "–" if ratio.percent is None else f"{ratio.percent:.2f}".replace(".", ",") + " %"


def written(cell: Cell) -> str:
    """A cell in words, as the page and the paper have it."""
    match cell:
        case None:
            return ""
        case Ratio():
            return percent(cell)
        case date():
            return f"{cell:%d/%m/%Y}"
        case int():
            return number(cell)
    return cell


def for_workbook(cell: Cell) -> tuple[Any, str]:
    """A cell as a workbook holds it, a number as a number, and the format it is shown in."""
    match cell:
        case Ratio():
            return (cell.part / cell.whole, "0.00%") if cell.whole else ("–", "General")
        case date():
            return cell, "dd/mm/yyyy"
        case int():
            return cell, "#,##0"
        case str():
            held = clean_text(ILLEGAL_CHARACTERS_RE.sub(" ", cell))  # what was pasted from a PDF has some
            return f"'{held}" if held.startswith(("=", "+", "-", "@")) else held, "General"
    return cell or "", "General"
