"""Not taking a dossier in, and saying why."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Task
from motcua.domain.papers.models import Paper
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import REASON
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_rejected_dossier_is_closed_and_never_had_a_code() -> None:
    dossier = actions.reject(a_dossier().pk, REASON, by=people.binh().official, now=MONDAY)
    assert (dossier.state, dossier.closed_at) == ("rejected", MONDAY)
    assert (dossier.matter.closed_at, dossier.matter.code, dossier.matter.due_at) == (MONDAY, None, None)
    assert dossier.matter.verdict == ""
    assert not Task.objects.filter(matter_id=dossier.pk, closed_at__isnull=True).exists()
    assert matters.orphans() == []


def test_the_reason_stands_on_form_03_and_not_in_the_journal() -> None:
    dossier = actions.reject(a_dossier().pk, REASON, by=people.binh().official, now=MONDAY)
    [paper] = Paper.objects.filter(matter_id=dossier.pk)
    assert (paper.template.code, paper.content["reason"]) == ("form-03", REASON)
    assert journal.verbs_of(dossier.pk)[1:] == ["dossiers.rejected"]
    assert journal.facts("dossiers.rejected")["state"] == "rejected"
    assert REASON not in journal.everything()
    assert jobs.waiting("dossiers.tell_rejected") == [{"dossier_id": dossier.pk}]


@pytest.mark.parametrize("reason", ["", "   ", "Thiếu", " " * 40])
def test_a_refusal_without_a_real_reason_is_refused(reason: str) -> None:
    dossier, binh = a_dossier(), people.binh().official
    entries = journal.count()
    with refused("reason_missing", least=10):
        actions.reject(dossier.pk, reason, by=binh, now=MONDAY)
    dossier.refresh_from_db()
    assert (dossier.state, journal.count()) == ("new", entries)


def test_an_accepted_dossier_is_not_rejected_any_more() -> None:
    dossier, binh = a_dossier(), people.binh().official
    actions.accept(dossier.pk, by=binh, now=MONDAY)
    with refused("illegal_move", move="reject", state="in_progress"):
        actions.reject(dossier.pk, REASON, by=binh, now=MONDAY)


def test_somebody_else_finds_nothing_to_reject() -> None:
    dossier = a_dossier()
    with pytest.raises(NotFound):
        actions.reject(dossier.pk, REASON, by=people.dung().official, now=MONDAY)
