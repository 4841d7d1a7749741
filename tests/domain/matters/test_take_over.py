"""Somebody leaves: all they hold goes to a colleague or back to the desk."""

from __future__ import annotations

import pytest

from motcua.domain.matters import actions
from motcua.domain.matters.models import Task
from tests.build import journal, people
from tests.build.dossiers import MONDAY, Commune, a_dossier, open_task, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    """A commune whose registrar holds two tasks."""
    commune = Commune.of()
    for citizen in (people.an(), people.a_stranger()):
        dossier = walk(a_dossier(citizen), commune, "accepted")
        actions.claim(open_task(dossier).pk, by=commune.registrar.official, now=MONDAY)
    return commune


def holders() -> set[int | None]:
    return set(Task.objects.filter(closed_at__isnull=True).values_list("assignee_id", flat=True))


def test_a_colleague_takes_everything_and_each_task_is_written_down(commune: Commune) -> None:
    other, before = people.the_registrar(), journal.count()
    number = actions.take_over(commune.registrar.account.pk, other.account.pk, by=commune.leader.official, now=MONDAY)
    assert (number, holders(), journal.count()) == (2, {other.account.pk}, before + 2)
    assert journal.last("matters.task_reassigned").facts["to"] == other.account.pk


def test_back_to_the_desk_anybody_may_take_it(commune: Commune) -> None:
    assert actions.take_over(commune.registrar.account.pk, None, by=commune.leader.official, now=MONDAY) == 2
    assert holders() == {None}
    assert journal.last("matters.task_released").facts == {"step": "register", "agency": "H10.30.13"}


def test_who_does_not_hold_the_duty_takes_nothing(commune: Commune) -> None:
    with refused("colleague_without_duty"):
        actions.take_over(
            commune.registrar.account.pk, commune.clerk.account.pk, by=commune.leader.official, now=MONDAY
        )
    assert holders() == {commune.registrar.account.pk}


def test_only_a_leader_shares_out_the_work(commune: Commune) -> None:
    with refused("not_yours_to_reassign"):
        actions.take_over(commune.registrar.account.pk, None, by=commune.registrar.official, now=MONDAY)


def test_where_there_is_nothing_it_is_said(commune: Commune) -> None:
    with refused("nothing_to_take_over"):
        actions.take_over(commune.clerk.account.pk, None, by=commune.leader.official, now=MONDAY)


def test_a_leader_elsewhere_finds_nothing(commune: Commune) -> None:
    with refused("nothing_to_take_over"):
        actions.take_over(commune.registrar.account.pk, None, by=people.dung().official, now=MONDAY)
    assert holders() == {commune.registrar.account.pk}
