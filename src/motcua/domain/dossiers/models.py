"""Dossiers (hồ sơ): drafts a citizen is filling in, dossiers handed in, and what is asked and decided about them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.documents.models import File
from motcua.domain.dossiers.states import WORKFLOW, Channel, Digitised, Ground, Kinship, ResultMethod, Scope, State
from motcua.domain.matters.models import Matter
from motcua.domain.papers.models import Paper
from motcua.domain.procedures.models import Procedure
from motcua.kernel.secrecy import SealedJSONField, SealedTextField

Answers = dict[str, object]


class Draft(models.Model):
    """What a citizen has filled in so far, sealed; `client_key` and `written_at` of one written without network."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="drafts")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="drafts")
    token = models.TextField(unique=True)
    channel = models.TextField(choices=Channel.choices, default=Channel.ONLINE)
    answers = SealedJSONField[Answers, Answers](default=dict)
    pages_done = models.JSONField(default=list)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    client_key = models.TextField(null=True, unique=True)
    written_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(channel__in=Channel.values), name="draft_channel_is_known")]
        indexes = [
            models.Index(fields=["account", "-updated_at"], name="draft_account"),
            models.Index(
                fields=["updated_at", "id"],
                name="draft_abandoned",
                condition=Q(submitted_at__isnull=True) & ~Q(channel=Channel.ONLINE),
            ),
        ]


class Behalf(models.Model):
    """For whom a draft is filled in, as the citizen said it: kept right or wrong, sealed, until it is handed in.

    `said` holds `whom` and, for somebody else, who that is and by what authority (`rules.behalf`).
    """

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="behalf", primary_key=True)
    said = SealedJSONField[Answers, Answers](default=dict)


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
            # What is under way is few beside what is over: found by its state without reading the history.
            models.Index(fields=["state", "matter"], name="dossier_open_state", condition=Q(closed_at__isnull=True)),
            models.Index(
                fields=["state", "closed_at", "matter"],
                name="dossier_closed_state",
                condition=Q(closed_at__isnull=False),
            ),
        ]


class Attachment(models.Model):
    """A file handed in for one part of a draft or of the dossier it became, or put there by an office.

    A dossier that is taken up again shares the files of the closed one.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, related_name="attachments")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="attachments")
    part = models.TextField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="attachments")
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
    warned_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)

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
        indexes = [
            models.Index(fields=["window_ends_on"], name="supplement_window", condition=Q(supplied_at__isnull=True)),
        ]


class Leave(models.Model):
    """A leader's leave to ask for a supplement once more than the procedure allows; used by one request."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="leaves")
    reason = SealedTextField[str, str]()
    allowed_at = models.DateTimeField()
    allowed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    request = models.OneToOneField(SupplementRequest, on_delete=models.PROTECT, null=True, related_name="leave")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(request__isnull=True), name="leave_one_unused")
        ]


class Obligation(models.Model):
    """What the applicant has to pay before the work goes on: the notice, and how it was met.

    `notice` holds number, issued_on, issuer, amount (đồng), payee; `receipt` holds number, paid_on.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="obligations")
    notice = SealedJSONField[dict[str, Any], dict[str, Any]]()
    notice_file = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    pay_by = models.DateField()
    met_at = models.DateTimeField(null=True)
    receipt = SealedJSONField[dict[str, Any], dict[str, Any]](default=dict)
    receipt_file = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    noted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(met_at__isnull=True), name="obligation_one_open")
        ]


class Apology(models.Model):
    """Form 04, at most one a dossier: drafted by the system, written by an official, signed by a leader.

    `due_at` is the date that was promised, `new_due_at` the one that is promised now. The verdict stays with the first.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="apology", primary_key=True)
    drafted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    at_fault = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = SealedTextField[str, str](blank=True, default="")
    new_due_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(new_due_at__isnull=True) | Q(new_due_at__gt=F("due_at")), name="apology_promises_later"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, paper__isnull=True)
                | Q(signed_at__isnull=False, paper__isnull=False, new_due_at__isnull=False, at_fault__isnull=False),
                name="apology_signed_is_whole",
            ),
        ]


