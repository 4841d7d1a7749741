"""The app: it can be installed, its first page fits a slow line, and a report written without network is filed once."""

from __future__ import annotations

import re

import pytest

from motcua.domain.feedback.models import Report
from tests.build.people import DAK_NHAU
from tests.build.reports import BRIDGE, WORDS, Offices, a_photo
from tests.journeys.conftest import Visit
from tests.journeys.running import Site
from tests.journeys.test_broken_bridge import BUDGET, weight
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
NEVER_HERE = {"in-incognito"}
"""Errors about the test's own browser: every person in it has a private window."""


@pytest.fixture
def villager(visit: Visit, site: Site) -> Visitor:
    Offices.of()
    return visit("Krai")


def with_the_worker(who: Visitor, path: str) -> None:
    """Open a page of the app and wait until it is kept."""
    who.open(path)
    who.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    who.page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_the_app_can_be_installed_and_its_first_page_is_light(villager: Visitor) -> None:
    assert weight(villager, lambda: villager.open("/ung-dung/")) <= BUDGET
    with_the_worker(villager, "/ung-dung/")
    session = villager.context.new_cdp_session(villager.page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert "BinhPhuocToday" in manifest["data"]
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each for each in errors if each["errorId"] not in NEVER_HERE] == []
    villager.looks_in_both_sizes("tiles")


def test_a_report_written_without_network_is_filed_once_when_it_is_back(villager: Visitor) -> None:
    with_the_worker(villager, "/ung-dung/viet/")
    assert weight(villager, lambda: villager.open("/ung-dung/viet/")) <= BUDGET
    villager.context.set_offline(True)
    villager.open("/ung-dung/viet/")  # from the telephone itself
    villager.page.locator("#category").select_option(BRIDGE)
    villager.page.locator("#content").fill("hỏng")
    villager.page.get_by_role("button", name="Gửi phản ánh", exact=True).click()
    villager.page.locator("[data-problems]:not([hidden])").wait_for()
    villager.sees("Hãy chọn xã, phường")
    villager.page.locator("#area").select_option(DAK_NHAU)
    villager.page.locator("#content").fill(WORDS)
    villager.page.locator("#phone").fill("0912 345 679")
    picture = {"name": "cau.jpg", "mimeType": "image/jpeg", "buffer": a_photo(where=True)}
    villager.page.locator("#photos").set_input_files(picture)  # type: ignore[arg-type]  # as Playwright wants it
    villager.page.locator("[data-photos] li").wait_for()
    villager.page.get_by_text("Đã giữ trên máy này").wait_for()
    villager.open("/ung-dung/viet/")  # closed and opened again: still without network
    villager.page.locator("[data-photos] li").wait_for()
    assert villager.page.locator("#content").input_value() == WORDS
    villager.page.get_by_role("button", name="Gửi phản ánh", exact=True).click()
    villager.page.get_by_text("Đang chờ có mạng để gửi").wait_for()
    villager.takes_a_picture("waiting")
    assert not Report.objects.exists()
    assert WORDS not in str(villager.page.evaluate("motcuaQueue.all('drafts')")), "what is finished is locked"

    villager.context.set_offline(False)
    villager.page.get_by_text(re.compile("Đã gửi, bấm để theo dõi")).wait_for()
    report = Report.objects.get()
    assert (report.channel, report.content, report.sender_phone) == ("app", WORDS, "0912345679")
    assert report.written_at is not None
    photo = report.photos.get().file
    assert photo.media_type == "image/jpeg"
    villager.open("/ung-dung/viet/")
    villager.page.get_by_text(re.compile("Đã gửi, bấm để theo dõi")).wait_for()
    villager.looks_in_both_sizes("sent-from-here")
    assert Report.objects.count() == 1
    villager.page.get_by_role("link", name=re.compile("Đã gửi, bấm để theo dõi")).click()
    villager.page.wait_for_url("**/phan-anh/*/")
    villager.sees("khi chưa có mạng")
