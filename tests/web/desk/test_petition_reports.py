"""The council's reports: figures counted by hand, the same on the page, in the workbook and on paper; and for whom."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from motcua.domain.letters.models import Delivery
from motcua.domain.packs import actions as packs
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid
from motcua.domain.petitions.models import Answer
from motcua.domain.petitions.queries import Ratio
from motcua.domain.petitions.states import Detail, Result
from motcua.kernel.errors import NotFound
from motcua.web.desk.petition_reports.kinds import REPORTS
from motcua.web.desk.petition_reports.tables import Column, Line, Table, for_workbook, number, percent, written
from motcua.web.desk.petition_reports.views import _workbook
from motcua.web.shared import site
from tests.build import people
from tests.build.people import DAK_NHAU
from tests.build.petitions import (
    ANSWERED,
    DONE,
    HELPS,
    LEAD,
    MILESTONE,
    NO_DAY,
    PROOF,
    SOLVING,
    TOLD,
    TRAINING,
    Council,
    a_meeting,
    a_petition,
    walk,
)
from tests.conftest import Builder
from tests.domain.papers.lasting import failures
from tests.web.desk.visits import at, text_of

DAY = datetime(2024, 12, 30, 3, 0, tzinfo=UTC)
RECEIVED = datetime(2024, 10, 28, 2, 0, tzinfo=UTC)
BOM_BO = "25405"
LATE = ANSWERED + timedelta(days=6)
ISSUED = AnswerSaid(Result.DONE, "Đã ban hành quy chế mới.", Detail.ISSUED, done_on=date(2024, 10, 20))
HIGHER = AnswerSaid(Result.PLANNED, "Đã kiến nghị Bộ sửa Thông tư.", Detail.HIGHER_RULE)
SESSION = "?ky=X-15"


@pytest.fixture(scope="module")
def council(built_once: Builder) -> Council:
    return built_once(council_of_seven)


def council_of_seven() -> Council:
    """Session 15: A done, B under way with two milestones, C without roadmap and D told late are led by one department;
    E done by a document and F put to a higher level by another; G of that one is overdue; H is of session 14. F and G
    are about Bom Bo, the others about Đak Nhau; the council's office has received the letter that answers A."""
    packs.begin_demonstration(offset=datetime.now(UTC) - DAY, by=people.NURSE, now=DAY)
    first, second = Council.of(), Council.of(HELPS, LEAD)
    made = {key: a_petition(first, client_key=key, area=BOM_BO if key in "FG" else DAK_NHAU) for key in "ABCDEFG"}
    walk(made["A"], first, "reviewed", answers=(DONE, DONE))
    letter = Answer.objects.filter(point__petition=made["A"]).values_list("letter_id", flat=True)[0]
    Delivery.objects.create(
        letter_id=letter,
        agency_id=first.secretary.official.agency_id,
        name="",
        role="to",
        sent_at=ANSWERED,
        received_at=RECEIVED,
    )
    walk(made["B"], first, "reviewed", answers=(DONE, SOLVING))
    kept, _late = queries.commitments_of(made["B"].pk)
    actions.keep_commitment(kept.pk, date(2024, 11, 20), "Đã công khai.", PROOF, by=first.lead.official, now=DAY)
    walk(made["C"], first, "answered", answers=(DONE, NO_DAY))
    walk(made["D"], first, "answered", answers=(TOLD, TOLD), answered=LATE)
    roads = {"field": "giao-thong", "lead": HELPS}
    walk(made["E"], second, "answered", answers=(ISSUED, ISSUED), **roads)
    walk(made["F"], second, "answered", answers=(HIGHER, HIGHER), **roads)
    walk(made["G"], second, "accepted", **roads)
    old = a_petition(first, client_key="H", session=queries.session_numbered("X", 14).pk)
    walk(old, first, "classified")
    return first


@pytest.fixture(autouse=True)
def year_end(council: Council, monday: None) -> Any:
    packs.begin_demonstration(offset=datetime.now(UTC) - DAY, by=people.NURSE, now=DAY)
    site.forget()


def page_rows(who: Any, code: str, asked: str = SESSION) -> list[list[str]]:
    html = at(who).get(f"{reverse('desk:petition_report', args=[code])}{asked}").content.decode()
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html.partition("<tbody")[2], re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows
    ]


