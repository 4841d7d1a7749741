"""What waits: the most urgent first, late and soon marked, filtered, and as many queries for one row as for many."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.build import people
from tests.build.dossiers import MONDAY, Commune, a_dossier, open_task, walk
from tests.web.desk.visits import at, text_of

WORKLIST = "/can-bo/"
NUMBERS = ["070194001234", "070290005678", "070188000111", "070195000222"]


def dossiers(count: int) -> None:
    for number in NUMBERS[:count]:
        a_dossier(people.an(number, "Người Nộp"), now=MONDAY - timedelta(minutes=1))


def test_the_most_urgent_is_at_the_top_and_says_how_late_it_is() -> None:
    commune = Commune.of()
    fresh = a_dossier(people.an())
    late = a_dossier(people.a_stranger(), now=MONDAY - timedelta(days=3))  # Friday 08:00, one hour for the step
    page = text_of(at(commune.reception).get(WORKLIST))
    assert page.index(late.matter.request_code) < page.index(fresh.matter.request_code)
    assert "Trễ 7 giờ" in page
    assert "1 việc trễ hạn" in page


def test_a_task_with_little_of_its_time_left_is_marked() -> None:
    commune = Commune.of()
    a_dossier(now=MONDAY - timedelta(minutes=45))  # 07:15, so a quarter of an hour is left
    page = at(commune.reception).get(WORKLIST).content.decode()
    assert "mc-worklist__row--soon" in page
    assert "mc-worklist__row--late" not in page


def test_free_tasks_and_ones_own_can_be_seen_apart() -> None:
    commune = Commune.of()
    first, second = a_dossier(people.an()), a_dossier(people.a_stranger())
    client = at(commune.reception)
    client.post(reverse("desk:claim", kwargs={"task_id": open_task(first).pk}))
    mine = text_of(client.get(WORKLIST, {"xem": "cua-toi"}))
    free = text_of(client.get(WORKLIST, {"xem": "chua-nhan"}))
    assert first.matter.request_code in mine
    assert second.matter.request_code not in mine
    assert second.matter.request_code in free
    assert first.matter.request_code not in free


def test_one_step_can_be_seen_alone() -> None:
    commune = Commune.of()
    waiting, finished = a_dossier(people.an()), walk(a_dossier(people.a_stranger()), commune, "finished")
    page = text_of(at(commune.reception).get(WORKLIST, {"buoc": f"{finished.matter.topic}/hand_over"}))
    assert str(finished.matter.code) in page
    assert waiting.matter.request_code not in page


@pytest.mark.parametrize("query", ["?trang=999", "?trang=x", "?buoc=nowhere/nothing", "?xem=%00", "?buoc=%F0%9F"])
def test_an_address_that_makes_no_sense_still_shows_the_list(query: str) -> None:
    commune, dossier = Commune.of(), a_dossier()
    response = at(commune.reception).get(WORKLIST + query)
    assert response.status_code == 200
    assert dossier.matter.request_code in response.content.decode()


def test_an_empty_list_says_so() -> None:
    assert "Không có việc nào đang chờ" in text_of(at(Commune.of().clerk).get(WORKLIST))


def queries_of(client: object, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]  # a test client
    return len(captured)


@pytest.mark.parametrize("address", [WORKLIST, "/can-bo/ho-so/"])
def test_more_rows_ask_no_more_queries(address: str) -> None:
    commune = Commune.of()
    client = at(commune.reception)
    client.get(address)  # takes the seat and warms what is kept by the process
    dossiers(1)
    one = queries_of(client, address)
    dossiers(4)
    assert queries_of(client, address) == one
    assert one <= 12


def test_the_page_of_a_dossier_asks_as_much_at_its_end_as_at_its_beginning() -> None:
    commune, dossier = Commune.of(), a_dossier()
    client = at(commune.reception)
    address = reverse("desk:dossier", kwargs={"dossier_id": dossier.pk})
    client.get(address)
    begun = queries_of(client, address)
    walk(dossier, commune, "finished")
    assert abs(queries_of(client, address) - begun) <= 1
    assert begun <= 12
