"""What somebody typed is never lost: the sign-in ended, the browser was closed, the network went away."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.journeys.conftest import Cast, Visit
from tests.journeys.stories import CHILD, TYPED, fill_pages
from tests.journeys.visitor import PATIENCE, Visitor

pytestmark = pytest.mark.browser

A_MOMENT = 6_000
"""Milliseconds of the page's own clock, for which good news stands there."""
NEW_NAME = "Điểu Thị Út"


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def an(visit: Visit, cast: Cast, request: pytest.FixtureRequest) -> Visitor:
    """An in the middle of the form, before the page about the child."""
    an: Visitor = visit("An", scripts=request.param)
    an.open("/thu-tuc/1.001193/")
    an.press("Bắt đầu nộp")
    an.come_in_as("Điểu Thị An")
    an.press("Bắt đầu nộp")
    fill_pages(an, TYPED, until="be")
    return an


def test_a_sign_in_that_ended_in_the_middle_of_a_page(an: Visitor) -> None:
    an.fill({**TYPED, "child_name": [NEW_NAME]})
    Session.objects.all().delete()
    an.press("Tiếp tục")
    an.come_in_as("Điểu Thị An")
    an.looks("typed-before")
    an.sees("Những gì bạn vừa nhập vẫn còn nguyên")
    assert an.value_of("child_name") == NEW_NAME
    an.press("Tiếp tục")
    assert an.heading.endswith("Dân tộc, quốc tịch của bé")


@pytest.mark.parametrize("an", [False], indirect=True, ids=["no-scripts"])
def test_a_browser_that_was_closed_and_opened_again(an: Visitor, visit: Visit) -> None:
    fill_pages(an, TYPED, until="dan-toc-quoc-tich")
    an.close_the_browser_and_open_it_again()
    an.open("/")
    an.looks("home-with-a-draft")
    an.follow("Đăng ký khai sinh")
    assert an.path.endswith("/dan-toc-quoc-tich/")

    elsewhere = visit("An ở máy khác", scripts=an.scripts)
    elsewhere.open("/ho-so/")
    elsewhere.come_in_as("Điểu Thị An")
    elsewhere.looks("my-dossiers")
    elsewhere.follow("Đăng ký khai sinh")
    elsewhere.follow("Quay lại")
    assert elsewhere.value_of("child_name") == CHILD


@pytest.mark.parametrize("an", [True], indirect=True, ids=["scripts"])
def test_a_network_that_went_away(an: Visitor) -> None:
    an.fill({**TYPED, "child_name": [NEW_NAME]})
    an.page.clock.install()
    an.context.set_offline(True)
    notice = an.page.locator(".mc-network")
    expect(notice).to_contain_text("Đang mất mạng")
    an.page.get_by_role("button", name="Tiếp tục").click()
    expect(notice).to_be_visible()
    assert an.value_of("child_name") == NEW_NAME
    an.takes_a_picture("offline")
    an.context.set_offline(False)
    expect(notice).to_contain_text("Đã có mạng trở lại")
    an.page.clock.run_for(A_MOMENT)
    expect(notice).to_be_hidden(timeout=PATIENCE)
    an.press("Tiếp tục")
    assert an.heading.endswith("Dân tộc, quốc tịch của bé")
