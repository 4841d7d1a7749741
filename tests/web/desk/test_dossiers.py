"""Finding a dossier of the agency by its code, whole or in part."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.queries import listing
from tests.build import people
from tests.build.dossiers import Commune, a_dossier, walk
from tests.web.desk.visits import at, text_of

ADDRESS = "/can-bo/ho-so/"


def test_a_whole_code_leads_to_its_dossier_however_it_was_typed() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    page = reverse("desk:dossier", kwargs={"dossier_id": dossier.pk})
    client = at(commune.reception)
    for typed in (str(dossier.matter.code).lower(), f"  {dossier.matter.request_code} "):
        assert client.get(ADDRESS, {"q": typed})["Location"] == page


def test_the_last_digits_are_enough_to_find_it() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    other = a_dossier(people.a_stranger())
    page = text_of(at(commune.reception).get(ADDRESS, {"q": "0001"}))
    assert str(dossier.matter.code) in page
    assert other.matter.request_code not in page


def test_a_code_of_another_agency_is_not_found() -> None:
    dossier = a_dossier()
    page = text_of(at(people.dung()).get(ADDRESS, {"q": dossier.matter.request_code}))
    assert "Không tìm thấy hồ sơ nào" in page


def test_dossiers_of_one_state_can_be_seen_alone() -> None:
    commune = Commune.of()
    done, fresh = walk(a_dossier(), commune, "handed_over"), a_dossier(people.a_stranger())
    page = text_of(at(commune.reception).get(ADDRESS, {"trang-thai": "handed_over"}))
    assert str(done.matter.code) in page
    assert fresh.matter.request_code not in page


def test_what_is_typed_cannot_write_html() -> None:
    page = at(Commune.of().reception).get(ADDRESS, {"q": '"><script>alert(1)</script>' * 9}).content.decode()
    assert "<script>alert" not in page


def test_every_page_of_the_desk_speaks_english_too() -> None:
    commune, dossier = Commune.of(), a_dossier()
    client = at(commune.reception)
    for address in ("", "ho-so/", f"ho-so/{dossier.pk}/", "so-lieu/", "uy-quyen/", "cho-lam-viec/"):
        page = client.get(f"/en/can-bo/{address}").content.decode()
        assert 'lang="en"' in page
    assert "Receive and check the dossier" in page or "Receive and check the dossier" in text_of(
        client.get("/en/can-bo/")
    )


def test_agencies_have_their_english_names_there() -> None:
    commune, dossier = Commune.of(), a_dossier()
    page = text_of(at(commune.reception).get(f"/en/can-bo/ho-so/{dossier.pk}/"))
    assert f"Competent agency {dossier.matter.lead_agency.name_en}" in page
    assert dossier.matter.one_stop.name_en in page
    assert dossier.matter.lead_agency.name not in page


def test_the_list_says_within_which_days_it_looked() -> None:
    commune = Commune.of()
    done = walk(a_dossier(), commune, "handed_over")
    client = at(commune.reception)
    assert "Tìm trong các hồ sơ nộp từ" not in text_of(client.get(ADDRESS))
    assert "Tìm trong các hồ sơ nộp từ" in text_of(client.get(ADDRESS, {"trang-thai": "handed_over"}))
    days = {"trang-thai": "handed_over", "since-day": "1", "since-month": "10", "since-year": "2024"}
    page = text_of(client.get(ADDRESS, days))
    assert "Tìm trong các hồ sơ nộp từ 01/10/2024 đến 01/10/2025" in page
    assert str(done.matter.code) in page
    assert "Không tìm thấy hồ sơ nào" in text_of(client.get(ADDRESS, {"since": "2023-01-01", "until": "2023-12-31"}))


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2024-10-31", "2024-10-01", "Ngày cuối phải từ ngày đầu trở đi"),
        ("2020-10-31", "2024-10-01", "nhiều nhất một năm"),
        ("0001-01-01", "", "không được trước ngày"),
        ("", "9999-12-31", "không được sau ngày"),
    ],
)
def test_days_that_cannot_be_looked_through_are_told(since: str, until: str, said: str) -> None:
    assert said in text_of(at(Commune.of().reception).get(ADDRESS, {"since": since, "until": until}))


def test_of_more_than_are_listed_it_says_more(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune.of()
    walk(a_dossier(), commune, "accepted")
    a_dossier(people.a_stranger())
    monkeypatch.setattr(listing, "MOST_LISTED", 1)
    monkeypatch.setattr(queries, "MOST_LISTED", 1)
    assert "Hơn 1 hồ sơ" in text_of(at(commune.reception).get(ADDRESS))


def test_the_list_costs_the_same_however_many_dossiers_there_are() -> None:
    commune, costs = Commune.of(), []
    client = at(commune.reception)
    for number in range(3):
        walk(a_dossier(people.an(f"0701940015{number:02d}", f"Người {number}")), commune, "accepted")
        for asked in ({}, {"trang-thai": "in_progress"}, {"q": "0001"}):
            with CaptureQueriesContext(connection) as captured:
                client.get(ADDRESS, asked)
            costs.append(len(captured))
    assert costs[3:6] == costs[6:9]
    assert costs[3] == costs[4] == costs[5] - 1  # whether it is a whole code is asked besides
