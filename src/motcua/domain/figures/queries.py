"""Numbers, folded from the journal's verbs and facts alone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.utils.timezone import get_current_timezone

from motcua.domain.journal.models import Entry

COUNTED = {
    "submitted": "dossiers.submitted",
    "accepted": "dossiers.accepted",
    "rejected": "dossiers.rejected",
    "supplement_asked": "dossiers.supplement_asked",
    "apologised": "dossiers.apologised",
    "finished": "dossiers.finished",
    "handed_over": "dossiers.handed_over",
}


def of_the_day(agency_code: str, day: date) -> dict[str, int]:
    """What a one-stop unit did that day: received, accepted, finished …, and how many of the finished were late."""
    begins = datetime.combine(day, time.min, get_current_timezone())
    entries = Entry.objects.filter(
        verb__in=COUNTED.values(),
        at__gte=begins,
        at__lt=begins + timedelta(days=1),
        facts__agency=agency_code,
    ).order_by()
    counts = dict(entries.values_list("verb").annotate(n=Count("id")))
    late = entries.filter(verb="dossiers.finished", facts__verdict="late").count()
    return {**{name: counts.get(verb, 0) for name, verb in COUNTED.items()}, "late": late}


def silences_of(agency_code: str, first: date, last: date) -> int:
    """How often in these days, both counted, a lead office had to go on without this agency's answer."""
    zone = get_current_timezone()
    return (
        Entry.objects.filter(
            verb="dossiers.consulted_in_vain",
            at__gte=datetime.combine(first, time.min, zone),
            at__lt=datetime.combine(last + timedelta(days=1), time.min, zone),
            facts__consulted=agency_code,
        )
        .order_by()
        .count()
    )