def file_of(who: Any, code: str, kind: str, asked: str = SESSION) -> bytes:
    answer = at(who).get(f"{reverse('desk:petition_report_file', args=[code, kind])}{asked}")
    assert answer.status_code == 200
    return bytes(answer.content)


def paper(pdf: bytes) -> str:
    return " ".join(" ".join(each.extract_text() for each in pypdf.PdfReader(BytesIO(pdf)).pages).split())


def test_results_by_class_are_what_was_counted_by_hand(council: Council) -> None:
    rows = {row[0]: row[1:] for row in page_rows(council.secretary, "theo-loai")}
    assert rows == {
        "Đã giải quyết xong": ["2", "28,57 %", "6"],
        "Đang giải quyết": ["1", "14,29 %", "1"],
        "Sẽ giải quyết": ["2", "28,57 %", "3"],
        "Giải trình, cung cấp thông tin": ["1", "14,29 %", "2"],
        "Không thuộc thẩm quyền": ["0", "0,00 %", "0"],
        "Chuyển kỳ họp sau": ["0", "0,00 %", "0"],
        "Chưa trả lời xong": ["1", "14,29 %", "2"],
        "Cộng": ["7", "100,00 %", "14"],
        "Trong đó chưa có lộ trình": ["2", "28,57 %", ""],
    }


def test_results_by_agency_are_what_was_counted_by_hand(council: Council) -> None:
    rows = {row[0].split(" tỉnh")[0]: row[1:] for row in page_rows(council.secretary, "theo-co-quan")}
    assert rows == {
        "Sở Thông tin và Truyền thông": ["4", "1", "1", "1", "1", "0", "0", "0", "0", "1", "25,00 %"],
        "Sở Nội vụ": ["3", "1", "0", "1", "0", "0", "0", "1", "1", "1", "33,33 %"],
        "Cộng": ["7", "2", "1", "2", "1", "0", "0", "1", "1", "2", "28,57 %"],
    }


def test_results_by_place_and_by_session_are_what_was_counted_by_hand(council: Council) -> None:
    by_area = {row[0]: row[1:] for row in page_rows(council.secretary, "theo-dia-ban")}
    assert by_area == {
        "Xã Đak Nhau, Huyện Bù Đăng": ["5", "2", "1", "1", "1", "0", "0", "0", "0", "1", "40,00 %"],
        "Xã Bom Bo, Huyện Bù Đăng": ["2", "0", "0", "1", "0", "0", "0", "1", "1", "1", "0,00 %"],
        "Cộng": ["7", "2", "1", "2", "1", "0", "0", "1", "1", "2", "28,57 %"],
    }
    by_session = {row[0]: row[1:] for row in page_rows(council.secretary, "theo-ky-hop")}
    assert by_session == {
        "Kỳ họp thứ 14, khóa X": ["1", "0", "0", "0", "0", "0", "0", "1", "0", "0", "0,00 %"],
        "Kỳ họp thứ 15, khóa X": ["7", "2", "1", "2", "1", "0", "0", "1", "1", "2", "28,57 %"],
        "Cộng": ["8", "2", "1", "2", "1", "0", "0", "2", "1", "2", "25,00 %"],
    }
    assert next(iter(by_session)).endswith("14, khóa X"), "in the order of the sessions"


def test_every_answer_of_a_session_is_one_document_by_agency(council: Council) -> None:
    rows = page_rows(council.secretary, "tap-hop-tra-loi")
    heads = [row[0].replace(" tỉnh Bình Phước", "") for row in rows if len(row) == 1]
    assert sorted(heads) == [
        "Sở Nội vụ: 2 kiến nghị, 4 ý",
        "Sở Thông tin và Truyền thông: 4 kiến nghị, 8 ý",
    ]
    said = [row for row in rows if len(row) > 1]
    assert [row[0] for row in said] == [str(n) for n in range(1, 13)], "A to F, two points each; G is not answered"
    assert sum(row[4] == HIGHER.text for row in said) == 2
    assert [row[6] for row in said if row[4] == SOLVING.text] == [
        f"{MILESTONE.what}: Sở Thông tin và Truyền thông tỉnh Bình Phước, 30/11/2024; "
        f"{TRAINING.what}: Sở Nội vụ tỉnh Bình Phước, 20/12/2024"
    ]
    page = at(council.secretary).get(f"{reverse('desk:petition_report', args=['tap-hop-tra-loi'])}{SESSION}")
    assert "Còn 2 ý chưa có trả lời." in text_of(page)
    pdf = paper(file_of(council.secretary, "tap-hop-tra-loi", "pdf"))
    assert "Còn 2 ý chưa có trả lời." in pdf
    sheet = load_workbook(BytesIO(file_of(council.secretary, "tap-hop-tra-loi", "xlsx"))).active
    assert sheet is not None
    assert "Còn 2 ý chưa có trả lời." in [cell.value for cell in sheet["A"]]
    assert len([row for row in page_rows(council.lead, "tap-hop-tra-loi") if len(row) > 1]) == 8


