"""The worker alone: runs queued jobs and the timetable until told to stop."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from motcua.config import bootstrap


def configure(parser: argparse.ArgumentParser) -> None:
    """How many jobs at once."""
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at once (2)")
    parser.add_argument("--once", action="store_true", help="stop when nothing waits")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Work."""
    bootstrap.start()
    from django.core.management import call_command

    from motcua.domain.journal import actions as journal
    from motcua.kernel import later

    options = ["--concurrency", str(chosen.concurrency), "--delete-jobs", "successful"]
    if chosen.once:
        options.append("--one-shot")
    call_command("procrastinate", "worker", *options)
    # A worker that stops when nothing waits does not see what its last jobs queued, so it looks again; what it
    # left lying the first time (somebody else's lock) it leaves.
    left: frozenset[int] = frozenset()
    while chosen.once and (waiting := later.waiting(datetime.now(UTC))) - left:
        left = waiting
        call_command("procrastinate", "worker", *options)
    # What was recorded since the last minute is sealed before the worker goes.
    journal.seal(now=datetime.now(UTC))
    return 0
