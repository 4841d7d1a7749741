"""The unit's page of a report: taken, asked, answered, given back, extended; and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions
from motcua.domain.feedback.actions import Said
from motcua.domain.feedback.models import Photo
from motcua.domain.feedback.rules import Sender
from motcua.domain.feedback.states import State
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.papers import AUTHOR, a_paper, everything_in
from tests.build.people import NURSE, Somebody
from tests.build.reports import Offices, a_photo, a_report, press, walk
from tests.web.desk.report_pages import SECRETS, WHY, fresh, page_of, queries_of, step_of
from tests.web.desk.visits import at, text_of


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


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
