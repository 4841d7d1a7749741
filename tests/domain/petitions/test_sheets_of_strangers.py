"""What people send in as a sheet: petitions in places nobody sees, headings of two rows, files that hold too much."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from motcua.domain.petitions import queries
from motcua.domain.petitions.rules.sheets import Read, read_sheet
from tests.build.petitions import HEADING, a_sheet
from tests.build.refusals import refused
from tests.domain.petitions.test_sheets import CLINIC, ROAD, row

pytestmark = pytest.mark.django_db
XML = "xl/worksheets/sheet1.xml"


def read(content: bytes) -> Read:
    return read_sheet(content, queries.terms()["sheet_words"])


def changed(content: bytes, change: Any) -> bytes:
    """The same workbook after somebody had it open."""
    book, kept = load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(kept)
    return kept.getvalue()


def rewritten(content: bytes, what: bytes, by: bytes) -> bytes:
    """The same file with other bytes in its first sheet."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            inside = before.read(name)
            after.writestr(name, inside.replace(what, by) if name == XML else inside)
    return kept.getvalue()


def test_petitions_in_a_second_sheet_are_not_lost_without_a_word() -> None:
    def add(book: Any) -> None:
        second = book.create_sheet("Huyện Bù Đăng")
        for cells in (HEADING, row(1, CLINIC)):
            second.append(list(cells))

    assert list(read(a_sheet(row(1))).warnings) == []
    assert list(read(changed(a_sheet(row(1)), add)).warnings) == ["more_sheets"]


def test_a_sheet_that_is_hidden_is_not_read_before_one_that_is_seen() -> None:
    def hide(book: Any) -> None:
        book.active.sheet_state = "hidden"
        second = book.create_sheet("Chính thức")
        for cells in (HEADING, row(1, CLINIC)):
            second.append(list(cells))
        book.active = 1

    assert [line.cells["content"] for line in read(changed(a_sheet(row(1)), hide)).lines] == [CLINIC]


def test_rows_that_are_hidden_are_read_and_said() -> None:
    def hide(book: Any) -> None:
        book.active.row_dimensions[6].hidden = True

    found = read(changed(a_sheet(row(1), row(2, CLINIC)), hide))
    assert (len(found.lines), list(found.warnings)) == (2, ["hidden_rows"])


def test_a_heading_merged_over_two_rows_or_repeated_is_no_petition() -> None:
    merged = " ".join(f"{letter}4:{letter}5" for letter in "ABCDEFG")
    found = read(a_sheet([None] * 7, row(1), HEADING, row(2, CLINIC), merge=merged))
    assert [line.cells["content"] for line in found.lines] == [ROAD, CLINIC]


def test_a_small_file_that_holds_millions_is_refused_before_it_is_opened() -> None:
    small = a_sheet(row(1))
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A6:F900000"/></mergeCells>'
    rows = b"".join(b'<row r="%d"/>' % number for number in range(10, 150_000))
    for held in (merged, rows + b"</sheetData>"):
        content = rewritten(small, b"</sheetData>", held)
        assert len(content) < 2**20
        with refused("sheet_too_long"):
            read(content)


def test_whatever_the_library_stumbles_over_is_a_sentence_and_no_fault() -> None:
    for what, by in ((b'<c r="A5"', b'<c s="999" r="A5"'), (b'r="A5"', b'r="ZZZZ99"')):
        content = rewritten(a_sheet(row(1)), what, by)
        assert content != a_sheet(row(1))
        with refused("sheet_unreadable"):
            read(content)
