"""A leader's people with their load, and what will be late in the next days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Post
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.matters import actions as matters
from motcua.domain.matters.models import Matter
from motcua.domain.worklist import queries
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.cast import ITEMS, REASON
from tests.build.dossiers import MONDAY, Commune, a_dossier, open_task, walk
from tests.build.people import NURSE

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=5)


def held(commune: Commune, citizen: Any = None) -> int:
    """A dossier whose step the registrar has taken; its matter."""
    dossier = walk(a_dossier(citizen), commune, "accepted")
    matters.claim(open_task(dossier).pk, by=commune.registrar.official, now=MONDAY)
    return int(dossier.pk)


def test_each_colleague_is_shown_with_what_they_hold_and_did() -> None:
    commune, other = Commune.of(), people.the_registrar()
    held(commune)
    walk(a_dossier(people.a_stranger()), commune, "accepted")
    team = queries.team_of(commune.leader.official, LATER)
    load = {each.account_id: each for each in team.colleagues}
    assert (load[commune.registrar.account.pk].open, load[commune.registrar.account.pk].due_today) == (1, 1)
    assert load[other.account.pk].open == 0
    assert load[other.account.pk].duties == ["specialist"]
    assert (team.free, team.free_late) == (1, 0)
    assert not any(each.gone for each in team.colleagues)


def test_work_of_somebody_who_has_gone_stands_first() -> None:
    commune, other = Commune.of(), people.the_registrar()
    held(commune)
    post = Post.objects.get(account=commune.registrar.account)
    accounts.relieve(post.pk, date(2024, 10, 13), by=NURSE, now=MONDAY)
    first, *others = queries.team_of(commune.leader.official, LATER).colleagues
    assert (first.account_id, first.gone, first.open) == (commune.registrar.account.pk, True, 1)
    assert other.account.pk in {each.account_id for each in others}


def test_who_is_away_is_shown_with_their_stand_in() -> None:
    commune, other = Commune.of(), people.the_registrar()
    accounts.delegate(
        commune.registrar.account.pk,
        other.account.pk,
        other.official.agency_id,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=1),
        ground="Quyết định số 12/QĐ-UBND",
        by=NURSE,
        now=MONDAY,
    )
    team = queries.team_of(commune.leader.official, LATER)
    assert {each.stands_in for each in team.colleagues if each.account_id == commune.registrar.account.pk} == {
        "Lê Thị Hộ"
    }


@pytest.mark.parametrize("how_many", [1, 3])
def test_it_costs_the_same_however_many_there_are(how_many: int, django_assert_num_queries: Any) -> None:
    commune = Commune.of()
    numbers = ["070194001234", "070290005678", "070188000111"]
    for number in numbers[:how_many]:
        held(commune, people.an(number, "Người Nộp"))
    with django_assert_num_queries(5):
        queries.team_of(commune.leader.official, LATER)
    with django_assert_num_queries(3):
        assert len(queries.ahead_of(commune.leader.official, MONDAY, 3)) == how_many


def test_only_a_leader_looks() -> None:
    commune = Commune.of()
    for look in (
        lambda: queries.team_of(commune.registrar.official, MONDAY),
        lambda: queries.ahead_of(commune.registrar.official, MONDAY, 3),
    ):
        with pytest.raises(NotFound):
            look()


def test_what_is_due_is_seen_with_what_its_route_still_needs() -> None:
    commune = Commune.of()
    matter_id = held(commune)
    [risk] = queries.ahead_of(commune.leader.official, MONDAY, 1)
    assert (risk.matter.pk, [task.step for task in risk.tasks]) == (matter_id, ["register"])
    assert (risk.left, risk.needed) == (7 * 60, 4 * 60 + 90 + 30 + 60)
    assert not risk.tight  # just enough
    [later] = queries.ahead_of(commune.leader.official, MONDAY + timedelta(hours=7), 1)
    assert later.tight
    assert not later.late
    [past] = queries.ahead_of(commune.leader.official, MONDAY + timedelta(days=1), 1)
    assert past.late


def test_the_worst_stands_first_and_what_waits_for_the_applicant_is_left_out() -> None:
    commune = Commune.of()
    held(commune)
    second = held(commune, people.a_stranger())
    Matter.objects.filter(pk=second).update(due_at=MONDAY + timedelta(hours=1))
    assert next(risk.matter.pk for risk in queries.ahead_of(commune.leader.official, MONDAY, 3)) == second
    dossiers.ask_supplement(second, ITEMS, REASON, by=commune.registrar.official, now=MONDAY)
    assert second not in {risk.matter.pk for risk in queries.ahead_of(commune.leader.official, MONDAY, 3)}
    assert queries.ahead_of(people.dung().official, MONDAY, 3) == []
