"""Tables for everybody, line by line: no table is held in memory, and no spreadsheet runs what people wrote."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A table as text."""
    writer = csv.writer(_Echo())
    yield "\ufeff"  # by it spreadsheets know that the letters are Unicode
    yield writer.writerow(columns)  # the echo gives the text back
    for row in rows:
        yield writer.writerow([safe(row[name]) for name in columns])


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_RUN_BY_SPREADSHEETS):
        return f"'{value}"
    return "" if value is None else value


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text
