"""Several dossiers in one go: each its own act, what stops one hinders no other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.worklist import queries as worklist
from tests.build import journal, people
from tests.build.dossiers import MONDAY, Commune, a_dossier, open_task, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)
NUMBERS = ["070194001234", "070290005678", "070188000111"]


def proposed(commune: Commune, how_many: int) -> list[int]:
    """So many tasks that wait for the leader's signature."""
    citizens = [people.an(number, "Người Nộp") for number in NUMBERS[:how_many]]
    return [open_task(walk(a_dossier(citizen), commune, "proposed")).pk for citizen in citizens]


def test_all_that_were_ticked_are_signed_each_with_its_entry() -> None:
    commune = Commune.of()
    tasks, before = proposed(commune, 3), journal.count()
    done = actions.complete_several([(task, "approve") for task in tasks], by=commune.leader.official, now=LATER)
    assert [each.task_id for each in done] == tasks
    assert all(each.refusal is None for each in done)
    assert {open_task(each.dossier).step for each in done if each.dossier} == {"number"}
    assert journal.count() == before + 3


def test_what_one_is_refused_for_hinders_no_other() -> None:
    commune = Commune.of()
    first, second, third = proposed(commune, 3)
    actions.complete_task(second, "approve", by=commune.leader.official, now=MONDAY)
    done = actions.complete_several(
        [(first, "approve"), (second, "approve"), (third, "no-such"), (0, "approve")],
        by=commune.leader.official,
        now=LATER,
    )
    assert [each.refusal.code if each.refusal else "" for each in done] == [
        "",
        "task_closed",
        "unknown_outcome",
        "task_gone",
    ]


def test_a_task_named_twice_counts_once() -> None:
    commune = Commune.of()
    [task] = proposed(commune, 1)
    assert len(actions.complete_several([(task, "approve")] * 3, by=commune.leader.official, now=LATER)) == 1


def test_too_many_at_once_are_refused_whole() -> None:
    with refused("too_many_at_once", most=actions.MOST_AT_ONCE):
        actions.complete_several(
            [(number, "approve") for number in range(1, 60)], by=Commune.of().leader.official, now=LATER
        )


@pytest.mark.parametrize("how_many", [1, 3])
def test_what_is_looked_at_costs_the_same_however_many(how_many: int, django_assert_num_queries: Any) -> None:
    commune = Commune.of()
    proposed(commune, how_many)
    tasks = worklist.first_waiting(commune.leader.official, worklist.Filter(), 20)
    queries.decidable(tasks, MONDAY.date(), "vi")
    with django_assert_num_queries(3):
        ready = queries.decidable(tasks, MONDAY.date(), "vi")
    assert len(ready) == how_many
    assert ready[0].choice.outcome == "approve"
    assert ready[0].files
    assert ("Số định danh cá nhân của trẻ", "070324000123") in ready[0].findings


def test_a_step_that_asks_for_something_is_not_done_in_a_batch() -> None:
    commune = Commune.of()
    walk(a_dossier(), commune, "accepted")
    tasks = worklist.first_waiting(commune.registrar.official, worklist.Filter(), 20)
    assert len(tasks) == 1
    assert queries.decidable(tasks, MONDAY.date(), "vi") == []
