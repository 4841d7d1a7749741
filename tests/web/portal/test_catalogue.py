"""Both catalogues on the portal: searched, narrowed, read page by page; national records; the guides."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from motcua.domain.procedures import queries
from tests.domain.procedures.records import a_record, lines, take
from tests.web.portal.conftest import TODAY
from tests.web.portal.pages import text_of
from tests.web.portal.test_budgets import cost

FERRY = "8.000001"
NOT_HERE = "Chưa nhận hồ sơ trên hệ thống này"


def many(count: int) -> None:
    take(lines(*(a_record(f"8.{number:06d}", name=f"Cấp thẻ đò số {number}") for number in range(count))))


def titles(page: str) -> list[str]:
    return re.findall(r'mc-card__link" href="([^"]+)"', page)


def test_a_search_shows_both_catalogues_and_marks_what_cannot_be_filed_here(client: Client) -> None:
    take(lines(a_record(FERRY, name="Đăng ký khai sinh cho đò")))
    shown = text_of(client.get("/thu-tuc/", {"q": "khai sinh"}))
    assert titles(shown)[0] == "/thu-tuc/1.001193/"
    assert f"/thu-tuc/quoc-gia/{FERRY}/" in titles(shown)
    assert shown.count(NOT_HERE) == 1


def test_the_box_finds_what_the_command_finds(client: Client) -> None:
    many(5)
    for words in ("khai sinh", "the do", "8.000003", "gks"):
        found = [hit.code for hit in queries.find(words, TODAY.date(), limit=20).hits]
        assert [address.split("/")[-2] for address in titles(text_of(client.get("/thu-tuc/", {"q": words})))] == found


def test_the_list_goes_on_page_by_page_with_what_was_asked(client: Client) -> None:
    many(45)
    first = text_of(client.get("/thu-tuc/", {"q": "thẻ đò", "cap": "xa"}))
    assert len(titles(first)) == 20
    assert "?q=th%E1%BA%BB+%C4%91%C3%B2&cap=xa&trang=2" in first
    seen = [*titles(first)]
    for number in (2, 3):
        seen += titles(text_of(client.get("/thu-tuc/", {"q": "thẻ đò", "cap": "xa", "trang": number})))
    assert len(seen) == len(set(seen))
    assert {f"/thu-tuc/quoc-gia/8.{number:06d}/" for number in range(45)} == set(seen[:45])


def test_a_page_past_the_end_is_the_last_one(client: Client) -> None:
    many(25)
    last = titles(text_of(client.get("/thu-tuc/", {"q": "thẻ đò", "trang": 2})))
    assert last
    assert titles(text_of(client.get("/thu-tuc/", {"q": "thẻ đò", "trang": 99}))) == last


def test_a_list_is_narrowed_without_javascript(client: Client) -> None:
    take(lines(a_record(FERRY), a_record("8.000002", name="Cấp bến", levels=["Cấp tỉnh"])))
    shown = text_of(client.get("/thu-tuc/", {"linh-vuc": "duong-thuy"}))
    assert len(titles(shown)) == 2
    assert '<option value="duong-thuy" selected>Đường thủy (2)</option>' in shown
    shown = text_of(client.get("/thu-tuc/", {"linh-vuc": "duong-thuy", "cap": "tinh"}))
    assert titles(shown) == ["/thu-tuc/quoc-gia/8.000002/"]
    assert "Bỏ lọc" in shown


@pytest.mark.parametrize(
    "asked",
    [
        {"trang": "0"},
        {"trang": "-1"},
        {"trang": "9" * 40},
        {"trang": "٣"},
        {"cap": "\0", "linh-vuc": "<script>"},
        {"q": "x" * 5000, "cap": "y" * 5000},
    ],
)
def test_anything_may_stand_in_the_address(client: Client, asked: dict[str, str]) -> None:
    response = client.get("/thu-tuc/", asked)
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_a_list_costs_the_same_however_long_it_is(client: Client) -> None:
    many(3)
    few = cost(client, "/thu-tuc/?q=the+do")
    many(60)
    assert cost(client, "/thu-tuc/?q=the+do") <= few
    assert few <= 4
    assert cost(client, f"/thu-tuc/quoc-gia/{FERRY}/") <= 4
    assert cost(client, "/thu-tuc/1.001193/can-chuan-bi/") <= 6


def test_a_national_record_is_read_as_lists_and_has_no_way_to_file(client: Client) -> None:
    take(lines(a_record(FERRY)))
    shown = text_of(client.get(f"/thu-tuc/quoc-gia/{FERRY}/"))
    assert NOT_HERE in shown
    for words in (
        "Chủ đò nộp hồ sơ.",
        "Ảnh chụp con đò",
        "2 bản sao",
        "Nghị định về đò (34/2011/NĐ-CP)",
        "20.000 đồng",
    ):
        assert words in shown
    assert "Bắt đầu nộp" not in shown
    assert "Thay đổi so với bản trước" not in shown
    assert 'class="govuk-details__text mc-said" lang="vi"' in shown


def test_a_new_version_says_what_changed(client: Client) -> None:
    take(lines(a_record(FERRY)))
    take(lines(a_record(FERRY, result_text="Thẻ đò điện tửMã: KQ.G04.000099")))
    shown = text_of(client.get(f"/thu-tuc/quoc-gia/{FERRY}/"))
    assert "Thay đổi so với bản trước" in shown
    assert "Thẻ đò ngang" in shown


def test_what_is_not_there_is_not_found(client: Client) -> None:
    for path in ("quoc-gia/8.999999", "quoc-gia/8.999999/can-chuan-bi", "9.999999/can-chuan-bi", "quoc-gia/%00"):
        assert client.get(f"/thu-tuc/{path}/").status_code == 404


def test_the_page_of_a_procedure_leads_to_its_guide_and_its_national_record(client: Client) -> None:
    assert "/thu-tuc/quoc-gia/1.001193/" not in text_of(client.get("/thu-tuc/1.001193/"))
    take(lines(a_record("1.001193", name="Đăng ký khai sinh")))
    shown = text_of(client.get("/thu-tuc/1.001193/"))
    assert "/thu-tuc/1.001193/can-chuan-bi/" in shown
    assert "/thu-tuc/quoc-gia/1.001193/" in shown


def test_the_guide_says_what_to_bring_when_how_long_how_much_and_where(client: Client) -> None:
    shown = " ".join(text_of(client.get("/thu-tuc/1.001193/can-chuan-bi/")).split())
    for words in (
        "Giấy chứng sinh",
        "1 bản chính",
        "Bạn là gì của bé? – Người",
        "Nộp trực tiếp",
        "Gửi bưu điện",
        "8.000 đồng",
        "data-print",
    ):
        assert words in shown
    assert "Nơi bạn ở" not in shown
    shown = text_of(client.get("/thu-tuc/1.001193/can-chuan-bi/", {"noi": "dak nhau"}))
    assert "Đak Nhau" in shown
    assert "0271" in shown
    assert "Không tìm thấy nơi nhận" in text_of(client.get("/thu-tuc/1.001193/can-chuan-bi/", {"noi": "Paris"}))


def test_the_guide_is_there_in_english(client: Client) -> None:
    shown = text_of(client.get("/en/thu-tuc/1.001193/can-chuan-bi/"))
    for words in ("Birth registration", "Notice of birth", "1 original", "In person", "VND 8,000"):
        assert words in shown


def test_a_national_record_has_its_guide_too(client: Client) -> None:
    take(lines(a_record(FERRY)))
    shown = text_of(client.get(f"/thu-tuc/quoc-gia/{FERRY}/can-chuan-bi/"))
    for words in (NOT_HERE, "Ảnh chụp con đò", "Mau so 2.docx", "Miễn phí", "Ủy ban nhân dân cấp xã"):
        assert words in shown


@pytest.mark.parametrize("text", ["<b>x</b>", "Bước 1: <script>alert(1)</script>"])
def test_what_a_record_says_is_text_and_never_markup(client: Client, text: str) -> None:
    fields: dict[str, Any] = dict.fromkeys(
        ("name", "procedure_text", "parts_text", "result_text", "performed_by"), text
    )
    take(lines(a_record(FERRY, **fields)))
    for page in ("", "can-chuan-bi/"):
        content = client.get(f"/thu-tuc/quoc-gia/{FERRY}/{page}").content.decode()
        assert "<script>alert" not in content
        assert "<b>x</b>" not in content
