"""The job about papers that came with reports: copies for units that may not know who sent them."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.feedback import actions
from motcua.jobs import clock
from motcua.kernel.actors import System


@app.task(name="reports.make_bare_copies", queue="papers", retry=4)
def make_bare_copies(report_id: int) -> None:
    """Make the copies of a report's PDFs that hold their pages alone."""
    actions.make_bare_copies(report_id, by=System("jobs"), now=clock.now())
