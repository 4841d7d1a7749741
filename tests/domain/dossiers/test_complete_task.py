"""Completing a step: who may, what it asks for, what it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters import actions as matters
from motcua.domain.matters.models import Hold, Task
from motcua.domain.papers.models import Paper
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.cast import NOTICE, Cast
from tests.build.dossiers import CHILD_NUMBER, MONDAY, Commune, a_dossier, open_task, walk
from tests.build.people import NURSE, Somebody
from tests.build.refusals import refused
from tests.build.routes import HAND_OVER, RECEIVE, a_procedure, step, wait

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)
FOUND = Said(entries={"child_id_number": CHILD_NUMBER})


def registered(commune: Commune) -> Task:
    """The step of the specialist, open."""
    return open_task(walk(a_dossier(), commune, "accepted"))


def test_the_task_is_closed_with_who_when_what_and_how_long() -> None:
    commune = Commune.of()
    task = registered(commune)
    actions.complete_task(task.pk, "propose", by=commune.registrar.official, now=LATER, said=FOUND)
    task.refresh_from_db()
    assert (task.outcome, task.closed_at, task.closed_by_id) == ("propose", LATER, commune.registrar.account.pk)
    assert task.spent == 50
    assert open_task(task.matter.dossier).step == "sign"
    facts = journal.facts("dossiers.advanced")
    assert (facts["step"], facts["outcome"], facts["state"]) == ("register", "propose", "in_progress")


def test_sent_back_it_is_done_again() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "propose", "send_back", "propose", "approve", now=MONDAY)
    assert Task.objects.filter(matter_id=dossier.pk, step="register").count() == 2
    assert open_task(dossier).step == "number"


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ({}, "missing"),
        ({"child_id_number": ""}, "missing"),
        ({"child_id_number": "12345"}, "malformed"),
        ({"child_id_number": "không biết"}, "malformed"),
    ],
)
def test_what_the_step_asks_of_the_official_must_be_there(entries: dict[str, str], problem: str) -> None:
    commune = Commune.of()
    task = registered(commune)
    with refused("entries_missing", fields={"child_id_number": problem}):
        actions.complete_task(task.pk, "propose", by=commune.registrar.official, now=LATER, said=Said(entries=entries))
    task.refresh_from_db()
    assert task.closed_at is None


def test_what_the_step_does_not_ask_for_never_reaches_the_certificate() -> None:
    commune = Commune.of()
    task = registered(commune)
    forged = Said(entries={"child_id_number": CHILD_NUMBER, "child_name": "Tên Khác", "signer_name": "Ai Đó"})
    dossier = actions.complete_task(task.pk, "propose", by=commune.registrar.official, now=LATER, said=forged)
    assert dossier.findings == {"child_id_number": CHILD_NUMBER}
    walk(dossier, commune, "finished", now=LATER)
    assert "Tên Khác".upper() not in str(Paper.objects.get(matter_id=dossier.pk, result=True).content)


def test_a_taken_task_is_its_holders() -> None:
    commune = Commune.of()
    task = registered(commune)
    other = people.the_registrar()
    matters.claim(task.pk, by=other.official, now=LATER)
    with refused("task_of_another", assignee=other.account.pk):
        actions.complete_task(task.pk, "propose", by=commune.registrar.official, now=LATER, said=FOUND)
    actions.complete_task(task.pk, "propose", by=other.official, now=LATER, said=FOUND)


def stand_in_of(holder: Somebody) -> Somebody:
    """A colleague who stands in for the holder on that Monday from nine to eleven."""
    colleague = people.an_official("Tạ Thị Thay", people.agency_of("ubnd-xa"), Duty.CLERK)
    accounts.delegate(
        holder.account.pk,
        colleague.account.pk,
        holder.official.agency_id,
        starts_at=MONDAY + timedelta(hours=1),
        ends_at=MONDAY + timedelta(hours=3),
        ground="Quyết định số 12/QĐ-UBND",
        by=NURSE,
        now=MONDAY,
    )
    return colleague


def test_a_stand_in_does_the_holders_task_while_the_delegation_runs() -> None:
    commune = Commune.of()
    task = registered(commune)
    matters.claim(task.pk, by=commune.registrar.official, now=MONDAY)
    stand_in = stand_in_of(commune.registrar)
    now = MONDAY + timedelta(hours=2)
    actions.complete_task(task.pk, "propose", by=stand_in.at(now), now=now, said=FOUND)
    entry = journal.last("dossiers.advanced")
    assert (entry.by_id, entry.on_behalf_of) == (str(stand_in.account.pk), commune.registrar.account.pk)


@pytest.mark.parametrize("hours", [0.5, 3, 30])
def test_before_and_after_it_the_stand_in_may_not(hours: float) -> None:
    commune = Commune.of()
    task = registered(commune)
    stand_in = stand_in_of(commune.registrar)
    now = MONDAY + timedelta(hours=hours)
    with refused("other_duty", duty="specialist"):
        actions.complete_task(task.pk, "propose", by=stand_in.at(now), now=now, said=FOUND)


def test_a_revoked_delegation_is_over() -> None:
    commune = Commune.of()
    task = registered(commune)
    stand_in = stand_in_of(commune.registrar)
    delegation = commune.registrar.account.delegations_given.get()
    accounts.revoke(delegation.pk, by=commune.registrar.official, now=MONDAY + timedelta(hours=1))
    now = MONDAY + timedelta(hours=2)
    with refused("other_duty"):
        actions.complete_task(task.pk, "propose", by=stand_in.at(now), now=now, said=FOUND)


def test_the_desk_shows_what_is_legal_and_why_not() -> None:
    commune = Commune.of()
    task = registered(commune)
    dossier = queries.seen_by(commune.registrar.official).get(pk=task.matter_id)
    [waiting] = queries.desk_view(dossier, commune.registrar.official, LATER.date())
    assert [choice.outcome for choice in waiting.choices] == ["propose", "ask_more", "stop"]
    [waiting] = queries.desk_view(dossier, commune.clerk.official, LATER.date())
    assert (waiting.choices, waiting.not_because) == ([], "other_duty")
    [waiting] = queries.desk_view(dossier, commune.reception.official, LATER.date())
    assert (waiting.choices, waiting.not_because) == ([], "other_agency")


def two_branches(more: dict[str, Any]) -> dict[str, Any]:
    """A route in which two desks work at the same time, one of which may wait for the applicant."""
    return {
        "receive": {**RECEIVE, "outcomes": {"accept": {"fork": ["left", "right"], "move": "accept"}}},
        "left": step("competent", "specialist", {"done": "meet", "stop": {"to": "end", "move": "stop"}}),
        "right": step("competent", "clerk", {"done": "meet", **more}),
        "unpaid": wait("payment", {"paid": {"to": "right", "move": "paid"}}),
        "meet": step("competent", "leader", {"done": {"to": "hand_over", "move": "finish"}}, join=["left", "right"]),
        "hand_over": HAND_OVER,
    }


def test_two_desks_at_once_meet_again() -> None:
    steps = two_branches({})
    del steps["unpaid"]
    del steps["left"]["outcomes"]["stop"]
    a_procedure("9.000003", steps)
    commune = Commune.of()
    dossier = actions.accept(a_dossier(procedure="9.000003").pk, by=commune.reception.official, now=MONDAY)
    left, right = Task.objects.filter(matter_id=dossier.pk, closed_at__isnull=True).order_by("step")
    actions.complete_task(right.pk, "done", by=commune.clerk.official, now=LATER)
    assert Task.objects.filter(matter_id=dossier.pk, closed_at__isnull=True).get() == left
    actions.complete_task(left.pk, "done", by=commune.registrar.official, now=LATER)
    assert open_task(dossier).step == "meet"


def test_the_end_of_a_route_cuts_off_what_still_waits() -> None:
    a_procedure("9.000004", two_branches({"bill": {"to": "unpaid", "move": "ask_payment"}}), checked=False)
    commune = Commune.of()
    dossier = actions.accept(a_dossier(procedure="9.000004").pk, by=commune.reception.official, now=MONDAY)
    actions.ask_payment(dossier.pk, "Lệ phí", NOTICE, by=commune.clerk.official, now=MONDAY)
    actions.stop(dossier.pk, "Không đủ điều kiện giải quyết.", by=commune.registrar.official, now=LATER)
    assert not Task.objects.filter(matter_id=dossier.pk, closed_at__isnull=True).exists()
    assert Hold.objects.get(matter_id=dossier.pk).ends_at == LATER
    assert Task.objects.get(matter_id=dossier.pk, step="unpaid").outcome == "overtaken"


def test_a_route_that_ends_too_early_or_too_late_is_refused_and_leaves_no_orphan() -> None:
    early = {"receive": {**RECEIVE, "outcomes": {"accept": {"to": "end", "move": "accept"}, "gone": "end"}}}
    late = {
        "receive": {**RECEIVE, "outcomes": {"no": {"to": "work", "move": "reject"}}},
        "work": step("competent", "specialist", {"done": {"to": "end"}}),
    }
    a_procedure("9.000007", early, checked=False)
    a_procedure("9.000008", late, checked=False)
    cast = Cast.of()
    for code, outcome in (("9.000007", "accept"), ("9.000007", "gone"), ("9.000008", "no")):
        dossier: Dossier = a_dossier(cast.an, procedure=code)
        with refused("route_ended_before_the_dossier"):
            cast.press(dossier, outcome, LATER)
        assert open_task(dossier).step == "receive"


def test_for_a_citizen_the_steps_of_officials_do_not_exist() -> None:
    commune, an = Commune.of(), people.an()
    task = registered(commune)
    for citizen in (an, people.a_stranger()):
        with pytest.raises(NotFound):
            actions.complete_task(task.pk, "propose", by=citizen, now=LATER, said=FOUND)
