"""What an issued letter sets going in what stands above it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from procrastinate.contrib.django import app

from motcua.jobs import clock
from motcua.kernel.actors import System

TOLD: tuple[Callable[[int, System, datetime], None], ...] = ()
"""Whoever wants to know that a letter was issued; each may be told twice."""


@app.task(name="letters.issued", queue="people", retry=5)
def issued(letter_id: int) -> None:
    """Tell whoever wants to know."""
    for tell in TOLD:
        tell(letter_id, System("jobs"), clock.now())
