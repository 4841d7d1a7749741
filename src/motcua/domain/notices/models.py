"""Messages to people: the inbox on the site, and the e-mails that go out beside it. What they say is sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.matters.models import Matter
from motcua.domain.notices.states import WAITING, Delivery
from motcua.kernel.secrecy import SealedJSONField, SealedTextField


class Message(models.Model):
    """One message about one event; `event` makes sure nobody is told twice."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="messages")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="messages")
    event = models.TextField()
    subject = SealedTextField[str, str]()
    body = SealedTextField[str, str]()
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "event"], name="message_once_an_event")]
        indexes = [models.Index(fields=["account", "-id"], name="message_inbox")]


class Email(models.Model):
    """A message on its way out by e-mail."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="email")
    address = SealedTextField[str, str]()
    state = models.TextField(choices=Delivery.choices, default=Delivery.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=Delivery.SENT, sent_at__isnull=False)
                | (~Q(state=Delivery.SENT) & Q(sent_at__isnull=True)),
                name="email_sent_at_iff_sent",
            )
        ]


class Text(models.Model):
    """A message on its way out as an SMS. `reference` is the provider's own number for it, by which receipts come.

    `next_attempt_at` says when it may be tried: after the quiet hours, after a back-off, or when whoever took it to
    send it has not come back.
    """

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="text")
    phone = SealedTextField[str, str]()
    body = SealedTextField[str, str]()
    state = models.TextField(choices=Delivery.choices, default=Delivery.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    reference = models.TextField(null=True, unique=True)
    sent_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=Delivery.values), name="text_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[*WAITING, Delivery.GIVEN_UP], sent_at__isnull=True)
                | Q(sent_at__isnull=False, reference__isnull=False),
                name="text_referenced_iff_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="text_due", condition=Q(state__in=WAITING)),
        ]


class Browser(models.Model):
    """A browser that is woken at each message to a person; `address` is what the browser gave, sealed."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="browsers", db_index=False)
    digest = models.TextField()
    address = SealedJSONField[dict[str, object], dict[str, object]]()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="browser_once")]
