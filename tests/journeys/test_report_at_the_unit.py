"""The unit's half of a report: dispatcher, unit, leader, and the public text; and a letter of the sealed queue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import SealedLetter
from motcua.domain.feedback.states import State, Visibility
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.reports import FIRE, LETTER, WORDS, Offices, a_photo, a_report, sent
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import decide, sit_down
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser
PICTURE: FilePayload = {"name": "cau.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
ANSWER = {
    "remedy": ["done"],
    "what": ["Đã thay nhịp cầu gãy, xe máy qua được."],
    "who": ["Đội cầu đường huyện Bù Đăng"],
    "done_on-day": ["14"],
    "done_on-month": ["10"],
    "done_on-year": ["2024"],
}


def test_a_broken_bridge_goes_from_the_dispatcher_to_the_leader(visit: Visit, cast: Cast, site: Site) -> None:
    """In browsers without scripts; with them `test_bridge` goes the same way."""
    scripts = False
    offices = Offices.of()
    Account.objects.update(persona=True)
    an = Citizen(cast.an.pk)
    earlier = a_report(people.a_stranger(), now=MORNING)
    a_report(people.a_stranger(), category=FIRE, now=MORNING)
    report = a_report(an, now=MORNING, files=[("cau.jpg", a_photo())])
    code = str(report.matter.code)
    site.work()

    dieu = visit("Điều", scripts=scripts, size=DESK)
    sit_down(dieu, offices.dispatcher.account)
    dieu.looks_in_both_sizes("worklist")
    dieu.follow("Phản ánh")
    dieu.looks_in_both_sizes("reports")
    dieu.follow(code)
    dieu.sees(WORDS)
    dieu.sees("Có thể trùng với")
    dieu.sees(str(earlier.matter.code))
    dieu.looks_in_both_sizes("report")
    for outcome in ("Không tiếp nhận", "Gộp vào phản ánh trùng"):
        dieu.follow(f"{outcome}…")
        dieu.press(outcome)
        dieu.looks_in_both_sizes("outcome-mistake")
        dieu.open(f"/can-bo/phan-anh/{report.pk}/")
    dieu.follow("Hướng dẫn khiếu nại, tố cáo…")
    dieu.sees("90 ngày")
    dieu.looks_in_both_sizes("guide")
    for deed in ("tach", "cong-khai", "chuyen-hang-kin"):
        dieu.open(f"/can-bo/phan-anh/{report.pk}/{deed}/")
        dieu.looks_in_both_sizes(deed)
    dieu.open(f"/can-bo/phan-anh/{report.pk}/")
    dieu.follow("Chuyển đơn vị giải quyết…")
    dieu.sees("Đơn vị được đề xuất:")
    dieu.looks_in_both_sizes("forward")
    dieu.press("Chuyển đơn vị giải quyết")
    dieu.sees("Đã chuyển đơn vị")

    duong = visit("Đường", scripts=scripts, size=DESK)
    sit_down(duong, offices.handler.account)
    duong.follow(code)
    duong.does_not_see("Điểu Thị An", "0912345678")
    duong.looks_in_both_sizes("at-the-unit")
    decide(duong, "Nhận giải quyết")
    duong.follow("Trình duyệt trả lời…")
    duong.looks_in_both_sizes("answer")
    duong.fill(ANSWER)
    duong.press("Trình duyệt trả lời")
    duong.sees("khi có ảnh chụp tại chỗ")
    duong.looks_in_both_sizes("answer-mistake")
    duong.page.locator("input[type=file]").set_input_files(PICTURE)
    duong.press("Trình duyệt trả lời")
    duong.sees("Chờ duyệt trả lời")

    truong = visit("Trưởng", scripts=scripts, size=DESK)
    sit_down(truong, offices.head.account)
    truong.follow(code)
    truong.looks_in_both_sizes("to-approve")
    truong.open(f"/can-bo/phan-anh/{report.pk}/gia-han/")
    truong.press("Gia hạn")
    truong.looks_in_both_sizes("extend")
    truong.open(f"/can-bo/phan-anh/{report.pk}/")
    truong.follow("Duyệt và gửi trả lời…")
    truong.looks_in_both_sizes("approve")
    truong.press("Duyệt và gửi trả lời")
    truong.sees("Đang chờ người gửi cho biết")
    truong.open("/can-bo/phan-anh/so-lieu/")
    truong.looks_in_both_sizes("figures")

    token = queries.of_matter(report.pk).verdicts.get().token  # type: ignore[union-attr]  # it is there
    actions.give_verdict(token, fixed=True, now=MORNING + timedelta(hours=1))
    dieu.open(f"/can-bo/phan-anh/{report.pk}/")
    dieu.looks_in_both_sizes("confirmed")
    dieu.follow("Kết thúc…")
    dieu.looks_in_both_sizes("close")
    dieu.page.get_by_label("Công khai", exact=True).check()
    dieu.press("Chép trả lời vào ô này")
    assert dieu.value_of("public_answer") == ANSWER["what"][0]
    assert dieu.value_of("public_text") == ""
    dieu.page.locator('main [name="public_text"]').fill("Cầu thôn Đak Xuyên gãy một nhịp.")
    dieu.press("Kết thúc")
    dieu.sees("Cầu thôn Đak Xuyên gãy một nhịp.")
    dieu.looks_in_both_sizes("closed")
    dieu.open("/can-bo/phan-anh/so/")
    dieu.looks_in_both_sizes("register")
    ended = queries.of_matter(report.pk)
    assert ended is not None
    assert (ended.state, ended.visibility) == (State.CLOSED, Visibility.PUBLIC)


def test_a_sealed_letter_is_opened_and_closed_by_its_keeper(visit: Visit, cast: Cast) -> None:
    keeper = people.an_official("Hồ Thị Kín", Agency.objects.get(code="H10.18"), Duty.SEALED)
    Account.objects.update(persona=True)
    text = "Tôi tố cáo ông X nhận tiền khi cấp giấy phép."
    filed = actions.file_report(sent(LETTER, text, files=[("anh.jpg", a_photo())]), by=Citizen(cast.an.pk), now=MORNING)
    kin = visit("Kín", size=DESK)
    sit_down(kin, keeper.account)
    kin.follow("Hàng kín")
    kin.looks_in_both_sizes("queue")
    kin.follow(filed.code)
    kin.press("Nhận xử lý đơn")
    kin.press("Mở đơn")
    kin.looks_in_both_sizes("no-reason")
    kin.does_not_see(text)
    kin.page.get_by_label("Xem xét thụ lý").check()
    kin.press("Mở đơn")
    kin.sees(text)
    kin.takes_a_picture("open")
    kin.looks("open")
    kin.follow("Đóng đơn lại")
    kin.page.get_by_label("Đã thụ lý tố cáo").check()
    kin.press("Ghi kết quả")
    kin.sees("Không có đơn nào")
    assert SealedLetter.objects.get().outcome == "accepted"
