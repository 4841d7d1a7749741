"""The checklist of what one-stop units publish, and every time that somebody went and looked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.documents.models import File
from motcua.kernel.secrecy import SealedTextField


class Checklist(models.Model):
    """The single row that holds the pack's items and the kinds of agencies that are one-stop units."""

    items = models.JSONField(default=list)
    unit_kinds = models.JSONField(default=list)
    digest = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="checklist_is_single")]


class Verification(models.Model):
    """Somebody of the unit looked whether an item is published as it should be; the latest row stands.

    The item is kept by its code: one that the pack drops later keeps its history. The note is a person's text.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="verifications", db_index=False)
    item = models.TextField()
    good = models.BooleanField()
    note = SealedTextField[str, str](blank=True, default="")
    evidence = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    verified_at = models.DateTimeField()
    verified_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "item", "-id"], name="verification_latest")]
