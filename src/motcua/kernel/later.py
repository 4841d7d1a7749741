"""Ask for work to be done after this transaction commits, by the name of the job."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def defer(job: str, *, at: datetime | None = None, once: str | None = None, **ids: int) -> None:
    """Queue `job` in the current transaction: a rollback withdraws it.

    `at` is the earliest moment it may run. With `once`, a job that already waits under the same key
    is enough and no second one is queued. A name that no job has raises `TaskNotFound`.
    """
    options: dict[str, datetime | str] = {}
    if at is not None:
        options["schedule_at"] = at
    if once is None:
        app.configure_task(job, allow_unknown=False, **options).defer(**ids)
        return
    # The queue says "already there" by a unique violation, which only a savepoint survives.
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(job, allow_unknown=False, queueing_lock=once, **options).defer(**ids)
