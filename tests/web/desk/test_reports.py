"""Reports at the desk: on the worklist and on the agency's list; their figures and their register."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import queries
from motcua.domain.feedback.states import State
from motcua.domain.matters.models import Task
from tests.build import people
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.reports import AN_AS_SENDER, FIRE, WORDS, Offices, a_report, press, walk
from tests.web.desk.report_pages import LIST, SECRETS, WORKLIST, fresh, page_of, queries_of, step_of
from tests.web.desk.visits import at, text_of


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


# The lists.


def test_steps_of_reports_stand_beside_those_of_dossiers(offices: Offices) -> None:
    report, urgent = a_report(), a_report(people.a_stranger(), category=FIRE)
    page = at(offices.dispatcher).get(WORKLIST)
    for each in (report, urgent):
        assert str(each.matter.code) in text_of(page)
        assert page_of(each) in page.content.decode()
    assert "Khẩn cấp" in text_of(page)
    assert "Đường, cầu hư hỏng: Phân loại" in text_of(page)
    for secret in (*SECRETS, WORDS):
        assert secret not in text_of(page)


def test_the_box_at_the_top_of_every_page_finds_a_report_too(offices: Offices) -> None:
    report = a_report()
    found = at(offices.dispatcher).get("/can-bo/ho-so/", {"q": f" {str(report.matter.code).lower()}"}, follow=True)
    assert found.redirect_chain[-1][0] == page_of(report)


def test_one_category_can_be_seen_alone(offices: Offices) -> None:
    report, urgent = a_report(), a_report(people.a_stranger(), category=FIRE)
    page = text_of(at(offices.dispatcher).get(WORKLIST, {"buoc": f"{report.matter.topic}/classify"}))
    assert str(report.matter.code) in page
    assert str(urgent.matter.code) not in page


@pytest.mark.parametrize("address", [WORKLIST, LIST])
def test_more_reports_ask_no_more_queries(offices: Offices, address: str) -> None:
    client = at(offices.dispatcher)
    client.get(address)
    a_report()
    one = queries_of(client, address)
    for number in range(3):
        a_report(people.an(f"0701940015{number:02d}", "Người Gửi"))
    assert queries_of(client, address) == one
    assert one <= 12


def test_an_official_never_sees_a_report_about_themselves(offices: Offices) -> None:
    both = people.an_official("Phan Văn Hai", Agency.objects.get(code="H10.12.01"), Duty.DISPATCHER)
    report = a_report(about_official=offices.dispatcher.account.pk)
    code = str(report.matter.code)
    client = at(offices.dispatcher)
    for address in (WORKLIST, LIST):
        assert code not in text_of(client.get(address))
        assert code in text_of(at(both).get(address))
    assert "(0)" in text_of(client.get(WORKLIST))
    task = queries.open_tasks(report.pk)[0]
    assert client.get(page_of(report)).status_code == 404
    assert client.get(step_of(report, "reject")).status_code == 404
    assert client.post(reverse("desk:claim", kwargs={"task_id": task.pk})).status_code == 404
    assert Task.objects.get(pk=task.pk).assignee_id is None
    assert "Phản ánh về cán bộ: Phan Thị Điều" in text_of(at(both).get(page_of(report)))


def test_a_step_is_taken_given_back_and_handed_on_from_the_pages_of_reports(offices: Offices) -> None:
    other = people.an_official("Phan Văn Hai", Agency.objects.get(code="H10.12.01"), Duty.DISPATCHER)
    report, client = a_report(), at(offices.dispatcher)
    task = {"task_id": queries.open_tasks(report.pk)[0].pk}
    assert client.post(reverse("desk:claim", kwargs=task))["Location"] == page_of(report)
    assert "Phan Thị Điều đang giữ việc này." in text_of(at(other).get(page_of(report)))
    assert client.post(reverse("desk:release", kwargs=task))["Location"] == page_of(report)
    client.post(reverse("desk:claim", kwargs=task))
    asked = reverse("desk:reassign", kwargs=task)
    assert "Phan Văn Hai" in text_of(client.get(asked))
    assert client.post(asked, {"colleague": other.account.pk})["Location"] == page_of(report)
    assert queries.open_tasks(report.pk)[0].assignee_id == other.account.pk


def test_the_list_is_found_by_code_and_by_each_filter(offices: Offices) -> None:
    late = a_report(now=MONDAY - timedelta(days=12))
    urgent = a_report(people.a_stranger(), category=FIRE)
    client = at(offices.dispatcher)
    assert client.get(LIST, {"q": str(late.matter.code).lower()})["Location"] == page_of(late)
    for asked, there, gone in (
        ({"tre-han": "1"}, late, urgent),
        ({"muc-do": "urgent"}, urgent, late),
        ({"linh-vuc": "gt-mat-duong"}, late, urgent),
        ({"q": str(urgent.matter.code)[:10]}, urgent, late),
    ):
        page = text_of(client.get(LIST, asked))
        assert str(there.matter.code) in page, asked
        assert str(gone.matter.code) not in page, asked
    press(urgent, "forward", offices.dispatcher.official)
    assert str(late.matter.code) not in text_of(client.get(LIST, {"trang-thai": "forwarded"}))
    assert client.get(LIST, {"trang-thai": "sealed", "linh-vuc": "\0", "trang": "x"}).status_code == 200


def test_the_pages_of_dossiers_leave_reports_alone(offices: Offices) -> None:
    report = walk(a_report(), offices, "answer_drafted")
    client = at(offices.head)
    for name in ("dossiers", "attention", "several", "ratings", "figures"):
        assert client.get(reverse(f"desk:{name}")).status_code == 200
    ahead = client.get(reverse("desk:ahead"), {"ngay": "5"})
    assert ahead.status_code == 200
    assert client.get(reverse("desk:dossier", kwargs={"dossier_id": report.pk})).status_code == 404
    task = queries.open_tasks(report.pk)[0]
    client.post(reverse("desk:several"), {"viec": f"{task.pk}.approve"})
    outcome = reverse("desk:outcome", kwargs={"task_id": task.pk, "outcome": "approve"})
    assert client.post(outcome).status_code == 404
    assert fresh(report).state == State.ANSWER_DRAFTED


def test_what_is_nearly_due_leads_a_leader_to_the_report(offices: Offices) -> None:
    report = walk(a_report(now=MONDAY - timedelta(days=8)), offices, "accepted", now=MONDAY - timedelta(days=8))
    page = at(offices.head).get(reverse("desk:ahead"), {"ngay": "5"}).content.decode()
    assert page_of(report) in page


# The dispatcher.


# What the public reads.


# The unit.


# Figures and register.


def test_the_figures_are_those_of_decision_766_and_our_own(offices: Offices) -> None:
    walk(a_report(), offices, "reopened")
    page = text_of(at(offices.head).get(reverse("desk:report_figures")))
    assert "1 phản ánh đã nhận" in page
    assert "1 người gửi không hài lòng" in page
    assert "0.0 %" in page


def test_the_register_is_a_page_and_a_file_for_the_coordinator_alone(offices: Offices) -> None:
    report = a_report(sender=AN_AS_SENDER)
    client = at(offices.dispatcher)
    page = text_of(client.get(reverse("desk:report_register")))
    assert str(report.matter.code) in page
    assert "Điểu Thị An" not in page
    for kind in ("csv", "xlsx"):
        got = client.get(reverse("desk:report_register_file", kwargs={"kind": kind}))
        assert got.status_code == 200
        body = b"".join(got) if got.streaming else got.content
        assert body
        if kind == "csv":
            assert str(report.matter.code) in body.decode()
            assert WORDS in body.decode()
    printed = client.get(reverse("desk:report_register_pdf"))
    words = " ".join(pypdf.PdfReader(BytesIO(printed.content)).pages[0].extract_text().split())
    assert "SỔ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ" in words
    assert str(report.matter.code) in words.replace(" ", "")
    assert client.get(reverse("desk:report_register_pdf"), {"since": "2023-10-01"}).status_code == 404
    for name in ("report_register", "report_register_pdf", "report_register_file"):
        address = reverse(f"desk:{name}", kwargs={"kind": "csv"} if name.endswith("file") else {})
        assert at(offices.head).get(address).status_code == 404
    assert client.get(reverse("desk:report_register_file", kwargs={"kind": "doc"})).status_code == 404


def test_a_dossier_stands_on_the_worklist_as_before(offices: Offices) -> None:
    dossier = a_dossier()
    reception = people.binh()
    assert dossier.matter.request_code in text_of(at(reception).get(WORKLIST))


@pytest.mark.parametrize("address", [LIST, "/can-bo/phan-anh/so-lieu/", "/can-bo/phan-anh/so/"])
def test_the_pages_speak_english_too(offices: Offices, address: str) -> None:
    a_report()
    page = at(offices.dispatcher).get(f"/en{address}").content.decode()
    assert 'lang="en"' in page
