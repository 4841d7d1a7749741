"""Sealing the journal."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.domain.journal import actions


@app.task(name="journal.seal", queue="clock", queueing_lock="journal.seal")
def seal() -> None:
    """Seal what has been recorded since the last time; a seal always bears the real time."""
    actions.seal(now=datetime.now(UTC))
