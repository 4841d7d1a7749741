"""Numbers are given at the kiosk of the unit and nowhere else; the wall and the ticket are for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from motcua.domain.queues import actions
from motcua.domain.queues.models import Ticket
from motcua.domain.queues.states import Priority
from tests.build.queues import Unit
from tests.web.desk.visits import at
from tests.web.desk.visits import text_of as words_of
from tests.web.portal.conftest import TODAY
from tests.web.portal.pages import text_of

CHOICE = {"viec": "A", "uu-tien": "none", "lan-bam": "one-press"}


@pytest.fixture
def unit() -> Unit:
    return Unit.of()


@pytest.fixture
def kiosk(unit: Unit) -> Client:
    """A device on which an official has opened the kiosk."""
    client = at(unit.binh)
    client.get("/can-bo/")
    client.post("/can-bo/goi-so/may-lay-so/")
    return client


def at_kiosk(unit: Unit) -> str:
    return f"/bo-phan-mot-cua/{unit.agency.code}/lay-so/"


def test_a_number_is_taken_in_two_presses(kiosk: Client, unit: Unit) -> None:
    shown = kiosk.get(at_kiosk(unit)).content.decode()
    assert 'href="?viec=A"' in shown
    assert "ưu tiên" in text_of(kiosk.get(at_kiosk(unit), {"viec": "A"}))
    response = kiosk.post(at_kiosk(unit), CHOICE | {"uu-tien": "elderly"}, follow=True)
    ticket = Ticket.objects.get()
    assert (str(ticket), ticket.priority) == ("A001", Priority.ELDERLY)
    assert "A001" in text_of(response)
    assert "người tiếp theo" in text_of(response)
    assert response["Refresh"].endswith(at_kiosk(unit))


def test_the_device_is_signed_out_when_it_becomes_a_kiosk(kiosk: Client) -> None:
    assert kiosk.get("/can-bo/").status_code == 302


def test_two_presses_of_one_button_are_one_number(kiosk: Client, unit: Unit) -> None:
    for _ in range(2):
        kiosk.post(at_kiosk(unit), CHOICE)
    assert Ticket.objects.count() == 1


def test_far_from_the_kiosk_one_sees_the_wait_and_takes_nothing(client: Client, unit: Unit) -> None:
    unit.ticket(now=TODAY)
    shown = client.get(at_kiosk(unit))
    assert "1 người đang chờ" in text_of(shown)
    assert "?viec=" not in shown.content.decode()
    client.cookies["motcua_kiosk"] = unit.agency.code  # not signed by us
    client.post(at_kiosk(unit), CHOICE)
    assert Ticket.objects.count() == 1


def test_the_kiosk_of_one_unit_gives_no_numbers_of_another(kiosk: Client) -> None:
    other = Unit.of("25405")
    kiosk.post(at_kiosk(other), CHOICE)
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize("typed", [{"viec": "Z"}, {"uu-tien": "vip"}, {"viec": ""}, {"lan-bam": "x" * 500}])
def test_what_makes_no_sense_breaks_nothing(kiosk: Client, unit: Unit, typed: dict[str, str]) -> None:
    assert kiosk.post(at_kiosk(unit), CHOICE | typed).status_code in {200, 302}
    assert Ticket.objects.count() == (1 if "lan-bam" in typed else 0)


def test_an_agency_without_counters_has_no_kiosk_and_no_board(client: Client, unit: Unit) -> None:
    for what in ("lay-so", "bang-goi-so"):
        assert client.get(f"/bo-phan-mot-cua/H10/{what}/").status_code == 404
        assert client.get(f"/bo-phan-mot-cua/X/{what}/").status_code == 404


def test_a_ticket_follows_its_number_to_the_counter(client: Client, unit: Unit) -> None:
    unit.ticket(now=TODAY)
    mine = unit.ticket(now=TODAY)
    address = f"/bo-phan-mot-cua/so/{mine.token}/"
    response = client.get(address)
    assert "Còn 1 người trước bạn" in text_of(response)
    assert response["Refresh"] == "30"
    showing = None
    for _ in range(2):
        called = actions.call_next(1, showing=showing, by=unit.binh.official, now=TODAY)
        showing = called and called.pk
    assert "Mời bạn đến quầy 1" in text_of(client.get(address))
    actions.miss(mine.pk, by=unit.binh.official, now=TODAY)
    assert "không phải lấy số khác" in text_of(client.get(address))
    assert client.get("/bo-phan-mot-cua/so/nothing/").status_code == 404


def test_the_board_says_numbers_and_counters_and_looks_again_by_itself(client: Client, unit: Unit) -> None:
    unit.ticket(now=TODAY)
    actions.call_next(1, showing=None, by=unit.binh.official, now=TODAY)
    response = client.get(f"/bo-phan-mot-cua/{unit.agency.code}/bang-goi-so/")
    assert "A001 1" in words_of(response)
    assert response["Refresh"] == "5"
    assert "<form" not in response.content.decode().split("<main")[1]


def test_the_board_costs_the_same_queries_however_many_are_called(
    client: Client, unit: Unit, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        unit.ticket(now=TODAY)
    client.get(f"/bo-phan-mot-cua/{unit.agency.code}/bang-goi-so/")
    with django_assert_max_num_queries(6):
        client.get(f"/bo-phan-mot-cua/{unit.agency.code}/bang-goi-so/")
