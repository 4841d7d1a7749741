"""Files that people hand in: sealed on disk, named by the system, with what was found out about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.domain.accounts.models import Account
from motcua.domain.documents.states import FileState
from motcua.kernel.secrecy import SealedTextField


class File(models.Model):
    """One uploaded file. Its own name is a person's text, so it is sealed and never used on disk.

    Without an owner it was handed in by somebody who did not say who they are.
    """

    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="files")
    name = SealedTextField[str, str]()
    media_type = models.TextField()
    size = models.PositiveIntegerField()
    sha256 = models.TextField()
    stored_name = models.TextField(unique=True)
    state = models.TextField(choices=FileState.choices, default=FileState.QUARANTINED)
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="file_state_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_is_not_empty"),
        ]
        indexes = [models.Index(fields=["owner", "id"], name="file_owner")]
