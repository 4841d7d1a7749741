"""Decisions about a whole dossier at the desk: each page asks, keeps what was typed, and does one thing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Apology, Correction, Dossier, Leave, Obligation, Reissue, Reopening
from motcua.domain.matters.models import Hold, Matter, Task
from motcua.domain.papers.models import Paper
from motcua.kernel.actors import System
from tests.build.cast import REASON, Cast
from tests.build.dossiers import INTERLINKED, MONDAY, PDF, a_dossier, open_task, typed_birth
from tests.build.routes import HAND_OVER, RECEIVE, WITH_PAYMENT, a_procedure, step
from tests.web.desk.visits import at, text_of

EARLIER = MONDAY - timedelta(hours=1)
GROUND = "Thông báo thụ lý số 15/TB-TA ngày 14/10/2024 của Tòa án nhân dân huyện."


def a_file(name: str = "can-cu.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def at_work(cast: Cast, *outcomes: str, procedure: str = INTERLINKED) -> Dossier:
    return cast.go(a_dossier(cast.an, procedure=procedure, now=EARLIER), "accept", *outcomes, now=EARLIER)


def address(name: str, dossier: Dossier, **more: Any) -> str:
    return reverse(name, kwargs={"dossier_id": dossier.pk, **more})


def specialist(cast: Cast) -> Client:
    return at(cast.officials[1])


def leader(cast: Cast) -> Client:
    return at(cast.officials[2])


def test_the_clock_is_paused_and_goes_on_again() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    page = text_of(specialist(cast).get(address("desk:dossier", dossier)))
    assert "Tạm dừng tính thời gian" in page
    typed = {"reason": "dispute", "ground": GROUND, "proof": a_file()}
    shown = text_of(specialist(cast).post(address("desk:hold", dossier), typed, follow=True))
    assert "Đã tạm dừng tính thời gian." in shown
    assert GROUND in shown
    assert "kết thúc tạm dừng rồi mới làm tiếp bước này" in shown
    assert "Trình lãnh đạo" not in shown
    proof = Hold.objects.get().proof
    assert proof is not None
    link = reverse("desk:file", kwargs={"attachment_id": proof.attachments.get().pk})
    assert specialist(cast).get(link).content == PDF
    ended = text_of(specialist(cast).post(address("desk:end_hold", dossier), follow=True))
    assert "Đã kết thúc tạm dừng." in ended
    assert Matter.objects.get(pk=dossier.pk).held_at is None


def test_a_pause_without_its_papers_keeps_what_was_typed() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    page = text_of(specialist(cast).post(address("desk:hold", dossier), {"reason": "dispute", "ground": "vì"}))
    assert "Chưa chọn tệp cho mục “Văn bản chứng minh”." in page
    short = {"reason": "dispute", "ground": "vì", "proof": a_file()}
    assert "ít nhất 10 ký tự" in text_of(specialist(cast).post(address("desk:hold", dossier), short))
    odd = {"reason": "dispute", "ground": GROUND, "proof": SimpleUploadedFile("a.pdf", b"khong phai")}
    page = text_of(specialist(cast).post(address("desk:hold", dossier), odd))
    assert "Chỉ nhận tệp PDF hoặc ảnh JPG, PNG." in page
    assert GROUND in page
    assert not Hold.objects.exists()


def test_a_leader_allows_one_more_request() -> None:
    cast = Cast.of()
    dossier = at_work(cast, "ask_more", "supplied")
    assert "Cho phép yêu cầu bổ sung thêm" not in text_of(specialist(cast).get(address("desk:dossier", dossier)))
    assert "Cho phép yêu cầu bổ sung thêm" in text_of(leader(cast).get(address("desk:dossier", dossier)))
    page = text_of(leader(cast).get(address("desk:allow_supplement", dossier)))
    assert "chỉ số quốc gia tính là hồ sơ quá hạn" in page
    shown = text_of(leader(cast).post(address("desk:allow_supplement", dossier), {"reason": REASON}, follow=True))
    assert "Đã cho phép yêu cầu bổ sung thêm một lần." in shown
    assert REASON in shown
    assert Leave.objects.get().dossier == dossier
    answer = specialist(cast).post(address("desk:allow_supplement", dossier), {"reason": REASON})
    assert answer.status_code == 409


def test_an_apology_is_written_then_signed_and_both_dates_are_shown() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    typed = {
        "at_fault": str(dossier.matter.lead_agency_id),
        "reason": "Chưa có kết quả xác minh của Công an xã.",
        "day-day": "20",
        "day-month": "11",
        "day-year": "2024",
        "hour": "16:30",
    }
    url = address("desk:apology", dossier)
    shown = text_of(specialist(cast).post(url, typed, follow=True))
    assert "Đã lưu phiếu xin lỗi." in shown
    assert "Ký và gửi người nộp" not in text_of(specialist(cast).get(url))
    page = text_of(leader(cast).get(url))
    assert "Ký và gửi người nộp" in page
    assert "16:30 ngày 20/11/2024" in page
    shown = text_of(leader(cast).post(address("desk:sign_apology", dossier), follow=True))
    assert "Đã ký phiếu xin lỗi và hẹn lại." in shown
    assert "Phiếu xin lỗi và hẹn lại ngày trả kết quả" in shown
    assert Apology.objects.get().paper is not None
    again = specialist(cast).post(url, typed)
    assert again.status_code == 409


def test_a_new_date_too_early_stands_beside_its_box() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    typed = {
        "at_fault": str(dossier.matter.one_stop_id),
        "reason": "Chưa có kết quả xác minh của Công an xã.",
        "day-day": "15",
        "day-month": "10",
        "day-year": "2024",
        "hour": "9:00",
    }
    page = text_of(specialist(cast).post(address("desk:apology", dossier), typed))
    assert "Ngày hẹn lại phải sau ngày hẹn cũ và sau lúc này." in page
    assert "Chưa có kết quả xác minh của Công an xã." in page
    assert not Apology.objects.exists()


def test_a_name_is_corrected_and_what_stood_there_stays_to_be_seen() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    chosen = specialist(cast).post(address("desk:corrections", dossier), {"field": "child_name"})
    assert chosen["Location"] == address("desk:correct", dossier, field="child_name")
    page = specialist(cast).get(chosen["Location"])
    assert "Điểu Minh Khôi" in text_of(page)
    typed = {"child_name": "Điểu Minh Khoa", "ly-do": "Người tiếp nhận gõ nhầm tên cháu."}
    shown = text_of(specialist(cast).post(chosen["Location"], typed, follow=True))
    assert "Trước ghi: Điểu Minh Khôi" in shown
    assert "Nay là: Điểu Minh Khoa" in shown
    assert Correction.objects.get().reason == typed["ly-do"]
    same = text_of(specialist(cast).post(chosen["Location"], typed))
    assert "không có gì để đính chính" in same
    short = text_of(specialist(cast).post(chosen["Location"], {**typed, "child_name": "Lê An", "ly-do": "x"}))
    assert "ít nhất 10 ký tự" in short
    assert specialist(cast).get(address("desk:correct", dossier, field="registration_area")).status_code == 404
    assert "Mục cần đính chính" in text_of(specialist(cast).post(address("desk:corrections", dossier), {}))


def test_a_day_is_corrected_in_its_three_boxes() -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    url = address("desk:correct", dossier, field="child_birth_date")
    typed = {f"child_birth_date-{box}": value for box, value in (("day", "2"), ("month", "10"), ("year", "2024"))}
    specialist(cast).post(url, {**typed, "ly-do": "Người tiếp nhận gõ nhầm ngày."})
    assert Correction.objects.get().after == "2024-10-02"


def test_a_result_is_issued_anew_from_the_list_of_papers() -> None:
    cast = Cast.of()
    dossier = at_work(cast, "propose", "approve", "issued", procedure="1.001193")
    old = Paper.objects.get(matter_id=dossier.pk, result=True)
    url = address("desk:reissue", dossier, paper_id=old.pk)
    assert url in leader(cast).get(address("desk:dossier", dossier)).content.decode()
    assert old.symbol in text_of(leader(cast).get(url))
    shown = text_of(leader(cast).post(url, {"reason": REASON}, follow=True))
    assert f"Đã thay bằng số {Reissue.objects.get().new.symbol}" in shown


def test_a_stopped_dossier_is_taken_up_again_and_the_pages_lead_to_each_other() -> None:
    cast = Cast.of()
    dossier = at_work(cast, "stop")
    leader(cast).post(address("desk:say_reason", dossier), {"ly-do": "supervision"})
    assert "Giải quyết lại hồ sơ" in text_of(leader(cast).get(address("desk:dossier", dossier)))
    shown = leader(cast).post(address("desk:reopen", dossier), {"reason": REASON}, follow=True)
    new = Reopening.objects.get().dossier
    assert address("desk:dossier", new) in shown.content.decode()
    other = leader(cast).get(address("desk:dossier", new)).content.decode()
    assert address("desk:dossier", dossier) in other
    assert REASON in other


def test_a_payment_is_asked_by_its_notice_and_noted_by_its_receipt() -> None:
    cast = Cast.of()
    a_procedure("9.000071", WITH_PAYMENT, limit="3 working_days")
    dossier = at_work(cast, procedure="9.000071")
    bill = reverse("desk:outcome", kwargs={"task_id": open_task(dossier).pk, "outcome": "bill"})
    assert "Số thông báo" in text_of(specialist(cast).get(bill))
    typed = {
        "thong-bao-co-quan": "Chi cục Thuế",
        "thong-bao-so": "12/TB",
        "thong-bao-ngay-day": "14",
        "thong-bao-ngay-month": "10",
        "thong-bao-ngay-year": "2024",
        "thong-bao-so-tien": "1.250.000",
        "thong-bao-noi-nop": "Kho bạc Nhà nước",
        "thong-bao-tep": a_file("tb.pdf"),
        "ly-do": "Lệ phí trước bạ phải nộp trước khi cấp giấy.",
    }
    page = text_of(specialist(cast).post(bill, {**typed, "thong-bao-so-tien": "không", "thong-bao-tep": a_file()}))
    assert "“Số tiền (đồng)” phải là một số nguyên." in page
    shown = text_of(specialist(cast).post(bill, typed, follow=True))
    assert "1.250.000 đồng" in shown
    owed = Obligation.objects.get()
    assert owed.notice_file is not None
    paid = reverse("desk:outcome", kwargs={"task_id": open_task(dossier).pk, "outcome": "paid"})
    page = text_of(at(cast.officials[0]).post(paid, {"chung-tu-so": ""}))
    assert "Hãy ghi số và ngày của chứng từ nộp tiền" in page
    day = {"chung-tu-ngay-day": "14", "chung-tu-ngay-month": "10", "chung-tu-ngay-year": "2024"}
    shown = text_of(at(cast.officials[0]).post(paid, {"chung-tu-so": "GNT-01", **day}, follow=True))
    assert "GNT-01" in shown
    owed.refresh_from_db()
    assert owed.met_at is not None


def silent(cast: Cast) -> Dossier:
    """A dossier whose police had one hour, which is over."""
    answer = {"answered": "conclude", "no_answer": "conclude"}
    steps = {
        "receive": RECEIVE,
        "work": step("competent", "specialist", {"consult": {"fork": ["police", "other"]}}),
        "police": step("area: cong-an-xa", "specialist", answer, silence="no_answer"),
        "other": step("area: bhxh-huyen", "specialist", {"answered": "conclude"}),
        "conclude": step(
            "competent", "specialist", {"done": {"to": "hand_over", "move": "finish"}}, join=["police", "other"]
        ),
        "hand_over": HAND_OVER,
    }
    a_procedure("9.000072", steps)
    yesterday = MONDAY - timedelta(days=3)
    return cast.go(a_dossier(cast.an, procedure="9.000072", now=yesterday), "accept", "consult", now=yesterday)


def test_what_needs_a_look_is_on_one_page_in_four_queries(django_assert_max_num_queries: Any) -> None:
    cast = Cast.of()
    long_ago = MONDAY - timedelta(days=40)
    born = {"child_birth_date-month": "8", "birth_notice_date-month": "8"}
    asked = cast.go(a_dossier(cast.an, now=long_ago, typed=typed_birth(**born)), "accept", "ask_more", now=long_ago)
    late = cast.go(a_dossier(cast.an, now=long_ago, typed=typed_birth(**born)), "accept", now=long_ago)
    actions.draft_apologies(by=System("jobs"), now=MONDAY)
    quiet = silent(cast)
    held = at_work(cast)
    actions.hold(held.pk, "opinion", GROUND, ("a.pdf", PDF), by=cast.officials[1].official, now=EARLIER)
    client = specialist(cast)
    client.get(reverse("desk:attention"))
    with django_assert_max_num_queries(12):  # four lists; the seat, the session and the frame take the others
        page = client.get(reverse("desk:attention"))
    shown = text_of(page)
    for dossier, words in (
        (asked, "Đã hết hạn bổ sung: có thể dừng giải quyết"),
        (late, "Sắp trễ hoặc đã trễ hẹn"),
        (quiet, "Cơ quan được hỏi chưa trả lời"),
        (held, "Chờ ý kiến bằng văn bản"),
    ):
        assert words in shown
        assert str(dossier.matter.code) in shown
    assert "Không có hồ sơ nào cần lưu ý" in text_of(at(cast.officials[4]).get(reverse("desk:attention")))


def test_a_silent_agency_is_passed_by_with_one_press() -> None:
    cast = Cast.of()
    dossier = silent(cast)
    task = Task.objects.get(matter_id=dossier.pk, step="police")
    url = reverse("desk:close_silent", kwargs={"task_id": task.pk})
    assert url in specialist(cast).get(reverse("desk:attention")).content.decode()
    shown = text_of(specialist(cast).post(url, follow=True))
    assert "Đã làm tiếp mà không chờ trả lời." in shown
    assert "Cơ quan được hỏi không trả lời trong thời gian của mình" in shown


@pytest.mark.parametrize(
    "name", ["desk:hold", "desk:allow_supplement", "desk:apology", "desk:corrections", "desk:reopen"]
)
def test_each_page_is_there_in_english_too(name: str) -> None:
    cast = Cast.of()
    dossier = at_work(cast)
    page = text_of(leader(cast).get(f"/en{address(name, dossier)}"))
    assert "Do nothing, back to the dossier" in page
    assert not [word for word in ("Lý do", "Căn cứ", "Hẹn lại", "Mục cần") if word in page]
