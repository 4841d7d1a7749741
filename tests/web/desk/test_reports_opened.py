"""Reports as they are opened and counted: why, with what came later, and by the law's own counters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Photo, Report, SealedLetter
from motcua.domain.journal.models import Entry
from tests.build import people
from tests.build.mail import a_letter, take
from tests.build.people import Somebody
from tests.build.reports import LETTER, MONDAY, RULE, Offices, a_photo, a_report, press, sent, walk
from tests.web.desk.visits import at, now, text_of


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def page_of(report: Report) -> str:
    return reverse("desk:report", kwargs={"report_id": report.pk})


def another_dispatcher() -> Somebody:
    return people.an_official("Phan Văn Hai", Agency.objects.get(code="H10.12.01"), Duty.DISPATCHER)


def test_who_does_not_work_on_it_is_asked_why_and_goes_on(offices: Offices) -> None:
    report = walk(a_report(files=[("cau.jpg", a_photo())]), offices, "accepted")
    client = at(another_dispatcher())
    asked = client.get(page_of(report))
    assert "Lý do mở phản ánh" in text_of(asked)
    assert "gãy một nhịp" not in text_of(asked)
    photo = reverse("desk:report_file", kwargs={"photo_id": Photo.objects.get().pk})
    assert "Lý do mở phản ánh" in text_of(client.get(photo))
    why = reverse("desk:say_why_report", kwargs={"report_id": report.pk})
    assert client.post(why, {"ly-do": "work"}).status_code == 404
    assert client.post(why, {"ly-do": "check", "tiep": "https://x.example/"})["Location"] == page_of(report)
    assert client.post(why, {"ly-do": "check", "tiep": photo})["Location"] == photo
    assert client.get(photo)["Content-Type"] == "image/jpeg"
    assert "gãy một nhịp" in text_of(client.get(page_of(report)))
    assert Entry.objects.filter(verb="feedback.read").count() == 1
    assert at(people.dung()).post(why, {"ly-do": "check"}).status_code == 404


def test_letters_that_came_later_stand_on_the_page_of_who_coordinates(offices: Offices) -> None:
    take(a_letter(), now=MONDAY)
    report = Report.objects.get()
    take(a_letter("Cầu gãy thêm nhịp nữa.", Message_ID="<2@x>", Subject=f"[{report.matter.code}]"), now=MONDAY)
    page = text_of(at(offices.dispatcher).get(page_of(report)))
    assert "Thư người gửi bổ sung" in page
    assert "Cầu gãy thêm nhịp nữa." in page
    walk(report, offices, "accepted")
    assert "Cầu gãy thêm nhịp nữa." not in text_of(at(offices.handler).get(page_of(report)))


@pytest.mark.parametrize(("language", "said"), [("", "90 ngày"), ("/en", "90 days")])
def test_the_days_and_the_form_of_a_complaint_stand_beside_its_words(
    offices: Offices, language: str, said: str
) -> None:
    report = a_report(content="Tôi không đồng ý với quyết định thu hồi đất của huyện, nay khiếu nại.")
    assert said in text_of(at(offices.dispatcher).get(f"{language}{page_of(report)}"))
    assert said not in text_of(at(offices.dispatcher).get(f"{language}{page_of(a_report())}"))


def test_whoever_sent_it_is_called_so_by_whatever_way_it_came(offices: Offices) -> None:
    take(a_letter(), now=MONDAY)
    report = Report.objects.get()
    page = text_of(at(offices.dispatcher).get(page_of(report)))
    assert "Hệ thống" not in page.partition("Diễn biến")[2]


def test_the_ratios_of_every_unit_stand_on_the_page_of_who_coordinates(offices: Offices) -> None:
    walk(a_report(now=MONDAY - timedelta(hours=3)), offices, "answered", now=MONDAY - timedelta(hours=3))
    address = reverse("desk:report_figures")
    page = text_of(at(offices.dispatcher).get(address))
    assert "Từng đơn vị, theo Quyết định 766/QĐ-TTg" in page
    assert "Bù Đăng 1 1 1 100.0 % 0 100.0 %" in page
    assert "Từng đơn vị" not in text_of(at(offices.head).get(address))


def body_of(response: Any) -> str:
    return b"".join(response).decode()


def test_feedback_about_rules_is_a_page_and_a_file_for_who_coordinates(offices: Offices) -> None:
    report = a_report(category=RULE, content="Quy định nộp bản sao chứng thực không còn phù hợp.")
    press(report, "forward", offices.dispatcher.official, now=now())
    client, address = at(offices.dispatcher), reverse("desk:rule_feedback")
    page = text_of(client.get(address))
    for said in ("1 đã nhận", "1 được tiếp nhận", "1 về quy định thuộc thẩm quyền", str(report.matter.code), "Đủ"):
        assert said in page
    table = client.get(reverse("desk:rule_feedback_file", kwargs={"kind": "csv"}))
    assert "Điểu Thị An" in body_of(table)
    assert "Đã chuyển trong 5 ngày làm việc,0" in body_of(
        client.get(reverse("desk:rule_feedback_file", kwargs={"kind": "csv"}))
    )
    assert b"".join(client.get(reverse("desk:rule_feedback_file", kwargs={"kind": "xlsx"}))).startswith(b"PK")
    assert client.get(reverse("desk:rule_feedback_file", kwargs={"kind": "doc"})).status_code == 404
    assert "Feedback about administrative rules" in text_of(client.get(f"/en{address}"))
    for name, said in (("rule_feedback", {}), ("rule_feedback_file", {"kind": "csv"})):
        assert at(offices.head).get(reverse(f"desk:{name}", kwargs=said)).status_code == 404


def test_what_its_author_sent_later_is_read_with_the_letter() -> None:
    filed = actions.file_report(sent(LETTER, "Tôi tố cáo một việc làm sai."), by=people.an(), now=MONDAY)
    actions.add_to_sealed(
        filed.code,
        "Tôi nhớ thêm ngày 3 tháng 9.",
        "email",
        sender={"email": "an@example.vn"},
        files=[("so.jpg", a_photo())],
        by=people.NURSE,
        now=MONDAY,
    )
    letter = SealedLetter.objects.get()
    keeper = people.an_official("Hồ Thị Kín", Agency.objects.get(code="H10.18"), Duty.SEALED)
    opened = reverse("desk:sealed_letter", kwargs={"letter_id": letter.pk})
    page = text_of(at(keeper).post(opened, {"reason": "classify"}))
    for said in ("Người gửi bổ sung sau đó", "ngày 3 tháng 9", "an@example.vn", "so.jpg"):
        assert said in page
    got = at(keeper).post(
        reverse("desk:sealed_file", kwargs={"letter_id": letter.pk, "place": 0}), {"reason": "handle"}
    )
    assert got["Content-Type"] == "image/jpeg"
    assert Entry.objects.get(verb="feedback.sealed_added").facts == {"channel": "email"}
    assert queries.is_sealed(filed.code)
