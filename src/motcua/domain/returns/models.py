"""Results on their way out: who took one, what was sent by post, and when somebody was reminded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.documents.models import File
from motcua.domain.matters.models import Matter
from motcua.domain.returns.states import Relation, Way
from motcua.kernel.secrecy import SealedJSONField, SealedTextField


class HandOver(models.Model):
    """A result that reached somebody, with their signature or the word of the post."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="handed")
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    way = models.TextField(choices=Way.choices)
    receiver_name = SealedTextField[str, str]()
    relation = models.TextField(choices=Relation.choices)
    identity_ending = SealedTextField[str, str](blank=True, default="")
    originals = SealedJSONField[list[str], list[str]](default=list)
    signature = models.OneToOneField(File, on_delete=models.PROTECT, null=True, related_name="+")
    handed_on = models.DateField()
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="hand_over_way_is_known"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="hand_over_relation_is_known"),
        ]
        indexes = [models.Index(fields=["unit", "handed_on", "id"], name="hand_over_day")]


class Posting(models.Model):
    """A result given to the post, until it is delivered."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="posting")
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    tracking = SealedTextField[str, str]()
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    delivered_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "posted_at", "id"], name="posting_under_way", condition=Q(delivered_on__isnull=True)
            )
        ]


class Reminder(models.Model):
    """How often, and when last, somebody was reminded of a result that waits."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="reminder")
    times = models.PositiveSmallIntegerField()
    last_at = models.DateTimeField()
