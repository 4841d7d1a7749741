"""Queue tickets: a number of one line of one unit on one day. A ticket knows nobody's name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency, Counter
from motcua.domain.queues.states import WORKFLOW, Channel, Priority, State


class Ticket(models.Model):
    """A place in a line. `line` is what is received there, as the unit's counters name it that day; `press` the one
    press of a button that took it, so that a second press takes no second number."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tickets", db_index=False)
    day = models.DateField()
    line = models.TextField()
    line_en = models.TextField(blank=True)
    letter = models.TextField()
    number = models.PositiveIntegerField()
    token = models.TextField(unique=True)
    press = models.TextField(unique=True)
    priority = models.TextField(choices=Priority.choices, default=Priority.NONE)
    channel = models.TextField(choices=Channel.choices)
    state = models.TextField(choices=State.choices, default=WORKFLOW.initial)
    issued_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    times_called = models.PositiveSmallIntegerField(default=0)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False)
    official = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="ticket_state_is_known"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="ticket_priority_is_known"),
            models.UniqueConstraint(fields=["agency", "day", "letter", "number"], name="ticket_number_once_a_day"),
            models.UniqueConstraint(
                fields=["counter"], condition=Q(state=State.CALLED), name="ticket_one_at_a_counter"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.WAITING, State.MISSED], closed_at__isnull=True)
                | Q(state=State.CALLED, called_at__isnull=False, counter__isnull=False, closed_at__isnull=True)
                | Q(state=State.SERVED, called_at__isnull=False, closed_at__gte=F("called_at"))
                | Q(state=State.LAPSED, closed_at__isnull=False),
                name="ticket_times_fit_its_state",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "day", "state", "line", "issued_at", "id"], name="ticket_line_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}{self.number:03d}"
