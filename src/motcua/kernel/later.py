"""Ask for work to be done after this transaction commits, by the name of the job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


@dataclass(frozen=True)
class Asked:
    """Work that was asked for and set aside; the words are those of `defer`."""

    job: str
    at: datetime | None
    once: str | None
    ids: Mapping[str, int]

    def queue(self) -> None:
        """Queue it after all."""
        defer(self.job, at=self.at, once=self.once, **self.ids)


_ASIDE: ContextVar[list[Asked] | None] = ContextVar("later_aside", default=None)


def defer(job: str, *, at: datetime | None = None, once: str | None = None, **ids: int) -> None:
    """Queue `job` in the current transaction: a rollback withdraws it.

    `at` is the earliest moment it may run. With `once`, a job that already waits under the same key
    is enough and no second one is queued. A name that no job has raises `TaskNotFound`.
    """
    aside = _ASIDE.get()
    if aside is not None:
        aside.append(Asked(job, at, once, ids))
        return
    options: dict[str, datetime | str] = {}
    if at is not None:
        options["schedule_at"] = at
    if once is None:
        app.configure_task(job, allow_unknown=False, **options).defer(**ids)
        return
    # The queue says "already there" by a unique violation, which only a savepoint survives.
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(job, allow_unknown=False, queueing_lock=once, **options).defer(**ids)


@contextmanager
def set_aside() -> Iterator[list[Asked]]:
    """Inside, nothing is queued: what is asked for is gathered in this list, for a caller that does it itself.

    A rollback takes nothing off the list, so this is not for acts that may fail; an invented year uses it.
    """
    asked: list[Asked] = []
    before = _ASIDE.set(asked)
    try:
        yield asked
    finally:
        _ASIDE.reset(before)


def waiting(now: datetime) -> frozenset[int]:
    """The numbers of the jobs that could run now."""
    from django.db.models import Q
    from procrastinate.contrib.django.models import ProcrastinateJob  # a table: only once its tables are known

    due = Q(scheduled_at__isnull=True) | Q(scheduled_at__lte=now)
    return frozenset(ProcrastinateJob.objects.filter(due, status="todo").values_list("id", flat=True))
