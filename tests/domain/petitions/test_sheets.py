"""A sheet is read and shown first, with a sentence for each line that cannot be taken, and then taken once."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Petition, Sheet
from motcua.domain.petitions.rules.sheets import Read
from motcua.jobs import petitions as running
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal
from tests.build.petitions import MET, Council, a_sheet
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
BY = System("jobs")
ROAD = "Đường liên thôn hư hỏng nặng, đề nghị sửa chữa."
CLINIC = "Trạm y tế thiếu thuốc bảo hiểm, đề nghị bổ sung."


def row(number: int, content: object = ROAD, **changed: object) -> list[object]:
    cells = {"voter": "Điểu Mạnh", "address": "thôn 3", "place": "xã Đak Nhau", "field": "Giao thông"} | changed
    return [number, cells["voter"], cells["address"], cells["place"], content, cells["field"], None]


def read_in(content: bytes, name: str = "bang.xlsx") -> tuple[Sheet, Read, Any]:
    by = Council.of().secretary.official
    sheet = actions.read_in(name, content, queries.session_numbered("X", 15).pk, by=by, now=MET)
    return sheet, queries.sheet_read(sheet), by


def test_the_heading_is_found_under_a_title_and_over_a_row_of_numbers() -> None:
    content = a_sheet([1, 2, 3, 4, 5, 6, 7], ["I", "Giao thông"], row(1), row(2, CLINIC, field="Y tế"))
    sheet, read, by = read_in(content)
    assert (read.heading, sorted(read.missing)) == (4, ["agency", "phone"])
    assert [(line.row, line.problem) for line in read.lines] == [(7, ""), (8, "")]
    assert [line.cells["area"] for line in read.lines] == ["25399", "25399"]
    assert (sheet.good, sheet.faulty) == (2, 0)
    assert queries.sheet_for_council(sheet.pk, by) == sheet
    assert journal.facts("petitions.sheet_read")["lines"] == 2


def test_cells_merged_over_rows_hold_for_each_and_titles_over_columns_for_none() -> None:
    lines = [
        row(1),
        row(2, CLINIC, place=None, voter=None),
        ["II. Lĩnh vực y tế"] + [None] * 6,
        row(3, "Sửa cầu thôn 3."),
    ]
    _sheet, read, _by = read_in(a_sheet(*lines, merge="D5:D6 B5:B6 A7:G7"))
    assert [(line.row, line.cells["place"], line.problem) for line in read.lines] == [
        (5, "xã Đak Nhau", ""),
        (6, "xã Đak Nhau", ""),
        (8, "xã Đak Nhau", ""),
    ]
    assert read.lines[1].cells["voter"] == "Điểu Mạnh"


def test_a_sentence_says_why_a_line_cannot_be_taken() -> None:
    content = a_sheet(
        row(1),
        row(2),
        row(3, None),
        row(4, "Sửa."),
        row(5, CLINIC, place="xã Không Có"),
        row(6, "#REF! lỗi tham chiếu"),
        row(7, "x" * 20_001),
    )
    sheet, read, _by = read_in(content)
    told = {line.row: line.problem for line in read.lines}
    assert told[5] == ""
    assert "Trùng hoàn toàn với dòng 5" in told[6]
    assert told[7] == "Không có nội dung kiến nghị."
    assert "quá ngắn" in told[8]
    assert "xã Không Có" in told[9]
    assert "#REF!" in told[10]
    assert "20.000" in told[11]
    assert (sheet.good, sheet.faulty) == (1, 6)


def test_missing_columns_are_said_and_only_the_content_is_needed() -> None:
    content = a_sheet(["1", ROAD], heading=("TT", "Nội dung ý kiến, kiến nghị của cử tri"))
    _sheet, read, _by = read_in(content)
    assert set(read.missing) == {"voter", "address", "place", "field", "phone", "agency"}
    assert [line.problem for line in read.lines] == [""]


def test_what_is_no_sheet_or_has_no_heading_is_refused() -> None:
    for content, code in (
        (b"STT,Noi dung", "sheet_unreadable"),
        (b"PK\x03\x04 broken", "sheet_unreadable"),
        (a_sheet(["a", "b"], heading=("Họ tên", "Tuổi")), "sheet_without_heading"),
        (_zip("bomb.txt", b"0"), "sheet_unreadable"),
    ):
        with refused(code):
            read_in(content)


def test_what_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    sheet, _read, _by = read_in(_zip("xl/worksheets/sheet1.xml", b"0" * (201 * 2**20)))
    running.read_sheet(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.problem, sheet.unread, sheet.good) == ("sheet_too_large", None, 0)
    with refused("sheet_too_large"):
        read_in(b"0" * (21 * 2**20))


def _zip(name: str, content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return kept.getvalue()


def test_macros_are_never_run_and_said_and_formulas_count_as_what_they_came_to() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for each in (("STT", "Nội dung kiến nghị"), (1, ROAD), (2, "=B2")):
        sheet.append(list(each))
    kept = io.BytesIO()
    book.save(kept)
    with zipfile.ZipFile(kept, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"Sub Auto_Open")
    _sheet, read, _by = read_in(kept.getvalue(), "bang.xlsm")
    assert set(read.warnings) == {"macros", "formulas"}
    assert [line.row for line in read.lines] == [2, 3]
    assert "chưa được tính" in read.lines[1].problem, "a formula that was never counted holds nothing"


def test_it_is_taken_once_and_a_second_time_nothing_happens() -> None:
    sheet, _read, by = read_in(a_sheet(row(1), row(2, CLINIC, field="Y tế, bảo hiểm", voter="Cử tri xã")))
    again = actions.read_in("khac.xlsx", a_sheet(row(1)), by=by, now=MET)
    assert again.pk != sheet.pk
    actions.take_sheet(sheet.pk, by=by, now=MET)
    assert jobs.waiting("petitions.take_lines") == [{"sheet_id": sheet.pk}]
    with refused("sheet_taken"):
        actions.take_sheet(sheet.pk, by=by, now=MET)
    for _again in range(2):
        running.take_lines(sheet.pk)
    first, second = Petition.objects.order_by("pk")
    assert (first.content, first.voter_name, first.voters) == (ROAD, "Điểu Mạnh", False)
    assert (second.content, second.voter_name, second.voters) == (CLINIC, "", True)
    assert [first.field, second.field] == ["giao-thong", "y-te"]
    assert first.session is not None
    assert (first.session.number, first.source) == (15, "sheet")
    sheet.refresh_from_db()
    assert (sheet.done, queries.lines_to_take(sheet)[0].row) == (2, 5)


def test_the_same_bytes_are_the_same_sheet_and_the_same_lines() -> None:
    content = a_sheet(row(1))
    first, _read, by = read_in(content)
    second = actions.read_in("bang (1).xlsx", content, by=by, now=MET)
    assert first.pk == second.pk
    actions.take_sheet(first.pk, by=by, now=MET)
    running.take_lines(first.pk)
    Sheet.objects.filter(pk=first.pk).update(done=0)
    assert actions.take_lines(first.pk, by=BY, now=MET) == 0
    assert Petition.objects.count() == 1


def test_a_corrected_sheet_takes_only_what_is_new() -> None:
    sheet, _read, by = read_in(a_sheet(row(1), row(2, CLINIC), row(3, "Sửa cầu thôn 3.", place="xã Không Có")))
    assert queries.lines_there(sheet).by_row == {}
    actions.take_sheet(sheet.pk, by=by, now=MET)
    running.take_lines(sheet.pk)
    first = Petition.objects.order_by("pk")[0]
    Petition.objects.filter(pk=first.pk).update(field="y-te")
    corrected = [row(7, "Sửa cầu thôn 3."), row(8, CLINIC.upper()), row(9), row(10, voter="Điểu Hai")]
    again = actions.read_in("sua.xlsx", a_sheet(*corrected, above=1), sheet.session_id, by=by, now=MET)
    before = queries.lines_there(again)
    assert {row: each.content for row, each in before.by_row.items()} == {4: CLINIC, 5: ROAD}
    assert before.earlier == {4, 5}
    actions.take_sheet(again.pk, by=by, now=MET)
    running.take_lines(again.pk)
    asked = sorted(Petition.objects.values_list("pk", flat=True))
    assert len(asked) == 4, "the bridge, and the same words of another voter"
    first.refresh_from_db()
    assert first.field == "y-te", "what was decided since stays"
    third = actions.read_in("ba.xlsx", a_sheet(row(1), row(2, CLINIC)), sheet.session_id, by=by, now=MET)
    with refused("sheet_all_there"):
        actions.take_sheet(third.pk, by=by, now=MET)
    other = queries.session_numbered("X", 16).pk
    fresh = actions.read_in("khac.xlsx", a_sheet(row(1), above=2), other, by=by, now=MET)
    assert queries.lines_there(fresh).by_row == {}, "asked again of a later session, it is asked again"
    empty = queries.key_of_line(queries.lines_to_take(third)[0], None)
    assert empty != queries.key_of_line(queries.lines_to_take(third)[0], other)


def test_a_sheet_without_a_good_line_and_one_of_strangers_is_refused() -> None:
    sheet, _read, by = read_in(a_sheet(row(1, "Sửa.")))
    with refused("sheet_has_nothing"):
        actions.take_sheet(sheet.pk, by=by, now=MET)
    stranger = Council.of().lead.official
    for act in (
        lambda: actions.take_sheet(sheet.pk, by=stranger, now=MET),
        lambda: actions.read_in("a.xlsx", a_sheet(row(1)), by=stranger, now=MET),
        lambda: actions.read_in("a.xlsx", a_sheet(row(1)), 0, by=by, now=MET),
        lambda: queries.sheet_for_council(sheet.pk, stranger),
        lambda: queries.sheet_for_council(0, by),
        lambda: actions.take_sheet(0, by=by, now=MET),
    ):
        with pytest.raises(NotFound):
            act()
    assert actions.take_lines(sheet.pk, by=BY, now=MET) == 0


def test_ten_thousand_lines_are_read_by_a_job() -> None:
    content = a_sheet(*(row(number, f"{ROAD} Đoạn số {number}.") for number in range(1, 10_001)))
    sheet, waiting, by = read_in(content)
    assert (len(waiting.lines), sheet.good) == (0, 0), "nobody waits for it in a request"
    assert jobs.waiting("petitions.read_sheet") == [{"sheet_id": sheet.pk}]
    with refused("sheet_has_nothing"):
        actions.take_sheet(sheet.pk, by=by, now=MET)
    assert actions.read_waiting(sheet.pk, by=BY, now=MET)
    assert not actions.read_waiting(sheet.pk, by=BY, now=MET)
    sheet.refresh_from_db()
    assert (sheet.good, sheet.faulty, sheet.unread) == (10_000, 0, None)
    actions.take_sheet(sheet.pk, by=by, now=MET)
    assert actions.take_lines(sheet.pk, by=BY, now=MET) == 9_800
    assert Petition.objects.count() == 200


def test_more_lines_than_anybody_looks_over_are_refused() -> None:
    lines = ([number, ROAD] for number in range(20_001))
    sheet, _read, _by = read_in(a_sheet(*lines, heading=("TT", "Nội dung kiến nghị")))
    running.read_sheet(sheet.pk)
    sheet.refresh_from_db()
    assert sheet.problem == "sheet_too_long"
    why = queries.why_unread(sheet)
    assert why is not None
    assert (why.code, why.details) == ("sheet_too_long", {"most": "20.000"})
    assert queries.why_unread(Sheet()) is None


def test_places_and_fields_are_known_by_what_people_call_them() -> None:
    places = queries.names_of_places(MET.date())
    assert places["xa dak nhau"] == places["xa dak nhau huyen bu dang"] == "25399"
    assert queries.names_of_fields()["thu tuc hanh chinh"] == "cai-cach-hanh-chinh"
    assert "%(said)s" in queries.sentences_of_lines()["place"]
