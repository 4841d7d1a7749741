"""Jobs about files: erasing those that belong to nothing any more."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.documents import actions
from motcua.jobs import clock
from motcua.kernel.actors import System


@app.task(name="documents.erase", queue="clock", retry=5)
def erase(file_id: int) -> None:
    """Erase one file with its bytes."""
    actions.erase(file_id, by=System("jobs"), now=clock.now())
