"""Typesetting papers."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.papers import actions
from motcua.jobs import clock
from motcua.kernel.actors import System


@app.task(name="papers.typeset", queue="papers", retry=5)
def typeset(paper_id: int) -> None:
    """Make the PDF/A of a numbered paper."""
    actions.typeset(paper_id, by=System("jobs"), now=clock.now())
