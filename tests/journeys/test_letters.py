"""A letter is written in a browser: saved as one writes where scripts run, by the button where they do not."""

from __future__ import annotations

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.letters.models import Letter
from tests.build.letters import House
from tests.journeys.conftest import Cast, Visit
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK

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
