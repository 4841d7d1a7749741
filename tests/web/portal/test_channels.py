"""How the person wants to be told is theirs to choose."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from motcua.domain.accounts.models import Account
from motcua.kernel.actors import Citizen
from motcua.kernel.text import mask
from tests.web.portal.pages import text_of

ADDRESS = "/thong-bao/cach-nhan/"
SignedIn = Callable[[Citizen], Client]


def test_what_is_chosen_is_kept_and_shown(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    assert mask("0912345678") in text_of(client.get(ADDRESS))
    page = text_of(client.post(ADDRESS, {"sms_accented": "on"}, follow=True))
    assert "Đã lưu cách nhận thông báo." in page
    account = Account.objects.get(pk=an.account_id)
    assert (account.wants_email, account.wants_sms, account.sms_accented) == (False, False, True)


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302
