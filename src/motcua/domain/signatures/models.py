"""Where the keys of people and agencies lie (never a key), whose certificates are trusted, and what was signed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.signatures.states import Standing


class Key(models.Model):
    """A key that signs, of one person or of one agency: where it lies and the certificate that goes with it.

    `gateway`, `token` and `label` say where; the PIN is nowhere. `picture` is the drawing of a signature or a seal (PNG
    with a transparent ground); without one it is drawn from the name. Moments of a certificate are those of the real
    world, in a demonstration too.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="signing_keys")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="signing_keys")
    gateway = models.TextField()
    token = models.TextField()
    label = models.TextField()
    certificate = models.BinaryField()
    subject = models.TextField()
    serial = models.TextField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    picture = models.BinaryField(default=b"")
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, agency__isnull=False) | Q(account__isnull=False, agency__isnull=True),
                name="key_of_one_holder",
            ),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="key_period"),
            models.UniqueConstraint(
                fields=["account"], condition=Q(retired_at__isnull=True), name="key_of_a_person_once"
            ),
            models.UniqueConstraint(
                fields=["agency"], condition=Q(retired_at__isnull=True), name="key_of_an_agency_once"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Authority(models.Model):
    """Who issues certificates that are trusted here: a root, or one beneath it, and what it revoked."""

    fingerprint = models.TextField(unique=True)
    certificate = models.BinaryField()
    subject = models.TextField()
    serial = models.TextField()
    root = models.BooleanField()
    added_at = models.DateTimeField()
    revocations = models.BinaryField(default=b"")
    revocations_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.subject


class Signed(models.Model):
    """A document that was signed and given out, as anybody may check it: by its code, or by the file itself.

    `subject_id` is the letter or paper it was made from, of `kind`; no foreign key, since those stand above.
    """

    code = models.TextField(unique=True)
    sha256 = models.TextField(unique=True)
    kind = models.TextField()
    subject_id = models.BigIntegerField()
    title = models.TextField()
    symbol = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="signed_documents", db_index=False)
    signer = models.TextField()
    issued_on = models.DateField()
    published_at = models.DateTimeField()
    standing = models.TextField(choices=Standing.choices, default=Standing.IN_FORCE)
    ended_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="signed_once"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="signed_standing_is_known"),
            models.CheckConstraint(
                condition=Q(standing=Standing.IN_FORCE, ended_at__isnull=True)
                | (~Q(standing=Standing.IN_FORCE) & Q(ended_at__isnull=False)),
                name="signed_ended_iff_over",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.REPLACED, replaced_by__isnull=False)
                | (~Q(standing=Standing.REPLACED) & Q(replaced_by__isnull=True)),
                name="signed_replaced_by_one",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol
