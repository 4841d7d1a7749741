"""The map beside the list: light, quiet towards everybody else, and of use by keyboard and without scripts."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from motcua.domain.feedback import actions
from motcua.domain.feedback.rules import Place
from tests.build.people import BOM_BO, DAK_NHAU
from tests.build.reports import RUBBISH, Offices, a_report
from tests.journeys.conftest import MORNING, Visit
from tests.journeys.running import Site
from tests.journeys.test_broken_bridge import BUDGET, weight
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(visit: Visit, site: Site) -> Visitor:
    offices = Offices.of()
    for number, (place, category, told) in enumerate(
        [
            (Place(DAK_NHAU, "cầu", 12.0312, 107.1245), "gt-mat-duong", "Cầu thôn Đak Xuyên gãy một nhịp."),
            (Place(BOM_BO, "chợ", 11.9213, 107.1021), RUBBISH, "Bãi rác sau chợ Bom Bo."),
            (Place(BOM_BO, "trường"), RUBBISH, "Rác trước cổng trường."),
        ]
    ):
        report = a_report(now=MORNING + timedelta(seconds=number), place=place, category=category)
        actions.make_public(report.pk, told, by=offices.dispatcher.official, now=MORNING + timedelta(minutes=number))
    return visit("Reader")


def test_the_map_is_light_and_nothing_comes_from_elsewhere(reader: Visitor) -> None:
    hosts: set[str] = set()
    reader.page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    assert weight(reader, lambda: reader.open("/phan-anh/ban-do/")) <= BUDGET
    reader.page.locator(".mc-map__point").first.wait_for()
    assert hosts == {urlsplit(reader.address).netloc}
    assert reader.page.locator(".mc-map__point").count() == 2, "one does not say where it is"
    assert reader.page.locator(".mc-rows .mc-row").count() == 3, "the list has all"
    assert reader.page.locator("[data-sketch]").is_hidden()
    reader.looks_in_both_sizes("map")


def test_the_map_is_used_by_keyboard(reader: Visitor) -> None:
    reader.open("/phan-anh/ban-do/")
    point = reader.page.get_by_role("button", name=re.compile("Phản ánh số 2: Bãi rác"))
    point.focus()
    reader.page.keyboard.press(" ")
    link = reader.page.locator(".leaflet-popup a", has_text="Bãi rác sau chợ")
    link.wait_for()
    assert link.evaluate("each => each === document.activeElement")
    reader.looks_in_both_sizes("popup")
    reader.page.keyboard.press("Escape")
    reader.page.locator(".leaflet-popup").wait_for(state="detached")
    assert point.evaluate("each => each === document.activeElement")
    reader.page.get_by_role("link", name="Bỏ qua bản đồ, đến danh sách").press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "danh-sach"


def test_without_scripts_the_sketch_stands_beside_the_list(visit: Visit, reader: Visitor) -> None:
    plain = visit("Plain", scripts=False)
    plain.open("/phan-anh/")
    plain.follow("Xem trên bản đồ")
    assert plain.page.locator("figure svg").is_visible()
    assert plain.page.locator("[data-map]").is_hidden()
    plain.looks_in_both_sizes("sketch")
