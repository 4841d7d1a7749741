"""A birth that will be late: form 04 drafted by the system, written, signed, told; and the verdict stays late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers.models import Dossier
from motcua.kernel.actors import Citizen
from motcua.kernel.later import defer
from tests.build.dossiers import a_dossier, walk
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import decide, read, sit_down, take_up
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser

WHY = "Máy in phôi Giấy khai sinh của xã bị hỏng, phải chờ sửa."
FIRST, NEW = "17:00 ngày 14/10/2024", "11:00 ngày 16/10/2024"
NEXT_DAY = MORNING + timedelta(days=1)
WRITTEN = {
    "reason": [WHY],
    "day-day": ["16"],
    "day-month": ["10"],
    "day-year": ["2024"],
    "hour": ["11:00"],
}


ON_FRIDAY = MORNING - timedelta(days=2, hours=16)
"""At 16:00, so that what is due the same day is due this Monday at 17:00."""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_office_apologises_before_it_is_late(visit: Visit, cast: Cast, site: Site, scripts: bool) -> None:
    dossier = walk(a_dossier(Citizen(cast.an.pk), now=ON_FRIDAY), cast.commune, "accepted", now=ON_FRIDAY)
    code = str(dossier.matter.code)
    defer("dossiers.draft_apologies")
    site.work()

    registrar = visit("Hộ", scripts=scripts, size=DESK)
    sit_down(registrar, cast.commune.registrar.account)
    registrar.follow("Cần lưu ý")
    registrar.looks_in_both_sizes("attention")
    registrar.sees("Chờ soạn")
    registrar.follow(code)
    registrar.looks_in_both_sizes("draft")
    registrar.fill({**WRITTEN, "reason": ["trễ"], "day-day": ["14"]})
    registrar.press("Lưu phiếu")
    registrar.looks_in_both_sizes("mistake")
    registrar.fill(WRITTEN)
    registrar.press("Lưu phiếu")
    registrar.sees("Chờ ký")

    chi = visit("Chi", scripts=scripts, size=DESK)
    sit_down(chi, cast.commune.leader.account)
    chi.follow("Cần lưu ý")
    chi.sees("Chờ ký")
    chi.follow(code)
    chi.looks_in_both_sizes("to-sign")
    chi.sees(WHY)
    chi.press("Ký và gửi người nộp")
    chi.sees("Đã ký phiếu xin lỗi và hẹn lại")
    chi.looks_in_both_sizes("signed")
    site.work()

    an = visit("An", scripts=scripts)
    an.open("/thong-bao/")
    an.come_in_as("Điểu Thị An")
    an.page.locator("main .mc-row a").filter(has_text="Xin lỗi").first.click()
    an.looks("told")
    an.sees(WHY)
    an.follow("Mở hồ sơ")
    an.looks_in_both_sizes("both-dates")
    for said in ("Ngày hẹn lần đầu", FIRST, NEW, WHY):
        an.sees(said)
    _name, pdf = an.download("Phiếu xin lỗi và hẹn lại ngày trả kết quả")
    assert WHY in read(pdf)

    site.turn_the_clock_to(NEXT_DAY, now=MORNING)
    walk(dossier, cast.commune, "approved", now=NEXT_DAY)
    clerk = visit("Thư", scripts=scripts)
    sit_down(clerk, cast.commune.clerk.account)
    take_up(clerk, code)
    decide(clerk, "Phát hành kết quả")
    dossier = Dossier.objects.select_related("matter").get(pk=dossier.pk)
    assert (dossier.matter.verdict, dossier.matter.in_time) == ("late", False)
    clerk.sees("Quá hạn")
    an.open(f"/ho-so/{dossier.pk}/")
    an.looks("late-result")
    an.sees("Quá hạn")
    an.sees(NEW)
