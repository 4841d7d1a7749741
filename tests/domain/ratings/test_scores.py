"""A unit's quarter: slips, counted indices and self-assessment make nine; few slips show nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.ratings import actions, queries
from motcua.domain.ratings.actions import Slip
from motcua.domain.ratings.states import BY_UNIT, Band, Index, Overall
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.dossiers import MONDAY, Commune, a_dossier, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)
NUMBERS = ["070194001234", "070290005678", "070188000111", "070195000222", "070195000223"]


def slips(commune: Commune, how_many: int, **changes: Any) -> None:
    for number in NUMBERS[:how_many]:
        dossier = walk(a_dossier(people.an(number, "Người Nộp")), commune, "handed_over")
        slip = Slip(
            **{"contacts": 2, "bodies": 1, "publication": 2, "attitude": 2, "convenience": 2}
            | {"overall": Overall.SATISFIED}
            | changes
        )
        actions.give(dossier.matter.token, slip, by=System("slip"), now=LATER)


def assess_all(commune: Commune, points: int) -> None:
    for index in BY_UNIT:
        actions.assess(index, points, "Báo cáo quý", year=2024, quarter=4, by=commune.leader.official, now=LATER)


def test_nine_indices_make_a_band(django_assert_num_queries: Any) -> None:
    commune = Commune.of()
    slips(commune, 2)
    score = queries.score_of(commune.leader.official, 2024, 4)
    assert not score.whole
    assert score.points[Index.ORGANISATION] is None
    assess_all(commune, 2)
    with django_assert_num_queries(3):
        score = queries.score_of(commune.leader.official, 2024, 4)
    assert score.whole
    assert score.total == 1 + 2 + 2 + 1 + 2 + 2 + 2 + 2 + 2
    assert (score.band, score.content, score.slips) == (Band.EXCELLENT, 100, 2)
    assert score.notes[Index.ONLINE] == "Báo cáo quý"


def test_another_quarter_and_another_unit_have_nothing_of_it() -> None:
    commune = Commune.of()
    slips(commune, 1)
    assert queries.score_of(commune.leader.official, 2024, 3).slips == 0
    assert queries.score_of(people.dung().official, 2024, 4).slips == 0


def test_the_one_stop_that_received_it_is_rated_too() -> None:
    commune = Commune.of()
    slips(commune, 1)
    assert queries.score_of(commune.reception.official, 2024, 4).slips == 1


def test_an_officials_points_are_shown_only_when_enough_have_spoken() -> None:
    commune = Commune.of()
    slips(commune, 4)
    [official] = queries.officials_of(commune.leader.official, 2024, 4)
    assert (official.name, official.slips, official.points) == ("Lê Thị Hộ", 4, None)
    slips_more = walk(a_dossier(people.an(NUMBERS[4], "Người Nộp")), commune, "handed_over")
    actions.give(slips_more.matter.token, Slip(0, 0, 0, 0, 0, Overall.SATISFIED), by=System("slip"), now=LATER)
    [official] = queries.officials_of(commune.leader.official, 2024, 4)
    assert official.points == round((4 * 8 + 3) / 5, 2)


def test_why_people_were_not_content_is_for_the_leader_and_without_a_name() -> None:
    commune = Commune.of()
    slips(commune, 1, overall=Overall.NOT_SATISFIED, reason="Chờ quá lâu")
    [said] = queries.words_of_discontent(commune.leader.official, 2024, 4)
    assert said.reason == "Chờ quá lâu"
    for look in (queries.words_of_discontent, queries.officials_of):
        with pytest.raises(NotFound):
            look(commune.registrar.official, 2024, 4)


def test_the_last_word_of_a_unit_stands_and_each_is_journalled() -> None:
    commune = Commune.of()
    for points in (2, 1):
        actions.assess(5, points, "", year=2024, quarter=4, by=commune.leader.official, now=LATER)
    assert queries.score_of(commune.leader.official, 2024, 4).points[Index.ORGANISATION] == 1
    assert [entry.facts["points"] for entry in Entry.objects.filter(verb="ratings.assessed").order_by("pk")] == [2, 1]


def test_only_a_leader_speaks_for_the_unit_and_only_of_its_own_indices() -> None:
    commune = Commune.of()
    with refused("other_duty"):
        actions.assess(5, 2, "", year=2024, quarter=4, by=commune.registrar.official, now=LATER)
    for index, points in ((1, 2), (5, 3), (0, 0)):
        with refused("points_out_of_range"):
            actions.assess(index, points, "", year=2024, quarter=4, by=commune.leader.official, now=LATER)
