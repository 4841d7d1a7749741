"""An applicant rates how a matter was settled: once, when it is over, with the system's own points beside theirs."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers.models import Dossier
from motcua.domain.journal.models import Entry
from motcua.domain.ratings import actions, queries, rules
from motcua.domain.ratings.actions import Slip
from motcua.domain.ratings.models import Rating
from motcua.domain.ratings.states import Band, Overall
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build.dossiers import MONDAY, Commune, a_dossier, walk
from tests.build.refusals import refused
from tests.build.threads import at_once

LATER = MONDAY + timedelta(hours=3)
GOOD = Slip(2, 1, 2, 2, 1, Overall.SATISFIED)


def over(commune: Commune) -> Dossier:
    """A birth whose certificate was handed over."""
    return walk(a_dossier(), commune, "handed_over")


def test_it_is_kept_with_what_the_system_counts(db: None) -> None:
    commune = Commune.of()
    dossier = over(commune)
    rating = actions.give(dossier.matter.token, GOOD, by=System("slip"), now=LATER)
    assert (rating.total_time, rating.each_body) == (1, 2)  # same day; every step within its budget
    assert rating.official_id == commune.registrar.account.pk
    entry = Entry.objects.get(verb="ratings.given")
    assert entry.facts["overall"] == "satisfied"
    assert entry.facts["contacts"] == 2
    assert set(entry.facts) >= {"agency", "one_stop", "attitude"}
    assert queries.rated(queries.to_rate(dossier.matter.token))


def test_it_is_given_once(db: None) -> None:
    dossier = over(Commune.of())
    actions.give(dossier.matter.token, GOOD, by=System("slip"), now=LATER)
    with refused("rated_already"):
        actions.give(dossier.matter.token, GOOD, by=System("slip"), now=LATER)


def test_of_two_presses_at_once_one_counts(committed_db: str) -> None:
    dossier = over(Commune.of())
    acts = [partial(actions.give, dossier.matter.token, GOOD, by=System("slip"), now=LATER) for _ in range(4)]
    assert sum(isinstance(each, Rating) for each in at_once(acts)) == 1
    assert Rating.objects.count() == 1


def test_before_the_result_is_handed_over_nothing_is_rated(db: None) -> None:
    dossier = walk(a_dossier(), Commune.of(), "finished")
    with refused("not_to_be_rated_yet"):
        actions.give(dossier.matter.token, GOOD, by=System("slip"), now=LATER)
    assert not queries.rated(queries.to_rate(dossier.matter.token))


def test_who_is_not_content_says_why(db: None) -> None:
    dossier = over(Commune.of())
    slip = Slip(0, 0, 0, 0, 0, Overall.NOT_SATISFIED, "  ")
    with refused("discontent_without_reason"):
        actions.give(dossier.matter.token, slip, by=System("slip"), now=LATER)
    words = Slip(0, 0, 0, 0, 0, Overall.NOT_SATISFIED, "Phải đi ba lần")
    assert actions.give(dossier.matter.token, words, by=System("slip"), now=LATER).reason == "Phải đi ba lần"
    assert "ba lần" not in str(Entry.objects.get(verb="ratings.given").facts)


def test_points_out_of_range_and_a_secret_that_is_nobodys(db: None) -> None:
    dossier = over(Commune.of())
    with refused("points_out_of_range"):
        actions.give(dossier.matter.token, Slip(3, 0, 0, 0, 0, Overall.SATISFIED), by=System("slip"), now=LATER)
    with pytest.raises(NotFound):
        actions.give("nobody", GOOD, by=System("slip"), now=LATER)
    with pytest.raises(NotFound):
        queries.to_rate("nobody")


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (18, Band.EXCELLENT),
        (15, Band.EXCELLENT),
        (14.99, Band.GOOD),
        (12, Band.GOOD),
        (11.9, Band.FAIR),
        (9, Band.FAIR),
        (8.5, Band.AVERAGE),
        (6, Band.AVERAGE),
        (5.99, Band.WEAK),
        (0, Band.WEAK),
    ],
)
def test_exactly_fifteen_is_excellent(points: float, band: Band) -> None:
    assert rules.band(points) == band


@given(st.lists(st.tuples(st.none() | st.integers(0, 500), st.none() | st.integers(0, 500)), max_size=12))
def test_the_slowest_body_decides(spent: list[tuple[int | None, int | None]]) -> None:
    known = [(budget, took) for budget, took in spent if budget is not None and took is not None]
    expected = 2
    if any(took == budget for budget, took in known):
        expected = 1
    if any(took > budget for budget, took in known):
        expected = 0
    assert rules.each_body(spent) == expected
