"""The first morning after a reform, at the desks of who took over and of who is no more."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier
from motcua.domain.packs import actions as packs
from motcua.kernel.actors import System
from motcua.web.shared import site
from tests.build import people, reform
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, open_task
from tests.build.people import NURSE
from tests.build.reform import AFTER, NEW
from tests.domain.packs.copies import a_copy
from tests.web.desk.visits import at, text_of


@pytest.fixture
def merged(tmp_path: Path) -> tuple[Cast, Dossier]:
    """A dossier received before the reform, on the morning after it."""
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    reform.load(reform.enacted(a_copy(tmp_path)))
    packs.begin_demonstration(offset=datetime.now(UTC) - AFTER, by=NURSE, now=AFTER)
    site.forget()
    actions.hand_on_ended(by=System("jobs"), now=AFTER)
    return cast, dossier


def test_who_took_over_finds_the_dossier_on_the_list_with_its_history(merged: tuple[Cast, Dossier]) -> None:
    _cast, dossier = merged
    registrar = at(people.the_registrar(NEW))
    assert str(dossier.matter.code) in text_of(registrar.get(reverse("desk:worklist")))
    shown = text_of(registrar.get(reverse("desk:dossier", args=[dossier.pk])))
    assert "Chuyển sang cơ quan tiếp nhận" in shown
    assert (
        "Từ ngày 01/11/2024, hồ sơ do Ủy ban nhân dân xã Đak Bom giải quyết, "
        "thay cho Ủy ban nhân dân xã Đak Nhau" in shown
    )


def test_who_worked_there_is_told_in_one_sentence_where_the_work_went(merged: tuple[Cast, Dossier]) -> None:
    cast, dossier = merged
    old = at(cast.officials[1])
    for address in (reverse("desk:worklist"), reverse("desk:dossier", args=[dossier.pk])):
        response = old.get(address)
        assert response.status_code == 404
        assert (
            "Ủy ban nhân dân xã Đak Nhau đã kết thúc hoạt động ngày 31/10/2024; hồ sơ đang làm đã chuyển sang "
            "Ủy ban nhân dân xã Đak Bom." in text_of(response)
        )
    assert open_task(dossier).closed_at is None


def test_who_never_worked_at_such_an_agency_reads_nothing_of_it(merged: tuple[Cast, Dossier]) -> None:
    cast, _dossier = merged
    stranger = people.an("070290005678", "Trần Thị Lạ")
    response = at(people.Account.objects.get(pk=stranger.account_id)).get(reverse("desk:worklist"))
    assert "đã kết thúc hoạt động" not in text_of(response)
    assert cast.an != stranger


def test_a_leader_reads_beforehand_what_is_left_and_who_takes_over(tmp_path: Path) -> None:
    cast = Cast.of()
    cast.press(a_dossier(cast.an), "accept", MONDAY)
    leader = at(cast.officials[2])
    address = reverse("desk:ahead")
    assert "kết thúc hoạt động" not in text_of(leader.get(address))
    reform.load(reform.enacted(a_copy(tmp_path)), MONDAY)
    shown = text_of(leader.get(address))
    assert (
        "Cơ quan kết thúc hoạt động hết ngày 31/10/2024; từ hôm sau Ủy ban nhân dân xã Đak Bom "
        "giải quyết tiếp mọi hồ sơ chưa xong." in shown
    )
    assert "Hiện còn: 1 hồ sơ đang mở, 1 việc, 0 việc chờ ký, 0 bản chính đang giữ." in shown
    Agency.objects.filter(code="H10.30.13").update(successor=None)
    assert "mà chưa ghi cơ quan tiếp nhận" in text_of(leader.get(address))
