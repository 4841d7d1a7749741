"""The list of an agency's dossiers: whose they are, in which order, and that it never reads to the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.queries import Wanted, listing
from motcua.domain.dossiers.states import State
from motcua.domain.matters.models import Task
from tests.build import people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, Commune, a_dossier, walk

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
ALL = Wanted()


def listed(official: Any, wanted: Wanted = ALL, today: date = TODAY) -> list[int]:
    return list(queries.listed_for(official, wanted, today).ids)


def test_it_lists_what_each_agency_may_see_and_nothing_else() -> None:
    cast = Cast.of()
    dossier = a_dossier(cast.an)
    cast.go(dossier, "accept", "propose", "approve", "issued", now=MONDAY)
    for somebody in (*cast.officials, people.dung()):
        seen = queries.seen_by(somebody.official).order_by("-matter__submitted_at", "-pk")
        assert listed(somebody.official) == [each.pk for each in seen]
    assert any(listed(somebody.official) for somebody in cast.officials)
    assert listed(people.dung().official) == []


def test_the_newest_stands_first_and_each_once() -> None:
    commune = Commune.of()
    older = walk(a_dossier(now=MONDAY - timedelta(days=3)), commune, "accepted", now=MONDAY - timedelta(days=3))
    newer = walk(a_dossier(people.a_stranger()), commune, "handed_over")
    assert listed(commune.reception.official) == [newer.pk, older.pk]
    found = queries.listed_for(commune.reception.official, ALL, TODAY)
    assert [dossier.pk for dossier in found[0:1]] == [newer.pk]
    assert [dossier.pk for dossier in found[1:2]] == [older.pk]
    assert len(found) == 2


def test_an_open_state_is_found_however_old_and_a_final_one_within_a_year() -> None:
    commune = Commune.of()
    fresh, done = a_dossier(), walk(a_dossier(people.a_stranger()), commune, "handed_over")
    official = commune.reception.official
    later = TODAY + timedelta(days=800)
    assert listed(official, Wanted(State.NEW), later) == [fresh.pk]
    assert listed(official, Wanted(State.HANDED_OVER), later) == []
    assert listed(official, Wanted(State.HANDED_OVER, since=TODAY), later) == [done.pk]
    assert listed(official, Wanted(State.HANDED_OVER, until=TODAY), later) == [done.pk]
    assert listed(official, Wanted(State.HANDED_OVER, until=TODAY - timedelta(days=1)), later) == []
    assert listed(official, Wanted(State.NEW, since=TODAY + timedelta(days=1)), later) == []
    assert queries.listed_for(official, Wanted(State.HANDED_OVER), later).since == later - queries.A_YEAR


def test_a_part_of_a_code_is_looked_for_within_the_days_that_were_named() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    a_dossier(people.a_stranger())
    official, later = commune.reception.official, TODAY + timedelta(days=800)
    assert listed(official, Wanted(code="0001")) == [dossier.pk]
    assert listed(official, Wanted(code=dossier.matter.request_code[-4:])) == [dossier.pk]
    assert listed(official, Wanted(code="0001"), later) == []
    assert listed(official, Wanted(code="0001", since=TODAY, until=TODAY), later) == [dossier.pk]


def test_a_whole_code_is_found_of_whatever_day_but_only_by_who_may_see_it() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    for code in (str(dossier.matter.code), dossier.matter.request_code):
        assert queries.coded_for(commune.reception.official, code) == dossier.pk
        assert queries.coded_for(people.dung().official, code) is None
    assert queries.coded_for(commune.reception.official, str(dossier.matter.code)[:-1]) is None


def test_a_task_knows_when_its_matter_was_handed_in() -> None:
    dossier = walk(a_dossier(), Commune.of(), "handed_over")
    moments = Task.objects.filter(matter_id=dossier.pk).order_by("pk").values_list("submitted_at", flat=True)
    assert set(moments) == {dossier.matter.submitted_at}


def test_more_than_are_listed_is_said_and_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    commune = Commune.of()
    numbers = [walk(a_dossier(citizen), commune, "accepted").pk for citizen in (people.an(), people.a_stranger())]
    assert not queries.listed_for(commune.reception.official, ALL, TODAY).more
    monkeypatch.setattr(listing, "MOST_LISTED", 1)
    found = queries.listed_for(commune.reception.official, ALL, TODAY)
    assert found.more
    assert found.ids == (numbers[1],)


@pytest.mark.parametrize(
    "wanted", [ALL, Wanted(State.NEW), Wanted(State.STOPPED), Wanted(code="0001"), Wanted(since=TODAY)]
)
def test_every_cause_is_read_with_a_limit_of_its_own(wanted: Wanted) -> None:
    official = Commune.of().reception.official
    with CaptureQueriesContext(connection) as asked:
        queries.listed_for(official, wanted, TODAY)
    assert len(asked) == 1
    assert asked[0]["sql"].count(f"LIMIT {queries.MOST_LISTED + 1}") == 5  # four causes and their union
