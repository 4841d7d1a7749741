"""The address a watchdog asks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client


@pytest.mark.django_db
def test_it_is_well_when_the_database_answers() -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_it_is_unwell_when_the_database_does_not_answer(committed_db: str) -> None:
    connection.close()
    # Put back before the fixture is: whichever ended last decided where the next test's connection led.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "no_such_database")
        assert Client().get("/healthz").status_code == 503
        connection.close()
