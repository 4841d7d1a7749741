"""Jobs about dossiers: telling applicants, and watching the hours, the windows and the dates."""

from __future__ import annotations

from collections.abc import Callable

from procrastinate.contrib.django import app

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.states import Event
from motcua.jobs import clock
from motcua.kernel.actors import System


def _teller(event: Event) -> Callable[..., None]:
    def tell(dossier_id: int) -> None:
        actions.tell(dossier_id, event, by=System("jobs"), now=clock.now())

    return tell


for _event in Event:
    app.task(name=f"dossiers.tell_{_event}", queue="people", retry=8)(_teller(_event))


@app.task(name="dossiers.warn_unanswered", queue="clock", queueing_lock="dossiers.warn_unanswered")
def warn_unanswered() -> None:
    """Find the online dossiers that nobody answered in eight working hours."""
    actions.warn_unanswered(by=System("jobs"), now=clock.now())


@app.task(name="dossiers.recount_answers", queue="people")
def recount_answers(calendar_id: int) -> None:
    """Count the hours to answer again after a calendar was amended."""
    actions.recount_answers(calendar_id, by=System("jobs"), now=clock.now())


@app.task(name="dossiers.watch_windows", queue="clock", queueing_lock="dossiers.watch_windows")
def watch_windows() -> None:
    """Warn applicants whose window for supplying closes soon; note the windows that have closed."""
    actions.warn_of_windows(by=System("jobs"), now=clock.now())
    actions.note_closed_windows(by=System("jobs"), now=clock.now())


@app.task(name="dossiers.draft_apologies", queue="clock", queueing_lock="dossiers.draft_apologies")
def draft_apologies() -> None:
    """Draft form 04 for what is about to be late."""
    actions.draft_apologies(by=System("jobs"), now=clock.now())


@app.task(name="dossiers.purge_sheets", queue="clock", queueing_lock="dossiers.purge_sheets")
def purge_sheets() -> None:
    """Erase what was begun at counters and never received."""
    actions.purge_sheets(by=System("jobs"), now=clock.now())


@app.task(name="dossiers.purge_unsealed", queue="clock", queueing_lock="dossiers.purge_unsealed")
def purge_unsealed() -> None:
    """Erase what leaders signed and nobody has to seal any more."""
    actions.purge_unsealed(by=System("jobs"), now=clock.now())


@app.task(name="dossiers.remind_unclaimed", queue="clock", queueing_lock="dossiers.remind_unclaimed")
def remind_unclaimed() -> None:
    """Remind those whose result waits at a counter, at most once a week."""
    actions.remind_unclaimed(by=System("jobs"), now=clock.now())
