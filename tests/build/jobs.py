"""The queue: what waits in it, and the real worker that empties it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def waiting(name: str) -> list[dict[str, Any]]:
    """The arguments of every job of this name that has not run yet, in order."""
    jobs = ProcrastinateJob.objects.filter(task_name=name, status="todo").order_by("id")
    return [dict(arguments) for arguments in jobs.values_list("args", flat=True)]


def count() -> int:
    """How many jobs there are."""
    return ProcrastinateJob.objects.count()


def hurry() -> None:
    """Let every job that waits for a later moment be due at once."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def work(*queues: str) -> None:
    """Run the real worker over the committed jobs until nothing is due."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's connector has it
    with app.replace_connector(connector) as working:
        working.run_worker(
            queues=list(queues) or None, wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False
        )
