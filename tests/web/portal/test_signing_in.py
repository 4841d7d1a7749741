"""Who has not signed in is sent to do so, comes back where they were, and loses nothing they typed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers.models import Draft
from motcua.kernel.actors import Citizen
from tests.build import dossiers as build
from tests.build import people
from tests.build.dossiers import typed_birth
from tests.web.portal.pages import at_page, text_of

SignedIn = Callable[[Citizen], Client]

OWN = [
    "/ho-so/",
    "/ho-so/1/",
    "/ho-so/1/da-nop/",
    "/ho-so/1/bo-sung/",
    "/ho-so/1/rut/",
    "/ho-so/1/nhan-ket-qua/",
    "/ho-so/1/giay/1/",
    "/ho-so/1/tep/1/",
    "/thong-bao/",
    "/thong-bao/1/",
    "/thu-tuc/1.001193/bat-dau/",
    "/nop-ho-so/abc/",
    "/nop-ho-so/abc/be/",
    "/nop-ho-so/abc/giay-to/",
    "/nop-ho-so/abc/giay-to/1/",
    "/nop-ho-so/abc/giay-to/1/bo/",
    "/nop-ho-so/abc/xem-lai/",
    "/nop-ho-so/abc/nop/",
    "/nop-ho-so/abc/xoa/",
]


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_sign_in_and_back(client: Client, path: str, method: str) -> None:
    response = getattr(client, method)(path)
    assert response.status_code == 302
    where = urlsplit(response["Location"])
    assert where.path == "/dang-nhap-minh-hoa/"
    assert parse_qs(where.query)["next"] == [path]


def test_where_it_is_no_demonstration_people_sign_in_for_real(client: Client, for_real: None) -> None:
    assert client.get("/ho-so/")["Location"].startswith("/tai-khoan/login/?next=")


def test_the_way_back_keeps_the_language(client: Client) -> None:
    assert client.get("/en/ho-so/")["Location"] == "/en/dang-nhap-minh-hoa/?next=%2Fen%2Fho-so%2F"


def signed_in_again(client: Client, citizen: Citizen) -> None:
    """As a real sign-in does it: the session of before goes on."""
    account = Account.objects.get(pk=citizen.account_id)
    account.persona = True
    account.save()
    client.post("/dang-nhap-minh-hoa/", {"account": str(account.pk)})


def test_what_was_typed_after_the_sign_in_ended_is_there_again(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "be")
    client.session.flush()
    typed = typed_birth(child_name="Điểu Thị Út", **{"child_birth_date-day": "32"})
    assert client.post(address, typed)["Location"].startswith("/dang-nhap-minh-hoa/")
    signed_in_again(client, an)
    shown = text_of(client.get(address))
    assert 'value="Điểu Thị Út"' in shown
    assert 'value="32"' in shown
    assert "ngày phải là số từ 1 đến 31" in shown
    assert Draft.objects.get().answers["child_name"] == "Điểu Thị Út"


def test_what_is_kept_for_somebody_is_sealed(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "be")
    client.session.flush()
    client.post(address, typed_birth(child_name="Bí Mật Lắm"))
    kept = Session.objects.get(pk=client.cookies["sessionid"].value).get_decoded()
    assert "typed_before_sign_in" in kept
    assert "Bí Mật" not in str(kept)


def test_what_was_typed_is_not_shown_to_somebody_else(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "be")
    client.session.flush()
    client.post(address, typed_birth(child_name="Bí Mật Lắm"))
    signed_in_again(client, people.a_stranger())
    assert client.get(address).status_code == 404
    assert Draft.objects.get(account_id=an.account_id).answers.get("child_name") != "Bí Mật Lắm"


def test_nobody_fills_the_table_of_sessions(client: Client) -> None:
    client.post("/nop-ho-so/abc/be/", {"child_name": "x" * 70_000})
    assert "sessionid" not in client.cookies


def test_a_note_typed_after_the_sign_in_ended_is_there_again(signed_in: SignedIn, an: Citizen) -> None:
    commune = build.Commune.of()
    dossier = build.a_dossier(an)
    from motcua.domain.dossiers import actions

    actions.ask_supplement(
        dossier.pk,
        [{"name": "Giấy chứng sinh", "note": "bản rõ hơn"}],
        "Ảnh giấy chứng sinh bị mờ, không đọc được số.",
        by=commune.reception.official,
        now=build.MONDAY,
    )
    client = Client()
    client.post(f"/ho-so/{dossier.pk}/bo-sung/", {"note": "Tôi sẽ nộp vào thứ Sáu"})
    signed_in_again(client, an)
    assert "Tôi sẽ nộp vào thứ Sáu" in text_of(client.get(f"/ho-so/{dossier.pk}/bo-sung/"))


def test_the_link_to_sign_in_leads_to_the_same_door_and_back(client: Client) -> None:
    page = client.get("/thu-tuc/1.001193/").content.decode()
    assert 'href="/dang-nhap-minh-hoa/?next=%2Fthu-tuc%2F1.001193%2F"' in page
    assert 'href="/dang-nhap-minh-hoa/">' in client.get("/dang-nhap-minh-hoa/").content.decode()


def test_the_link_to_sign_in_for_real_leads_back_too(client: Client, for_real: None) -> None:
    page = client.get("/thu-tuc/1.001193/").content.decode()
    assert 'href="/tai-khoan/login/?next=%2Fthu-tuc%2F1.001193%2F"' in page
    assert 'mc-header__tool" href="/tai-khoan/login/">' in client.get("/tai-khoan/login/").content.decode()
