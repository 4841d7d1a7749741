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

    options = ["--concurrency", str(chosen.concurrency), "--delete-jobs", "successful"]
    call_command("procrastinate", "worker", *options, *(["--one-shot"] if chosen.once else []))
    # What was recorded since the last minute is sealed before the worker goes.
    journal.seal(now=datetime.now(UTC))
    return 0
