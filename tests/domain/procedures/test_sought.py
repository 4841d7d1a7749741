"""The first page offers what people come for most, in the order of the pack."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.domain.procedures import queries
from motcua.domain.procedures.models import Catalogue

pytestmark = pytest.mark.django_db
TODAY = date(2024, 10, 14)


def _named(*codes: str) -> None:
    catalogue = Catalogue.objects.get(pk=1)
    catalogue.words = {**catalogue.words, "sought": list(codes)}
    catalogue.save(update_fields=["words"])


def test_they_come_in_the_order_of_the_pack() -> None:
    _named("1.000656", "1.001193", "1.000894")
    assert [each.code for each in queries.sought(TODAY, 2)] == ["1.000656", "1.001193"]


def test_where_too_few_are_named_the_first_by_name_follow() -> None:
    _named("1.001193", "9.999999")
    first, *others = queries.sought(TODAY, 4)
    assert first.code == "1.001193"
    assert [each.code for each in others] == [
        each.code for each in queries.open_for_filing(TODAY).exclude(code="1.001193")[:3]
    ]


def test_before_a_procedure_is_in_force_it_is_not_offered() -> None:
    _named("1.001193")
    assert queries.sought(date(2001, 1, 1), 6) == []
