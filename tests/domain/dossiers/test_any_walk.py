"""Whatever the officials and the applicant choose, a dossier comes to its end and nothing is left behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.states import NATIONAL_CODE, WORKFLOW
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Hold, Task
from motcua.domain.papers.models import Paper
from tests.build.cast import AFTER_THE_WINDOW, Cast
from tests.build.dossiers import BIRTH, INTERLINKED, MONDAY, a_dossier

pytestmark = pytest.mark.django_db
HOMEWARD = ("supplied", "accept", "propose", "approve", "issued", "returned")


@pytest.mark.parametrize("procedure", [BIRTH, INTERLINKED])
def test_any_sequence_of_choices_ends_closed(procedure: str) -> None:
    cast = Cast.of()
    filed = a_dossier(cast.an, procedure=procedure)

    @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(picks=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5000)), max_size=14))
    def play(picks: list[tuple[int, int]]) -> None:
        with transaction.atomic():
            walked(cast, Dossier.objects.select_related("matter").get(pk=filed.pk), picks)
            transaction.set_rollback(True)

    play()


def walked(cast: Cast, dossier: Dossier, picks: list[tuple[int, int]]) -> None:
    """Choose by the picks, then straight home; after each step and at the end everything must agree."""
    now, moves = MONDAY, list(picks)
    for _ in range(60):
        if dossier.closed_at is not None:
            break
        [task] = queries.open_tasks(dossier.pk)
        legal = [outcome.name for outcome in queries.outcomes_of(task)]
        asked_already = dossier.supplement_requests.filter(before_acceptance=False).exists()
        if asked_already and task.step != "receive" and "ask_more" in legal:
            legal.remove("ask_more")
        if moves:
            pick, minutes = moves.pop(0)
            outcome, now = legal[pick % len(legal)], now + timedelta(minutes=minutes)
        else:
            outcome = next((name for name in HOMEWARD if name in legal), legal[0])
        if outcome == "not_supplied":
            now += AFTER_THE_WINDOW
        dossier = cast.press(dossier, outcome, now)
        agrees(dossier)
    assert dossier.closed_at is not None


def agrees(dossier: Dossier) -> None:
    """The tables say the same thing about the dossier."""
    dossier = Dossier.objects.select_related("matter").get(pk=dossier.pk)
    matter = dossier.matter
    open_tasks = Task.objects.filter(matter=matter, closed_at__isnull=True)
    open_holds = Hold.objects.filter(matter=matter, ends_at__isnull=True)
    assert sorted(open_tasks.values_list("step", flat=True)) == matter.marking["open"]
    assert (dossier.state in WORKFLOW.final) == (dossier.closed_at is not None) == (matter.closed_at is not None)
    assert (matter.closed_at is None) == open_tasks.exists()
    assert open_holds.exists() == (NATIONAL_CODE[dossier.state] in {5, 6})
    assert (matter.received_at is None) == (matter.code is None) == (matter.due_at is None)
    assert Paper.objects.filter(matter_id=matter.pk, template__code="form-01").exists() == (matter.code is not None)
    assert (matter.finished_at is None) == (matter.verdict == "")
    if matter.finished_at and matter.due_at:
        finished, due = localdate(matter.finished_at), localdate(matter.due_at)
        assert matter.verdict == ("early" if finished < due else "on_time" if finished == due else "late")
        assert dossier.state in {"finished", "handed_over"}
    if matter.due_at and matter.closed_at is None:
        assert matter.due_at == matters.due_at(matter, matters.holds_of(matter.pk))
