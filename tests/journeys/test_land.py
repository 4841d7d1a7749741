"""Land passes to a new owner: the tax office says what is owed, the clock rests until it is paid, the branch signs.

The citizen's browser runs scripts, those at the desks run none.
"""

from __future__ import annotations

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters.models import Hold
from tests.build import people
from tests.build.dossiers import PDF
from tests.build.forms import typed_by_the_form
from tests.build.people import BU_DANG, DAK_NHAU
from tests.journeys.conftest import Visit
from tests.journeys.running import Site
from tests.journeys.stories import (
    Typed,
    code_of,
    decide,
    fill_pages,
    give,
    hand_over,
    read,
    sit_down,
    take_the_fee,
    take_up,
)
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser

TRANSFER, SERIES = "1.013831", "DA 123456"
SCAN = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": PDF}
OF_AN = {
    "account.full_name": "Điểu Thị An",
    "account.identity_number": "070194001234",
    "account.birth_date": "1994-03-08",
    "account.phone": "0912345678",
    "account.email": "an@example.vn",
}
ANSWERS = {
    "givers.0.name": "Trần Văn Tý",
    "givers.0.identity_number": "070085001122",
    "users.0.name": "Điểu Thị An",
    "users.0.identity_number": "070194001234",
    "cert_series": SERIES,
    "parcels.0.lot": "112",
    "parcels.0.sheet": "25",
    "parcels.0.area": "250,5",
    "declared_price": "400000000",
    "result_method": "one_stop",
}
TO_TAX = {"tax_facts": ["Thôn Đak Xuyên, vị trí 2; đất ở nông thôn 250,5 m²; giá 400.000.000 đồng."]}
DETERMINED = {
    "land_registration_tax": ["2000000"],
    "income_tax": ["8000000"],
    "tax_ground": ["0,5 % lệ phí trước bạ và 2 % thuế thu nhập cá nhân trên giá 400.000.000 đồng."],
}
NOTICE = {
    "thong-bao-co-quan": ["Chi cục Thuế huyện Bù Đăng"],
    "thong-bao-so": ["TB-0456/TB-CCT"],
    "thong-bao-ngay-day": ["14"],
    "thong-bao-ngay-month": ["10"],
    "thong-bao-ngay-year": ["2024"],
    "thong-bao-so-tien": ["10.000.000"],
    "thong-bao-noi-nop": ["Kho bạc Nhà nước Bù Đăng, tài khoản 7111"],
    "ly-do": ["Nộp lệ phí trước bạ và thuế thu nhập cá nhân tại Kho bạc Nhà nước Bù Đăng."],
}
PAID = {
    "chung-tu-so": ["GNT-0099/2024"],
    "chung-tu-ngay-day": ["14"],
    "chung-tu-ngay-month": ["10"],
    "chung-tu-ngay-year": ["2024"],
}
CERTIFICATE = {
    "new_series": ["DB 654321"],
    "land_note": ["Nhận chuyển nhượng của ông Trần Văn Tý theo hợp đồng đã chứng thực."],
}


