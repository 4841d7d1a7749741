"""Everything that runs by the clock, on one page."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.jobs import dossiers, journal


@app.periodic(cron="* * * * *")
@app.task(name="schedule.every_minute", queue="clock", queueing_lock="schedule.every_minute", pass_context=False)
def every_minute(timestamp: int) -> None:
    """Seal the journal; look for dossiers that wait too long, for windows that close, for dates that are near."""
    journal.seal()
    dossiers.warn_unanswered()
    dossiers.watch_windows()
    dossiers.draft_apologies()
