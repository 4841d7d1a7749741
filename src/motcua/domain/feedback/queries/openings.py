"""Who opened a report, when and why: for the rule that asks for a reason, and for whoever sent it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.domain.agencies.models import Agency
from motcua.domain.feedback.queries.following import followed_report
from motcua.domain.feedback.states import OPENING, ReadingReason
from motcua.domain.journal import queries as journal
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official

SHOWN = 200


@dataclass(frozen=True)
class ReportOpening:
    """One opening as whoever sent the report may know it: the office and the reason, not the name."""

    at: datetime
    agency: str
    agency_en: str
    reason: ReadingReason


def works_on_report(report_id: int, official: Official) -> bool:
    """Whether the report is this official's work: an open step stands at their agency, or they did one."""
    mine = Q(agency_id=official.agency_id, closed_at__isnull=True) | Q(closed_by_id=official.account_id)
    return Task.objects.filter(mine, matter_id=report_id).exists()


def reading_reasons(report_id: int, official: Official, since: datetime) -> set[str]:
    """The reasons for which this official has opened the report since that moment."""
    entries = journal.entries_about((OPENING, report_id)).filter(by_id=official.key, at__gte=since)
    return {str(facts["reason"]) for facts in entries.values_list("facts", flat=True)}


def openings_of_report(token: str) -> list[ReportOpening]:
    """Every opening of the report whose page has this secret, the latest first.

    Raises:
        NotFound: there is none, or it is under seal.
    """
    report = followed_report(token)
    entries = list(journal.entries_about((OPENING, report.pk)).order_by("-id")[:SHOWN])
    named = Agency.objects.filter(code__in={str(entry.facts["agency"]) for entry in entries})
    names = {
        code: (name, name_en)
        for code, name, name_en in named.order_by("valid_from", "pk").values_list("code", "name", "name_en")
    }
    return [
        ReportOpening(
            entry.at, *names.get(str(entry.facts["agency"]), ("", "")), ReadingReason(str(entry.facts["reason"]))
        )
        for entry in entries
    ]
