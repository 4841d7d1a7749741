"""A villager reports a broken bridge from a phone, with scripts and without, and follows it until it stands again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.feedback import actions
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import Said
from tests.build import people
from tests.build.people import DAK_NHAU, NURSE
from tests.build.reports import DONE, WORDS, Offices, a_photo, press
from tests.journeys.conftest import OFFSET, Visit
from tests.journeys.running import Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
PRIVATE = ("Điểu Krai", "0912345679", WORDS)
BUDGET = 100_000
"""Bytes that come over the line for the first page, everything on it included."""


@pytest.fixture
def offices(site: Site) -> Offices:
    offices = Offices.of()
    Account.objects.update(persona=True)
    return offices


def now() -> datetime:
    """The moment on the clock of the site."""
    return datetime.now(UTC) - OFFSET


def go_on(who: Visitor, name: str) -> None:
    who.looks_in_both_sizes(name) if who.scripts else who.looks(name)
    who.page.set_viewport_size({"width": 360, "height": 740})
    who.press("Tiếp tục")


def report_the_bridge(who: Visitor) -> str:
    """From the list of reports to the code; the address of the secret page."""
    who.open("/phan-anh/")
    who.looks("nothing-published")
    who.follow("Gửi phản ánh")
    who.looks("what")
    who.page.locator("#mc-search").fill("cau hu hong")
    who.press("Tìm")
    who.looks("what-found")
    who.page.get_by_role("button", name=re.compile("Đường, cầu")).first.click()
    who.page.wait_for_url("**/o-dau/")
    go_on(who, "where-empty") if who.scripts else who.press("Tiếp tục")
    who.sees("Việc này cần biết ở đâu")
    who.looks("where-wrong")
    who.fill({"area": [DAK_NHAU], "detail": ["cầu dân sinh thôn Đak Xuyên"]})
    if who.scripts:
        who.context.grant_permissions(["geolocation"])
        who.context.set_geolocation({"latitude": 12.0312, "longitude": 107.1245, "accuracy": 20})
        who.page.get_by_role("button", name="Thêm vị trí tôi đang đứng").click()
        who.page.get_by_text("sai số khoảng 20 mét").wait_for()
    go_on(who, "where")
    # Each in their own words: the same ones from one address are stopped after the second time.
    words = f"{WORDS} ({who.name}, {'có' if who.scripts else 'không'})"
    who.fill({"content": [words]})
    go_on(who, "told")
    picture = {"name": "cau.jpg", "mimeType": "image/jpeg", "buffer": a_photo(where=True)}
    who.page.locator("#photos").set_input_files(picture)  # type: ignore[arg-type]  # as Playwright wants it
    who.press("Thêm ảnh, ghi âm")
    go_on(who, "photos")
    who.fill({"name": ["Điểu Krai"], "phone": ["0912 345 679"]})
    go_on(who, "who")
    who.sees(words)
    who.looks("review")
    who.press("Gửi phản ánh")
    who.sees("Đã gửi phản ánh")
    who.looks_in_both_sizes("sent")
    link = who.page.locator(".mc-address a").get_attribute("href")
    assert link is not None
    return link


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_villager_reports_a_broken_bridge(visit: Visit, offices: Offices, scripts: bool) -> None:
    villager = visit("Krai", scripts=scripts)
    address = report_the_bridge(villager)
    villager.open(address)
    villager.looks_in_both_sizes("followed")
    report = Report.objects.get()
    assert report.photos.count() == 1
    the_unit_asks(report, offices)
    villager.open(address)
    villager.looks("asked")
    villager.fill({"reply": ["Nhịp giữa, xe máy không qua được."]})
    villager.press("Gửi trả lời")
    villager.sees("Đã gửi câu trả lời cho đơn vị")
    the_unit_answers(report, offices)
    villager.open(address)
    villager.looks_in_both_sizes("answered")
    villager.follow("Chưa xong")
    villager.looks("verdict")
    villager.fill({"words": ["Cầu vẫn gãy, mới kê tạm mấy tấm ván."]})
    villager.press("Gửi")
    villager.sees("phản ánh được mở lại")
    villager.looks("not-done")
    the_unit_answers(report, offices)
    villager.open(address)
    villager.follow("Đã xong")
    villager.fill({"fixed": ["yes"]})
    villager.press("Gửi")
    closing = Said(public_text="Cầu thôn Đak Xuyên gãy một nhịp.", public_answer="Nhịp cầu đã được thay.")
    press(report, "close", offices.dispatcher.official, said=closing, now=now())
    actions.make_public_copies(report.pk, by=NURSE, now=now())
    reader = visit("Somebody", scripts=scripts)
    reader.open("/phan-anh/")
    reader.looks_in_both_sizes("list")
    reader.follow("Cầu thôn Đak Xuyên gãy")
    reader.looks_in_both_sizes("public")
    reader.sees("Nhịp cầu đã được thay.")
    reader.does_not_see(*PRIVATE)
    for path, name in (("/phan-anh/so-lieu/", "figures"), (f"/tra-cuu/{report.matter.code}", "lookup")):
        reader.open(path)
        reader.looks_in_both_sizes(name)
        reader.does_not_see(*PRIVATE)


def the_unit_asks(report: Report, offices: Offices) -> None:
    press(report, "forward", offices.dispatcher.official, now=now())
    press(report, "accept", offices.handler.official, now=now())
    said = Said(question="Gãy ở nhịp nào, xe máy còn qua được không?")
    press(report, "ask", offices.handler.official, said=said, now=now())


def the_unit_answers(report: Report, offices: Offices) -> None:
    press(report, "draft_answer", offices.handler.official, said=DONE, now=now())
    press(report, "answer", offices.head.official, now=now())
    actions.make_public_copies(report.pk, by=NURSE, now=now())


@pytest.mark.parametrize("path", ["/phan-anh/", "/phan-anh/gui/"])
def test_the_first_page_fits_a_slow_line(visit: Visit, offices: Offices, path: str) -> None:
    somebody = visit("Krai")
    assert weight(somebody, lambda: somebody.open(path)) <= BUDGET


def weight(who: Visitor, visit: Callable[[], Any]) -> int:
    """Bytes that came over the line, as the browser counts them."""
    session = who.context.new_cdp_session(who.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    visit()
    who.page.wait_for_load_state("networkidle")
    session.detach()
    assert received
    return int(sum(received))


def test_the_pages_beside(visit: Visit, offices: Offices) -> None:
    an = people.an()
    Account.objects.update(persona=True)
    visitor = visit("An")
    visitor.open("/phan-anh/cua-toi/")
    visitor.come_in_as(Account.objects.get(pk=an.account_id).full_name)
    visitor.looks_in_both_sizes("no-reports")
    report_the_bridge(visitor)
    visitor.open("/phan-anh/cua-toi/")
    visitor.looks_in_both_sizes("my-reports")
    report = Report.objects.get()
    visitor.open(f"/phan-anh/{report.matter.token}/rut/")
    visitor.looks_in_both_sizes("withdraw")
    visitor.press("Rút phản ánh")
    visitor.looks("withdrawn")
    visitor.open("/phan-anh/gui/")
    visitor.page.get_by_role("button", name=re.compile("Đường, cầu")).first.click()
    visitor.page.wait_for_url("**/o-dau/")
    visitor.open("/phan-anh/gui/xem-lai/")
    visitor.looks_in_both_sizes("review-missing")
    visitor.open("/phan-anh/gui/bo/")
    visitor.looks("discard")
    visitor.press("Bỏ")
