"""The map of published reports: what the list beside it says, and nothing from elsewhere unless it is named."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.domain.feedback import queries
from motcua.domain.feedback.rules import Place
from tests.build.people import DAK_NHAU
from tests.build.reports import RUBBISH, Offices
from tests.web.desk.visits import now
from tests.web.portal.test_reports_public import TOLD, published

PLACE = Place(DAK_NHAU, "cầu", 12.031234, 107.124567)


@pytest.fixture
def offices() -> Offices:
    return Offices.of()


def data(page: str, name: str) -> Any:
    found = re.search(rf'data-{name}="([^"]*)"', page)
    assert found is not None
    return json.loads(unescape(found[1]))


def test_the_map_has_its_list_with_the_rounded_places_it_shows(client: Client, offices: Offices) -> None:
    published(offices, place=PLACE)
    page = client.get("/phan-anh/ban-do/").content.decode()
    assert TOLD in page
    assert 'data-spot="1" data-latitude="12.031" data-longitude="107.125"' in page
    assert "12.0312" not in page
    assert "<svg" in page, "the sketch stands until the script has drawn"
    for script in ("motcua/leaflet.js", "motcua/leaflet.css", "portal/map.js"):
        assert script in page
    assert data(page, "bounds") == list(queries.bounds() or ())
    assert ["Huyện Bù Đăng", 11.81, 107.25] in data(page, "landmarks")
    assert ["Bù Đăng District", 11.81, 107.25] in data(client.get("/en/phan-anh/ban-do/").content.decode(), "landmarks")


def test_leaflet_is_loaded_on_the_page_with_the_map_alone(client: Client, offices: Offices) -> None:
    assert "leaflet" not in client.get("/phan-anh/ban-do/").content.decode(), "nothing to draw"
    published(offices, place=PLACE)
    listed = client.get("/phan-anh/?linh-vuc=giao-thong").content.decode()
    assert "leaflet" not in listed
    assert 'href="/phan-anh/ban-do/?linh-vuc=giao-thong"' in listed


def test_it_is_narrowed_as_the_list_is(client: Client, offices: Offices) -> None:
    bridge, rubbish = published(offices, place=PLACE), published(offices, category=RUBBISH)
    page = client.get("/phan-anh/ban-do/?linh-vuc=moi-truong").content.decode()
    assert str(rubbish.matter.code) in page
    assert str(bridge.matter.code) not in page
    assert 'action="/phan-anh/ban-do/"' in page
    assert 'href="/phan-anh/?linh-vuc=moi-truong"' in page


def test_nothing_is_fetched_from_elsewhere_unless_the_settings_name_a_server(
    client: Client, offices: Offices, settings: Any
) -> None:
    published(offices, place=PLACE)
    assert "img-src 'self' data:;" in client.get("/phan-anh/ban-do/")["Content-Security-Policy"] + ";"
    settings.MOTCUA_MAP_TILES = "https://{s}.tiles.example.vn/{z}/{x}/{y}.png"
    settings.MOTCUA_MAP_CREDIT = "© Sở"
    shown = client.get("/phan-anh/ban-do/")
    assert "https://*.tiles.example.vn" in shown["Content-Security-Policy"]
    assert 'data-tiles="https://{s}.tiles.example.vn/{z}/{x}/{y}.png"' in shown.content.decode()
    assert "tiles" not in client.get("/phan-anh/")["Content-Security-Policy"], "on the page with the map alone"


def test_it_costs_the_same_however_many_there_are(client: Client, offices: Offices) -> None:
    def cost() -> int:
        client.get("/phan-anh/ban-do/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/phan-anh/ban-do/")
        return len(captured)

    published(offices, place=PLACE)
    before = cost()
    for _number in range(3):
        published(offices, place=PLACE)
    assert cost() == before <= 10


def test_landmarks_are_those_of_the_pack_that_are_there_on_the_day() -> None:
    there = queries.landmarks(now().date())
    assert {each.area.code for each in there} == {str(code) for code in range(688, 699)}
    south, west, north, east = queries.bounds() or (0, 0, 0, 0)
    assert all(south < each.latitude < north and west < each.longitude < east for each in there)
    assert queries.landmarks((now() - timedelta(days=9999)).date()) == []
