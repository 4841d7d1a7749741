"""Signing in: in our look, in both languages, and nobody makes an account by themselves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.django_db
PASSWORD = "một câu dễ nhớ của tôi"


@pytest.fixture
def official() -> Any:
    return get_user_model().objects.create_user("binh", PASSWORD, full_name="Nguyễn Văn Bình")


def ours(response: Any) -> str:
    page: str = response.content.decode()
    assert 'class="mc-header"' in page, "a page fell through to allauth's own look"
    return page


@pytest.fixture
def client() -> Client:
    return Client()


def sign_in(client: Client) -> Any:
    return client.post("/tai-khoan/login/", {"login": "binh", "password": PASSWORD})


def test_a_name_and_its_password_let_an_official_in(client: Client, official: Any) -> None:
    assert sign_in(client).status_code == 302
    assert client.session["_auth_user_id"] == str(official.pk)


def test_a_wrong_password_is_a_sentence_and_the_name_stays(client: Client, official: Any) -> None:
    page = ours(client.post("/tai-khoan/login/", {"login": "binh", "password": "sai"}))
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page
    assert 'value="binh"' in page
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "confirm-email/"])
def test_ways_that_make_no_sense_here_say_who_to_ask(client: Client, path: str) -> None:
    page = ours(client.get(f"/tai-khoan/{path}"))
    assert "quản trị viên của cơ quan" in page
    client.post(f"/tai-khoan/{path}", {"username": "moi", "password1": PASSWORD, "password2": PASSWORD})
    assert not get_user_model().objects.filter(username="moi").exists()


@pytest.mark.parametrize("path", ["login/", "inactive/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_for_a_visitor_are_in_our_look(client: Client, path: str, prefix: str) -> None:
    ours(client.get(f"{prefix}/tai-khoan/{path}"))


@pytest.mark.parametrize("path", ["logout/", "password/change/", "reauthenticate/", "2fa/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_for_an_official_are_in_our_look(client: Client, official: Any, path: str, prefix: str) -> None:
    sign_in(client)
    page = ours(client.get(f"{prefix}/tai-khoan/{path}"))
    if prefix:
        main = page[page.index("<main") : page.index("</main")]
        assert main.isascii(), [word for word in main.split() if not word.isascii()]


def test_changing_the_password_says_so_in_vietnamese(client: Client, official: Any) -> None:
    sign_in(client)
    new = "một câu khác cũng dễ nhớ"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    response = client.post("/tai-khoan/password/change/", typed, follow=True)
    assert "Đã đổi mật khẩu." in ours(response)


def test_signing_out_is_a_press_of_a_button_and_never_a_link(client: Client, official: Any) -> None:
    sign_in(client)
    client.get("/tai-khoan/logout/")
    assert "_auth_user_id" in client.session
    client.post("/tai-khoan/logout/")
    assert "_auth_user_id" not in client.session


def test_the_second_factor_is_asked_for_and_its_secret_lies_sealed(client: Client, official: Any) -> None:
    secret = generate_totp_secret()
    TOTP.activate(official, secret)
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    assert mfa_adapter().decrypt(stored) == secret
    response = sign_in(client)
    assert response["Location"].endswith("/2fa/authenticate/")
    assert "Nhập mã xác thực" in ours(client.get(response["Location"]))
    wrong = ours(client.post(response["Location"], {"code": "000000"}))
    assert "Mã chưa đúng hoặc đã hết hạn." in wrong
    code = f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"
    client.post(response["Location"], {"code": code})
    assert client.session["_auth_user_id"] == str(official.pk)


def test_turning_the_second_factor_on_shows_its_key_and_then_spare_codes(client: Client, official: Any) -> None:
    sign_in(client)
    response = client.get("/tai-khoan/2fa/totp/activate/")
    assert "/reauthenticate/" in response["Location"], "what matters asks for the password once more"
    page = ours(client.post(response["Location"], {"password": PASSWORD}, follow=True))
    secret = re.search(r"<code>(\w+)</code>", page)
    assert secret
    code = f"{hotp_value(secret[1], next(iter(yield_hotp_counters_from_time()))):06}"
    response = client.post("/tai-khoan/2fa/totp/activate/", {"code": code}, follow=True)
    assert "Mã dự phòng" in ours(response)
    for path in ("2fa/", "2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/"):
        ours(client.get(f"/tai-khoan/{path}"))


def test_the_sign_in_page_is_whole_in_english(client: Client) -> None:
    with translation.override("en"):
        page = ours(client.get("/en/tai-khoan/login/"))
    main = page[page.index("<main") : page.index("</main")]
    assert main.isascii(), [word for word in main.split() if not word.isascii()]


def test_no_box_holds_a_word_of_another_language_before_anything_is_typed(client: Client) -> None:
    assert "placeholder" not in client.get("/tai-khoan/login/").content.decode()
