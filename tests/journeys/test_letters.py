"""A letter in a browser: written and submitted with scripts and without, signed and sealed with tokens, issued, checked
by anybody, received, and recalled."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.letters.models import Letter
from tests.build import people, signing
from tests.build.letters import COMMITTEE, Desk, House
from tests.journeys.conftest import OFFSET, Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import read, sit_down
from tests.journeys.tokens import aside, changed
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_letter_is_written_submitted_and_looked_at(visit: Visit, cast: Cast, scripts: bool) -> None:
    house = House.of()
    Account.objects.update(persona=True)
    soan = visit("Soạn", scripts=scripts, size=DESK)
    sit_down(soan, house.writer.account)
    soan.follow("Văn bản")
    soan.looks_in_both_sizes("nothing-waits")
    soan.follow("Soạn văn bản mới")
    soan.looks_in_both_sizes("boxes")
    soan.page.get_by_label("Bắt đầu từ mẫu").select_option("tra-loi-cu-tri")
    soan.page.get_by_label("Trích yếu").fill("trả lời ý kiến, kiến nghị của cử tri")
    soan.page.get_by_label("Kính gửi").fill("Hội đồng nhân dân tỉnh\nỦy ban nhân dân tỉnh")
    soan.page.get_by_label("Người ký").select_option(str(house.signer.account.pk))
    soan.press("Tiếp tục soạn nội dung")
    soan.looks_in_both_sizes("write")
    if scripts:
        soan.page.get_by_label("Nội dung").press_sequentially("Thực hiện")
        soan.page.get_by_text("Đã tự lưu lúc").wait_for()
    soan.page.get_by_label("Nội dung").fill("Thực hiện chỉ đạo của UBND tỉnh, Sở trả lời như sau.\n\nTrân trọng./.")
    soan.press("Lưu và về trang văn bản")
    soan.sees("Trình kiểm tra nội dung")
    soan.looks_in_both_sizes("letter")
    soan.page.get_by_label("Lãnh đạo đơn vị kiểm tra").select_option(str(house.head.account.pk))
    soan.press("Trình")
    soan.sees("Đã trình kiểm tra.")
    phong = visit("Phòng", scripts=scripts, size=DESK)
    sit_down(phong, house.head.account)
    phong.open(f"/can-bo/van-ban/{Letter.objects.get().pk}/kiem-tra/")
    phong.looks_in_both_sizes("check")
    phong.press("Nội dung đạt, chuyển kiểm tra thể thức")
    phong.sees("Đã kiểm tra và chuyển bước sau.")


def told_by_the_public_page(guest: Visitor, pdf: bytes, verdict: str, picture: str) -> None:
    """Somebody who holds the file brings it."""
    guest.open("/kiem-tra-van-ban/")
    guest.page.set_input_files("#tep", {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": pdf})
    guest.press("Kiểm tra tệp")
    guest.sees(verdict)
    guest.looks_in_both_sizes(picture)


def test_letters_are_signed_issued_checked_by_anybody_received_and_recalled(
    visit: Visit, site: Site, tokens: House
) -> None:
    there = Agency.objects.get(code=COMMITTEE)
    received_by = people.an_official("Nguyễn Thị Nhận", there, Duty.CLERK, position="Văn thư")
    Account.objects.update(persona=True)
    desk = Desk(tokens, datetime.now(UTC) - OFFSET - timedelta(hours=1))
    letters = [aside(lambda each=each: desk.to_form_check(subject=each)) for each in ("trả lời cử tri", "mời họp")]

    clerk, signer, receiver = (visit(name, size=DESK) for name in ("Dấu", "Ký", "Nhận"))
    sit_down(clerk, tokens.clerk.account)
    for letter in letters:
        clerk.open(f"/can-bo/van-ban/{letter.pk}/kiem-tra/")
        clerk.press("Thể thức đạt, trình ký")

    sit_down(signer, tokens.signer.account)
    signer.follow("Văn bản")
    signer.looks_in_both_sizes("two-wait-for-the-signer")
    signer.open("/can-bo/van-ban/ky/")
    signer.page.get_by_label("Mã PIN").fill(signing.WRONG_PIN)
    signer.press("Ký văn bản")
    signer.sees("Mã PIN chưa đúng nên chưa ký được văn bản nào.")
    signer.looks_in_both_sizes("wrong-pin")
    assert signer.page.get_by_label("Mã PIN").input_value() == ""
    signer.page.get_by_label("Mã PIN").fill(signing.PIN)
    signer.press("Ký văn bản")
    signer.sees("Đã xong 2 văn bản.")

    clerk.open("/can-bo/van-ban/ban-hanh/")
    clerk.looks_in_both_sizes("two-wait-for-the-seal")
    clerk.page.get_by_label("Mã PIN").fill(signing.PIN)
    clerk.press("Cấp số, ký số cơ quan và ban hành")
    clerk.sees("Đã xong 2 văn bản.")
    site.work()
    first = Letter.objects.get(pk=letters[0].pk)
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2]

    clerk.open(f"/can-bo/van-ban/{first.pk}/")
    clerk.looks_in_both_sizes("issued")
    _name, pdf = clerk.download("Tải bản đã ký (PDF)")
    clerk.album.keep("ban-hanh.pdf", pdf)
    printed = re.search(r"VB-[0-9A-Z]{4}-[0-9A-Z]{4}", read(pdf))
    assert printed is not None
    guest = visit("Khách")
    guest.open(f"/kiem-tra-van-ban/?ma={printed[0].lower()}")
    guest.sees("Đang có hiệu lực")
    guest.looks_in_both_sizes("checked-by-code")
    told_by_the_public_page(guest, pdf, "Đúng văn bản", "checked-good")
    told_by_the_public_page(guest, changed(pdf), "Cần xem lại", "checked-changed")

    sit_down(receiver, received_by.account)
    receiver.open("/can-bo/van-ban/den/")
    receiver.looks_in_both_sizes("arrivals")
    receiver.press("Nhận và vào sổ", within=receiver.page.get_by_role("listitem").filter(has_text="trả lời cử tri"))
    receiver.sees("số đến 1")
    receiver.looks_in_both_sizes("registered")
    clerk.open(f"/can-bo/van-ban/{first.pk}/")
    clerk.sees("Ủy ban nhân dân tỉnh: đã nhận")
    clerk.open(f"/can-bo/van-ban/so/{first.register}/{first.year}/")
    clerk.looks_in_both_sizes("register-of-letters")
    clerk.sees("02/STTTT-BCVTCNTT")

    signer.open(f"/can-bo/van-ban/{first.pk}/thu-hoi/")
    signer.page.get_by_label("Lý do").fill("Ban hành nhầm văn bản.")
    signer.looks_in_both_sizes("recalling")
    signer.press("Thu hồi")
    signer.sees("Đã thu hồi văn bản.")
    signer.looks_in_both_sizes("recalled")
    guest.open(f"/kiem-tra-van-ban/{printed[0]}/")
    guest.sees("Đã bị thu hồi")
    guest.sees("Bản bạn cầm không còn dùng được.")
    guest.looks_in_both_sizes("checked-recalled")
    receiver.open("/can-bo/van-ban/den/")
    receiver.sees("phải trả lại hoặc xóa")
    receiver.looks_in_both_sizes("to-give-back")