def test_a_transfer_waits_for_tax(visit: Visit, site: Site) -> None:
    an = people.an()
    unit, branch, tax = (
        people.agency_of(kind, BU_DANG) for kind in ("mot-cua-huyen", "chi-nhanh-dat-dai", "chi-cuc-thue")
    )
    everybody = (
        people.an_official("Mai Thị Hoa", unit, Duty.RECEPTION, Duty.RETURNS),
        people.an_official("Võ Văn Địa", branch, Duty.SPECIALIST),
        people.an_official("Đinh Thị Giám", branch, Duty.LEADER, position="Giám đốc Chi nhánh"),
        people.an_official("Phan Văn Số", branch, Duty.CLERK),
        people.an_official("Cao Thị Thuế", tax, Duty.SPECIALIST),
        people.an_official("Lương Văn Cục", tax, Duty.LEADER, position="Chi cục trưởng"),
    )
    staff = {somebody.account.full_name: somebody.account for somebody in everybody}
    Account.objects.update(persona=True)
    typed = typed_by_the_form(TRANSFER, DAK_NHAU, OF_AN, **ANSWERS)

    citizen = visit("An", size=DESK)
    citizen.open(f"/thu-tuc/{TRANSFER}/")
    citizen.press("Bắt đầu nộp")
    citizen.come_in_as("Điểu Thị An")
    citizen.press("Bắt đầu nộp")
    fill_pages(citizen, typed)
    for part in ("giay-chung-nhan", "hop-dong"):
        give(citizen, part, SCAN)  # type: ignore[arg-type]
    citizen.press("Tiếp tục")
    citizen.looks_in_both_sizes("review")
    citizen.press("Nộp hồ sơ")
    citizen.follow("Theo dõi hồ sơ")
    dossier = Dossier.objects.select_related("matter").get(applicant_id=an.account_id)

    seats: dict[str, Visitor] = {}

    def turn(name: str, outcome: str, typed: Typed | None = None) -> Visitor:
        """Somebody opens the dossier at their desk and does their part."""
        who = seats.get(name)
        if who is None:
            who = seats[name] = visit(name, scripts=False, size=DESK)
            sit_down(who, staff[name])
        who.open(f"/can-bo/ho-so/{dossier.pk}/")
        decide(who, outcome, typed)
        return who

    turn("Mai Thị Hoa", "Tiếp nhận hồ sơ")
    turn("Võ Văn Địa", "Có nghĩa vụ tài chính phải xác định", TO_TAX)
    turn("Đinh Thị Giám", "Chuyển cơ quan thuế")
    citizen.page.reload()
    citizen.sees("Chi cục Thuế")
    turn("Cao Thị Thuế", "Trình lãnh đạo ký", DETERMINED)
    head = visit("Lương Văn Cục", scripts=False, size=DESK)
    sit_down(head, staff["Lương Văn Cục"])
    take_up(head, str(Dossier.objects.select_related("matter").get(pk=dossier.pk).matter.code))
    head.follow("Ra thông báo nộp tiền…")
    head.looks_in_both_sizes("notice")
    head.fill(NOTICE)
    head.page.locator('input[name="thong-bao-tep"]').set_input_files([SCAN])  # type: ignore[list-item]
    head.press("Ra thông báo nộp tiền")
    head.looks_in_both_sizes("asked")
    site.work()

    citizen.open("/thong-bao/")
    citizen.page.locator("main .mc-row a").filter(has_text="cần nộp tiền để làm tiếp").first.click()
    citizen.sees("10.000.000")
    citizen.follow("Mở hồ sơ")
    citizen.looks_in_both_sizes("owed")
    citizen.sees("10.000.000 đồng")
    citizen.sees("Kho bạc Nhà nước Bù Đăng")
    assert citizen.state == "Yêu cầu thực hiện nghĩa vụ tài chính"
    _name, notice = citizen.download("Tải bản chụp thông báo")
    assert notice == PDF
    assert Hold.objects.get(matter_id=dossier.pk).ends_at is None

    turn("Mai Thị Hoa", "Đã nộp đủ theo thông báo", PAID)
    assert Hold.objects.get(matter_id=dossier.pk).ends_at is not None
    turn("Võ Văn Địa", "Trình lãnh đạo ký", CERTIFICATE)
    turn("Đinh Thị Giám", "Ký duyệt")
    turn("Phan Văn Số", "Phát hành kết quả")
    site.work()
    hoa = seats["Mai Thị Hoa"]
    take_the_fee(hoa, dossier.pk)
    hand_over(hoa, dossier.pk, "1234")
    citizen.open(f"/ho-so/{dossier.pk}/")
    citizen.looks_in_both_sizes("handed-over")
    assert citizen.state == "Đã trả kết quả"
    assert code_of(citizen)
    _name, pdf = citizen.download("Giấy chứng nhận")
    assert "DB 654321" in read(pdf)
