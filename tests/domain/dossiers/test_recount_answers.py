"""A unit's calendar is amended: by when each new dossier is to be answered is counted again."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.agencies.models import Calendar
from motcua.domain.dossiers import actions
from motcua.domain.matters import actions as matters
from motcua.kernel.actors import System
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import a_dossier
from tests.build.people import NURSE

pytestmark = pytest.mark.django_db
BY = System("jobs")
FRIDAY = datetime(2024, 10, 18, 8, 0, tzinfo=UTC)  # 15:00 in Hà Nội: two of the eight hours are left that day
DUE = datetime(2024, 10, 21, 8, 0, tzinfo=UTC)
NOW = FRIDAY + timedelta(hours=1)


def amend(day: str = "2024-10-21") -> int:
    """One day off more in the calendar of every unit; its id."""
    calendar = Calendar.objects.get(code="hanh-chinh")
    body = copy.deepcopy(calendar.body)
    body["exceptions"].append({"date": day, "kind": "day_off", "source": "Quyết định của Thủ tướng"})
    matters.amend_calendar("hanh-chinh", body, by=NURSE, now=NOW)
    return calendar.pk


def test_a_day_off_moves_the_answer_and_says_from_when_to_when() -> None:
    dossier = a_dossier(now=FRIDAY)
    assert dossier.answer_due_at == DUE
    calendar_id = amend()
    assert jobs.waiting("dossiers.recount_answers") == [{"calendar_id": calendar_id}]
    assert actions.recount_answers(calendar_id, by=BY, now=NOW) == 1
    dossier.refresh_from_db()
    assert dossier.answer_due_at == DUE + timedelta(days=1)
    entry = journal.last("dossiers.answer_recounted")
    assert (entry.matter_id, entry.at, entry.by_id) == (dossier.pk, NOW, "jobs")
    facts = {name: entry.facts[name] for name in ("calendar", "revision", "old_due", "new_due")}
    assert facts == {
        "calendar": "hanh-chinh",
        "revision": 2,
        "old_due": "2024-10-21T08:00:00+00:00",
        "new_due": "2024-10-22T08:00:00+00:00",
    }
    assert actions.recount_answers(calendar_id, by=BY, now=NOW) == 0
    assert actions.warn_unanswered(by=BY, now=DUE + timedelta(minutes=1)) == 0


def test_a_day_off_that_lies_elsewhere_moves_nothing() -> None:
    dossier = a_dossier(now=FRIDAY)
    assert actions.recount_answers(amend("2024-10-31"), by=BY, now=NOW) == 0
    dossier.refresh_from_db()
    assert dossier.answer_due_at == DUE


def test_what_was_answered_or_noted_as_overdue_stays() -> None:
    cast = Cast.of()
    answered = cast.press(a_dossier(cast.an, now=FRIDAY), "accept", FRIDAY)
    late = a_dossier(people.a_stranger(), now=FRIDAY - timedelta(days=7))
    assert actions.warn_unanswered(by=BY, now=FRIDAY) == 1
    calendar_id = amend("2024-10-14")
    assert actions.recount_answers(calendar_id, by=BY, now=NOW) == 0
    for dossier in (answered, late):
        before = dossier.answer_due_at
        dossier.refresh_from_db()
        assert dossier.answer_due_at == before


def test_many_are_counted_with_the_same_number_of_reads() -> None:
    calendar_id, costs = amend("2024-12-31"), []
    for number in range(3):
        a_dossier(people.an(f"0701940015{number:02d}", f"Người {number}"), now=FRIDAY)
        with CaptureQueriesContext(connection) as asked:
            actions.recount_answers(calendar_id, by=BY, now=NOW)
        costs.append(len(asked))
    assert len(set(costs)) == 1, costs


def test_after_a_supplement_the_hours_count_from_it() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, now=FRIDAY - timedelta(days=4)), "ask_more", "supplied", now=FRIDAY)
    dossier.refresh_from_db()
    before = dossier.answer_due_at
    assert before > DUE
    assert actions.recount_answers(amend(), by=BY, now=NOW) == 1
    dossier.refresh_from_db()
    assert dossier.answer_due_at == before + timedelta(days=1)
