"""A leader's morning: who has how much, what will be late, and a batch signed with a look at each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.dossiers import a_dossier, open_task, walk
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser
EARLIER = MORNING - timedelta(hours=3)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_leader_signs_what_was_looked_at(visit: Visit, cast: Cast, scripts: bool) -> None:
    citizens = [Citizen(cast.an.pk), people.a_stranger(), people.an("070188000111", "Lê Văn Ba")]
    first, second, third = (
        walk(a_dossier(citizen, now=EARLIER), cast.commune, "proposed", now=EARLIER) for citizen in citizens
    )
    chi = visit("Chi", scripts=scripts, size=DESK)
    sit_down(chi, cast.commune.leader.account)
    chi.follow("Phân công")
    chi.looks_in_both_sizes("team")
    chi.follow("Sắp đến hạn")
    chi.looks_in_both_sizes("ahead")
    chi.follow("Giải quyết nhiều hồ sơ")
    chi.looks_in_both_sizes("several")
    for dossier in (first, second):
        chi.page.locator("summary", has_text=str(dossier.matter.code)).click()
        chi.page.locator(f"#viec-{open_task(dossier).pk}").check()
    chi.looks("opened")
    chi.press("Giải quyết các hồ sơ đã đánh dấu")
    chi.sees(str(first.matter.code))
    chi.looks_in_both_sizes("decided")
    assert [open_task(dossier).step for dossier in (first, second, third)] == ["number", "number", "sign"]
