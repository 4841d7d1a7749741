"""The directory of one-stop units, and the page of one of them."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Contact, Counter
from motcua.domain.publicity import actions as publicity
from motcua.domain.publicity.models import Checklist
from tests.build import people
from tests.web.portal.pages import text_of

PAGE = "/bo-phan-mot-cua/"
UNIT = "/bo-phan-mot-cua/H10.30.13.01/"
CARD = 'class="mc-unit"'
BUDGET = 14_000
"""Bytes of a page on its way, compressed: a slow line brings them in a few seconds, with the style sheet cached."""


def names(shown: str) -> list[str]:
    """The units of a list, in its order."""
    return [part.split("</a>")[0].rpartition(">")[2] for part in shown.split(CARD)[1:]]


def cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.fixture(autouse=True)
def somebody_looks(db: None) -> None:
    """Every test reads the directory."""


def test_all_units_are_there_a_page_at_a_time(client: Client) -> None:
    shown = text_of(client.get(PAGE))
    assert "Có 123 nơi." in shown
    assert shown.count(CARD) == 24
    assert 'href="tel:0271000' in shown
    assert shown.count("Liên hệ giả định") == shown.count(CARD)
    assert text_of(client.get(PAGE, {"trang": 6})).count(CARD) == 3


def test_the_province_comes_first_then_each_district_before_its_communes(client: Client) -> None:
    found = names(text_of(client.get(PAGE)))
    assert found[0].startswith("Trung tâm Phục vụ hành chính công")
    assert found[1].endswith("huyện Bù Đăng")
    assert all(name.split("Trả kết quả ")[1].split()[0] in {"thị", "xã"} for name in found[2:18])


@pytest.mark.parametrize("words", ["dak nhau", "Đak Nhau", "DAK  NHAU", "một cửa đắk nhau", "dak nhau bu dang"])
def test_a_unit_is_found_without_diacritics(client: Client, words: str) -> None:
    shown = text_of(client.get(PAGE, {"q": words}))
    assert names(shown) == ["Bộ phận Tiếp nhận và Trả kết quả xã Đak Nhau"]


def test_places_of_one_name_are_parted_by_their_district(client: Client) -> None:
    shown = text_of(client.get(PAGE, {"q": "xa tan thanh"}))
    assert shown.count(CARD) == 2
    assert "thành phố Đồng Xoài" in shown
    assert "huyện Bù Đốp" in shown
    assert text_of(client.get(PAGE, {"q": "xa tan thanh bu dop"})).count(CARD) == 1


def test_a_district_is_chosen_and_its_units_are_shown(client: Client) -> None:
    shown = text_of(client.get(PAGE, {"noi": people.BU_DANG}))
    assert "Có 17 nơi." in shown
    assert f'<option value="{people.BU_DANG}" selected>' in shown
    within = names(text_of(client.get(PAGE, {"noi": "698", "q": "xa long"})))
    assert [name.split("xã ")[-1] for name in within] == ["Long Bình", "Long Hà", "Long Hưng", "Long Tân"]


def test_for_a_commune_the_units_that_serve_it_are_shown_the_nearest_first(client: Client) -> None:
    shown = text_of(client.get(PAGE, {"noi": people.DAK_NHAU}))
    assert "Xã Đak Nhau: nơi tiếp nhận hồ sơ" in shown
    assert [name.split("Trả kết quả ")[-1] for name in names(shown)] == [
        "xã Đak Nhau",
        "huyện Bù Đăng",
        "Trung tâm Phục vụ hành chính công tỉnh Bình Phước",
    ]


@pytest.mark.parametrize("query", [{"noi": "99999"}, {"noi": "x" * 500}, {"trang": "nhiều"}, {"noi": "\0"}])
def test_a_place_that_is_not_there_narrows_nothing(client: Client, query: dict[str, str]) -> None:
    assert "Có 123 nơi." in text_of(client.get(PAGE, query))


def test_a_unit_that_is_not_there_is_explained(client: Client) -> None:
    assert "Chưa tìm thấy nơi nào như vậy" in text_of(client.get(PAGE, {"q": "Paris"}))
    for code in ("H10.30.13", "H99", "%00", "x" * 300):
        assert client.get(f"{PAGE}{code}/").status_code == 404


def test_the_page_of_a_unit_gives_all_that_is_posted_at_its_door(client: Client) -> None:
    people.binh()
    shown = text_of(client.get(UNIT))
    for words in (
        "Liên hệ giả định, chưa phải số thật",
        'href="tel:0271000',
        "Gọi 0271 000 0013",
        'href="mailto:motcua.daknhau@binhphuoc.example"',
        "Giờ làm việc",
        "Quầy 1: Tư pháp, hộ tịch, chứng thực",
        "Nguyễn Văn Bình",
        'href="/thu-tuc/1.001193/"',
        "Trả kết quả huyện Bù Đăng",
        "Trung tâm Phục vụ hành chính công",
    ):
        assert words in shown


def test_the_page_of_a_unit_says_where_to_complain_and_leads_to_its_numbers(client: Client) -> None:
    shown = text_of(client.get(UNIT))
    for words in (
        "Nơi tiếp nhận phản ánh, kiến nghị",
        "Tổng đài 1022",
        'href="tel:1022"',
        'href="/bo-phan-mot-cua/H10.30.13.01/lay-so/"',
        'href="/bo-phan-mot-cua/H10.30.13.01/bang-goi-so/"',
    ):
        assert words in shown
    Counter.objects.filter(agency__code="H10.30.13.01").delete()
    assert "Bảng gọi số" not in text_of(client.get(UNIT))


def test_the_page_of_a_unit_says_when_all_it_publishes_was_verified(client: Client) -> None:
    binh, now = people.binh(), datetime.now(UTC)
    items = [item["code"] for item in Checklist.objects.get().items]
    for item in items[1:]:
        publicity.verify(binh.official.agency_id, item, good=True, by=binh.official, now=now)
    assert "Đã kiểm tra công khai" not in text_of(client.get(UNIT))
    publicity.verify(binh.official.agency_id, items[0], good=True, by=binh.official, now=now)
    assert "Đã kiểm tra công khai" not in text_of(client.get(UNIT)), "beside a number that is made up"
    Contact.objects.filter(agency_id=binh.official.agency_id).update(made_up=False)
    assert f"Đã kiểm tra công khai ngày {localdate(now):%d/%m/%Y}" in text_of(client.get(UNIT))


def test_the_page_of_a_unit_is_in_english_too(client: Client) -> None:
    shown = text_of(client.get(f"/en{UNIT}"))
    for words in ("One-Stop Unit of Đak Nhau Commune", "Opening hours", "Civil status", "not a real number"):
        assert words in shown


def test_the_directory_costs_the_same_however_much_it_shows(client: Client) -> None:
    assert cost(client, PAGE) == cost(client, f"{PAGE}?q=dak+nhau") == cost(client, f"{PAGE}?noi=696") <= 4
    before = cost(client, UNIT)
    for name in ("Đỗ Thị Mai", "Lý Văn Tư"):
        people.an_official(name, people.agency_of("mot-cua-xa"), Duty.RECEPTION, position="Công chức")
    assert cost(client, UNIT) == before <= 9  # two of them for the checklist and its verifications


@pytest.mark.parametrize("path", [PAGE, UNIT, f"{PAGE}?noi=25399"])
def test_pages_of_the_directory_are_light(client: Client, path: str) -> None:
    assert len(gzip.compress(client.get(path).content)) < BUDGET
