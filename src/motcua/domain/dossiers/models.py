"""Dossiers (hồ sơ): drafts a citizen is filling in, dossiers handed in, and requests for what is missing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.documents.models import File
from motcua.domain.dossiers.states import WORKFLOW, Channel, ResultMethod, State
from motcua.domain.matters.models import Matter
from motcua.domain.procedures.models import Procedure
from motcua.kernel.secrecy import SealedJSONField, SealedTextField

Answers = dict[str, object]


class Draft(models.Model):
    """What a citizen has filled in so far; kept at every page, sealed, until it is handed in or discarded."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="drafts")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="drafts")
    token = models.TextField(unique=True)
    answers = SealedJSONField[Answers, Answers](default=dict)
    pages_done = models.JSONField(default=list)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-updated_at"], name="draft_account")]


class DossierQuerySet(models.QuerySet["Dossier"]):
    def open(self) -> DossierQuerySet:
        """Dossiers that something still happens to."""
        return self.exclude(state__in=WORKFLOW.final)


class Dossier(models.Model):
    """One dossier of one applicant; its clock and tasks are those of its matter."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="dossier", primary_key=True)
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, null=True, related_name="dossier")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="dossiers")
    applicant = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="dossiers")
    applicant_name = SealedTextField[str, str]()
    subject_name = SealedTextField[str, str](blank=True, default="")
    answers = SealedJSONField[Answers, Answers]()
    findings = SealedJSONField[Answers, Answers](default=dict)
    state = models.TextField(choices=State.choices, default=WORKFLOW.initial)
    channel = models.TextField(choices=Channel.choices)
    result_method = models.TextField(choices=ResultMethod.choices)
    answer_due_at = models.DateTimeField()
    answer_overdue_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="dossier_state_is_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="dossier_channel_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=WORKFLOW.final, closed_at__isnull=False)
                | (~Q(state__in=WORKFLOW.final) & Q(closed_at__isnull=True)),
                name="dossier_closed_at_iff_final",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-matter"], name="dossier_applicant"),
            models.Index(
                fields=["answer_due_at"],
                name="dossier_unanswered",
                condition=Q(state=State.NEW, answer_overdue_at__isnull=True),
            ),
        ]


class Attachment(models.Model):
    """A file handed in for one part of a draft or of the dossier it became."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, related_name="attachments")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="attachments")
    part = models.TextField()
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="attachment")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(dossier__isnull=False), name="attachment_belongs"
            )
        ]


class SupplementRequest(models.Model):
    """One request that lists everything missing; asked once, answered once."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="supplement_requests")
    items = SealedJSONField[list[dict[str, str]], list[dict[str, str]]]()
    reason = SealedTextField[str, str]()
    before_acceptance = models.BooleanField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    window_ends_on = models.DateField()
    supplied_at = models.DateTimeField(null=True)
    note = SealedTextField[str, str](blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(supplied_at__isnull=True) | Q(supplied_at__gte=F("asked_at")),
                name="supplement_after_asking",
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(supplied_at__isnull=True), name="supplement_one_open"
            ),
        ]