def test_each_measure_shows_its_numerator_and_denominator(council: Council) -> None:
    rows = {row[0]: row[1:4] for row in page_rows(council.secretary, "chi-so")}
    assert rows["Trả lời đúng hạn"] == ["5", "7", "71,43 %"]
    assert rows["Giải quyết xong"] == ["2", "7", "28,57 %"]
    assert rows["Thực hiện lời hứa đúng hẹn"] == ["1", "2", "50,00 %"]
    assert rows["Đã chuyển đúng nơi"] == ["7", "7", "100,00 %"]
    assert rows["Đã trả lời"] == ["6", "7", "85,71 %"]
    assert rows["Chỉ giải trình, cung cấp thông tin"] == ["1", "6", "16,67 %"]
    assert rows["Hứa mà chưa có lộ trình"] == ["2", "7", "28,57 %"]


def test_what_is_being_solved_stands_milestone_by_milestone(council: Council) -> None:
    rows = page_rows(council.secretary, "dang-giai-quyet")
    assert [row[7:] for row in rows if row[4] == "Có lộ trình"] == [
        ["30/11/2024", "20/11/2024", "Đã làm"],
        ["20/12/2024", "", "Trễ hẹn"],
    ]
    assert sum(row[5] == "Chưa có lộ trình" for row in rows) == 3, "the second point of C and both of F"


def test_overdue_backlog_letters_and_documents(council: Council) -> None:
    who = council.secretary
    (late,) = page_rows(who, "qua-han")
    assert (late[4].split(" tỉnh")[0], late[5], late[6]) == ("Sở Nội vụ", "30/10/2024", "61")
    assert next(row[6] for row in page_rows(who, "ton-dong")) == "2", (
        "the oldest first: session 14, two have opened since"
    )
    assert [row[5:] for row in page_rows(who, "van-ban-tra-loi")] == [["1", "2"]] * 6
    assert sorted(row[3] for row in page_rows(who, "van-ban-tra-loi")) == [*[""] * 5, "28/10/2024"]
    assert [row[5] for row in page_rows(who, "van-ban-ban-hanh")] == [ISSUED.text] * 2
    assert [row[5] for row in page_rows(who, "de-nghi-sua-doi")] == [HIGHER.text] * 2


@pytest.mark.parametrize("code", list(REPORTS))
def test_page_workbook_and_paper_show_the_same_figures(council: Council, code: str) -> None:
    rows = page_rows(council.secretary, code)
    assert rows
    sheet = load_workbook(BytesIO(file_of(council.secretary, code, "xlsx"))).active
    assert sheet is not None
    shown = []
    for line in sheet.iter_rows(min_row=5):
        cells: list[str] = []
        for cell in line:
            match cell.value:
                case datetime():
                    cells.append(f"{cell.value:%d/%m/%Y}")
                case None:
                    cells.append("")
                case int() | float() if cell.number_format == "0.00%":
                    cells.append(f"{cell.value * 100:.2f}".replace(".", ",") + " %")
                case int():
                    cells.append(number(cell.value))
                case said:
                    cells.append(str(said))
        shown.append(cells)
    while shown[-1] == [""] * len(shown[-1]) or len(shown) > len(rows):
        shown.pop()  # what is said under the table
    assert [line[: len(row)] for line, row in zip(shown, rows, strict=True)] == rows
    pdf = file_of(council.secretary, code, "pdf")
    text = paper(pdf)
    assert failures(pdf) == []
    missing = [cell for row in rows for cell in row if cell.replace(" ", "") not in text.replace(" ", "")]
    assert missing == []
    first = pypdf.PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert first.width > first.height


