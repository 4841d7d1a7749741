"""The clock asks again: after shares of the time, in writing, and before and after the day of a promise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.domain.notices.models import Message
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Commitment, Reminder
from motcua.jobs import petitions as running
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal
from tests.build.petitions import ANSWERED, ASSIGNED, Council, a_petition, walk
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
BY = System("jobs")


def told(account_id: int) -> list[str]:
    return [each.subject for each in Message.objects.filter(account_id=account_id).order_by("pk")]


def noon(month: int, day: int) -> datetime:
    return datetime(2024, month, day, 5, 0, tzinfo=UTC)


def test_each_share_of_the_time_is_noted_once() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "accepted")
    assert actions.watch(by=BY, now=ASSIGNED + timedelta(days=5)) == 0
    assert actions.watch(by=BY, now=noon(10, 20)) == 1
    assert actions.watch(by=BY, now=noon(10, 20)) == 0
    assert actions.watch(by=BY, now=noon(10, 31)) == 2
    assert list(Reminder.objects.order_by("percent").values_list("percent", flat=True)) == [50, 80, 100]
    assert journal.facts("petitions.reminded")["percent"] == 100
    assert len(jobs.waiting("petitions.tell_reminder")) == 3
    assert petition.reminders.count() == 3


def test_the_further_it_is_the_higher_it_is_told() -> None:
    council = Council.of()
    walk(a_petition(council), council, "accepted")
    seen = {}
    for share, day in ((50, noon(10, 20)), (80, noon(10, 27)), (100, noon(10, 31))):
        actions.watch(by=BY, now=day)
        for row in jobs.waiting("petitions.tell_reminder"):
            running.tell_reminder(**row)
        people = (council.lead, council.director, council.assigner, council.secretary, council.helper)
        seen[share] = [len(told(each.account.pk)) for each in people]
    assert seen == {50: [1, 0, 0, 0, 0], 80: [2, 1, 0, 0, 0], 100: [3, 2, 1, 1, 0]}


def test_what_was_answered_is_asked_for_no_more_and_what_came_back_anew() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "answered")
    assert actions.watch(by=BY, now=ANSWERED + timedelta(days=1)) == 0
    again = ANSWERED + timedelta(days=2)
    actions.come_back(
        petition.pk,
        "Trả lời chưa nêu việc cụ thể.",
        due_on=date(2024, 11, 6),
        by=council.secretary.official,
        now=again,
    )
    actions.watch(by=BY, now=noon(11, 8))
    assert Reminder.objects.count() == 3
    assert set(Reminder.objects.order_by("pk").values_list("round", flat=True)) == {1}


def test_a_reminder_in_writing_bears_its_symbol() -> None:
    council = Council.of()
    by = council.secretary.official
    petition = walk(a_petition(council), council, "assigned")
    made = actions.remind(petition.pk, "Đề nghị trả lời trước kỳ họp.", "90/HĐND-VP", by=by, now=noon(10, 25))
    assert actions.tell_reminder(made.pk, by=BY, now=noon(10, 25)) == 4
    assert "90/HĐND-VP" in Message.objects.filter(account=council.lead.account).get().body
    assert actions.tell_reminder(made.pk, by=BY, now=noon(10, 25)) == 0, "nobody is told twice"
    with refused("reason_too_short"):
        actions.remind(petition.pk, "Nhanh", by=by, now=noon(10, 25))
    with pytest.raises(NotFound):
        actions.remind(petition.pk, "Đề nghị trả lời trước kỳ họp.", by=council.lead.official, now=noon(10, 25))


def test_nobody_is_reminded_of_what_is_not_owed() -> None:
    council = Council.of()
    petition = a_petition(council)
    with refused("no_reminder_needed"):
        actions.remind(petition.pk, "Đề nghị trả lời trước kỳ họp.", by=council.secretary.official, now=noon(10, 25))
    made = actions.remind(
        walk(petition, council, "accepted").pk,
        "Đề nghị trả lời trước kỳ họp.",
        by=council.secretary.official,
        now=noon(10, 25),
    )
    petition.refresh_from_db()
    petition.state = "answered"
    petition.save(update_fields=["state"])
    assert actions.tell_reminder(made.pk, by=BY, now=noon(10, 26)) == 0
    assert actions.tell_reminder(0, by=BY, now=noon(10, 26)) == 0


def test_a_promise_is_watched_before_its_day_and_after() -> None:
    council = Council.of()
    petition = walk(a_petition(council), council, "reviewed")
    milestone = queries.commitments_of(petition.pk)[0]
    assert milestone.due_on == date(2024, 11, 30)
    reached = []
    for day in (noon(10, 30), noon(11, 1), noon(11, 2), noon(11, 24), noon(11, 30), noon(12, 1), noon(12, 2)):
        actions.watch(by=BY, now=day)
        reached.append(Commitment.objects.get(pk=milestone.pk).watched)
    assert reached == [None, 30, 30, 7, 0, -1, -1]
    rows = [row for row in jobs.waiting("petitions.tell_commitment") if row["commitment_id"] == milestone.pk]
    assert len(rows) == 4
    assert journal.facts("petitions.commitment_watched")["unit"] in {"H10.12", "H10.02"}
    assert actions.tell_commitment(milestone.pk, by=BY, now=noon(12, 1)) == 3, "the unit, its leader, and the council"
    assert actions.tell_commitment(milestone.pk, by=BY, now=noon(12, 1)) == 0
    assert "đã quá ngày hẹn" in told(council.secretary.account.pk)[-1]
    assert actions.tell_commitment(0, by=BY, now=noon(12, 1)) == 0
    running.watch()
    running.tell_commitment(milestone.pk)
    running.recount_answers(1)
