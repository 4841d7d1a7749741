"""Jobs about payments: giving up online orders whose money did not come."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.payments import actions
from motcua.jobs import clock
from motcua.kernel.actors import System


@app.task(name="payments.lapse", queue="clock", queueing_lock="payments.lapse")
def lapse() -> None:
    """Give up the orders past their time."""
    actions.lapse(by=System("jobs"), now=clock.now())
