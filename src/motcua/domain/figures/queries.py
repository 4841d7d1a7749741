"""Numbers, folded from the journal's verbs and facts alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
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


@dataclass(frozen=True)
class Handled:
    """What was received in some days, what of it was done by then, and how much of that in time."""

    received: int
    done: int
    in_time: int

    @property
    def late(self) -> int:
        """What was done too late."""
        return self.done - self.in_time


def dossiers_between(agency_code: str, first: date, last: date) -> Handled:
    """Dossiers that a one-stop unit received and gave results of in these days, both counted."""
    counted = Entry.objects.filter(
        _within(first, last), verb__in=("dossiers.submitted", "dossiers.finished"), facts__agency=agency_code
    )
    return Handled(
        **counted.order_by().aggregate(
            received=Count("id", filter=Q(verb="dossiers.submitted")),
            done=Count("id", filter=Q(verb="dossiers.finished")),
            in_time=Count("id", filter=Q(verb="dossiers.finished", facts__in_time=True)),
        )
    )


def reports_between(area_code: str, first: date, last: date) -> Handled:
    """Reports about a place that came in these days, both counted, and what of them was answered since.

    What was joined, taken back or put under seal is none.
    """
    filed = Entry.objects.filter(_within(first, last), verb="feedback.filed", facts__area=area_code).order_by()
    gone = Entry.objects.filter(
        verb__in=("feedback.merged", "feedback.withdrawn", "feedback.sealed"), matter_id__in=filed.values("matter_id")
    )
    filed = filed.exclude(matter_id__in=gone.order_by().values("matter_id"))
    answered = Entry.objects.filter(verb="feedback.answered", matter_id__in=filed.values("matter_id")).order_by()
    counts = answered.aggregate(
        done=Count("matter_id", distinct=True), late=Count("matter_id", distinct=True, filter=Q(facts__in_time=False))
    )
    return Handled(filed.count(), counts["done"], counts["done"] - counts["late"])


def _within(first: date, last: date) -> Q:
    zone = get_current_timezone()
    begins, ends = (datetime.combine(day, time.min, zone) for day in (first, last + timedelta(days=1)))
    return Q(at__gte=begins, at__lt=ends)
