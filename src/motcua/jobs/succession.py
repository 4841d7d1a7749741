"""Handing on what agencies left open that have ended."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.dossiers import actions
from motcua.domain.petitions import actions as petitions
from motcua.jobs import clock
from motcua.kernel.actors import System


@app.task(name="succession.hand_on", queue="clock")
def hand_on() -> None:
    """Hand on one batch; while there was something, the next one follows as a job of its own."""
    by, now = System("jobs"), clock.now()
    handed_on = actions.hand_on_ended(by=by, now=now)
    if handed_on + petitions.hand_on_ended(by=by, now=now):
        hand_on.defer()
