"""What an outcome asks for: the fields of a step, one request that lists everything, a reason."""

from __future__ import annotations

from django.urls import reverse

from motcua.domain.dossiers.models import Dossier, SupplementRequest
from tests.build.dossiers import CHILD_NUMBER, Commune, a_dossier, open_task, walk
from tests.web.desk.visits import at, text_of

REASON = "Giấy chứng sinh chụp mờ, không đọc được số; cần chụp lại."


def address(dossier: Dossier, outcome: str) -> str:
    return reverse("desk:outcome", kwargs={"task_id": open_task(dossier).pk, "outcome": outcome})


def test_the_page_of_a_step_shows_its_own_fields() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    page = text_of(at(commune.registrar).get(address(dossier, "propose")))
    assert "Số định danh cá nhân của trẻ" in page
    assert "12 chữ số, lấy từ Cơ sở dữ liệu quốc gia về dân cư." in page


def test_a_number_of_wrong_length_is_said_and_kept() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    typed = {"child_id_number": "07032400", "verification_note": "Đã tra cứu, chưa có."}
    response = at(commune.registrar).post(address(dossier, "propose"), typed)
    assert "phải có đúng 12 chữ số; bạn đã nhập 8" in text_of(response)
    page = response.content.decode()
    assert 'value="07032400"' in page
    assert "Đã tra cứu, chưa có." in page
    assert open_task(dossier).step == "register"


def test_what_was_entered_before_a_send_back_stands_in_the_form_again() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "proposed")
    at(commune.leader).post(address(dossier, "send_back"))
    page = at(commune.registrar).get(address(dossier, "propose")).content.decode()
    assert f'value="{CHILD_NUMBER}"' in page


def test_one_request_lists_everything_that_is_missing() -> None:
    commune, dossier = Commune.of(), a_dossier()
    typed = {
        "thieu-giay-chung-sinh": "on",
        "thieu-giay-chung-sinh-ghi-chu": "Chụp lại rõ bốn góc.",
        "thieu-van-ban-uy-quyen-ghi-chu": "Nộp nếu nhờ người khác đi thay.",
        "them-1-ten": "Giấy chứng nhận kết hôn",
        "them-1-ghi-chu": "Bản chụp.",
        "ly-do": REASON,
    }
    response = at(commune.reception).post(address(dossier, "ask_more"), typed, follow=True)
    asked = SupplementRequest.objects.get(dossier=dossier)
    assert [(item["name"], item["note"]) for item in asked.items] == [
        ("Giấy chứng sinh", "Chụp lại rõ bốn góc."),
        ("Văn bản ủy quyền", "Nộp nếu nhờ người khác đi thay."),
        ("Giấy chứng nhận kết hôn", "Bản chụp."),
    ]
    page = text_of(response)
    assert "Giấy chứng nhận kết hôn : Bản chụp." in page
    assert "Đang chờ người nộp." in page


def test_a_request_with_something_wrong_keeps_every_word() -> None:
    commune, dossier = Commune.of(), a_dossier()
    typed = {
        "thieu-giay-chung-sinh": "on",
        "thieu-giay-chung-sinh-ghi-chu": "",
        "them-1-ten": "",
        "them-1-ghi-chu": "Bản chụp có chứng thực",
        "ly-do": REASON,
    }
    response = at(commune.reception).post(address(dossier, "ask_more"), typed)
    page = text_of(response)
    assert "Hãy ghi cần bổ sung gì ở mục “Giấy chứng sinh”." in page
    assert "Hãy ghi tên giấy tờ hoặc nội dung cần bổ sung ở dòng 1." in page
    assert "Bản chụp có chứng thực" in response.content.decode()
    assert REASON in page
    assert not SupplementRequest.objects.exists()


def test_a_request_for_nothing_is_no_request() -> None:
    commune, dossier = Commune.of(), a_dossier()
    page = text_of(at(commune.reception).post(address(dossier, "ask_more"), {"ly-do": REASON}))
    assert "Hãy đánh dấu hoặc ghi ít nhất một thứ cần bổ sung." in page
    assert not SupplementRequest.objects.exists()


def test_one_line_more_loses_nothing_and_judges_nothing() -> None:
    commune, dossier = Commune.of(), a_dossier()
    typed = {
        "them-1-ten": "Một",
        "them-1-ghi-chu": "",
        "them-2-ten": "Hai",
        "them-2-ghi-chu": "",
        "ly-do": "chưa xong",
        "them-dong": "1",
    }
    response = at(commune.reception).post(address(dossier, "ask_more"), typed)
    page = response.content.decode()
    assert 'name="them-3-ten"' in page
    assert 'value="Hai"' in page
    assert "chưa xong" in page
    assert "Có chỗ cần xem lại" not in page


def test_a_reason_too_short_to_help_is_refused_beside_its_box() -> None:
    commune, dossier = Commune.of(), a_dossier()
    page = text_of(at(commune.reception).post(address(dossier, "reject"), {"ly-do": "thiếu"}))
    assert "Hãy viết rõ lý do để người dân hiểu và làm theo được (ít nhất 10 ký tự)." in page
    dossier.refresh_from_db()
    assert dossier.state == "new"


def test_a_refusal_with_its_reason_is_issued_as_a_paper() -> None:
    commune, dossier = Commune.of(), a_dossier()
    page = text_of(at(commune.reception).post(address(dossier, "reject"), {"ly-do": REASON}, follow=True))
    assert "Không được tiếp nhận" in page
    assert "Phiếu từ chối tiếp nhận giải quyết hồ sơ" in page


def test_letters_with_accents_apart_are_kept_composed() -> None:
    commune, dossier = Commune.of(), a_dossier()
    typed = {"them-1-ten": "Giâ\u0301y kê\u0301t hôn", "ly-do": REASON}
    at(commune.reception).post(address(dossier, "ask_more"), typed)
    assert SupplementRequest.objects.get().items[0]["name"] == "Giấy kết hôn"
