"""Official letters at the desk, without scripts: drafted, checked, signed, issued, registered, received."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Comment, Delivery, Incoming, Letter
from tests.build import pens
from tests.build.dossiers import MONDAY, PDF
from tests.build.letters import BODY, COMMITTEE, Desk, House, press
from tests.build.pens import PIN
from tests.web.desk.visits import at, now, text_of

HOME = "/can-bo/van-ban/"
NEW = "/can-bo/van-ban/moi/"
SIGN = "/can-bo/van-ban/ky/"
ISSUE = "/can-bo/van-ban/ban-hanh/"
INCOMING = "/can-bo/van-ban/den/"
AGENCY = "/can-bo/van-ban/co-quan/"


@pytest.fixture
def desk(settings: Any) -> Desk:
    pens.in_memory(settings)
    return Desk(House.of(), MONDAY).with_keys()


def typed(desk: Desk, **other: str) -> dict[str, str]:
    """The boxes as somebody fills them."""
    return {
        "kind": "cong_van",
        "template": "tra-loi-cu-tri",
        "subject": "trả lời ý kiến, kiến nghị của cử tri",
        "unit": "bcvtcntt",
        "to": "Đoàn đại biểu Quốc hội tỉnh\nỦy ban nhân dân tỉnh",
        "copies": "Như trên\nBGĐ Sở\nLưu: VT",
        "signer": str(desk.house.signer.account.pk),
        "urgency": "",
        "copy_count": "2",
        "press": press(),
        **other,
    }


def page_of(letter: Letter, name: str = "desk:letter") -> str:
    return reverse(name, kwargs={"letter_id": letter.pk})


def sent_at(delivery: Delivery, name: str) -> str:
    return reverse(name, kwargs={"delivery_id": delivery.pk})


def came_at(incoming: Incoming, name: str = "desk:incoming_letter") -> str:
    return reverse(name, kwargs={"incoming_id": incoming.pk})


def book_at(register: str, name: str = "desk:letter_book", year: int = MONDAY.year) -> str:
    return reverse(name, kwargs={"register": register, "year": year})


def test_a_letter_goes_from_its_first_word_to_its_receiver_by_buttons_alone(desk: Desk) -> None:
    house = desk.house
    writer = at(house.writer)
    assert "Soạn văn bản mới" in text_of(writer.get(HOME))
    shown = text_of(writer.post(NEW, typed(desk), follow=True))
    assert "Xem bản in" in shown
    letter = Letter.objects.get()
    assert letter.symbol == "STTTT-BCVTCNTT"
    sent = {"body": BODY, "based_on": letter.revision, "name": "Bản trình", "onward": "1"}
    assert "Bản trình" in text_of(writer.post(page_of(letter, "desk:write_letter"), sent, follow=True))
    assert writer.get(page_of(letter, "desk:letter_preview")).content.startswith(b"%PDF")
    asked = {"checker": house.head.account.pk}
    assert "Đã trình kiểm tra." in text_of(writer.post(page_of(letter, "desk:submit_letter"), asked, follow=True))
    head = at(house.head)
    assert "Chờ kiểm tra nội dung (1)" in text_of(head.get(HOME))
    assert "Nội dung đạt" in text_of(head.get(page_of(letter, "desk:check_letter")))
    head.post(page_of(letter, "desk:check_letter"), {"move": "check_content"})
    clerk = at(house.clerk)
    clerk.post(page_of(letter, "desk:check_letter"), {"move": "check_form"})
    signer = at(house.signer)
    assert "Chờ ký (1)" in text_of(signer.get(HOME))
    shown = text_of(signer.post(SIGN, {"letter": letter.pk, "pin": PIN}, follow=True))
    assert "Đã xong 1 văn bản." in shown
    assert "Đã xong 1 văn bản." in text_of(clerk.post(ISSUE, {"letter": letter.pk, "pin": PIN}, follow=True))
    letter.refresh_from_db()
    assert queries.number_of(letter) == "01/STTTT-BCVTCNTT"
    assert writer.get(page_of(letter, "desk:signed_letter")).content.startswith(b"%PDF")
    delivery = Delivery.objects.get(letter=letter, agency__isnull=True)
    shown = text_of(clerk.post(sent_at(delivery, "desk:confirm_letter"), follow=True))
    assert "đã nhận" in shown
    book = "van-ban-di-cong-van"
    assert "01/STTTT-BCVTCNTT" in text_of(clerk.get(book_at(book)))
    assert clerk.get(book_at(book, "desk:letter_book_pdf")).content.startswith(b"%PDF")
    assert "Sổ đăng ký công văn đi" in text_of(clerk.get(reverse("desk:letter_books")))
    assert "01/STTTT-BCVTCNTT" in text_of(writer.get(f"{AGENCY}?loai=da-ban-hanh"))


def test_what_is_sent_is_received_assigned_answered_and_handled(desk: Desk) -> None:
    letter, committee = desk.issued(), House.of(COMMITTEE, "Chủ tịch")
    clerk, chair, writer = at(committee.clerk), at(committee.signer), at(committee.writer)
    assert "Chờ vào sổ (1)" in text_of(clerk.get(INCOMING))
    delivery = Delivery.objects.get(letter=letter, agency=committee.agency)
    assert clerk.get(page_of(letter, "desk:signed_letter")).status_code == 200
    assert "số đến 1" in text_of(clerk.post(sent_at(delivery, "desk:receive_letter"), follow=True))
    incoming = Incoming.objects.get()
    here = came_at(incoming)
    assert clerk.get(came_at(incoming, "desk:incoming_file")).content.startswith(b"%PDF")
    assigning, handling = came_at(incoming, "desk:assign_incoming"), came_at(incoming, "desk:handle_incoming")
    given = {"to": committee.writer.account.pk, "instruction": "Xem xét."}
    wrong = {**given, "due_on-day": "1", "due_on-month": "1", "due_on-year": "2024"}
    assert "Hạn giải quyết không được trước hôm nay" in text_of(chair.post(assigning, wrong))
    assert "Đã phân công." in text_of(chair.post(assigning, given, follow=True))
    assert "Văn bản đến được giao" in text_of(writer.get(HOME))
    assert "Soạn văn bản trả lời" in text_of(writer.get(here))
    answer = typed(desk, unit="th", signer=str(committee.signer.account.pk), to="Sở Nội vụ", template="")
    writer.post(f"{NEW}?tra-loi={incoming.pk}", answer)
    assert Letter.objects.get(answers=incoming).agency == committee.agency
    assert "Hãy viết rõ lý do" in text_of(writer.post(handling, {"words": "Xong"}))
    shown = text_of(writer.post(handling, {"words": "Đã báo cáo Chủ tịch."}, follow=True))
    assert "Đã ghi kết quả giải quyết." in shown


def test_mail_is_registered_with_its_file_once(desk: Desk) -> None:
    clerk = at(desk.house.clerk)
    page = reverse("desk:register_incoming")
    mail = {"author": "Hội Nông dân tỉnh", "abstract": "Về việc phối hợp", "press": "x"}
    assert "Chưa nhập mục" in text_of(clerk.post(page, {"press": "x"}))
    for _ in range(2):
        shown = text_of(clerk.post(page, {**mail, "file": SimpleUploadedFile("cv.pdf", PDF)}, follow=True))
        assert "Đã vào sổ, số đến 1." in shown
    assert Incoming.objects.count() == 1
    assert clerk.get(came_at(Incoming.objects.get(), "desk:incoming_file")).content == PDF
    book = "van-ban-den"
    assert "Hội Nông dân tỉnh" in text_of(clerk.get(book_at(book)))
    assert clerk.get(book_at(book, "desk:letter_book_pdf")).content.startswith(b"%PDF")
    assert clerk.post(book_at(book, "desk:close_letter_book")).status_code == 409
    assert clerk.get(book_at(book, year=1999)).status_code == 404


def test_what_one_writes_is_saved_meanwhile_and_the_second_is_told(desk: Desk) -> None:
    letter = desk.draft()
    mine, other = at(desk.house.writer), at(desk.house.colleague)
    there = page_of(letter, "desk:write_letter")
    part = mine.post(there, {"body": "Một./.", "based_on": letter.revision}, headers={"HX-Request": "true"})
    assert "Đã tự lưu lúc" in text_of(part)
    assert 'name="based_on" value="2"' in part.content.decode()
    part = other.post(there, {"body": "Hai./.", "based_on": letter.revision}, headers={"HX-Request": "true"})
    assert "Người khác đã lưu trước anh/chị." in text_of(part)
    whole = other.post(there, {"body": "Hai, ba./.", "based_on": letter.revision})
    assert whole.status_code == 409
    assert "Hai, ba./." in whole.content.decode()
    link = re.search(r'href="(/can-bo/van-ban/\d+/ban/\d+/\?voi=\d+)"', whole.content.decode())
    assert link is not None
    compared = other.get(link[1]).content.decode()
    assert link[1].startswith(reverse("desk:letter_version", kwargs={"letter_id": letter.pk, "number": 2}))
    assert "<ins>" in compared or "<del>" in compared


def test_a_fact_and_a_clause_are_put_in_and_an_older_version_is_taken_up(desk: Desk) -> None:
    letter = desk.draft()
    writer = at(desk.house.writer)
    fact = {
        "label": "Hồ sơ tiếp nhận",
        "value": "1.204 hồ sơ",
        "as_of-day": "30",
        "as_of-month": "9",
        "as_of-year": "2024",
        "source_kind": "figure",
        "source_id": "Báo cáo số 12/BC-STTTT",
        "after": "2",
        "based_on": letter.revision,
    }
    shown = text_of(writer.post(page_of(letter, "desk:letter_fact"), fact, follow=True))
    assert "Đã chèn dẫn chứng vào văn bản." in shown
    assert "Báo cáo số 12/BC-STTTT" in shown
    assert "Người khác vừa sửa" in text_of(writer.post(page_of(letter, "desk:letter_fact"), fact))
    letter.refresh_from_db()
    sent = {"clause": "y-kien", "based_on": letter.revision}
    assert "2. Về việc […]" in text_of(writer.post(page_of(letter, "desk:letter_clause"), sent, follow=True))
    letter.refresh_from_db()
    other = at(desk.house.colleague)
    other.post(page_of(letter, "desk:write_letter"), {"body": "Khác./.", "based_on": letter.revision})
    letter.refresh_from_db()
    back = {"based_on": letter.revision}
    shown = text_of(
        writer.post(reverse("desk:restore_letter", kwargs={"letter_id": letter.pk, "number": 1}), back, follow=True)
    )
    assert "Văn bản đã trở lại như bản số 1" in shown


def test_the_boxes_are_changed_and_a_colleague_who_is_late_is_told(desk: Desk) -> None:
    letter = desk.draft()
    writer, there = at(desk.house.writer), page_of(letter, "desk:letter_boxes")
    seen = re.search(r'name="seen" value="(\w+)"', writer.get(there).content.decode())
    assert seen is not None
    sent = {**typed(desk, subject="trả lời cử tri"), "seen": seen[1]}
    assert "Đã lưu phần thể thức." in text_of(writer.post(there, sent, follow=True))
    assert "Người khác vừa sửa" in text_of(at(desk.house.colleague).post(there, sent))


def test_a_comment_is_said_and_seen_to(desk: Desk) -> None:
    letter = desk.draft()
    head, writer = at(desk.house.head), at(desk.house.writer)
    sent = {"words": "Ghi rõ đơn vị.", "paragraph": "2"}
    assert "Đoạn 2" in text_of(head.post(page_of(letter, "desk:comment_letter"), sent, follow=True))
    shown = text_of(
        writer.post(reverse("desk:resolve_comment", kwargs={"comment_id": Comment.objects.get().pk}), follow=True)
    )
    assert "Đã tiếp thu, xử lý" in shown


def test_the_check_page_lists_every_finding_and_sends_back_only_with_a_reason(desk: Desk) -> None:
    letter = desk.to_form_check(body="Không có dấu kết thúc")
    clerk, there = at(desk.house.clerk), page_of(letter, "desk:check_letter")
    shown = text_of(clerk.get(there))
    assert "Phải sửa" in shown
    assert "còn chỗ phải sửa" in text_of(clerk.post(there, {"move": "check_form"}))
    assert "Hãy viết rõ lý do" in text_of(clerk.post(there, {"send_back": "1", "words": "Sai."}))
    shown = text_of(clerk.post(there, {"send_back": "1", "words": "Thiếu dấu kết thúc."}, follow=True))
    assert "Đã trả lại người soạn." in shown


def test_a_wrong_letter_is_replaced_corrected_or_recalled_and_given_back(desk: Desk) -> None:
    letter, committee = desk.issued(), House.of(COMMITTEE, "Chủ tịch")
    delivery = Delivery.objects.get(letter=letter, agency=committee.agency)
    writer, leader = at(desk.house.writer), at(desk.house.signer)
    assert "Văn bản có sai sót" in text_of(writer.get(page_of(letter)))
    writer.post(page_of(letter, "desk:replace_letter"), {"press": "a"})
    writer.post(page_of(letter, "desk:correct_letter"), {"press": "b"})
    assert Letter.objects.filter(replaces=letter).count() == 1
    assert Letter.objects.filter(corrects=letter).count() == 1
    there = page_of(letter, "desk:recall_letter")
    assert "Nơi nhận được báo" in text_of(leader.get(there))
    assert "Hãy viết rõ lý do" in text_of(leader.post(there, {"words": "Nhầm"}))
    assert "Đã thu hồi văn bản." in text_of(leader.post(there, {"words": "Ban hành nhầm văn bản."}, follow=True))
    clerk = at(committee.clerk)
    assert "Đã bị thu hồi hoặc thay thế" in text_of(clerk.get(INCOMING))
    assert "Đã ghi nhận trả lại." in text_of(clerk.post(sent_at(delivery, "desk:give_letter_back"), follow=True))


def test_the_lists_cost_no_query_more_for_each_letter(desk: Desk) -> None:
    clerk = at(desk.house.clerk)

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(address).status_code == 200
        return len(asked)

    addresses = (HOME, AGENCY, INCOMING)
    mail = actions.NewIncoming("Hội Nông dân tỉnh", "Về việc phối hợp")
    for _ in range(2):
        desk.to_form_check()
        actions.register_incoming(mail, press=press(), by=desk.house.clerk.official, now=now())
    assert [cost(address) for address in addresses]  # the first visit reads what every later one knows
    before = [cost(address) for address in addresses]
    for _ in range(4):
        desk.to_form_check()
        actions.register_incoming(mail, press=press(), by=desk.house.clerk.official, now=now())
    assert [cost(address) for address in addresses] == before


def test_the_desk_of_letters_speaks_english(desk: Desk) -> None:
    desk.draft()
    writer = at(desk.house.writer)
    writer.cookies["django_language"] = "en"
    assert "Draft a document" in text_of(writer.get("/en/can-bo/van-ban/"))
