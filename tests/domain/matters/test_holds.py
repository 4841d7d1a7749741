"""The engine's hold that an official declares: it moves the due date once it is over, and only one lasts at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.domain.documents import actions as documents
from motcua.domain.matters import actions, queries
from motcua.domain.matters.models import Hold, Matter
from motcua.domain.matters.states import HoldReason
from tests.build.cast import Cast
from tests.build.dossiers import INTERLINKED, MONDAY, PDF, a_dossier, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


def counted(cast: Cast) -> Matter:
    dossier = cast.press(a_dossier(cast.an, procedure=INTERLINKED), "accept", MONDAY)
    return Matter.objects.lock(dossier.pk)


def test_a_declared_hold_lasts_until_it_is_ended() -> None:
    cast = Cast.of()
    matter, by = counted(cast), cast.officials[1].official
    due = matter.due_at
    proof = documents.take_in("a.pdf", PDF, by=by, now=MONDAY)
    held = actions.declare_hold(matter, HoldReason.EXPERTISE, "Giám định", proof, by=by, now=MONDAY)
    assert (matter.held_at, matter.due_at) == (MONDAY, due)
    with refused("already_held"):
        actions.declare_hold(matter, HoldReason.OPINION, "Ý kiến", proof, by=by, now=TUESDAY)
    ended, minutes = actions.end_declared_hold(matter, by=by, now=TUESDAY)
    assert (ended, minutes) == (held, 480)
    assert due is not None
    assert matter.due_at == due + timedelta(days=1) == queries.due_at(matter, queries.holds_of(matter.pk))
    with refused("not_held"):
        actions.end_declared_hold(matter, by=by, now=TUESDAY)


def test_the_table_itself_refuses_a_second_and_one_without_a_proof() -> None:
    cast = Cast.of()
    matter, by = counted(cast), cast.officials[1].official
    proof = documents.take_in("a.pdf", PDF, by=by, now=MONDAY)
    Hold.objects.create(matter=matter, reason="opinion", proof=proof, starts_at=MONDAY)
    for wrong in (
        {"reason": "dispute", "proof": proof},
        {"reason": "dispute", "ends_at": TUESDAY},
        {"reason": "applicant", "proof": proof, "ends_at": TUESDAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.create(matter=matter, starts_at=MONDAY, **wrong)


def test_a_step_without_a_time_of_its_own_gets_none() -> None:
    cast = Cast.of()
    matter, by = counted(cast), cast.officials[1].official
    task = open_task(matter.dossier)
    task.budget = task.due_at = None
    task.save(update_fields=["budget", "due_at"])
    proof = documents.take_in("a.pdf", PDF, by=by, now=MONDAY)
    actions.declare_hold(matter, HoldReason.POSTING, "Niêm yết", proof, by=by, now=MONDAY)
    actions.end_declared_hold(matter, by=by, now=TUESDAY)
    task.refresh_from_db()
    assert (task.budget, task.due_at) == (None, None)
