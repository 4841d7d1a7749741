"""Who has a task: taken, given back, given to a colleague."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.accounts import actions as accounts
from motcua.domain.matters import actions
from motcua.domain.matters.models import Task
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.dossiers import MONDAY, Commune, a_dossier, open_task, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def registering(commune: Commune) -> Task:
    """The specialist's step, open and free."""
    return open_task(walk(a_dossier(), commune, "accepted"))


def test_a_free_task_is_taken() -> None:
    commune = Commune.of()
    task = actions.claim(registering(commune).pk, by=commune.registrar.official, now=LATER)
    assert task.assignee_id == commune.registrar.account.pk
    entry = journal.last("matters.task_claimed")
    assert (entry.subject_kind, entry.subject_id, entry.matter_id) == ("task", task.pk, task.matter_id)
    assert entry.facts == {"step": "register", "agency": "H10.30.13"}


def test_taking_it_again_changes_nothing() -> None:
    commune = Commune.of()
    task = registering(commune)
    actions.claim(task.pk, by=commune.registrar.official, now=LATER)
    entries = journal.count()
    actions.claim(task.pk, by=commune.registrar.official, now=LATER)
    assert journal.count() == entries


def test_a_taken_task_is_not_taken_by_another_who_is_told_who_has_it() -> None:
    commune, other = Commune.of(), people.the_registrar()
    task = registering(commune)
    actions.claim(task.pk, by=commune.registrar.official, now=LATER)
    with refused("task_taken", assignee=commune.registrar.account.pk):
        actions.claim(task.pk, by=other.official, now=LATER)


def test_a_stand_in_takes_over_what_the_absent_one_holds() -> None:
    commune, stand_in = Commune.of(), people.the_registrar()
    task = registering(commune)
    actions.claim(task.pk, by=commune.registrar.official, now=MONDAY)
    accounts.delegate(
        commune.registrar.account.pk,
        stand_in.account.pk,
        stand_in.official.agency_id,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=1),
        ground="Quyết định số 12/QĐ-UBND",
        by=people.NURSE,
        now=MONDAY,
    )
    assert actions.claim(task.pk, by=stand_in.at(LATER), now=LATER).assignee_id == stand_in.account.pk
    assert journal.last("matters.task_claimed").on_behalf_of == commune.registrar.account.pk


def test_a_closed_task_is_not_taken() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    done = Task.objects.get(matter_id=dossier.pk, step="receive")
    with refused("task_closed", closed_by=commune.reception.account.pk):
        actions.claim(done.pk, by=commune.reception.official, now=LATER)


def test_another_duty_does_not_take_it_and_another_agency_does_not_see_it() -> None:
    commune = Commune.of()
    task = registering(commune)
    with refused("other_duty", duty="specialist"):
        actions.claim(task.pk, by=commune.clerk.official, now=LATER)
    for act in (actions.claim, actions.release):
        for nobody in (people.dung().official, commune.reception.official):
            with pytest.raises(NotFound):
                act(task.pk, by=nobody, now=LATER)
        with pytest.raises(NotFound):
            act(999_999, by=commune.registrar.official, now=LATER)


def test_it_is_given_back_by_the_holder_or_a_leader() -> None:
    commune = Commune.of()
    task = registering(commune)
    for somebody in (commune.registrar, commune.leader):
        actions.claim(task.pk, by=commune.registrar.official, now=LATER)
        assert actions.release(task.pk, by=somebody.official, now=LATER).assignee_id is None
        assert journal.last("matters.task_released").by_id == str(somebody.account.pk)


def test_a_colleague_does_not_give_back_what_is_not_theirs() -> None:
    commune, other = Commune.of(), people.the_registrar()
    task = registering(commune)
    actions.claim(task.pk, by=commune.registrar.official, now=LATER)
    with refused("not_yours_to_reassign"):
        actions.release(task.pk, by=other.official, now=LATER)
    with refused("not_yours_to_reassign"):
        actions.reassign(task.pk, other.account.pk, by=other.official, now=LATER)


def test_a_leader_gives_it_to_a_colleague_with_the_duty() -> None:
    commune, other = Commune.of(), people.the_registrar()
    task = registering(commune)
    actions.reassign(task.pk, other.account.pk, by=commune.leader.official, now=LATER)
    task.refresh_from_db()
    assert task.assignee_id == other.account.pk
    assert journal.facts("matters.task_reassigned")["to"] == other.account.pk


def test_it_is_not_given_to_somebody_without_the_duty_there() -> None:
    commune = Commune.of()
    task = registering(commune)
    elsewhere = people.the_registrar(people.BOM_BO)
    for account in (commune.clerk.account, elsewhere.account):
        with refused("colleague_without_duty"):
            actions.reassign(task.pk, account.pk, by=commune.leader.official, now=LATER)


def test_nobody_of_another_agency_gives_it_away() -> None:
    commune = Commune.of()
    task = registering(commune)
    with pytest.raises(NotFound):
        actions.reassign(task.pk, commune.registrar.account.pk, by=people.dung().official, now=LATER)
