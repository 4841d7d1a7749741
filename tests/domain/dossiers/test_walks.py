"""Whole stories through the engine."""

from __future__ import annotations

import pytest

from motcua.domain.matters.models import Task
from motcua.domain.papers.models import Paper
from tests.build import journal
from tests.build.cast import Cast
from tests.build.dossiers import INTERLINKED, MONDAY, a_dossier

pytestmark = pytest.mark.django_db


def test_a_birth_from_the_phone_to_the_certificate() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "propose", "approve", "issued", "returned", now=MONDAY)
    assert dossier.state == "handed_over"
    assert dossier.matter.verdict == "on_time"
    assert journal.verbs_of(dossier.pk) == [
        "dossiers.submitted",
        "dossiers.accepted",
        "dossiers.begun",
        "dossiers.advanced",
        "dossiers.advanced",
        "dossiers.result_issued",
        "dossiers.finished",
        "dossiers.handed_over",
    ]


def test_three_offices_one_code_one_due_date() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", now=MONDAY)
    code, due = dossier.matter.code, dossier.matter.due_at
    dossier = cast.go(
        dossier,
        *("propose", "approve", "issued", "propose", "approve", "propose", "approve", "returned"),
        now=MONDAY,
    )
    dossier.matter.refresh_from_db()
    assert (dossier.matter.code, dossier.matter.due_at) == (code, due)
    assert due is not None
    results = Paper.objects.filter(matter_id=dossier.pk, result=True).order_by("pk")
    assert [paper.template.code for paper in results] == ["giay-khai-sinh", "thong-bao-thuong-tru", "the-bhyt"]
    assert len({paper.agency_id for paper in results}) == 3
    kinds = [task.agency.kind for task in Task.objects.filter(matter_id=dossier.pk).order_by("pk") if task.agency]
    assert list(dict.fromkeys(kinds)) == ["mot-cua-xa", "ubnd-xa", "cong-an-xa", "bhxh-huyen"]
    assert dossier.state == "handed_over"
