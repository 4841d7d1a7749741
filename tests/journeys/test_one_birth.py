"""One birth: from the home page, on a phone, to the certificate in the mother's hands."""

from __future__ import annotations

import pytest

from tests.build.dossiers import CHILD_NUMBER
from tests.journeys.conftest import Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import (
    CHILD,
    CHILD_IN_CAPITALS,
    NOTICE_OF_BIRTH,
    PRIVATE,
    TYPED,
    a_photograph,
    code_of,
    decide,
    fill_pages,
    give,
    read,
    sit_down,
    take_up,
)
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser


def find_and_begin(an: Visitor) -> None:
    an.open("/")
    an.looks("home")
    an.page.locator('main input[name="q"]').first.fill("giay khai sinh")
    an.page.keyboard.press("Enter")
    an.page.wait_for_url("**/thu-tuc/?q=*")
    an.looks("found")
    an.follow("Đăng ký khai sinh")
    assert an.path == "/thu-tuc/1.001193/"
    an.looks("procedure")
    an.sees("Giấy chứng sinh")
    an.press("Bắt đầu nộp")
    an.looks("personas")
    an.come_in_as("Điểu Thị An")
    if an.path == "/thu-tuc/1.001193/":  # back where she was: now the button begins
        an.press("Bắt đầu nộp")


def make_a_mistake_and_mend_it(an: Visitor) -> None:
    wrong = {**TYPED, "child_birth_date-day": ["32"]}
    an.fill(wrong)
    an.press("Tiếp tục")
    if an.page.locator(".govuk-error-summary").count() == 0:  # questions that came up are asked first
        an.fill(wrong)
        an.press("Tiếp tục")
    an.looks("mistake")
    assert an.page.title().startswith("Lỗi:")
    assert an.value_of("child_name") == CHILD
    assert an.value_of("child_birth_date-day") == "32"
    an.page.locator(".govuk-error-summary a").first.click()
    assert an.page.evaluate("document.activeElement.name || location.hash") != ""
    fill_pages(an, TYPED, until="noi-sinh")


def give_the_papers(an: Visitor) -> None:
    assert an.path.endswith("/giay-to/")
    an.looks("papers")
    give(an, "giay-chung-sinh", a_photograph(an), NOTICE_OF_BIRTH)
    an.press("Tải lên, rồi thêm tệp nữa")
    an.sees("chup-giay.jpg")
    an.sees("giấy chứng sinh.pdf")
    an.looks("papers-given")
    an.press("Tiếp tục")


def check_and_hand_in(an: Visitor) -> str:
    an.looks("review")
    an.sees(CHILD)
    an.sees("Hồ sơ này không mất phí.")
    an.press("Nộp hồ sơ")
    an.looks("filed")
    assert an.heading == "Đã nộp hồ sơ"
    return code_of(an)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_birth_from_the_home_page_to_the_certificate(visit: Visit, cast: Cast, site: Site, scripts: bool) -> None:
    an = visit("An", scripts=scripts)
    find_and_begin(an)
    fill_pages(an, TYPED, until="be")
    make_a_mistake_and_mend_it(an)
    fill_pages(an, TYPED)
    give_the_papers(an)
    request_code = check_and_hand_in(an)
    site.work()

    binh = visit("Bình", scripts=scripts)
    sit_down(binh, cast.commune.reception.account)
    take_up(binh, request_code)
    decide(binh, "Tiếp nhận hồ sơ")
    code = code_of(binh)
    assert code != request_code
    binh.looks("accepted")

    an.follow("Theo dõi hồ sơ")
    an.looks("status")
    assert code_of(an) == code
    an.sees("Hẹn trả kết quả")
    an.page.locator("summary", has_text="Ngày này được tính thế nào?").click()
    assert an.page.locator(".govuk-details__text li").count() > 2
    assert an.page.locator(".govuk-details__text li").first.is_visible()

    registrar = visit("Hộ", scripts=scripts)
    sit_down(registrar, cast.commune.registrar.account)
    take_up(registrar, code)
    decide(registrar, "Trình lãnh đạo ký", {"child_id_number": [CHILD_NUMBER]})

    chi = visit("Chi", scripts=scripts, size=DESK)
    sit_down(chi, cast.commune.leader.account)
    take_up(chi, code)
    decide(chi, "Ký duyệt")

    clerk = visit("Thư", scripts=scripts)
    sit_down(clerk, cast.commune.clerk.account)
    take_up(clerk, code)
    decide(clerk, "Phát hành kết quả")
    site.work()

    an.page.reload()
    an.looks("result-ready")
    an.press("Nhận kết quả điện tử")
    an.looks("result")
    assert an.state == "Đã trả kết quả"
    name, pdf = an.download("Giấy khai sinh")
    assert name.endswith(".pdf")
    assert CHILD_IN_CAPITALS in read(pdf)
    assert CHILD_NUMBER in read(pdf)

    site.work()
    an.open("/thong-bao/")
    an.looks("inbox")
    an.page.locator("main .mc-row a").filter(has_text=code).first.click()
    an.looks("message")
    an.sees(code)
    assert "an@example.vn" in {letter["To"] for letter in site.letters.received}

    stranger = visit("Người lạ", scripts=scripts)
    stranger.open("/")
    stranger.page.locator('main input[name="ma"]').fill(code.lower())
    stranger.press("Tra cứu")
    stranger.looks("lookup")
    assert stranger.state == "Đã trả kết quả"
    stranger.does_not_see(*PRIVATE)
