"""Calling numbers from the desk: a counter of one's own, buttons that fit the state, a second press without harm."""

from __future__ import annotations

import pytest

from motcua.domain.queues.models import Ticket
from motcua.domain.queues.states import Channel, State
from tests.build import people
from tests.build.queues import Unit
from tests.web.desk.visits import at, now, text_of

PAGE = "/can-bo/goi-so/"


@pytest.fixture
def unit() -> Unit:
    return Unit.of()


def test_a_counter_is_chosen_and_its_line_is_called(unit: Unit) -> None:
    ticket = unit.ticket(now=now())
    binh = at(unit.binh)
    assert "ngồi ở quầy nào" in text_of(binh.get(PAGE))
    assert "A001" in text_of(binh.get(PAGE, {"quay": "1"}))
    shown = text_of(binh.post("/can-bo/goi-so/tiep/", {"dang-goi": ""}, follow=True))
    assert "Đang gọi A001" in shown
    binh.post(f"/can-bo/goi-so/{ticket.pk}/vang/")
    assert "Đã có mặt" in text_of(binh.get(PAGE))
    binh.post(f"/can-bo/goi-so/{ticket.pk}/cho-lai/")
    binh.post("/can-bo/goi-so/tiep/", {"dang-goi": ""})
    binh.post(f"/can-bo/goi-so/{ticket.pk}/goi-lai/")
    assert "đã gọi 3 lần" in text_of(binh.get(PAGE))
    binh.post(f"/can-bo/goi-so/{ticket.pk}/xong/")
    ticket.refresh_from_db()
    assert ticket.state == State.SERVED


def test_nobody_left_is_said(unit: Unit) -> None:
    binh = at(unit.binh)
    binh.get(PAGE, {"quay": "1"})
    assert "Không còn ai chờ" in text_of(binh.post("/can-bo/goi-so/tiep/", {"dang-goi": ""}, follow=True))


def test_a_number_is_taken_for_somebody_who_cannot(unit: Unit) -> None:
    binh = at(unit.binh)
    binh.get(PAGE, {"quay": "2"})
    for _ in range(2):
        binh.post("/can-bo/goi-so/lay-so/", {"uu-tien": "disabled", "lan-bam": "once"})
    ticket = Ticket.objects.get()
    assert (ticket.letter, ticket.priority, ticket.channel) == ("B", "disabled", Channel.COUNTER)


def test_a_move_that_is_none_and_a_counter_that_is_none_are_not_found(unit: Unit) -> None:
    binh = at(unit.binh)
    binh.get("/can-bo/")
    ticket = unit.ticket(now=now())
    assert binh.post(f"/can-bo/goi-so/{ticket.pk}/bay/").status_code == 404
    assert binh.get(PAGE, {"quay": "99"}).status_code == 404
    assert binh.post("/can-bo/goi-so/lay-so/").status_code == 404


def test_an_official_elsewhere_moves_nothing(unit: Unit) -> None:
    ticket = unit.ticket(now=now())
    assert at(people.dung()).post(f"/can-bo/goi-so/{ticket.pk}/xong/").status_code == 404


def test_an_office_without_counters_calls_nobody(unit: Unit) -> None:
    registrar = at(people.the_registrar())
    assert "không có quầy" in text_of(registrar.get(PAGE))
    assert registrar.get(PAGE, {"quay": "1"}).status_code == 404
    assert registrar.post("/can-bo/goi-so/may-lay-so/").status_code == 404
    assert "Gọi số" not in text_of(registrar.get("/can-bo/"))
