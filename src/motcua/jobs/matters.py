"""Jobs about matters: forgetting who asked for which code."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.matters import actions
from motcua.jobs import clock
from motcua.kernel.actors import System


@app.task(name="matters.forget_askings", queue="clock", queueing_lock="matters.forget_askings")
def forget_askings() -> None:
    """Forget the look-ups whose window is over."""
    actions.forget_askings(by=System("jobs"), now=clock.now())
