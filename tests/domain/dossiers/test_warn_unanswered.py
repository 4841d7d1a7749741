"""The watch over the eight working hours in which an online dossier is answered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from motcua.domain.dossiers import actions
from motcua.kernel.actors import System
from tests.build import journal
from tests.build.cast import Cast
from tests.build.dossiers import a_dossier

pytestmark = pytest.mark.django_db
WATCH = System("watch")
FRIDAY = datetime(2024, 10, 18, 8, 0, tzinfo=UTC)  # 15:00 in Hà Nội: two of the eight hours are left that day
MONDAY_AT_TWO = datetime(2024, 10, 21, 7, 30, tzinfo=UTC)


def test_nothing_is_late_before_the_eight_hours_are_over() -> None:
    dossier = a_dossier(now=FRIDAY)
    assert dossier.answer_due_at == datetime(2024, 10, 21, 8, 0, tzinfo=UTC)
    assert actions.warn_unanswered(by=WATCH, now=MONDAY_AT_TWO) == 0
    assert actions.warn_unanswered(by=WATCH, now=dossier.answer_due_at) == 0


def test_a_dossier_nobody_answered_is_noted_once() -> None:
    dossier = a_dossier(now=FRIDAY)
    now = datetime(2024, 10, 21, 8, 1, tzinfo=UTC)
    assert actions.warn_unanswered(by=WATCH, now=now) == 1
    assert actions.warn_unanswered(by=WATCH, now=now) == 0
    dossier.refresh_from_db()
    assert dossier.answer_overdue_at == now
    entry = journal.last("dossiers.answer_overdue")
    assert (entry.by_kind, entry.by_id, entry.matter_id) == ("system", "watch", dossier.pk)
    assert entry.facts["agency"] == dossier.matter.one_stop.code


@pytest.mark.parametrize("answer", ["accept", "reject", "ask_more"])
def test_any_answer_is_an_answer(answer: str) -> None:
    cast = Cast.of()
    cast.press(a_dossier(cast.an, now=FRIDAY), answer, FRIDAY)
    assert actions.warn_unanswered(by=WATCH, now=datetime(2024, 10, 30, tzinfo=UTC)) == 0


def test_what_was_taken_back_is_not_waited_for() -> None:
    cast = Cast.of()
    dossier = a_dossier(cast.an, now=FRIDAY)
    actions.withdraw(dossier.pk, by=cast.an, now=FRIDAY)
    assert actions.warn_unanswered(by=WATCH, now=datetime(2024, 10, 30, tzinfo=UTC)) == 0
