"""A morning of numbers: taken at the kiosk, called at the counter, seen on the wall and on a phone."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Cast, Visit
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_kiosk_to_the_counter(visit: Visit, cast: Cast, scripts: bool) -> None:
    kiosk = visit("máy lấy số", scripts=scripts, size=DESK)
    sit_down(kiosk, cast.commune.reception.account)
    kiosk.open("/can-bo/goi-so/?quay=1")
    kiosk.press("Dùng thiết bị này làm máy lấy số")
    assert kiosk.heading == "Bạn đến làm việc gì?"
    kiosk.looks_in_both_sizes("kiosk")
    unit = kiosk.path

    kiosk.follow("Tư pháp, hộ tịch, chứng thực")
    kiosk.looks_in_both_sizes("group")
    kiosk.press("Không, lấy số thường")
    kiosk.sees("A001")
    kiosk.looks_in_both_sizes("ticket")
    phone = visit("Điện thoại của An", scripts=scripts)
    phone.open(kiosk.path)
    phone.sees("Bạn là người tiếp theo")

    kiosk.follow("Xong, người tiếp theo")
    kiosk.follow("Tư pháp, hộ tịch, chứng thực")
    kiosk.press("Người cao tuổi")
    kiosk.sees("A002")
    phone.open(phone.path)
    phone.sees("Còn 1 người trước bạn")

    binh = visit("Bình", scripts=scripts, size=DESK)
    sit_down(binh, cast.commune.reception.account)
    binh.follow("Gọi số")
    binh.follow("Quầy 1")
    binh.press("Gọi số tiếp theo")
    binh.sees("A002")
    binh.press("Gọi số tiếp theo")
    binh.looks_in_both_sizes("calling")

    wall = visit("Bảng", scripts=scripts, size=DESK)
    wall.open(unit.replace("lay-so", "bang-goi-so"))
    wall.sees("A001")
    wall.looks_in_both_sizes("wall")
    phone.open(phone.path)
    phone.sees("Mời bạn đến quầy 1")
    phone.looks("called")

    binh.press("Vắng mặt")
    binh.looks("missed")
    binh.press("Đã có mặt, cho chờ lại")
    binh.press("Gọi số tiếp theo")
    binh.press("Đã làm xong")
    phone.open(phone.path)
    phone.sees("Đã làm xong")
