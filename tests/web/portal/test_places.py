"""A commune is chosen among 111: under its district, told apart from another of the same name, and light."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from django.test import Client

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Area
from motcua.domain.dossiers.models import Draft
from motcua.kernel.actors import Citizen
from tests.build import land
from tests.build.dossiers import MONDAY
from tests.build.people import DAK_NHAU
from tests.web.portal.pages import at_page, begun, problems, text_of
from tests.web.portal.test_budgets import cost

SignedIn = Callable[[Citizen], Client]
LATER_PAGE = 30_000
"""Bytes that a page may weigh on its way when its files are there already."""


@pytest.fixture
def browser(signed_in: SignedIn, an: Citizen) -> Client:
    land.the_whole_province()
    return signed_in(an)


def test_every_commune_stands_under_its_district(browser: Client) -> None:
    shown = text_of(browser.get(begun(browser)))
    assert shown.count("<optgroup ") == land.DISTRICTS
    assert shown.count("<option ") == land.COMMUNES + 1
    assert '<optgroup label="Huyện Bù Đăng">' in shown


def test_two_communes_of_one_name_are_told_apart_by_their_district(browser: Client) -> None:
    shown = text_of(browser.get(begun(browser)))
    namesakes = re.findall(rf"<option [^>]*>({land.TWICE}, [^<]*)<", shown)
    assert len(namesakes) >= 2
    assert len(set(namesakes)) == len(namesakes)


def test_the_one_that_was_chosen_is_chosen_again(browser: Client) -> None:
    address = begun(browser)
    assert browser.post(address, {"registration_area-code": DAK_NHAU}).status_code == 302
    assert f'<option value="{DAK_NHAU}" selected>' in text_of(browser.get(address))


def test_a_place_outside_the_list_may_be_typed(browser: Client) -> None:
    address = at_page(browser, "que-quan")
    assert browser.post(address, {"origin-elsewhere": "Xã Quang Lịch, Kiến Xương, Thái Bình"}).status_code == 302
    assert Draft.objects.get().answers["origin"] == {"elsewhere": "Xã Quang Lịch, Kiến Xương, Thái Bình"}


def test_chosen_and_typed_at_once_is_said(browser: Client) -> None:
    address = at_page(browser, "que-quan")
    both = {"origin-code": DAK_NHAU, "origin-elsewhere": "Thái Bình"}
    response = browser.post(address, both)
    assert len(problems(response)) == 1
    assert f'<option value="{DAK_NHAU}" selected>' in text_of(response)


@pytest.mark.parametrize("typed", ["99999", '"><script>alert(1)</script>', "25399\x00"])
def test_what_no_list_offers_is_refused_and_breaks_nothing(typed: str, browser: Client) -> None:
    response = browser.post(begun(browser), {"registration_area-code": typed})
    assert response.status_code in {200, 302}
    assert "<script>alert" not in response.content.decode()


def test_a_page_with_places_stays_light_and_cheap(browser: Client) -> None:
    address = at_page(browser, "noi-sinh")
    browser.post(address, {"birth_place_kind": "elsewhere"})
    page = browser.get(address).content
    assert b"optgroup" in page
    assert len(gzip.compress(page, 6)) < LATER_PAGE / 2
    assert cost(browser, address) <= 6


def test_places_are_grouped_in_the_order_of_the_alphabet_in_both_languages(browser: Client) -> None:
    day = MONDAY.date()
    grouped = agencies.grouped(["xa", "phuong", "thi-tran"], day)
    assert len(grouped) == land.DISTRICTS
    assert sum(len(places) for _, places in grouped) == land.COMMUNES
    above = [Area.objects.get(name=name).sort_key for name, _ in grouped]
    assert above == sorted(above)
    english = dict(agencies.grouped(["xa"], day, english=True))
    assert ("25399", "Đak Nhau Commune, Bù Đăng District") in english["Bù Đăng District"]
    assert agencies.grouped([], day) == ()


def test_areas_that_are_not_in_force_are_not_offered(browser: Client) -> None:
    assert agencies.grouped(["xa"], land.SINCE.replace(year=2000)) == ()
