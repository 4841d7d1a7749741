"""Keys of other systems, letters and messages that came in, the threads they belong to, and what goes back.

What somebody wrote is sealed. Of what turned out to be a denunciation nothing is kept here but a blind mark, by
which the same letter is known when it comes again.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.channels.states import Ignored, Outcome, Sending
from motcua.domain.feedback.models import Report
from motcua.kernel.secrecy import SealedJSONField, SealedTextField


class ApiKey(models.Model):
    """The key of another system. The key itself is shown once; here lies what recognises it.

    It is random and long, so a plain digest of it cannot be guessed; `begins` is what people tell keys apart by.
    """

    name = models.TextField()
    holder = models.TextField()
    begins = models.TextField()
    digest = models.TextField(unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """What another system sent with its key: by its token the code is learned; the same thing again is the same.

    `code` of a letter under seal is a code like any other here, and leads nowhere.
    """

    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="submissions", db_index=False)
    token = models.TextField(unique=True)
    digest = models.TextField()
    code = models.TextField()
    shown = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "digest", "at"], name="submission_again"),
            models.Index(fields=["code"], name="submission_code"),
        ]


class Thread(models.Model):
    """A report whose sender is reached outside the site: by e-mail, or by Zalo where there is no address.

    `token` stands in the address that answers are sent to; it is its own secret, and opens no page.
    """

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="thread", primary_key=True)
    token = models.TextField(unique=True)
    address = SealedTextField[str, str](blank=True, default="")
    address_index = models.TextField(blank=True, default="")
    zalo_user = SealedTextField[str, str](blank=True, default="")
    last_heard_at = models.DateTimeField()
    last_message_id = SealedTextField[str, str](blank=True, default="")


class Letter(models.Model):
    """An e-mail as it came. `raw` is sealed; it is not kept of a denunciation, nor of what was not read."""

    mark = models.TextField(unique=True)
    received_at = models.DateTimeField()
    outcome = models.TextField(choices=Outcome.choices)
    ignored = models.TextField(choices=Ignored.choices, blank=True, default="")
    refusal = models.TextField(blank=True, default="")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="letters")
    text = SealedTextField[str, str](blank=True, default="")
    raw = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="letter_outcome_is_known"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.SEALED) | Q(report__isnull=True, raw__isnull=True),
                name="letter_under_seal_is_not_here",
            ),
        ]


class Outgoing(models.Model):
    """A letter or message on its way back. Once sent, only that it was is kept: address and words are wiped."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, null=True, related_name="outgoing")
    event = models.TextField(blank=True, default="")
    address = SealedTextField[str, str](blank=True, default="")
    zalo_user = SealedTextField[str, str](blank=True, default="")
    subject = SealedTextField[str, str](blank=True, default="")
    body = SealedTextField[str, str](blank=True, default="")
    headers = SealedJSONField[dict[str, str] | None, dict[str, str] | None](null=True)
    state = models.TextField(choices=Sending.choices, default=Sending.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "event"], condition=~Q(event=""), name="outgoing_once_an_event"),
        ]


class AutoReply(models.Model):
    """That an address was answered by the program: kept for a day, so that two machines do not write for ever."""

    address_index = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["address_index", "at"], name="autoreply_address")]


class Fetching(models.Model):
    """A picture that lies elsewhere, at an address we trust, to be fetched for a report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="fetchings")
    address = SealedTextField[str, str]()
    state = models.TextField(choices=Sending.choices, default=Sending.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True, default="")


class Conversation(models.Model):
    """What one person writes to the official account until it is a report. `said` are the messages by their id.

    `user_index` finds the person again; one conversation of a person is open at a time.
    """

    user_index = models.TextField()
    user = SealedTextField[str, str](blank=True, default="")
    phone = SealedTextField[str, str](blank=True, default="")
    said = SealedJSONField[list[dict[str, object]] | None, list[dict[str, object]] | None](null=True)
    opened_at = models.DateTimeField()
    last_heard_at = models.DateTimeField()
    asked_for = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(choices=Outcome.choices, blank=True, default="")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="conversations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_index"], condition=Q(closed_at__isnull=True), name="conversation_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["user_index", "-last_heard_at"], name="conversation_user"),
            models.Index(
                fields=["last_heard_at", "id"], name="conversation_quiet", condition=Q(closed_at__isnull=True)
            ),
        ]


class Heard(models.Model):
    """That a message of the official account was taken in: delivered again, it changes nothing."""

    mark = models.TextField(unique=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="heard_at")]
