"""The dispatcher's page of a report: merged, proposed, refused, split, sealed, published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.feedback import queries
from motcua.domain.feedback.models import Report, SealedLetter
from motcua.domain.feedback.states import State, Urgency, Visibility
from motcua.kernel.codes import report_code
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.reports import Offices, a_report, walk
from tests.web.desk.report_pages import LIST, SECRETS, WORKLIST, fresh, page_of, step_of
from tests.web.desk.visits import at, text_of


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def test_the_dispatcher_reads_everything_and_sees_what_may_be_the_same(offices: Offices) -> None:
    first, again = a_report(), a_report(people.a_stranger(), content="Cầu Đak Xuyên sập rồi, ai sửa giúp.")
    response = at(offices.dispatcher).get(page_of(again))
    page = text_of(response)
    for said in (*SECRETS, "Cầu Đak Xuyên sập rồi", "Có thể trùng với", str(first.matter.code), "Xã Đak Nhau"):
        assert said in page
    assert "mlat=12.031200&amp;mlon=107.124500" in response.content.decode()


def test_one_press_merges(offices: Offices) -> None:
    first, again = a_report(), a_report(people.a_stranger())
    client = at(offices.dispatcher)
    assert client.post(step_of(again, "merge"), {"into": first.matter.code})["Location"] == page_of(again)
    assert fresh(again).merged_into_id == first.pk
    assert str(again.matter.code) in text_of(client.get(page_of(first)))


KNOWN_TO_NOBODY = report_code("BP", MONDAY.date(), 9999)


MISHEARD = f"{KNOWN_TO_NOBODY[:-1]}{(int(KNOWN_TO_NOBODY[-1]) + 1) % 10}"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (KNOWN_TO_NOBODY, "Không tìm thấy phản ánh đang mở có mã này"),
        (MISHEARD, "Mã phản ánh này chưa đúng"),
        ("x", "Mã phản ánh này chưa đúng"),
    ],
)
def test_a_wrong_code_to_merge_into_is_said_beside_the_box(offices: Offices, code: str, sentence: str) -> None:
    report = a_report()
    page = at(offices.dispatcher).post(step_of(report, "merge"), {"into": code})
    assert page.status_code == 200
    assert "Có chỗ cần xem lại" in text_of(page)
    assert sentence in text_of(page)
    assert fresh(report).state == State.NEW


def test_the_unit_is_proposed_and_follows_the_category(offices: Offices) -> None:
    report, client = a_report(), at(offices.dispatcher)
    address = step_of(report, "forward")
    assert f"Đơn vị được đề xuất: {offices.handler.official and report.matter.lead_agency.name}" in text_of(
        client.get(address)
    )
    chosen = {"category": "mt-rac", "urgency": "urgent", "to": ""}
    assert client.post(address, chosen)["Location"] == page_of(report)
    moved = fresh(report)
    assert (moved.category.code, moved.urgency, moved.state) == ("mt-rac", Urgency.URGENT, State.FORWARDED)
    assert moved.matter.lead_agency.kind == "ubnd-xa"


def test_another_unit_may_be_chosen_but_not_that_of_whom_it_is_about(offices: Offices) -> None:
    report = a_report(about_official=offices.handler.account.pk)
    client, chosen = at(offices.dispatcher), {"category": "gt-mat-duong", "urgency": "normal"}
    page = client.post(step_of(report, "forward"), {**chosen, "to": offices.handler.official.agency_code})
    assert "nói về một cán bộ của đơn vị được chọn" in text_of(page)
    assert "không có trong danh sách" in text_of(client.post(step_of(report, "forward"), {**chosen, "to": "X"}))
    client.post(step_of(report, "forward"), {**chosen, "to": "H10.30.13"})
    assert fresh(report).matter.lead_agency.code == "H10.30.13"


def test_a_refusal_gives_a_reason_of_the_list(offices: Offices) -> None:
    report, client = a_report(), at(offices.dispatcher)
    assert "Chưa chọn mục" in text_of(client.post(step_of(report, "reject"), {"reason": "Không rõ."}))
    client.post(step_of(report, "reject"), {"reject": "outside", "reason": "Cầu thuộc tỉnh bên."})
    assert fresh(report).state == State.REJECTED
    assert "Ngoài địa bàn tỉnh" in text_of(client.get(page_of(report)))


def test_a_complaint_is_guided_with_its_days_and_its_form(offices: Offices) -> None:
    report = a_report(content="Tôi không đồng ý với quyết định thu hồi đất của huyện, nay khiếu nại.")
    client = at(offices.dispatcher)
    assert "Có thể là khiếu nại" in text_of(client.get(page_of(report)))
    page = text_of(client.get(step_of(report, "guide")))
    for said in ("90 ngày", "chữ ký hoặc điểm chỉ", "30 ngày"):
        assert said in page
    client.post(step_of(report, "guide"), {"reason": "Xin gửi đơn khiếu nại trong 90 ngày."})
    assert fresh(report).state == State.GUIDED
    told = "Xin gửi đơn khiếu nại trong 90 ngày."
    assert told in text_of(client.get(page_of(report)))
    assert told in text_of(Client().get(f"/phan-anh/{report.matter.token}/"))


def test_what_lies_outside_the_province_is_passed_on_with_a_reason(offices: Offices) -> None:
    report, client = a_report(), at(offices.dispatcher)
    assert "ít nhất 10 ký tự" in text_of(client.post(step_of(report, "pass_on"), {"reason": "Ngoài."}))
    client.post(step_of(report, "pass_on"), {"reason": "Quốc lộ do Cục Đường bộ quản lý."})
    assert fresh(report).state == State.PASSED_ON


def test_a_denunciation_goes_under_seal_and_is_gone_for_everybody(offices: Offices) -> None:
    report, client = a_report(), at(offices.dispatcher)
    address = reverse("desk:seal_report", kwargs={"report_id": report.pk})
    assert "Không thể lấy lại" in text_of(client.get(address))
    assert fresh(report).state == State.NEW
    assert client.post(address)["Location"] == LIST
    assert SealedLetter.objects.filter(code=report.matter.code).exists()
    for somebody in (offices.dispatcher, offices.handler, offices.head):
        visitor = at(somebody)
        assert visitor.get(page_of(report)).status_code == 404
        for shown in (WORKLIST, LIST, reverse("desk:figures")):
            assert str(report.matter.code) not in text_of(visitor.get(shown))
    assert str(report.matter.code) not in text_of(client.get(reverse("desk:report_register")))


def test_a_report_is_split_among_further_units(offices: Offices) -> None:
    report, client = a_report(), at(offices.dispatcher)
    address = reverse("desk:split_report", kwargs={"report_id": report.pk})
    assert "Chưa nhập mục" in text_of(client.post(address, {"unit1": ""}))
    client.post(address, {"unit1": "H10.30.13", "unit2": ""})
    (part,) = Report.objects.filter(part_of=report)
    assert str(part.matter.code) in text_of(client.get(page_of(report)))
    assert client.get(page_of(part)).status_code == 200
    assert at(offices.head).get(address).status_code == 404


def test_nothing_of_the_senders_words_stands_in_the_public_text_unless_copied(offices: Offices) -> None:
    report, client = a_report(), at(offices.dispatcher)
    address = reverse("desk:publish_report", kwargs={"report_id": report.pk})

    def box(response: Any) -> str:
        page: str = response.content.decode()
        return page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]

    assert box(client.get(address)) == ""
    assert "Cầu dân sinh" in box(client.post(address, {"chep": "noi-dung", "public_text": ""}))
    assert fresh(report).visibility == Visibility.UNSEEN
    assert "Chưa nhập mục" in text_of(client.post(address, {"public_text": ""}))
    client.post(address, {"public_text": "Cầu thôn Đak Xuyên gãy một nhịp."})
    assert (fresh(report).visibility, fresh(report).public_text) == (
        Visibility.PUBLIC,
        "Cầu thôn Đak Xuyên gãy một nhịp.",
    )
    client.post(reverse("desk:keep_report_private", kwargs={"report_id": report.pk}))
    assert fresh(report).visibility == Visibility.PRIVATE
    assert at(offices.head).get(address).status_code == 404


def test_the_last_step_publishes_both_texts_and_closes(offices: Offices) -> None:
    report, client = walk(a_report(), offices, "confirmed"), at(offices.dispatcher)
    address = step_of(report, "close")
    assert "Hãy viết nội dung cho mục này" in text_of(client.post(address, {"publish": "co"}))
    copied = client.post(address, {"chep": "tra-loi", "publish": "co", "public_text": "Cầu gãy."}).content.decode()
    assert "Đã thay nhịp cầu gãy, cầu thông xe.</textarea>" in copied
    assert "Cầu gãy.</textarea>" in copied
    assert fresh(report).state == State.CONFIRMED
    texts = {"public_text": "Cầu thôn gãy một nhịp.", "public_answer": "Đã thay nhịp cầu."}
    client.post(address, {"publish": "co", **texts})
    closed = fresh(report)
    assert (closed.state, closed.visibility, closed.public_text) == (
        State.CLOSED,
        Visibility.PUBLIC,
        "Cầu thôn gãy một nhịp.",
    )
    answer = queries.latest_answer(report.pk)
    assert answer is not None
    assert answer.public_text == "Đã thay nhịp cầu."


def test_it_may_be_closed_without_being_shown(offices: Offices) -> None:
    report, client = walk(a_report(), offices, "confirmed"), at(offices.dispatcher)
    client.post(step_of(report, "close"), {"publish": "khong", "public_text": "Không dùng."})
    assert (fresh(report).state, fresh(report).visibility) == (State.CLOSED, Visibility.PRIVATE)
