"""Everything that runs by the clock, on one page."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.jobs import channels, dossiers, hotline, journal, matters, notices, payments, petitions, reports, succession


@app.periodic(cron="* * * * *")
@app.task(name="schedule.every_minute", queue="clock", queueing_lock="schedule.every_minute", pass_context=False)
def every_minute(timestamp: int) -> None:
    """Seal the journal; look for what waits too long, windows that close, dates that are near, messages to send.

    Make room for what telephones send.
    """
    journal.seal()
    dossiers.warn_unanswered()
    dossiers.watch_windows()
    dossiers.draft_apologies()
    notices.send_texts_due()
    payments.lapse()
    reports.watch()
    reports.make_room()
    channels.file_conversations()


@app.periodic(cron="7 * * * *")
@app.task(name="schedule.every_hour", queue="clock", queueing_lock="schedule.every_hour", pass_context=False)
def every_hour(timestamp: int) -> None:
    """Remind those whose result waits; hand on what ended agencies left; remind of petitions.

    Forget look-ups, sheets never received, and what was signed and is sealed since or void.
    """
    dossiers.remind_unclaimed()
    dossiers.purge_sheets()
    dossiers.purge_unsealed()
    matters.forget_askings()
    succession.hand_on()
    reports.forget_drafts()
    petitions.watch()


@app.periodic(cron="17 19 * * *")
@app.task(name="schedule.every_night", queue="clock", queueing_lock="schedule.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """In the small hours: erase recordings that are older than the province keeps them."""
    hotline.forget_recordings()
