"""A petition, the points it makes, and its way: its batch, to whom it was assigned, the sessions it was carried to."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.documents.models import File
from motcua.domain.matters.models import Matter
from motcua.domain.petitions.models.council import Delegate, Meeting, Opinion, Session
from motcua.domain.petitions.states import WORKFLOW, Detail, Period, Result, Source, State
from motcua.kernel.secrecy import SealedJSONField, SealedTextField


class Batch(models.Model):
    """Petitions that the council's office sent on together, with the letter (công văn) they went with."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="batches")
    symbol = models.TextField()
    signed_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["symbol", "signed_on"], name="batch_letter_once")]

    def __str__(self) -> str:
        return self.symbol


class Petition(models.Model):
    """One petition; its clock and tasks are those of its matter.

    `session` is the one it is counted with, `period` whether it was collected before or after it. `voters`: a whole
    community asks, and nobody in particular. `named`: the voter agreed to be named in public. `suspected`: its words
    may be a denunciation, and it goes nowhere before somebody has looked. `pairs` are keyed digests of the pairs of
    syllables in `content`, by which likely doubles are found without opening anything. `due_on` is the day the
    assigning letter set; `result` the class furthest from done among its points.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="petition", primary_key=True)
    state = models.TextField(choices=State.choices, default=WORKFLOW.initial)
    source = models.TextField(choices=Source.choices)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="petitions")
    period = models.TextField(choices=Period.choices, blank=True, default="")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="petitions")
    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, null=True, related_name="petition")
    delegates = models.ManyToManyField(Delegate, related_name="petitions")
    client_key = models.TextField(null=True, unique=True)
    voter = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="petitions")
    voter_name = SealedTextField[str, str](blank=True, default="")
    voter_phone = SealedTextField[str, str](blank=True, default="")
    voter_phone_index = models.TextField(blank=True, default="")
    voter_email = SealedTextField[str, str](blank=True, default="")
    voter_address = SealedTextField[str, str](blank=True, default="")
    voters = models.BooleanField(default=False)
    named = models.BooleanField(default=False)
    mail_stopped_at = models.DateTimeField(null=True)
    content = SealedTextField[str, str]()
    pairs = ArrayField(models.BigIntegerField(), default=list)
    suspected = models.BooleanField(default=False)
    field = models.TextField(blank=True, default="")
    level = models.TextField(blank=True, default="")
    competent = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    note = SealedTextField[str, str](blank=True, default="")
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="petitions")
    due_on = models.DateField(null=True)
    returns = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)
    first_answered_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    result = models.TextField(choices=Result.choices, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    public_text = models.TextField(blank=True, default="")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="petition_state_is_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="petition_source_is_known"),
            models.CheckConstraint(condition=Q(result__in=["", *Result.values]), name="petition_result_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=WORKFLOW.final, closed_at__isnull=False)
                | (~Q(state__in=WORKFLOW.final) & Q(closed_at__isnull=True)),
                name="petition_closed_at_iff_final",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.JOINED) | Q(joined_to__isnull=False), name="petition_joined_to_one"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(public_text=""), name="petition_public_is_written"
            ),
        ]
        indexes = [
            models.Index(fields=["session", "-matter"], name="petition_session"),
            models.Index(fields=["state", "-matter"], name="petition_state"),
            models.Index(fields=["voter_phone_index"], name="petition_phone", condition=~Q(voter_phone_index="")),
            models.Index(fields=["due_on", "matter"], name="petition_owed", condition=Q(closed_at__isnull=True)),
            models.Index(
                fields=["-published_at", "-matter"], name="petition_public", condition=Q(published_at__isnull=False)
            ),
            GinIndex(fields=["pairs"], name="petition_pairs"),
        ]

    def __str__(self) -> str:
        return str(self.matter)


class Point(models.Model):
    """One thing that a petition asks (ý); classes and answers are of points. Not answered: it is owed."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="points", db_index=False)
    number = models.PositiveSmallIntegerField()
    text = SealedTextField[str, str]()
    field = models.TextField(blank=True, default="")
    level = models.TextField(blank=True, default="")
    competent = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.TextField(choices=Result.choices, blank=True, default="")
    detail = models.TextField(choices=Detail.choices, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["petition", "number"], name="point_number_once"),
            models.CheckConstraint(condition=Q(result__in=["", *Result.values]), name="point_result_is_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(result=""), name="point_answered_has_a_class"
            ),
        ]


class Attachment(models.Model):
    """A paper that came with a petition. `passed_on`: whoever answers may see it too, not the office alone."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="attachments", db_index=False)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    passed_on = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["petition", "id"], name="attachment_petition")]


class Passing(models.Model):
    """Everything readable of a petition under seal, on its way to the sealed queue: no page shows it, a job takes it.

    `files` are the ids of what goes with it; they hang on nothing else any more.
    """

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, primary_key=True, related_name="+")
    body = SealedJSONField[dict[str, object], dict[str, object]]()
    files = ArrayField(models.BigIntegerField(), default=list)


class Assignment(models.Model):
    """The executive's letter that says who answers, with whom, by which day; the one that was not returned stands."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="assignments")
    symbol = models.TextField()
    signed_on = models.DateField()
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    coordinating = models.ManyToManyField(Agency, related_name="+")
    due_on = models.DateField()
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    accepted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    why_returned = SealedTextField[str, str](blank=True, default="")
    suggested = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition"], condition=Q(returned_at__isnull=True), name="assignment_one_stands"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("signed_on")), name="assignment_due_after_signed"),
        ]


class Carrying(models.Model):
    """That a petition is still open at a later session than its own, and why."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="carryings", db_index=False)
    to = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="carried")
    why = SealedTextField[str, str]()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition", "to"], name="carried_once_a_session")]


class Sheet(models.Model):
    """A sheet that an office kept its petitions in, as it was read: shown first, then taken once.

    A large one waits for a job that reads it: `unread` are its bytes until then, `problem` is why it could not be read.
    `done` counts the good lines that were gone through, `left` those among them that could not be taken in the end.
    """

    digest = models.TextField(unique=True)
    name = SealedTextField[str, str]()
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="sheets")
    lines = SealedJSONField[dict[str, object], dict[str, object]]()
    good = models.PositiveIntegerField()
    faulty = models.PositiveIntegerField()
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    done = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    unread = models.BinaryField(null=True)
    problem = models.TextField(blank=True, default="")
