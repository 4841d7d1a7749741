"""Jobs that wake browsers: beside each message about a report, for whoever follows it by its secret page."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.feedback import actions, queries
from motcua.jobs import clock
from motcua.kernel.actors import System
from motcua.kernel.later import defer


@app.task(name="pushes.wake_followers", queue="people", retry=4)
def wake_followers(report_id: int) -> None:
    """One job for each browser, so that one that is far away keeps no other waiting and none is woken twice."""
    for each in queries.to_wake(report_id):
        defer("pushes.wake", subscription_id=each.pk)


@app.task(name="pushes.wake", queue="people", retry=4)
def wake(subscription_id: int) -> None:
    """Wake one browser; forget it when it is gone for good."""
    found = queries.one_to_wake(subscription_id)
    if found is not None and not queries.push_gateway().wake(found.address):
        actions.unsubscribe(subscription_id, by=System("jobs"), now=clock.now())
