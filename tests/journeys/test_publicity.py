"""A morning's round: what hangs at the door is looked at, photographed and kept; the centre sees who has not."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Contact
from tests.build import people
from tests.build.dossiers import PDF
from tests.journeys.conftest import Cast, Visit
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser
PICTURE: FilePayload = {"name": "bảng.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_what_hangs_at_the_door_is_looked_at(visit: Visit, cast: Cast, scripts: bool) -> None:
    centre = people.an_official("Trần Thị Tâm", people.agency_of("mot-cua-tinh", "70"), Duty.LEADER)
    Contact.objects.filter(agency__code="H10.30.13.01").update(phone="", email="")
    Account.objects.update(persona=True)
    binh = visit("Bình", scripts=scripts, size=DESK)
    sit_down(binh, cast.commune.reception.account)
    binh.follow("Kiểm tra công khai")
    binh.sees("Chưa công khai số điện thoại")
    binh.looks_in_both_sizes("checklist")
    binh.page.get_by_role("link", name=re.compile("Kiểm tra.*Số điện thoại")).click()
    binh.press("Ghi kết quả kiểm tra")
    binh.sees("Chưa chọn mục")
    binh.looks_in_both_sizes("wrong")
    binh.page.get_by_label("Chưa đúng hoặc còn thiếu").check()
    binh.page.get_by_label("Ghi chú").fill("Bảng ở cửa chưa ghi số điện thoại")
    binh.page.locator("input[type=file]").set_input_files(PICTURE)
    binh.press("Ghi kết quả kiểm tra")
    binh.sees("Đã ghi kết quả kiểm tra.")
    binh.sees("Bảng ở cửa chưa ghi số điện thoại")
    binh.looks_in_both_sizes("kept")

    tam = visit("Tâm", scripts=scripts, size=DESK)
    sit_down(tam, centre.account)
    tam.follow("Kiểm tra công khai")
    tam.follow("Xem các đơn vị trong phạm vi quản lý")
    tam.sees("Có 122 nơi.")
    tam.looks_in_both_sizes("units")
    tam.page.get_by_label("Còn thiếu gì").select_option("phone")
    tam.press("Xem")
    tam.sees("Có 1 nơi.")
    tam.follow("Bộ phận Tiếp nhận và Trả kết quả xã Đak Nhau")
    tam.sees("Bảng ở cửa chưa ghi số điện thoại")
    tam.looks_in_both_sizes("unit-below")

    an = visit("An", scripts=scripts)
    an.open("/bo-phan-mot-cua/H10.30.13.01/")
    an.sees("Nơi tiếp nhận phản ánh, kiến nghị")
    an.looks_in_both_sizes("unit")
    an.follow("Xem số người đang chờ")
    an.sees("Tư pháp, hộ tịch, chứng thực")
