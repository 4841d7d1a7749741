"""The applicant takes the dossier back, at any time before the result is there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Hold, Task
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)


@pytest.mark.parametrize(
    "before",
    [
        (),
        ("ask_more",),
        ("accept",),
        ("accept", "propose"),
        ("accept", "ask_more"),
        ("accept", "propose", "approve"),
    ],
)
def test_wherever_it_stands_it_can_be_taken_back(before: tuple[str, ...]) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *before, now=MONDAY)
    dossier = actions.withdraw(dossier.pk, by=cast.an, now=LATER)
    assert (dossier.state, dossier.closed_at, dossier.matter.closed_at) == ("withdrawn", LATER, LATER)
    assert not Task.objects.filter(matter_id=dossier.pk, closed_at__isnull=True).exists()
    assert not Hold.objects.filter(matter_id=dossier.pk, ends_at__isnull=True).exists()
    assert matters.orphans() == []


def test_it_is_journalled_with_the_time_it_took_and_confirmed() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    actions.withdraw(dossier.pk, by=cast.an, now=LATER)
    entry = journal.last("dossiers.withdrawn")
    assert (entry.by_kind, entry.facts["state"], entry.facts["step"]) == ("citizen", "withdrawn", "register")
    assert entry.facts["net_minutes"] == entry.facts["gross_minutes"] == 170
    assert jobs.waiting("dossiers.tell_withdrawn") == [{"dossier_id": dossier.pk}]


def test_it_is_withdrawn_once() -> None:
    an = people.an()
    dossier = a_dossier(an)
    actions.withdraw(dossier.pk, by=an, now=LATER)
    entries = journal.count()
    with refused("illegal_move", move="withdraw", state="withdrawn"):
        actions.withdraw(dossier.pk, by=an, now=LATER)
    assert journal.count() == entries


@pytest.mark.parametrize("before", [("accept", "propose", "approve", "issued"), ("reject",)])
def test_when_it_is_decided_it_is_too_late(before: tuple[str, ...]) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *before, now=MONDAY)
    with refused("illegal_move", move="withdraw"):
        actions.withdraw(dossier.pk, by=cast.an, now=LATER)


def test_after_it_nothing_can_be_done_any_more() -> None:
    cast = Cast.of()
    dossier = a_dossier(cast.an)
    task = open_task(dossier)
    actions.withdraw(dossier.pk, by=cast.an, now=LATER)
    with refused("task_closed", outcome="withdrawn", closed_by=cast.an.account_id):
        actions.complete_task(task.pk, "accept", by=cast.officials[0].official, now=LATER)


def test_only_the_applicant_takes_it_back() -> None:
    dossier = a_dossier()
    with pytest.raises(NotFound):
        actions.withdraw(dossier.pk, by=people.a_stranger(), now=LATER)
    with pytest.raises(NotFound):
        actions.withdraw(999_999, by=people.a_stranger(), now=LATER)
