"""Received at the district of Bù Đăng for a ward of Đồng Xoài: the papers go there, the result comes back here.

Who receives has scripts, the ward and the citizen have none.
"""

from __future__ import annotations

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers.models import Dossier
from tests.build import counter, people
from tests.build.counter import TY
from tests.build.dossiers import Commune
from tests.build.forms import typed_by_the_form
from tests.build.people import BU_DANG
from tests.journeys.conftest import Visit
from tests.journeys.running import Site
from tests.journeys.stories import (
    decide,
    fill_sheet_pages,
    hand_over,
    pick,
    read,
    sit_down,
    take_the_fee,
    take_up,
)
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser

COPIES, TIEN_THANH = "2.000635", "25210"
HERE, THERE = "Bộ phận Tiếp nhận và Trả kết quả huyện Bù Đăng", "Ủy ban nhân dân phường Tiến Thành"
RECORD = {
    "record_number": ["112/1985"],
    "record_date-day": ["2"],
    "record_date-month": ["3"],
    "record_date-year": ["1985"],
    "record_entry": ["Trần Văn Tý, sinh ngày 20/02/1985 tại Tiến Thành; cha Trần Văn Ba, mẹ Lê Thị Bốn."],
}


def test_the_papers_go_there_and_the_result_comes_back_here(visit: Visit, site: Site) -> None:
    district = people.agency_of("mot-cua-huyen", BU_DANG)
    hoa = people.an_official("Mai Thị Hoa", district, Duty.RECEPTION, Duty.RETURNS)
    ward = Commune.of(TIEN_THANH)
    Account.objects.update(persona=True)
    typed = typed_by_the_form(
        COPIES, TIEN_THANH, counter.facts_of(TY), paper_name="Giấy khai sinh", result_method="one_stop"
    )

    receiver = visit("Hoa", size=DESK)
    sit_down(receiver, hoa.account)
    receiver.open(f"/can-bo/tiep-nhan/?q={COPIES}")
    receiver.looks_in_both_sizes("search")
    pick(receiver, COPIES)
    receiver.fill({"so-dinh-danh": [TY.identity_number], "ho-ten": [TY.full_name], "ngay-sinh": ["20021985"]})
    receiver.fill({"dien-thoai": [TY.phone], "noi-o": [TY.residence]})
    fill_sheet_pages(receiver, typed)
    receiver.looks_in_both_sizes("sheet")
    receiver.press("Tiếp nhận, in giấy hẹn")
    receiver.looks_in_both_sizes("received")
    receiver.sees("phường Tiến Thành giải quyết; kết quả trả tại đây")
    dossier = Dossier.objects.select_related("matter").get()
    code = str(dossier.matter.code)
    assert code.startswith(f"{district.code}-")
    take_the_fee(receiver, dossier.pk)

    binh = visit("Bình", scripts=False, size=DESK)
    sit_down(binh, ward.reception.account)
    binh.open(f"/can-bo/ho-so/{dossier.pk}/")
    binh.looks_in_both_sizes("on-its-way")
    binh.press("Ghi nhận hồ sơ giấy đã đến")
    binh.sees("Đã ghi nhận hồ sơ giấy đến nơi")
    for official, name, outcome in (
        (ward.registrar, "Hộ", "Trình lãnh đạo ký"),
        (ward.leader, "Chi", "Ký duyệt"),
        (ward.clerk, "Thư", "Phát hành kết quả"),
    ):
        visitor = visit(name, scripts=False, size=DESK)
        sit_down(visitor, official.account)
        take_up(visitor, code)
        decide(visitor, outcome, RECORD)
    site.work()

    receiver.open(f"/can-bo/ho-so/{dossier.pk}/")
    receiver.press("Ghi nhận kết quả đã về")
    receiver.sees("Đã ghi nhận kết quả về nơi tiếp nhận")
    receiver.looks_in_both_sizes("came-back")
    hand_over(receiver, dossier.pk, TY.identity_number[-4:])

    Account.objects.filter(pk=dossier.applicant_id).update(persona=True)
    ty = visit("Tý", scripts=False)
    ty.open(f"/ho-so/{dossier.pk}/")
    ty.come_in_as(TY.full_name)
    ty.looks_in_both_sizes("both-units")
    ty.sees(HERE)
    ty.sees(THERE)
    assert ty.state == "Đã trả kết quả"
    _name, pdf = ty.download("Trích lục hộ tịch")
    assert "112/1985" in read(pdf)
