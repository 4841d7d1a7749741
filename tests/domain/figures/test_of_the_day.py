"""The numbers of a one-stop unit for a day, folded from the journal alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.figures import queries
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, typed_birth
from tests.build.people import BOM_BO

pytestmark = pytest.mark.django_db
UNIT, DAY = "H10.30.13.01", date(2024, 10, 14)
NOTHING = dict.fromkeys(
    ("submitted", "accepted", "rejected", "supplement_asked", "apologised", "finished", "handed_over", "late"), 0
)


def test_a_day_without_work_has_only_noughts() -> None:
    assert queries.of_the_day(UNIT, DAY) == NOTHING


def test_every_act_counts_for_the_unit_that_received_and_the_day_it_was_done() -> None:
    cast = Cast.of()
    whole = ("accept", "propose", "approve", "issued", "returned")
    for outcomes in (whole, ("accept", "ask_more"), ("reject",), ("ask_more",)):
        cast.go(a_dossier(cast.an), *outcomes, now=MONDAY)
    a_dossier(cast.an, typed=typed_birth(BOM_BO))
    assert queries.of_the_day(UNIT, DAY) == {
        "submitted": 4,
        "accepted": 2,
        "rejected": 1,
        "supplement_asked": 2,
        "apologised": 0,
        "finished": 1,
        "handed_over": 1,
        "late": 0,
    }
    assert queries.of_the_day(UNIT, date(2024, 10, 15)) == NOTHING


def test_what_is_finished_too_late_counts_as_late_on_the_day_it_is_finished() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "propose", "approve", now=MONDAY)
    cast.press(dossier, "issued", MONDAY + timedelta(days=1))
    assert queries.of_the_day(UNIT, date(2024, 10, 15)) == {**NOTHING, "finished": 1, "late": 1}


def test_a_day_is_a_day_in_ha_noi() -> None:
    cast = Cast.of()
    a_dossier(cast.an, now=MONDAY.replace(hour=17, minute=30))  # half past midnight on Tuesday
    assert queries.of_the_day(UNIT, DAY)["submitted"] == 0
    assert queries.of_the_day(UNIT, date(2024, 10, 15))["submitted"] == 1
