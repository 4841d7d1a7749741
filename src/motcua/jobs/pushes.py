"""Jobs that wake browsers: beside each message, for the person it is for, and for who follows a report by its page."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.feedback import actions, queries
from motcua.domain.notices import actions as notices
from motcua.domain.notices import queries as notices_asked
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


@app.task(name="pushes.wake_person", queue="people", retry=4)
def wake_person(message_id: int) -> None:
    """One job for each browser of the person a message is for."""
    for each in notices_asked.browsers_to_wake(message_id):
        defer("pushes.wake_browser", browser_id=each.pk)


@app.task(name="pushes.wake_browser", queue="people", retry=4)
def wake_browser(browser_id: int) -> None:
    """Wake one browser of a person; forget it when it is gone for good."""
    found = notices_asked.browser_to_wake(browser_id)
    if found is not None and not notices_asked.push_gateway().wake(found.address):
        notices.forget_browser(browser_id, by=System("jobs"), now=clock.now())
