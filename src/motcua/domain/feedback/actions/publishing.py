"""What everybody may read of a report: a text of its own, approved by whoever coordinates."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.feedback import queries
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import ensure_fits
from motcua.domain.feedback.states import UNFIT, Visibility
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def make_public(report_id: int, text: str, *, by: Official, now: datetime) -> Report:
    """Show a report to everybody in these words.

    Raises:
        NotFound: the official does not coordinate it.
        Refused: `nothing_to_publish`, `said_too_long`, `not_publishable` for a category or a state that is never shown.
    """
    report = _coordinated(report_id, by)
    if not text.strip():
        raise Refused("nothing_to_publish")
    ensure_fits(text)
    if not report.category.body.get("publishable", False) or report.state in UNFIT:
        raise Refused("not_publishable")
    report.visibility, report.public_text = Visibility.PUBLIC, text.strip()
    report.published_at, report.published_by_id, report.updated_at = report.published_at or now, by.account_id, now
    report.save(update_fields=["visibility", "public_text", "published_at", "published_by", "updated_at"])
    _record("feedback.published", report, by, now)
    return report


@atomic
def keep_private(report_id: int, *, by: Official, now: datetime) -> Report:
    """Show it to nobody but those who work on it, also where it was shown before."""
    report = _coordinated(report_id, by)
    report.visibility, report.updated_at = Visibility.PRIVATE, now
    report.save(update_fields=["visibility", "updated_at"])
    _record("feedback.kept_private", report, by, now)
    return report


def _coordinated(report_id: int, by: Official) -> Report:
    found = (
        queries.seen_by(by)
        .select_for_update(of=("self",))
        .filter(pk=report_id, matter__one_stop_id=by.agency_id)
        .first()
    )
    if found is None or "dispatcher" not in by.duties:
        raise NotFound("report")
    return found


def _record(verb: str, report: Report, by: Official, now: datetime) -> None:
    journal.record(
        verb,
        subject=("report", report.pk),
        matter_id=report.pk,
        by=by,
        at=now,
        facts=queries.common_facts(report),
    )
