"""The queue: what waits in it, and the real worker that empties it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

ALL = ("people", "papers", "clock")


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
    with ThreadPoolExecutor(1) as aside:  # Playwright keeps a loop of its own in the thread of the tests
        aside.submit(asyncio.run, _work(queues or ALL)).result()


async def _work(queues: tuple[str, ...]) -> None:
    """Jobs run in the one thread of a pool of our own, so that its connection can be closed in the end."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's connector has it
    with ThreadPoolExecutor(1) as pool, app.replace_connector(connector) as working:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(pool)
        async with working.open_async():
            await working.run_worker_async(
                queues=list(queues), wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False
            )
        await loop.run_in_executor(pool, connections.close_all)
