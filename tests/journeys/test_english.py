"""The same way in English: from the home page to the status of the dossier, without a Vietnamese label."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Cast, Visit
from tests.journeys.stories import NOTICE_OF_BIRTH, TYPED, fill_pages, give
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

LABELS = "h1, h2, h3, nav a, .govuk-tag, main :is(label, legend, summary, dt, .govuk-button:not(.mc-person *))"
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
NAMES = re.compile(r"Điểu (?:Thị An|Minh Khôi|Văn Khang)|Đak Nhau|Bù Đăng|Bình Phước|Đak Xuyên|Một Cửa|Việt Nam")


def reads_english(who: Visitor) -> None:
    """No label, heading or button is in Vietnamese; the names of people and places are what they are."""
    assert who.page.locator("html").get_attribute("lang") == "en"
    shown = who.page.locator(LABELS).all_inner_texts()
    left = [text for text in shown if VIETNAMESE.search(NAMES.sub("", text))]
    assert left == [], f"{who.page.url} in English says {left}"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_way_in_english(visit: Visit, cast: Cast, scripts: bool) -> None:
    an: Visitor = visit("An", scripts=scripts, language="en")
    an.open("/")
    reads_english(an)
    an.looks("home")
    an.page.locator('main input[name="q"]').first.fill("birth certificate")
    an.page.keyboard.press("Enter")
    an.page.wait_for_url("**/thu-tuc/?q=*")
    reads_english(an)
    an.follow("Birth registration")
    reads_english(an)
    an.press("Start now")
    reads_english(an)
    an.come_in_as("Điểu Thị An")
    an.press("Start now")
    an.page.wait_for_url("**/en/nop-ho-so/**")
    fill_pages(an, TYPED, onward="Continue", each=reads_english)
    reads_english(an)
    give(an, "giay-chung-sinh", NOTICE_OF_BIRTH)
    an.press("Continue")
    reads_english(an)
    an.press("Submit")
    reads_english(an)
    an.follow("Follow the dossier")
    reads_english(an)
    an.looks("status")
    an.sees("The office answers by")
