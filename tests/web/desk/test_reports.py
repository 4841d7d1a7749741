"""Reports at the desk: on the worklist, on the agency's list, and from the dispatcher's page to the leader's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.actions import Said
from motcua.domain.feedback.models import Photo, Report, SealedLetter
from motcua.domain.feedback.rules import Sender
from motcua.domain.feedback.states import State, Urgency, Visibility
from motcua.domain.matters.models import Task
from motcua.kernel.codes import report_code
from tests.build import people
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.papers import AUTHOR, a_paper, everything_in
from tests.build.people import NURSE, Somebody
from tests.build.reports import AN_AS_SENDER, FIRE, WORDS, Offices, a_photo, a_report, press, walk
from tests.web.desk.visits import at, text_of

WORKLIST, LIST = "/can-bo/", "/can-bo/phan-anh/"
SECRETS = ("Điểu Thị An", "0912345678", "an@example.vn")
WHY = Said(reason="Tuyến đường do huyện khác quản lý.")


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def page_of(report: Report) -> str:
    return reverse("desk:report", kwargs={"report_id": report.pk})


def step_of(report: Report, move: str) -> str:
    found = queries.task_for(report.pk, move)
    assert found is not None, move
    return reverse("desk:report_step", kwargs={"task_id": found[0], "outcome": found[1]})


def fresh(report: Report) -> Report:
    found = queries.of_matter(report.pk)
    assert found is not None
    return found


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


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


# What the public reads.


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


# The unit.


def test_who_reported_is_hidden_from_the_unit_unless_they_agreed(offices: Offices) -> None:
    hidden = walk(a_report(files=[("an-chup.jpg", a_photo(where=True))]), offices, "answer_drafted")
    for somebody in (offices.handler, offices.head):
        page = at(somebody).get(page_of(hidden)).content.decode()
        assert [secret for secret in SECRETS if secret in page] == []
        assert "an-chup" not in page
        assert "Người gửi không đồng ý" in page
    shown = walk(
        a_report(people.a_stranger(), sender=Sender("Trần Thị Lạ", "0987654321", shows=True)), offices, "accepted"
    )
    assert "0987654321" in text_of(at(offices.handler).get(page_of(shown)))


def test_the_unit_gets_pictures_without_what_a_camera_tells(offices: Offices) -> None:
    report = walk(a_report(files=[("an.jpg", a_photo(where=True))]), offices, "accepted")
    photo = Photo.objects.get(report=report)
    address = reverse("desk:report_file", kwargs={"photo_id": photo.pk})
    assert at(offices.handler).get(address).status_code == 404  # the copy is not made yet
    assert (
        b"GPS" in at(offices.dispatcher).get(address).content or b"Exif" in at(offices.dispatcher).get(address).content
    )
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY)
    copy = at(offices.handler).get(address)
    assert copy["Content-Type"] == "image/jpeg"
    assert copy["X-Content-Type-Options"] == "nosniff"
    assert b"Exif" not in copy.content
    assert at(people.dung()).get(address).status_code == 404


def test_the_unit_gets_papers_without_who_wrote_them(offices: Offices) -> None:
    locked = a_paper(password="mat-khau")
    report = walk(a_report(files=[("don-An.pdf", a_paper()), ("khoa-An.pdf", locked)]), offices, "accepted")
    unit, coordinator = at(offices.handler), at(offices.dispatcher)
    assert "Tệp 1: bản sao không có thông tin người gửi đang được tạo." in text_of(unit.get(page_of(report)))
    actions.make_bare_copies(report.pk, by=NURSE, now=MONDAY)
    page = text_of(unit.get(page_of(report)))
    assert "Tệp 2 không đọc được để xóa thông tin người gửi" in page
    assert "Nội dung trên trang vẫn có thể nêu tên người gửi" in page
    assert "An.pdf" not in page
    first, second = (reverse("desk:report_file", kwargs={"photo_id": each.pk}) for each in report.photos.order_by("pk"))
    copy = unit.get(first)
    assert (copy["Content-Type"], copy["Content-Disposition"]) == ("application/pdf", 'inline; filename="tep-1.pdf"')
    assert AUTHOR.encode() not in everything_in(copy.content)
    assert unit.get(second).status_code == 404
    assert coordinator.get(second).content == locked
    page = text_of(coordinator.get(page_of(report)))
    assert page.count("đơn vị không nhận được tệp này") == 1
    assert "vẫn có thể nêu tên" not in page


def test_the_unit_takes_it_asks_answers_and_the_leader_approves(offices: Offices) -> None:
    report = walk(a_report(), offices, "forwarded")
    unit, leader = at(offices.handler), at(offices.head)
    assert "Đơn vị phải nhận hoặc trả lại trước" in text_of(unit.get(page_of(report)))
    unit.post(step_of(report, "accept"))
    assert "Hãy viết rõ điều cần hỏi" in text_of(unit.post(step_of(report, "ask"), {"question": "Đâu?"}))
    unit.post(step_of(report, "ask"), {"question": "Cầu ở đầu hay cuối thôn?"})
    assert "Đang chờ người gửi trả lời" in text_of(unit.get(page_of(report)))
    at(offices.dispatcher).post(step_of(report, "reply"), {"reason": "Ở cuối thôn, gần trường."})
    assert "Ở cuối thôn, gần trường." in text_of(unit.get(page_of(report)))
    typed = {"remedy": "done", "what": "Đã thay nhịp cầu gãy.", "who": "Đội cầu đường huyện"}
    done = {"done_on-day": "14", "done_on-month": "10", "done_on-year": "2024"}
    page = text_of(unit.post(step_of(report, "draft_answer"), {**typed, **done}))
    assert "khi có ảnh chụp tại chỗ" in page
    assert "Đội cầu đường huyện" in unit.post(step_of(report, "draft_answer"), {**typed, **done}).content.decode()
    pictures = [SimpleUploadedFile(f"cau-{n}.jpg", a_photo(), "image/jpeg") for n in (1, 2)]
    unit.post(step_of(report, "draft_answer"), {**typed, **done, "evidence": pictures})
    assert fresh(report).state == State.ANSWER_DRAFTED
    assert Photo.objects.filter(report=report, role=Photo.Role.EVIDENCE).count() == 2
    approving = text_of(leader.get(step_of(report, "answer")))
    assert "Đã thay nhịp cầu gãy." in approving
    leader.post(step_of(report, "send_back"), {"reason": "Ghi rõ tải trọng cho phép."})
    assert "Lãnh đạo trả lại: Ghi rõ tải trọng cho phép." in text_of(unit.get(page_of(report)))
    again = [SimpleUploadedFile("cau.jpg", a_photo(), "image/jpeg")]
    unit.post(step_of(report, "draft_answer"), {**typed, **done, "evidence": again})
    approving = leader.get(step_of(report, "answer")).content.decode()
    numbers = list(Photo.objects.filter(report=report).order_by("pk").values_list("pk", flat=True))
    shown = [reverse("desk:report_file", kwargs={"photo_id": number}) in approving for number in numbers]
    assert shown == [False, False, True], "what came with the answer that was sent back is not looked at again"
    leader.post(step_of(report, "answer"))
    assert fresh(report).state == State.ANSWERED
    page = text_of(unit.get(page_of(report)))
    for said in ("Đã trả lời. Đang chờ người gửi", "Duyệt và gửi trả lời", "Trả lại dự thảo trả lời", "Người gửi"):
        assert said in page


def test_a_unit_gives_back_with_a_reason_until_the_coordinators_word_binds(offices: Offices) -> None:
    report = walk(a_report(), offices, "forwarded")
    unit = at(offices.handler)
    assert "ít nhất 10 ký tự" in text_of(unit.post(step_of(report, "give_back"), {"reason": "Không."}))
    unit.post(step_of(report, "give_back"), {"reason": WHY.reason})
    report = press(
        press(fresh(report), "forward", offices.dispatcher.official), "give_back", offices.handler.official, said=WHY
    )
    assert WHY.reason in text_of(at(offices.dispatcher).get(page_of(report)))
    assert "đã bị trả lại 2 lần" in text_of(at(offices.dispatcher).get(step_of(report, "forward")))
    report = press(report, "forward", offices.dispatcher.official)
    page = text_of(unit.get(page_of(report)))
    assert "Nơi điều phối đã quyết định đơn vị giải quyết" in page
    assert "Trả lại vì không thuộc thẩm quyền…" not in page
    assert unit.post(step_of(report, "give_back"), {"reason": WHY.reason}).status_code == 409


def test_of_two_officials_at_once_one_wins_and_the_other_is_told(offices: Offices) -> None:
    report = walk(a_report(), offices, "forwarded")
    second = people.an_official(
        "Lê Thị Hai", Agency.objects.get(pk=offices.handler.official.agency_id), Duty.SPECIALIST
    )
    address = step_of(report, "give_back")
    at(offices.handler).post(step_of(report, "accept"))
    told = at(second).post(address, {"reason": "Đường này của xã quản lý, không phải huyện."})
    assert told.status_code == 409
    assert "Võ Văn Đường đã làm xong việc này trước." in text_of(told)
    assert "Đường này của xã quản lý, không phải huyện." in text_of(told)
    assert fresh(report).state == State.ACCEPTED


def test_a_leader_extends_once_before_the_date(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    address = reverse("desk:extend_report", kwargs={"report_id": report.pk})
    assert at(offices.handler).get(address).status_code == 404
    leader = at(offices.head)
    assert "ít nhất 10 ký tự" in text_of(leader.post(address, {"days": "3", "reason": "Mưa."}))
    leader.post(address, {"days": "3", "reason": "Chờ nước rút mới thi công được."})
    page = text_of(leader.get(page_of(report)))
    assert "Đã gia hạn một lần" in page
    assert "Chờ nước rút mới thi công được." in page
    assert leader.get(address).status_code == 404


def test_the_page_costs_as_much_at_its_end_as_in_its_middle(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    client = at(offices.handler)
    client.get(page_of(report))
    middle = queries_of(client, page_of(report))
    for move, by, said in (
        ("ask", offices.handler, Said(question="Cầu ở đầu hay cuối thôn?")),
        ("reply", offices.dispatcher, Said(reason="Cuối thôn.")),
    ):
        press(report, move, by.official, said=said)
    assert abs(queries_of(client, page_of(report)) - middle) <= 1
    assert middle <= 24


def test_nobody_elsewhere_finds_it(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    for address in (page_of(report), step_of(report, "draft_answer")):
        assert at(people.dung()).get(address).status_code == 404
        assert at(people.dung()).post(address).status_code in {404, 405}


def strangers_of_a_step(offices: Offices) -> Iterator[Somebody]:
    yield offices.dispatcher
    yield offices.head


def test_a_step_of_another_desk_is_not_offered(offices: Offices) -> None:
    report = walk(a_report(), offices, "accepted")
    for somebody in strangers_of_a_step(offices):
        page = at(somebody).get(page_of(report))
        assert step_of(report, "draft_answer") not in page.content.decode()


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
