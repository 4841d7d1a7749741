"""A commune is merged overnight: the evening before and the morning after, for its leader, An and the new registrar."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.kernel.actors import Citizen
from tests.build import people, reform
from tests.build.dossiers import a_dossier, walk
from tests.build.reform import AFTER, NEW
from tests.domain.packs.copies import a_copy
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser

SENTENCE = "Từ ngày 01/11/2024, hồ sơ do Ủy ban nhân dân xã Đak Bom giải quyết, thay cho Ủy ban nhân dân xã Đak Nhau"


def test_a_dossier_goes_on_where_its_commune_went(visit: Visit, cast: Cast, site: Site, tmp_path: Path) -> None:
    dossier = walk(a_dossier(Citizen(cast.an.pk), now=MORNING), cast.commune, "accepted", now=MORNING)
    reform.load(reform.enacted(a_copy(tmp_path)), MORNING)
    heir = people.an_official("Lý Thị Mới", people.agency_of("ubnd-xa", NEW), Duty.SPECIALIST).account
    Account.objects.filter(pk=heir.pk).update(persona=True)

    leader = visit("Chi", size=DESK)
    sit_down(leader, cast.commune.leader.account)
    leader.open("/can-bo/sap-den-han/")
    leader.sees("Cơ quan kết thúc hoạt động hết ngày 31/10/2024")
    leader.looks_in_both_sizes("ahead")

    site.turn_the_clock_to(AFTER, now=MORNING)
    site.work()
    site.work()  # the message is asked for by the hand-over

    an = visit("An")
    an.open(f"/tra-cuu/{dossier.matter.code}")
    an.sees(SENTENCE)
    an.looks_in_both_sizes("lookup")
    an.open(f"/ho-so/{dossier.pk}/")
    an.come_in_as("Điểu Thị An")
    an.open(f"/ho-so/{dossier.pk}/")
    an.sees(SENTENCE)
    an.looks_in_both_sizes("dossier")
    an.open("/thong-bao/")
    an.sees("từ ngày 01/11/2024 liên hệ Bộ phận Tiếp nhận và Trả kết quả xã Đak Bom")
    an.looks_in_both_sizes("inbox")

    leader.open("/can-bo/")
    leader.sees("hồ sơ đang làm đã chuyển sang Ủy ban nhân dân xã Đak Bom.")
    leader.looks_in_both_sizes("gone")

    registrar = visit("Mới", size=DESK)
    sit_down(registrar, heir)
    registrar.open(f"/can-bo/ho-so/{dossier.pk}/")
    registrar.sees("Chuyển sang cơ quan tiếp nhận")
    registrar.looks_in_both_sizes("history")
