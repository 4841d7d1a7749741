"""What a unit and a place had in some days, folded from the journal: what letters to voters are told of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.feedback import actions as feedback
from motcua.domain.figures import queries
from motcua.domain.figures.queries import Handled
from tests.build import people, reports
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, typed_birth
from tests.build.people import BOM_BO, DAK_NHAU
from tests.build.reports import Offices, a_report

pytestmark = pytest.mark.django_db
UNIT, FIRST, LAST = "H10.30.13.01", date(2024, 1, 1), date(2024, 10, 31)
WHOLE = ("accept", "propose", "approve", "issued")


def test_a_unit_is_told_what_it_received_and_what_of_it_was_done_in_time() -> None:
    cast = Cast.of()
    cast.go(a_dossier(cast.an), *WHOLE, now=MONDAY)
    late = cast.go(a_dossier(cast.an), *WHOLE[:-1], now=MONDAY)
    cast.press(late, "issued", MONDAY + timedelta(days=1))
    a_dossier(cast.an)
    a_dossier(cast.an, typed=typed_birth(BOM_BO))
    assert queries.dossiers_between(UNIT, FIRST, LAST) == Handled(received=3, done=2, in_time=1)
    assert queries.dossiers_between(UNIT, FIRST, LAST).late == 1
    assert queries.dossiers_between(UNIT, FIRST, date(2024, 10, 13)) == Handled(0, 0, 0)


def test_a_place_is_told_what_was_reported_about_it_and_answered() -> None:
    office = Offices.of()
    reports.walk(a_report(), office, "answered")
    late = reports.walk(a_report(), office, "answer_drafted")
    reports.press(late, "answer", office.head.official, now=MONDAY + timedelta(days=60))
    again = reports.walk(a_report(), office, "reopened")
    a_report(place=reports.Place(BOM_BO, "ngã ba"))
    feedback.withdraw(a_report(by=people.an()).pk, by=people.an(), now=MONDAY)
    assert queries.reports_between(DAK_NHAU, FIRST, LAST) == Handled(received=3, done=3, in_time=2), again.pk
    assert queries.reports_between(DAK_NHAU, LAST, LAST) == Handled(0, 0, 0)