class Correction(models.Model):
    """A clerical mistake put right in one answer: what stood there, what stands there now, by whom and why."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="corrections")
    field = models.TextField()
    before = SealedJSONField[Any, Any]()
    after = SealedJSONField[Any, Any]()
    reason = SealedTextField[str, str]()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)


class Reissue(models.Model):
    """A result that was issued with a mistake, and the newly numbered one that takes its place and names it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="reissues")
    old = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    new = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField[str, str]()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)


class Reopening(models.Model):
    """A leader's decision to take a closed dossier up again, as a new one (docs/adr/0007)."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="reopening", primary_key=True)
    reopens = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="reopened_by")
    reason = SealedTextField[str, str]()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)


class Sheet(models.Model):
    """What an official types for a person at the counter, kept as it was typed until it is a dossier.

    Its draft holds the answers and the files; `looked_up` is the person whose earlier papers may be shown.
    """

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="sheet", primary_key=True)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sheets")
    typed = SealedJSONField[dict[str, str], dict[str, str]](default=dict)
    looked_up = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    follows = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)


class Bundle(models.Model):
    """Dossiers received from one person at one sitting; `receipt_id` is the paper that lists them all."""

    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="bundles", db_index=False)
    receipt_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()


class Reception(models.Model):
    """How a dossier came in over a counter: where, by whom, and what was overridden with which reason."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="reception", primary_key=True)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="receptions")
    official = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True, related_name="receptions")
    tracking = SealedTextField[str, str](blank=True, default="")
    sets = models.PositiveSmallIntegerField(default=1)
    overridden = models.JSONField(default=list)
    reason = SealedTextField[str, str](blank=True, default="")
    at = models.DateTimeField()


class Forwarding(models.Model):
    """A dossier received at a unit that is not that of its area (phi địa giới): its way there and back."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="forwarding", primary_key=True)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="forwarded_here", db_index=False)
    sent_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    arrived_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(arrived_at__gte=F("sent_at")),
                name="forwarding_arrives_after_it_left",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("arrived_at")),
                name="forwarding_returns_after_it_arrived",
            ),
        ]
        indexes = [models.Index(fields=["unit", "sent_at", "dossier"], name="forwarding_seen")]


class Authorisation(models.Model):
    """Somebody else hands a dossier in for its owner (ủy quyền); the owner is the dossier's applicant.

    `disowned_at`: the owner has said that they authorised nobody; what the agent may do is at an end.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="authorisation", primary_key=True)
    agent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="authorisations")
    agent_name = SealedTextField[str, str]()
    scope = models.TextField(choices=Scope.choices)
    ground = models.TextField(choices=Ground.choices)
    document = SealedTextField[str, str](blank=True, default="")
    valid_to = models.DateField(null=True)
    kinship = models.TextField(choices=Kinship.choices, blank=True, default="")
    disowned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="authorisation_scope_is_known"),
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="authorisation_ground_is_known"),
            models.CheckConstraint(
                condition=Q(kinship__in=["", *Kinship.values]), name="authorisation_kinship_is_known"
            ),
        ]


class GivenPart(models.Model):
    """One part as it was brought to the counter: how many of which kind, and how far it is digitised.

    What was reused stays where it lies: a file of an earlier dossier, or a result (`reused_paper_id`).
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="given_parts", db_index=False)
    part = models.TextField()
    originals = models.PositiveSmallIntegerField(default=0)
    certified = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    digitised = models.PositiveSmallIntegerField(choices=Digitised.choices, default=Digitised.NOT_YET)
    reused_file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="reused_as", db_index=False
    )
    reused_paper_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "part"], name="given_part_once"),
            models.CheckConstraint(condition=Q(digitised__in=Digitised.values), name="given_part_digitised_is_known"),
        ]


class Custody(models.Model):
    """An original paper that an office keeps for a while, and its way back to whom it belongs."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="custodies", db_index=False)
    part = models.TextField()
    number = SealedTextField[str, str]()
    number_index = models.TextField(editable=False)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    returned_to = SealedTextField[str, str](blank=True, default="")
    receipt_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("taken_at")),
                name="custody_ends_after_it_began",
            )
        ]
        indexes = [
            models.Index(fields=["dossier", "id"], name="custody_dossier"),
            models.Index(fields=["number_index"], name="custody_open", condition=Q(returned_at__isnull=True)),
        ]
