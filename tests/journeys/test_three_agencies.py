"""The interlinked birth: one dossier, one code, one date; the commune, the police and social insurance in turn."""

from __future__ import annotations

import pytest

from motcua.domain.accounts.models import Account
from tests.build.dossiers import CHILD_NUMBER
from tests.journeys.conftest import Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import (
    CHILD_IN_CAPITALS,
    NOTICE_OF_BIRTH,
    TYPED_INTERLINKED,
    Typed,
    a_photograph,
    code_of,
    decide,
    fill_pages,
    give,
    read,
    sit_down,
    take_up,
)
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

RESULTS = ("Giấy khai sinh", "Thông báo kết quả đăng ký thường trú", "Thẻ bảo hiểm y tế")
CARD = "TE1707000012345"


def hand_in(an: Visitor) -> str:
    an.open("/thu-tuc/2.000986/")
    an.looks("procedure")
    an.press("Bắt đầu nộp")
    an.come_in_as("Điểu Thị An")
    an.press("Bắt đầu nộp")
    fill_pages(an, TYPED_INTERLINKED)
    give(an, "giay-chung-sinh", NOTICE_OF_BIRTH)
    give(an, "to-khai-ct01", a_photograph(an))
    an.press("Tiếp tục")
    an.looks("review")
    an.press("Nộp hồ sơ")
    an.follow("Theo dõi hồ sơ")
    return code_of(an)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_one_dossier_crosses_three_agencies(visit: Visit, cast: Cast, site: Site, scripts: bool) -> None:
    an = visit("An", scripts=scripts)
    code = hand_in(an)

    def turn(who: Account, name: str, *outcomes: str, typed: Typed | None = None) -> Visitor:
        """Somebody opens the dossier at their desk and does their part."""
        visitor = visit(name, scripts=scripts)
        sit_down(visitor, who)
        take_up(visitor, code)
        for outcome in outcomes:
            decide(visitor, outcome, typed)
        return visitor

    commune = cast.commune
    code = code_of(turn(commune.reception.account, "Bình", "Tiếp nhận hồ sơ"))
    an.page.reload()
    due = an.page.locator(".mc-due").first.inner_text()
    assert "Hẹn trả kết quả" in due

    turn(commune.registrar.account, "Hộ", "Trình lãnh đạo ký", typed={"child_id_number": [CHILD_NUMBER]})
    turn(commune.leader.account, "Chi", "Ký duyệt")
    turn(commune.clerk.account, "Thư", "Phát hành và chuyển Công an")
    an.page.reload()
    an.looks("at-the-police")
    an.sees("Công an xã Đak Nhau")

    number = {"residence_confirmation_number": ["CT-2024-00123"]}
    turn(cast.police_officer, "Cảnh", "Trình lãnh đạo ký", typed=number)
    turn(cast.police_chief, "Trưởng", "Ký và chuyển Bảo hiểm xã hội")
    an.page.reload()
    an.sees("Bảo hiểm xã hội huyện Bù Đăng")
    assert an.page.locator(".mc-due").first.inner_text() == due, "the date is one, whoever works on it"
    assert code_of(an) == code

    card = {
        "health_card_number": [CARD],
        "health_card_valid_from-day": ["1"],
        "health_card_valid_from-month": ["10"],
        "health_card_valid_from-year": ["2024"],
    }
    turn(cast.insurer, "Hiểm", "Trình lãnh đạo duyệt", typed=card)
    turn(cast.insurance_director, "Giám", "Duyệt cấp thẻ")
    site.work()

    an.page.reload()
    an.press("Nhận kết quả điện tử")
    an.looks("three-results")
    for result in RESULTS:
        name, pdf = an.download(result)
        assert name.startswith(result)
        assert CHILD_IN_CAPITALS in read(pdf)
    assert CARD in read(pdf)
