"""Looking up by code for other systems: what the public page shows and nothing more; and the API describes itself."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.domain.matters.states import MOST_FROM_AN_ADDRESS
from tests.build.dossiers import Commune, a_dossier, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_was_asked_before() -> None:
    cache.clear()


def test_a_code_shows_state_and_dates_and_nobody(client: Client) -> None:
    dossier = walk(a_dossier(), Commune.of(), "accepted")
    answer = client.get(f"/api/v1/matters/{dossier.matter.code}")
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["code"], shown["state"]) == (dossier.matter.code, "in_progress")
    assert shown["due_at"] is not None
    assert not any(secret in answer.content.decode() for secret in ("Điểu", "070194001234", "0912345678"))


@pytest.mark.parametrize("code", ["YC-0000-0000", "%00", "x" * 3000])
def test_a_code_that_is_nobodys_is_a_problem_document(client: Client, code: str) -> None:
    answer = client.get(f"/api/v1/matters/{code}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_guessing_is_stopped_as_on_the_page(client: Client) -> None:
    answers = [
        client.get(f"/api/v1/matters/YC-0000-{number:04}").status_code for number in range(MOST_FROM_AN_ADDRESS + 1)
    ]
    assert (answers[0], answers[-1]) == (404, 429)
    assert client.get("/tra-cuu/YC-0000-0000").status_code == 429


def test_the_api_describes_itself(client: Client) -> None:
    assert client.get("/api/v1/").status_code == 404
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {"/api/v1/matters/{code}", "/api/v1/sms/receipts"} <= set(described["paths"])
