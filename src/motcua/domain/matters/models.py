"""The engine: a matter (anything the province owes), its open tasks and its holds.

An open matter always has an open task or an open hold; `queries.orphans` is the watchdog that proves it.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency, Area, Calendar, without_searching
from motcua.domain.documents.models import File
from motcua.domain.matters.states import GROUNDED, HoldReason, Kind, Verdict
from motcua.domain.routes.models import RouteVersion
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.secrecy import SealedTextField

WITH = ("route", "calendar", "event_area__parent__parent", "lead_agency__calendar", "one_stop__calendar")
KEPT = (
    *("route__body", "calendar__body", "lead_agency__calendar__body", "one_stop__calendar__body"),
    *without_searching("event_area", "event_area__parent", "event_area__parent__parent", "lead_agency", "one_stop"),
)
"""What each process has built once of these, and what is only searched by: not fetched again and again."""


class MatterQuerySet(models.QuerySet["Matter"]):
    def lock(self, matter_id: int) -> Matter:
        """The matter with what its clock and route need, held against other writers until the transaction ends."""
        # Where the wait was for a hand-over to other agencies, the joined ones do not fit any more and nothing comes.
        found = _LOCKED.first(matter=matter_id) or _LOCKED.first(matter=matter_id)
        if found is None:
            raise Matter.DoesNotExist
        return found


_LOCKED = Prepared(
    lambda: (
        Matter.objects.select_for_update(of=("self",))
        .select_related(*WITH)
        .defer(*KEPT)
        .filter(pk=Blank("matter"))
        .order_by("pk")
    )
)


class Matter(models.Model):
    """Anything owed, with its public code, its clock and the marking of its route.

    `topic` is what it is about, as a code of its kind's catalogue: the procedure of a dossier. `held_at` says since
    when an official's hold lasts, here because every step asks. `verdict` is by the day; `in_time` is the national
    index's reading, to the minute, once the matter counts as finished there (docs/law/one-stop.md).
    """

    kind = models.TextField(choices=Kind.choices)
    request_code = models.TextField(unique=True)
    code = models.TextField(null=True, unique=True)
    token = models.TextField(unique=True)
    title = models.TextField()
    title_en = models.TextField(blank=True)
    topic = models.TextField(default="")
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="led_matters", db_index=False)
    one_stop = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="received_matters", db_index=False)
    event_area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="matters")
    route = models.ForeignKey(RouteVersion, on_delete=models.PROTECT, related_name="matters")
    marking = models.JSONField()
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    counted_from = models.DateTimeField(null=True)
    limit = models.TextField()
    policy = models.TextField()
    cutoff = models.TimeField()
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="matters")
    calendar_revision = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    verdict = models.TextField(choices=Verdict.choices, blank=True)
    in_time = models.BooleanField(null=True)
    held_at = models.DateTimeField(null=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="matter_kind_is_known"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, code__isnull=True)
                | Q(
                    received_at__isnull=False,
                    counted_from__isnull=False,
                    code__isnull=False,
                    due_at__isnull=False,
                ),
                name="matter_coded_and_due_iff_received",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("submitted_at")),
                name="matter_closes_after_it_opens",
            ),
        ]
        indexes = [
            models.Index(fields=["calendar"], name="matter_open_calendar", condition=Q(closed_at__isnull=True)),
            # An agency's list, the newest first, is read from these and from `task_seen` and stops at its limit.
            models.Index(fields=["one_stop", "submitted_at", "id"], name="matter_one_stop_seen"),
            models.Index(fields=["lead_agency", "submitted_at", "id"], name="matter_led_seen"),
            models.Index(fields=["lead_agency"], name="matter_led", condition=Q(closed_at__isnull=True)),
            models.Index(
                fields=["lead_agency", "due_at", "id"],
                name="matter_owed_in_order",
                condition=Q(closed_at__isnull=True, finished_at__isnull=True, due_at__isnull=False),
            ),
            models.Index(
                fields=["due_at"],
                name="matter_still_owed",
                condition=Q(closed_at__isnull=True, finished_at__isnull=True, due_at__isnull=False),
            ),
            models.Index(
                fields=["one_stop", "received_at"],
                name="matter_one_stop_received",
                condition=Q(received_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.request_code


class Task(models.Model):
    """A step of the route that somebody has to do: where, by whom, by when, and what came of it.

    A waiting step has no agency: the next move is the applicant's. `topic` is the matter's, once more here
    because a worklist counts ten thousand tasks by it; so is `submitted_at`, by which an agency lists the matters
    it ever had a task of, the newest first.
    """

    # A task is written at every step, so it has the indexes that are read and none besides.
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    step = models.TextField()
    title = models.TextField()
    title_en = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="tasks", db_index=False)
    duty = models.TextField(blank=True)
    topic = models.TextField(default="")
    submitted_at = models.DateTimeField()
    assignee = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="tasks", db_index=False)
    opened_at = models.DateTimeField()
    budget = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    spent = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(outcome=""), name="task_closed_with_an_outcome"
            ),
            models.UniqueConstraint(
                fields=["matter", "step"], condition=Q(closed_at__isnull=True), name="task_step_open_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_at", "id"],
                name="task_worklist_in_order",
                condition=Q(closed_at__isnull=True),
            ),
            # Counted without reading the rows.
            models.Index(
                fields=["agency", "duty", "topic", "step"],
                include=["id", "assignee", "due_at"],
                name="task_worklist_counted",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(fields=["agency", "closed_at"], name="task_done", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["assignee"], name="task_assignee", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["matter", "id"], name="task_matter"),
            models.Index(fields=["agency", "submitted_at", "matter"], name="task_seen"),
        ]


class Hold(models.Model):
    """A time that is not the agency's: why, on what legal ground, proved by what, from when to when.

    With a task it is the wait of a step of the route; without one an official declared it.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="holds", db_index=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="holds")
    reason = models.TextField(choices=HoldReason.choices)
    ground = SealedTextField[str, str](blank=True, default="")
    paper_id = models.BigIntegerField(null=True)
    proof = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=HoldReason.values), name="hold_reason_is_known"),
            models.CheckConstraint(
                condition=Q(task__isnull=False) | Q(reason__in=sorted(GROUNDED), proof__isnull=False),
                name="hold_of_an_official_is_proved",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(task__isnull=True, ends_at__isnull=True),
                name="hold_of_an_official_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="hold_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "id"], name="hold_matter"),
            models.Index(fields=["matter"], name="hold_lasts", condition=Q(ends_at__isnull=True)),
        ]


class Asking(models.Model):
    """How often a public code was asked for from one place, or at all, in the last minutes.

    `name` is a keyed digest of the address or the code: nobody is known by it. `times` are the last that were
    answered; the table is not logged, and a row is forgotten once its window is over.
    """

    name = models.TextField(primary_key=True)
    times = ArrayField(models.DateTimeField())
    refused = models.BooleanField(default=False)
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="asking_last")]
