"""The way in: home, search, and a procedure before it is begun."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.kernel.actors import Citizen
from tests.build import dossiers as build
from tests.web.portal.pages import begun, text_of

SignedIn = Callable[[Citizen], Client]


def test_a_visitor_finds_search_look_up_hotline_and_the_nearest_unit(client: Client) -> None:
    shown = text_of(client.get("/"))
    for words in (
        "Bạn cần làm giấy tờ gì?",
        "Đăng ký khai sinh",
        "Mã hồ sơ hoặc mã yêu cầu",
        'href="tel:1022"',
        "Bộ phận Một cửa gần nhất",
    ):
        assert words in shown


def test_who_signed_in_finds_drafts_and_dossiers(signed_in: SignedIn, an: Citizen) -> None:
    dossier = build.a_dossier(an)
    client = signed_in(an)
    begun(client)
    shown = text_of(client.get("/"))
    assert "Đang điền dở" in shown
    assert f'href="/ho-so/{dossier.pk}/"' in shown


def test_a_visitor_sees_nothing_of_anybody(client: Client, an: Citizen) -> None:
    build.a_dossier(an)
    assert "Điểu" not in text_of(client.get("/"))


@pytest.mark.parametrize("words", ["khai sinh", "lam giay khai sinh", "birth", "1.001193"])
def test_a_search_finds_a_procedure_by_everyday_words(client: Client, words: str) -> None:
    assert "/thu-tuc/1.001193/" in text_of(client.get("/thu-tuc/", {"q": words}))


def test_a_search_that_finds_nothing_says_what_to_do(client: Client) -> None:
    shown = text_of(client.get("/thu-tuc/", {"q": "zzzzqqq"}))
    assert "Chưa tìm thấy thủ tục nào như vậy" in shown
    assert "tel:1022" in shown


@pytest.mark.parametrize("words", ["\0", "'; --", "a & | !", "<script>alert(1)</script>", "x" * 5000])
def test_strange_words_find_nothing_and_harm_nothing(client: Client, words: str) -> None:
    response = client.get("/thu-tuc/", {"q": words})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_procedure_says_who_what_how_long_how_much_and_on_what_law(client: Client) -> None:
    shown = text_of(client.get("/thu-tuc/1.001193/"))
    for words in (
        "Ai được làm",
        "Giấy chứng sinh",
        "Nếu hồ sơ được tiếp nhận ngay bây giờ thì hẹn trả",
        "15/10/2024",
        "Không mất phí",
        "60/2014/QH13",
        "Kết quả nhận được",
        "Bắt đầu nộp",
    ):
        assert words in shown


def test_a_procedure_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/thu-tuc/9.999999/").status_code == 404


def test_a_procedure_with_a_draft_offers_to_go_on_instead_of_beginning(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    begun(client)
    shown = text_of(client.get("/thu-tuc/1.001193/"))
    assert "Làm tiếp hồ sơ đang điền dở" in shown
    assert "Bắt đầu nộp" not in shown


def test_the_pages_are_there_in_english(client: Client) -> None:
    shown = text_of(client.get("/en/thu-tuc/1.001193/"))
    assert "Birth registration" in shown
    assert "Who may apply" in shown
