"""Telling officials which letters wait for them."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.letters import actions
from motcua.jobs import clock
from motcua.kernel.actors import System

BY = System("jobs")


@app.task(name="letters.tell", queue="people", retry=8)
def tell(letter_id: int) -> None:
    """Tell those whom a letter waits for now; whoever was told is not told again."""
    actions.tell(letter_id, by=BY, now=clock.now())


@app.task(name="letters.tell_of_incoming", queue="people", retry=8)
def tell_of_incoming(incoming_id: int) -> None:
    """Tell whoever an incoming letter waits for."""
    actions.tell_of_incoming(incoming_id, by=BY, now=clock.now())
