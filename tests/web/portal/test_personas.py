"""The people of a demonstration: a button makes one of them; elsewhere the page does not exist."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.domain.accounts.models import Account
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.web.portal.pages import text_of

PAGE = "/dang-nhap-minh-hoa/"


def persona(account_id: int) -> str:
    Account.objects.filter(pk=account_id).update(persona=True)
    return str(account_id)


def test_a_citizen_of_the_demonstration_is_signed_in_and_sent_on(client: Client, an: Citizen) -> None:
    chosen = persona(an.account_id)
    shown = text_of(client.get(PAGE, {"next": "/ho-so/"}))
    assert "Điểu Thị An" in shown
    assert 'value="/ho-so/"' in shown
    assert client.post(PAGE, {"account": chosen, "next": "/ho-so/"})["Location"] == "/ho-so/"
    assert client.get("/ho-so/").status_code == 200


def test_an_official_of_the_demonstration_gets_their_seat(client: Client) -> None:
    binh = people.binh()
    chosen = persona(binh.account.pk)
    assert "Nguyễn Văn Bình" in text_of(client.get(PAGE))
    assert client.post(PAGE, {"account": chosen, "next": "/ho-so/"})["Location"].startswith("/can-bo/")
    assert client.session["seat"] == binh.official.agency_id


def test_officials_stand_by_place_and_office_the_commune_first(client: Client) -> None:
    for somebody in (people.the_insurer(), people.chi(), people.binh()):
        persona(somebody.account.pk)
    shown = text_of(client.get(PAGE)).split("<main")[1]
    order = ["Xã Đak Nhau", "Chủ tịch: Lãnh đạo phê duyệt", "Nguyễn Văn Bình", "Huyện Bù Đăng", "Ngô Thị Bảo"]
    assert [shown.index(words) for words in order] == sorted(shown.index(words) for words in order)


def test_only_people_of_the_demonstration_can_be_chosen(client: Client, an: Citizen) -> None:
    for chosen in (str(an.account_id), "0", "", "x"):
        assert client.post(PAGE, {"account": chosen}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "onward", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "http:///x", "ho-so/"]
)
def test_the_way_on_never_leads_to_another_site(client: Client, an: Citizen, onward: str) -> None:
    chosen = persona(an.account_id)
    assert client.post(PAGE, {"account": chosen, "next": onward})["Location"] == "/"
    assert "example.com" not in text_of(client.get(PAGE, {"next": onward})).split("<main")[1]


def test_outside_a_demonstration_there_is_no_such_page(client: Client, an: Citizen, for_real: None) -> None:
    chosen = persona(an.account_id)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"account": chosen}).status_code == 404


def test_who_was_somebody_else_is_that_no_longer(client: Client, an: Citizen) -> None:
    client.post(PAGE, {"account": persona(people.binh().account.pk)})
    client.post(PAGE, {"account": persona(an.account_id)})
    assert "seat" not in client.session
