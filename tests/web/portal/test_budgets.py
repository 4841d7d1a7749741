"""How many statements a page may cost; none of it grows with the number of rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers.actions import Authority
from motcua.domain.dossiers.states import Ground, Scope
from motcua.kernel.actors import Citizen
from tests.build import counter
from tests.build import dossiers as build
from tests.build.dossiers import Commune
from tests.web.desk.visits import now
from tests.web.portal.pages import begun, ready

SignedIn = Callable[[Citizen], Client]
SESSION_AND_USER = 2


def cost(client: Client, path: str) -> int:
    """Statements of the second visit: the first fills what a process keeps."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "path", ["/", "/thu-tuc/", "/thu-tuc/?q=khai+sinh", "/thu-tuc/1.001193/", "/tra-cuu/", "/bo-phan-mot-cua/"]
)
def test_a_public_page_costs_little(client: Client, path: str) -> None:
    assert cost(client, path) <= 4


def test_the_page_of_a_dossier_costs_little(signed_in: SignedIn, an: Citizen) -> None:
    dossier = build.walk(build.a_dossier(an), Commune.of(), "handed_over")
    assert cost(signed_in(an), f"/ho-so/{dossier.pk}/") <= 5 + SESSION_AND_USER


@pytest.mark.parametrize("authority", [None, Authority(counter.TEO, Scope.HAND_IN, Ground.KIN)])
def test_the_page_of_a_dossier_from_a_counter_costs_no_more(signed_in: SignedIn, authority: Authority | None) -> None:
    counter.a_copy_procedure()
    dossier = counter.received(authority=authority, now=now())
    assert cost(signed_in(Citizen(dossier.applicant_id)), f"/ho-so/{dossier.pk}/") <= 5 + SESSION_AND_USER


def test_the_list_of_dossiers_costs_the_same_however_long_it_is(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    build.a_dossier(an)
    one = cost(client, "/ho-so/")
    for _number in range(3):
        build.a_dossier(an)
    assert cost(client, "/ho-so/") == one <= 8


def test_home_costs_little_for_who_signed_in(signed_in: SignedIn, an: Citizen) -> None:
    build.a_dossier(an)
    assert cost(signed_in(an), "/") <= 8


def test_pages_of_a_draft_cost_little(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    assert cost(client, begun(client)) <= 5
    review = ready(client)
    assert cost(client, review) <= 10
    assert cost(client, review.replace("/xem-lai/", "/giay-to/")) <= 6
