"""Letters that came to a report later, for whoever coordinates it."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.domain.channels.models import Letter
from motcua.domain.channels.states import Outcome
from motcua.domain.feedback.states import State
from motcua.kernel.actors import Official


def letters_of(report_id: int, official: Official) -> QuerySet[Letter]:
    """What whoever reported wrote about a report, oldest first; for the agency that coordinates it alone.

    None from the moment it goes under seal: the job that moves the letters there runs later.
    """
    return (
        Letter.objects.filter(report_id=report_id, report__matter__one_stop_id=official.agency_id)
        .filter(outcome__in=(Outcome.FILED, Outcome.ADDED, Outcome.ANSWERED))
        .exclude(report__about_official_id=official.account_id)
        .exclude(report__state=State.SEALED)
        .defer("raw")
        .order_by("received_at", "pk")
    )
