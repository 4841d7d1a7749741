"""The unit's ratings at the desk: everybody sees the points, a leader speaks for the unit and reads why."""

from __future__ import annotations

from datetime import timedelta

from motcua.domain.ratings import actions
from motcua.domain.ratings.actions import Slip
from motcua.domain.ratings.models import Assessment
from motcua.domain.ratings.states import Overall
from motcua.kernel.actors import System
from tests.build.dossiers import MONDAY, Commune, a_dossier, walk
from tests.web.desk.visits import at, text_of

PAGE = "/can-bo/danh-gia/"


def test_a_leader_sees_why_and_keeps_what_the_unit_says() -> None:
    commune, earlier = Commune.of(), MONDAY - timedelta(hours=4)
    dossier = walk(a_dossier(now=earlier), commune, "handed_over", now=earlier)
    slip = Slip(0, 0, 0, 0, 0, Overall.NOT_SATISFIED, "Chờ quá lâu")
    actions.give(dossier.matter.token, slip, by=System("slip"), now=MONDAY)
    leader = at(commune.leader)
    assert "Chờ quá lâu" in text_of(leader.get(PAGE))
    assert "Chờ quá lâu" not in text_of(at(commune.registrar).get(PAGE))
    typed = {"quy": "2024-4", "chi-so": "5", "diem": "2", "ghi-chu": "Báo cáo số 5"}
    assert "Đã lưu điểm" in text_of(leader.post(PAGE, typed, follow=True))
    assert Assessment.objects.get().points == 2
    assert "Báo cáo số 5" in text_of(leader.get(PAGE, {"quy": "2024-4"}))


def test_what_makes_no_sense_is_refused_and_breaks_nothing() -> None:
    commune = Commune.of()
    for typed in ({}, {"chi-so": "1", "diem": "2"}, {"chi-so": "5", "diem": "9"}, {"chi-so": "x"}):
        assert at(commune.leader).post(PAGE, typed).status_code == 409
    assert at(commune.registrar).post(PAGE, {"chi-so": "5", "diem": "2"}).status_code == 409
    assert at(commune.leader).get(PAGE, {"quy": "1999-9"}).status_code == 200
    assert not Assessment.objects.exists()
