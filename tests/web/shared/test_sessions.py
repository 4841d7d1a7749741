"""Whose session it is: found each time anew, so that a locked account and an ended session open nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import Account
from motcua.web.shared.sessions import SessionStore
from tests.build import people

pytestmark = pytest.mark.django_db
MINE = "/ho-so/"


@pytest.fixture
def an() -> tuple[Client, Account]:
    account = Account.objects.get(pk=people.an().account_id)
    client = Client()
    client.force_login(account, backend="motcua.web.shared.sign_in.Backend")
    return client, account


def test_a_session_is_its_owners(an: tuple[Client, Account]) -> None:
    client, account = an
    assert client.get(MINE).status_code == 200
    assert accounts.signed_in(account.pk) == account
    assert accounts.signed_in(0) is None


def test_a_locked_account_is_signed_out(an: tuple[Client, Account]) -> None:
    client, account = an
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get(MINE).status_code == 302


def test_an_ended_session_opens_nothing(an: tuple[Client, Account]) -> None:
    client, _account = an
    session = Session.objects.get(session_key=client.session.session_key)
    Session.objects.update(expire_date=session.expire_date - timedelta(days=365))
    assert client.get(MINE).status_code == 302


@pytest.mark.parametrize("key", ["", "x", "0" * 32, "\x00" * 32])
def test_a_key_that_is_none_opens_nothing(key: str) -> None:
    store = SessionStore(key)
    assert store.load() == {}
    client = Client()
    client.cookies["sessionid"] = key
    assert client.get(MINE).status_code == 302
