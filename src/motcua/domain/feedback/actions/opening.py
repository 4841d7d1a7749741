"""Opening a report: always for a reason, always written down, and shown to whoever sent it."""

from __future__ import annotations

from datetime import datetime, time

from django.db.transaction import atomic
from django.utils.timezone import get_current_timezone, localdate

from motcua.domain.feedback import queries
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import OPENING, ReadingReason
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused


def open_report(report_id: int, *, by: Official, now: datetime, reason: ReadingReason | None = None) -> Report:
    """Let an official read a report: for the work at hand without a word, else for a reason that is said once a day.

    The first opening of a day is journalled, and each further reason; looking again costs no transaction.

    Raises:
        NotFound: the report is nothing of the official's agency.
        Refused: `opening_report_without_reason`.
    """
    report = queries.one_seen_by(by, report_id)
    midnight = datetime.combine(localdate(now), time.min, get_current_timezone())
    said_today = queries.reading_reasons(report_id, by, midnight)
    if said_today and reason in {None, *said_today}:
        return report
    if reason is None:
        if not queries.works_on_report(report_id, by):
            raise Refused("opening_report_without_reason", report=report_id)
        reason = ReadingReason.WORK
    _write_down(report_id, reason, by, now)
    return report


@atomic
def _write_down(report_id: int, reason: ReadingReason, by: Official, now: datetime) -> None:
    facts = {"agency": by.agency_code, "reason": str(reason)}
    journal.record("feedback.read", subject=(OPENING, report_id), by=by, at=now, facts=facts)