def test_numbers_of_the_paper_stand_right_with_dots() -> None:
    assert (number(1204), written(1204), percent(Ratio(5, 7)), percent(Ratio(0, 0))) == (
        "1.204",
        "1.204",
        "71,43 %",
        "–",
    )
    assert for_workbook(1204) == (1204, "#,##0")
    assert for_workbook(Ratio(1, 4)) == (0.25, "0.00%")
    assert for_workbook("=1+1") == ("'=1+1", "General")
    columns = [{"title": "Tên", "width": 3, "right": False}, {"title": "Số", "width": 1, "right": True}]
    pdf = queries.printed_annex("Bảng", "", columns, [{"cells": ["Một", "1.204"], "strong": False}], now=DAY)
    assert "1.204" in paper(pdf)
    assert failures(queries.printed_annex("Bảng", "", [], [], now=DAY)) == []


def test_an_agency_sees_what_it_leads_and_strangers_find_nothing(council: Council) -> None:
    committee = people.an_official("Bùi Văn Ban", people.Agency.objects.get(code="H10.73"), people.Duty.SPECIALIST)
    for who in (council.secretary, council.assigner, committee):
        assert page_rows(who, "theo-loai")[-2][1] == "7"
    assert page_rows(council.lead, "theo-loai")[-2][1] == "4"
    assert queries.report_scope(council.lead.official, DAY).agency_id == council.lead.official.agency_id
    assert "7" not in [row[1] for row in page_rows(council.lead, "theo-co-quan")]
    assert page_rows(council.lead, "qua-han") == []
    for stranger in (people.dung(), people.binh()):
        for address in (
            reverse("desk:petition_reports"),
            reverse("desk:petition_report", args=["chi-so"]),
            reverse("desk:petition_report_file", args=["chi-so", "pdf"]),
        ):
            assert at(stranger).get(address).status_code == 404
    with pytest.raises(NotFound):
        queries.report_scope(people.dung().official, DAY)


def test_every_session_by_default_the_newest_and_wrong_addresses_lead_nowhere(council: Council) -> None:
    client = at(council.secretary)
    assert page_rows(council.secretary, "theo-loai", "?ky=tat-ca")[-2][1] == "8"
    assert page_rows(council.secretary, "theo-loai", "?ky=X-14")[-2][1] == "1"
    assert page_rows(council.secretary, "theo-loai", "")[-2][1] == "0", "session 16 has opened and has none yet"
    for path in ("khong-co/", "chi-so/?ky=Z-1", "chi-so/?ky=x", "chi-so/tep/doc/"):
        assert client.get(f"{reverse('desk:petition_reports')}{path}").status_code == 404, path
    assert "Reports on voters' petitions" in text_of(client.get("/en/can-bo/kien-nghi/bao-cao/"))


def test_the_slip_carries_the_code_and_no_word_of_what_was_said(council: Council) -> None:
    secretary = council.secretary
    meeting = a_meeting(council)
    opinion = actions.note_opinion(
        meeting.pk, "Cầu thôn tôi gãy, đi học rất khó.", actions.Speaker("Điểu Sơn"), by=secretary.official, now=DAY
    )
    petition = actions.take_opinion(opinion.pk, by=secretary.official, now=DAY)
    answer = at(secretary).get(reverse("desk:petition_slip", args=[petition.pk]))
    assert answer["Content-Type"] == "application/pdf"
    text = paper(answer.content)
    for said in (str(petition.matter.code), "Nhà văn hóa thôn Đak Xuyên", "Ngày tiếp xúc: 15/07/2024", "15, khóa X"):
        assert said in text
    for private in ("Điểu Sơn", "Cầu thôn"):
        assert private not in text
    content = queries.slip_content(petition.pk, secretary.official, DAY)
    assert content["url"].endswith(f"/kien-nghi/{petition.matter.token}/")
    for stranger in (council.lead, people.dung()):
        assert at(stranger).get(reverse("desk:petition_slip", args=[petition.pk])).status_code == 404


def test_signs_that_no_workbook_holds_are_left_out_of_it() -> None:
    table = Table("Bảng", [Column("Mốc", 3)], [Line(["Làm\x0bđường\x02 liên thôn"])])
    sheet = load_workbook(BytesIO(_workbook(table, "Kỳ họp thứ 15"))).active
    assert sheet is not None
    assert sheet["A5"].value == "Làm đường liên thôn"
