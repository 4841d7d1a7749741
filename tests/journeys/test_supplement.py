"""A paper was unclear: asked for once, supplied the next day, and the clock stood still in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.kernel.actors import Citizen
from tests.build.dossiers import a_dossier
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import a_photograph, decide, give, sit_down, take_up

pytestmark = pytest.mark.browser

REASON = "Ảnh giấy chứng sinh bị mờ, không đọc được số."
MISSING = {
    "thieu-giay-chung-sinh": ["on"],
    "thieu-giay-chung-sinh-ghi-chu": ["Chụp lại cho rõ số"],
    "ly-do": [REASON],
}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_what_was_missing_is_supplied_and_the_date_moves(visit: Visit, cast: Cast, site: Site, scripts: bool) -> None:
    dossier = a_dossier(Citizen(cast.an.pk), now=MORNING)
    binh, registrar, an = (visit(name, scripts=scripts) for name in ("Bình", "Hộ", "An"))
    sit_down(binh, cast.commune.reception.account)
    take_up(binh, dossier.matter.request_code)
    decide(binh, "Tiếp nhận hồ sơ")
    an.open(f"/ho-so/{dossier.pk}/")
    an.come_in_as("Điểu Thị An")
    an.sees("17:00 ngày 14/10/2024")

    sit_down(registrar, cast.commune.registrar.account)
    dossier.matter.refresh_from_db()
    take_up(registrar, str(dossier.matter.code))
    registrar.follow("Yêu cầu bổ sung hồ sơ…")
    registrar.looks("ask")
    registrar.press("Yêu cầu bổ sung hồ sơ")
    registrar.looks("ask-mistake")
    assert registrar.page.title().startswith("Lỗi:")
    registrar.fill(MISSING)
    registrar.press("Yêu cầu bổ sung hồ sơ")
    registrar.sees(REASON)
    registrar.looks("asked")
    site.work()

    an.open("/thong-bao/")
    an.page.locator("main .mc-row a").filter(has_text="cần bổ sung").first.click()
    an.sees("Giấy chứng sinh")
    an.follow("Mở hồ sơ")
    an.looks("asked")
    an.sees(REASON)
    site.turn_the_clock_to(MORNING + timedelta(days=1), now=MORNING)
    an.follow("Bổ sung ngay")
    an.looks("supplement")
    an.page.locator('textarea[name="note"]').fill("Tôi đã chụp lại ngoài trời.")
    give(an, "giay-1", a_photograph(an))
    an.press("Gửi phần bổ sung")
    an.looks("supplied")
    an.sees("Đang xử lý")
    an.does_not_see("17:00 ngày 14/10/2024</")
    an.sees("17:00 ngày 15/10/2024")
    an.page.locator("summary", has_text="Ngày này được tính thế nào?").click()
    an.sees("Tạm dừng từ")

    take_up(registrar, str(dossier.matter.code))
    registrar.looks("supplied")
    registrar.sees("Tôi đã chụp lại ngoài trời.")
    registrar.sees("chup-giay.jpg")
