"""Nobody reaches what is not theirs: every address of the program, tried by everybody who has no business there.

The table says who may open each address. An address without a row fails the first test, so that whoever
adds one has to say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings as installed
from django.test import Client

from motcua.domain.accounts.models import Account
from motcua.domain.packs import actions as packs
from motcua.kernel.actors import Citizen
from motcua.web.shared import site
from tests.architecture.addresses import TABLE, addresses
from tests.architecture.belongings import NOW, PRIVATE, Ground
from tests.build import pens, people
from tests.build.people import NURSE
from tests.conftest import Builder

SIGN_IN = ("/tai-khoan/", "/dang-nhap-minh-hoa/")


@pytest.fixture(scope="module")
def ground(built_once: Builder) -> Ground:
    return built_once(on_monday)


def on_monday() -> Ground:
    packs.begin_demonstration(offset=datetime.now(UTC) - NOW, by=NURSE, now=NOW)
    pens.in_memory(installed)  # for as long as the ground is built
    return Ground()


@pytest.fixture(autouse=True)
def monday(ground: Ground, db: None, settings: Any, files_of_their_own: None) -> Iterator[None]:
    """A demonstration on a Monday morning; static files by their plain names, and none to be read by each client."""
    settings.STATIC_ROOT = settings.MOTCUA_HOME / "static"
    settings.STATIC_ROOT.mkdir()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    site.forget()
    yield
    site.forget()


class Visitor:
    """Somebody who comes with a browser that knows nothing but who they are; anew for each address."""

    def __init__(self, account: Account | None) -> None:
        self.account, self.browser = account, Client()
        self._sign_in()

    def goes(self, method: str, path: str) -> Any:
        """The answer, whatever led to it; a visit that ended the session is the last of that session."""
        self.browser.cookies = copy(self.known)
        response = getattr(self.browser, method)(path, follow=True)
        if self._session(self.browser.cookies) != self._session(self.known):
            self._sign_in()
        return response

    def _sign_in(self) -> None:
        self.browser = Client()
        if self.account is not None:
            self.browser.force_login(self.account, backend="motcua.web.shared.sign_in.Backend")
        self.known = copy(self.browser.cookies)

    @staticmethod
    def _session(cookies: SimpleCookie) -> str:
        return cookies["sessionid"].value if "sessionid" in cookies else ""


def of(citizen: Citizen) -> Account:
    return Account.objects.get(pk=citizen.account_id)


def tried(account: Account | None, ground: Ground, mine: frozenset[str], names_an: bool) -> list[str]:
    """Every address tried by GET and POST; a line for each thing that should not have been."""
    before, wrong, visitor = ground.state(), [], Visitor(account)
    private = (*PRIVATE, "Điểu Thị An") if names_an else PRIVATE
    for address in addresses():
        path, row = address.path(ground), address.row
        if path is None or row is None or row.who in mine:
            continue
        for method in ("get", "post"):
            response = visitor.goes(method, path)
            said = f"{method.upper()} {path} ({address.name}): {response.status_code}"
            end = response.redirect_chain[-1][0] if response.redirect_chain else path
            closed = response.status_code in {403, 404, 405} or end.startswith(SIGN_IN)
            if response.status_code >= 500:
                wrong.append(said)
            if not closed and (row.of_an or row.who == "staff" or (account is None and row.who != "public")):
                wrong.append(f"{said}, and it should be closed")
            body = b"".join(response) if response.streaming else response.content
            if leaked := [word for word in private if word.encode() in body]:
                wrong.append(f"{said}, and shows {leaked}")
            if row.of_an and row.who != "staff" and ground.state() != before:
                wrong.append(f"{said}, and something of An's has changed")
                before = ground.state()
    assert ground.state() == before, "something of An's has changed by an address that does not name it"
    return wrong


def test_every_address_says_who_may_open_it() -> None:
    found = list(addresses())
    missing = sorted(f"{each.name} {each.route}" for each in found if each.row is None)
    assert missing == [], f"these addresses have no row in the table: {missing}"
    assert set(TABLE) <= {each.name for each in found}, "the table has rows for addresses that are gone"


def test_who_has_not_signed_in(ground: Ground) -> None:
    assert tried(None, ground, frozenset(), names_an=True) == []


def test_another_citizen(ground: Ground) -> None:
    assert tried(of(people.a_stranger()), ground, frozenset(), names_an=True) == []


def test_an_official_of_another_agency(ground: Ground) -> None:
    assert tried(people.dung().account, ground, frozenset(), names_an=True) == []


def test_the_applicant_has_no_desk(ground: Ground) -> None:
    assert tried(of(ground.an), ground, frozenset({"own", "public"}), names_an=False) == []


@pytest.mark.parametrize("who", ["own", "desk", "counter", "till", "dispatch", "unit", "sealed", "petitions"])
def test_whose_it_is_does_reach_it(who: str, ground: Ground) -> None:
    """Else the tests above would pass for addresses that lead nowhere."""
    officials = {
        "desk": ground.commune.registrar,
        "counter": ground.commune.reception,
        "till": ground.commune.reception,
        "dispatch": ground.offices.dispatcher,
        "unit": ground.offices.head,
        "sealed": ground.keeper,
    }
    account = of(ground.an) if who in {"own", "petitions"} else officials[who].account
    visitors = dict[int, Visitor]()
    for address in addresses():
        path, row = address.path(ground), address.row
        if path is not None and row is not None and row.who == who:
            if who == "desk":
                account = getattr(ground.commune, row.seat).account
            if who == "petitions":
                account = getattr(ground.petitions, row.seat).account
            visitor = visitors.setdefault(account.pk, Visitor(account))
            assert visitor.goes("get", path).status_code in {200, 302, 405}, address
