"""A morning at the counter: a citizen without an account is received by keyboard, and by hand without scripts."""

from __future__ import annotations

import time

import pytest

from motcua.domain.dossiers.models import Dossier, GivenPart
from tests.build import counter, people
from tests.build.counter import ORIGINAL, TY
from tests.build.dossiers import PDF
from tests.journeys.conftest import Cast, Visit
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser
MINUTE = 60


def typed(who: Visitor, *texts: str) -> None:
    """Type into one box after another, each left by Enter."""
    for text in texts:
        who.page.keyboard.type(text)
        who.page.keyboard.press("Enter")


def test_a_certified_copy_is_received_by_keyboard_in_less_than_a_minute(visit: Visit, cast: Cast) -> None:
    counter.a_copy_procedure()
    binh = visit("Bình", size=DESK)
    sit_down(binh, cast.commune.reception.account)
    binh.open("/can-bo/tiep-nhan/")
    began = time.monotonic()
    binh.page.locator("#tim-thu-tuc").focus()
    binh.page.keyboard.type("chung thuc ban sao")
    binh.page.keyboard.press("Enter")
    binh.page.wait_for_url("**q=*")
    binh.looks_in_both_sizes("search")
    binh.page.locator(".desk-pick__one", has_text=counter.COPY).press("Enter")
    binh.page.wait_for_url("**/tiep-nhan/*/")
    binh.looks_in_both_sizes("empty-sheet")
    binh.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    binh.page.locator("#id_so-dinh-danh").focus()
    with binh.page.expect_navigation():
        typed(binh, TY.identity_number)
    binh.sees("Chưa có ai trong hệ thống")
    binh.page.locator("#id_ho-ten").focus()
    typed(binh, TY.full_name, "20021985", TY.phone, TY.residence)
    binh.page.locator("#id_paper_name").focus()
    typed(binh, "Bằng tốt nghiệp trung học phổ thông", "2")
    with binh.page.expect_navigation():
        binh.page.keyboard.press("Control+Enter")
    assert time.monotonic() - began < MINUTE
    dossier = Dossier.objects.get()
    assert binh.heading == dossier.matter.code
    assert dossier.applicant_name == TY.full_name
    binh.looks_in_both_sizes("received")
    binh.follow("Mở hồ sơ")
    binh.looks_in_both_sizes("dossier")


def test_without_scripts_with_a_scan_a_warning_and_an_original_kept(visit: Visit, cast: Cast) -> None:
    counter.a_copy_procedure()
    first = counter.received(cast.commune.reception.official, brought=counter.brought(number="BC 1/2020"))
    binh = visit("Bình", scripts=False, size=DESK)
    sit_down(binh, cast.commune.reception.account)
    binh.open("/can-bo/tiep-nhan/?q=9.000815")
    with binh.page.expect_navigation():
        binh.page.locator(".desk-pick__one").first.click()
    binh.fill({"so-dinh-danh": ["070085001122"], "ho-ten": [""]})
    binh.press("Tra cứu")
    assert binh.value_of("ho-ten") == TY.full_name
    binh.fill({"paper_name": ["Học bạ"], "copies": ["1"], f"giu-{ORIGINAL}": ["BC 9/2020"], "ngay-sinh": ["40/13/1"]})
    scan = {"name": "hoc-ba.pdf", "mimeType": "application/pdf", "buffer": PDF}
    binh.page.locator(f'input[name="tep-{ORIGINAL}"]').set_input_files([scan])  # type: ignore[list-item]
    binh.press("Tiếp nhận, in giấy hẹn")
    binh.sees("chưa phải là một ngày có thật")
    binh.sees("hoc-ba.pdf")
    binh.looks_in_both_sizes("mistake")
    binh.fill({"ngay-sinh": ["20/2/1985"]})
    binh.press("Tiếp nhận, in giấy hẹn")
    binh.sees(f"đang có hồ sơ {first.matter.code} cùng thủ tục")
    binh.looks_in_both_sizes("warned")
    binh.fill({"ly-do-nhan": ["Chứng thực thêm học bạ."]})
    binh.press("Tiếp nhận, in giấy hẹn")
    dossier = Dossier.objects.latest("pk")
    assert binh.heading == dossier.matter.code
    assert GivenPart.objects.get(dossier=dossier).digitised == 1
    binh.follow("Mở hồ sơ")
    binh.follow("Trả bản chính")
    binh.looks_in_both_sizes("give-back")
    binh.press("Trả và lập phiếu")
    binh.sees("đã trả")
    binh.looks_in_both_sizes("given-back")


def test_a_long_form_at_the_counter(visit: Visit, cast: Cast) -> None:
    people.a_stranger()
    binh = visit("Bình", size=DESK)
    sit_down(binh, cast.commune.reception.account)
    binh.open("/can-bo/tiep-nhan/?q=1.001193")
    with binh.page.expect_navigation():
        binh.page.locator(".desk-pick__one").first.click()
    binh.looks_in_both_sizes("long-sheet")
    with binh.page.expect_navigation():
        binh.page.locator("[data-receive]").click()
    assert "/to-khai/" in binh.path
    binh.looks_in_both_sizes("long-page")
