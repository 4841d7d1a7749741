"""A dossier whose commune was merged, as its applicant and the public see it: from which day who settles it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier
from motcua.domain.packs import actions as packs
from motcua.kernel.actors import Citizen, System
from motcua.web.shared import site
from tests.build import reform
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.people import NURSE
from tests.build.reform import AFTER
from tests.domain.packs.copies import a_copy
from tests.web.portal.pages import text_of

SignedIn = Callable[[Citizen], Client]
SENTENCE = "Từ ngày 01/11/2024, hồ sơ do Ủy ban nhân dân xã Đak Bom giải quyết, thay cho Ủy ban nhân dân xã Đak Nhau"


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


def test_its_applicant_reads_who_settles_it_from_when_and_in_whose_place(
    signed_in: SignedIn, merged: tuple[Cast, Dossier]
) -> None:
    cast, dossier = merged
    shown = text_of(signed_in(cast.an).get(f"/ho-so/{dossier.pk}/"))
    assert SENTENCE in shown
    assert "Hồ sơ đã đến Bộ phận Tiếp nhận và Trả kết quả xã Đak Nhau" in shown
    english = text_of(signed_in(cast.an).get(f"/en/ho-so/{dossier.pk}/"))
    assert (
        "From 1 November 2024 the dossier is settled by ubnd-xa of Đak Bom, in place of People's Committee" in english
    )


def test_anybody_with_the_code_reads_it_too(client: Client, merged: tuple[Cast, Dossier]) -> None:
    _cast, dossier = merged
    shown = text_of(client.get(f"/tra-cuu/{dossier.matter.code}"))
    assert f"{SENTENCE}." in shown
    assert "Bộ phận Tiếp nhận và Trả kết quả xã Đak Bom" in shown
