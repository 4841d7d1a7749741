"""Registers under a lock, the templates of a day, and the papers of a demonstration."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from motcua.domain.papers import actions, queries
from motcua.domain.papers.models import Template
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.people import NURSE
from tests.build.threads import at_once


@pytest.mark.django_db
def test_a_register_counts_for_each_agency_code_and_period() -> None:
    one, other = people.agency_of("mot-cua-xa").pk, people.agency_of("ubnd-xa").pk
    taken = [
        (one, "thu", "2024"),
        (one, "thu", "2024"),
        (other, "thu", "2024"),
        (one, "so", "2024"),
        (one, "thu", "2025"),
    ]
    assert [actions.take_number(agency, code, period=period) for agency, code, period in taken] == [1, 2, 1, 1, 1]


def test_eight_who_want_a_number_at_once_get_eight(committed_db: str) -> None:
    agency = people.agency_of("mot-cua-xa").pk
    assert sorted(at_once([lambda: actions.take_number(agency, "thu", period="2024")] * 8)) == list(range(1, 9))


@pytest.mark.django_db
def test_templates_are_those_of_the_day() -> None:
    assert "form-01" in queries.templates_on(date(2024, 10, 14)).values_list("code", flat=True)
    assert not queries.templates_on(date(2020, 1, 1)).exists()


@pytest.mark.django_db
def test_a_demonstration_prints_specimens_only() -> None:
    assert actions.mark_specimens(by=NURSE, now=MONDAY) == Template.objects.count()
    assert not Template.objects.filter(specimen=False).exists()
    assert actions.mark_specimens(by=NURSE, now=MONDAY) == 0


@pytest.mark.parametrize(("kind", "area", "symbol"), [("mot-cua-tinh", "70", "TTPVHCC"), ("mot-cua-xa", "", "BPTNTKQ")])
def test_a_receipt_is_numbered_by_what_the_unit_is_called(db: None, kind: str, area: str, symbol: str) -> None:
    unit = people.agency_of(kind, area or people.DAK_NHAU)
    for code in ("form-01", "form-01-nhieu"):
        with transaction.atomic():
            paper = actions.issue(actions.NewPaper(code, unit.pk, {}, None), by=people.NURSE, now=MONDAY)
        assert paper.symbol.endswith(f"/{symbol}")
