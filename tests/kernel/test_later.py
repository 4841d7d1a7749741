"""Work for later: queued with the transaction, or set aside for a caller who does it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import TaskNotFound

from motcua.kernel.later import defer, set_aside, waiting

pytestmark = pytest.mark.django_db
JOB = "papers.typeset"


def queued() -> list[dict[str, int]]:
    return list(ProcrastinateJob.objects.filter(task_name=JOB).order_by("id").values_list("args", flat=True))


def test_what_is_set_aside_is_not_queued_until_somebody_says_so() -> None:
    defer(JOB, paper_id=1)
    with set_aside() as asked:
        defer(JOB, paper_id=2)
        defer(JOB, once="three", paper_id=3)
    assert queued() == [{"paper_id": 1}]
    assert [work.ids for work in asked] == [{"paper_id": 2}, {"paper_id": 3}]
    for work in [*asked, asked[1]]:
        work.queue()
    assert queued() == [{"paper_id": 1}, {"paper_id": 2}, {"paper_id": 3}]


def test_after_an_error_work_is_queued_again() -> None:
    with pytest.raises(ZeroDivisionError), set_aside():
        raise ZeroDivisionError
    defer(JOB, paper_id=4)
    assert queued() == [{"paper_id": 4}]


def test_a_job_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TaskNotFound):
        defer("papers.fold", paper_id=1)


def test_what_is_due_waits_and_what_is_for_later_does_not() -> None:
    now = datetime.now(UTC)
    defer(JOB, paper_id=5)
    defer(JOB, at=now + timedelta(hours=1), paper_id=6)
    numbers = dict(ProcrastinateJob.objects.filter(task_name=JOB).values_list("args__paper_id", "id"))
    assert waiting(now) == {numbers[5]}
    assert waiting(now + timedelta(hours=1)) == {numbers[5], numbers[6]}
