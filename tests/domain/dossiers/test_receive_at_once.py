"""Several hands at the counter at the very same moment, on real connections."""

from __future__ import annotations

from motcua.domain.dossiers.models import Dossier
from tests.build import counter, people
from tests.build.counter import TEO, TY
from tests.build.threads import at_once


def test_pressing_twice_at_once_gives_one_dossier(committed_db: str) -> None:
    counter.a_copy_procedure()
    official = people.binh().official
    sheet = counter.a_sheet(official)
    results = at_once([lambda: counter.received(official, sheet=sheet)] * 3)
    assert {result.pk for result in results} == {Dossier.objects.get().pk}


def test_of_two_counters_that_take_the_same_paper_at_once_one_is_warned(committed_db: str) -> None:
    counter.a_copy_procedure()
    binh, colleague = people.binh().official, people.binh().official
    sheets = [(who, person, counter.a_sheet(who, person=person)) for who, person in ((binh, TY), (colleague, TEO))]
    kept = counter.brought(number="BC 123/2003")
    acts = [
        lambda who=who, person=person, sheet=sheet: counter.received(  # type: ignore[misc]
            who, sheet=sheet, owner=person, brought=kept
        )
        for who, person, sheet in sheets
    ]
    results = at_once(acts)
    assert [type(result).__name__ for result in sorted(results, key=lambda each: type(each).__name__)] == [
        "Dossier",
        "Refused",
    ]
    [refusal] = [result for result in results if not isinstance(result, Dossier)]
    assert list(refusal.details["warnings"]) == ["paper_in_custody"]
