"""A daughter files for her mother, from a phone in Đak Nhau: she follows it, and it is the mother's."""

from __future__ import annotations

import pytest

from motcua.domain.accounts.models import Account
from tests.build.behalf import MOTHER, MOTHER_NUMBER, lan, mo
from tests.build.people import DAK_NHAU
from tests.journeys.conftest import Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import TYPED, Typed, a_photograph, code_of, decide, fill_pages, give, sit_down, take_up
from tests.journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

COPY = "2.000635"
DAUGHTER = "Điểu Thị Lan"
TYPED_COPY: Typed = {
    **TYPED,
    "registration_area-code": [DAK_NHAU],
    "event_kind": ["birth"],
    "paper_name": ["Giấy khai sinh"],
    "requester_name": [DAUGHTER],
    "requester_identity_number": ["070194004444"],
    "subject_name": [MOTHER],
    "subject_birth_date-day": ["5"],
    "subject_birth_date-month": ["5"],
    "subject_birth_date-year": ["1965"],
    "subject_id_kind": ["identity_card"],
    "subject_identity_number": [MOTHER_NUMBER],
    "subject_gender": ["female"],
    "subject_ethnicity": ["xtieng"],
    "subject_nationality": ["vietnam"],
    "registered_at": ["UBND xã Đak Nhau"],
    "reg_no": ["12"],
    "book_no": ["01"],
    "reg_date-year": ["1965"],
    "copies_count": ["1"],
    "purpose": ["Làm lại giấy tờ"],
    "result_method": ["one_stop"],
    "collect_area-code": [DAK_NHAU],
}


def both(who: Visitor, name: str) -> None:
    """Look at the page on a desk too, and go on with the phone."""
    who.looks_in_both_sizes(name)
    who.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def say_for_whom(lan_there: Visitor) -> None:
    both(lan_there, "for-whom")
    lan_there.press("Tiếp tục")
    lan_there.looks("for-whom-unanswered")
    lan_there.fill({"whom": ["other"]})
    lan_there.press("Tiếp tục")
    lan_there.looks("principal")
    lan_there.fill({"principal_name": [MOTHER], "principal_number": [MOTHER_NUMBER], "kinship": ["other"]})
    lan_there.press("Tiếp tục")
    both(lan_there, "authority-certified")
    lan_there.page.locator(".govuk-back-link").click()
    lan_there.fill({"kinship": ["child"]})
    lan_there.press("Tiếp tục")
    lan_there.looks("authority-kin")
    lan_there.press("Tiếp tục")
    lan_there.looks("authority-wrong")
    lan_there.fill({"scope": ["both"]})
    give(lan_there, "tep", a_photograph(lan_there))
    lan_there.press("Tải lên, rồi thêm tệp nữa")
    lan_there.looks("authority-given")
    lan_there.press("Tiếp tục")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_daughter_files_for_her_mother(visit: Visit, cast: Cast, site: Site, scripts: bool) -> None:
    lan()
    mo()
    Account.objects.update(persona=True)
    daughter = visit("Lan", scripts=scripts)
    daughter.open(f"/thu-tuc/{COPY}/")
    daughter.press("Bắt đầu nộp")
    daughter.come_in_as(DAUGHTER)
    if daughter.path == f"/thu-tuc/{COPY}/":
        daughter.press("Bắt đầu nộp")
    say_for_whom(daughter)
    pages = fill_pages(daughter, TYPED_COPY)
    assert "uy-quyen" not in pages
    assert daughter.path.endswith("/giay-to/")
    daughter.looks("papers")
    daughter.press("Tiếp tục")
    both(daughter, "review")
    daughter.sees(MOTHER)
    daughter.press("Nộp hồ sơ")
    daughter.looks("filed")
    request_code = code_of(daughter)
    daughter.follow("Theo dõi hồ sơ")
    daughter.looks("status")
    assert daughter.heading.endswith(f": {MOTHER}")
    daughter.sees(f"Bạn nộp thay {MOTHER}")
    daughter.open("/ho-so/")
    daughter.looks("mine")
    site.work()

    mother = visit("Mơ", scripts=scripts)
    mother.open("/thong-bao/")
    mother.come_in_as(MOTHER)
    mother.looks("inbox")
    mother.follow("thay ông/bà")
    mother.looks("message")
    mother.sees(f"{DAUGHTER} vừa nộp hồ sơ")
    mother.open("/ho-so/")
    mother.looks("mine")
    mother.follow(MOTHER)
    both(mother, "status")
    mother.follow("Tôi không ủy quyền việc này")
    mother.looks("disown")
    mother.press("Tôi không ủy quyền việc này")
    mother.looks("disowned")

    binh = visit("Bình", scripts=scripts)
    sit_down(binh, cast.commune.reception.account)
    take_up(binh, request_code)
    binh.sees(f"không ủy quyền cho {DAUGHTER}")
    binh.looks("flag")
    daughter.open("/ho-so/")
    daughter.sees("Chủ hồ sơ báo không ủy quyền việc này")
    daughter.looks("mine-disowned")

    mother.follow("Tôi báo nhầm")
    mother.looks("own-up")
    mother.press("Tôi có ủy quyền việc này")
    take_up(binh, request_code)
    decide(binh, "Tiếp nhận hồ sơ")
    daughter.follow("Cấp bản sao")
    daughter.sees("Hẹn trả kết quả")
    daughter.looks("accepted")
