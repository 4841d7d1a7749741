"""Which report a reply in a thread is for: the one that was sent, or a part of it that another unit got."""

from __future__ import annotations

from django.db.models import Q

from motcua.domain.channels.models import Outgoing
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.states import State

PART = "part"
"""Begins the event of what goes back about a part, in the thread of the report that was split."""


def event_of(report: Report, event: str) -> str:
    """What the messages about one event of a report are called in their thread, so that each goes once."""
    return event if report.part_of_id is None else f"{PART}-{report.pk}-{event}"


def asked_in(whole: Report, answers: int = 0) -> Report | None:
    """The report in the thread of a whole one that waits for a reply.

    `answers` is the message of ours that a letter says it answers. Where several wait and it does not say, nobody
    guesses: a person reads it.
    """
    family = Report.objects.filter(Q(pk=whole.pk) | Q(part_of=whole.pk), state=State.ASKED)
    waiting = list(family.select_related("matter__one_stop").order_by("pk"))
    if len(waiting) <= 1:
        return waiting[0] if waiting else None
    answered = Outgoing.objects.filter(pk=answers, thread=whole.pk).values_list("event", flat=True).first()
    if not answered:
        return None
    named = [each for each in waiting if answered.startswith(event_of(each, "asked"))]
    return named[0] if named else None
