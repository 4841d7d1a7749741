"""The journal's three tables: entries, the leaves that seal them, and the signed heads over the leaves.

All three only grow: triggers stop UPDATE, DELETE and TRUNCATE for whoever owns the tables, and the
program's role is not granted them. There are no foreign keys, for a log must never block a delete, nor a
delete reach into the log.
"""

from __future__ import annotations

import secrets
from functools import partial

from django.db import connection, models
from django.db.models import Func, Q

_SEALING = 0x6E6861746B79  # "nhatky": names the lock to PostgreSQL, means nothing else


SALT_LENGTH = 16

# The trigger sets both in spite of what is inserted; said here too, so that no insert needs to name them.
_CLOCK = Func(function="clock_timestamp", output_field=models.DateTimeField())
_TRANSACTION = Func(
    function="pg_current_xact_id",
    template="(%(function)s()::text::bigint)",
    output_field=models.BigIntegerField(),
)


class Entry(models.Model):
    """One thing that somebody did: `verb` to `subject` at a moment, with the facts its kind declared."""

    verb = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.BigIntegerField()
    matter_id = models.BigIntegerField(null=True)
    by_kind = models.TextField()
    by_id = models.TextField()
    on_behalf_of = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=_CLOCK)
    txid = models.BigIntegerField(db_default=_TRANSACTION)
    facts = models.JSONField()
    salt = models.BinaryField(default=partial(secrets.token_bytes, SALT_LENGTH))

    class Meta:
        indexes = [
            models.Index(fields=["matter_id", "id"], name="journal_entry_matter"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="journal_entry_subject"),
            models.Index(fields=["txid", "id"], name="journal_entry_txid"),
            models.Index(fields=["verb", "at"], name="journal_entry_verb"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(by_kind__in=["citizen", "official", "system"]),
                name="journal_entry_by_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb} {self.subject_kind} {self.subject_id}"


class LeafQuerySet(models.QuerySet["Leaf"]):
    def add(self, entry_ids: list[int], hashes: list[bytes], *, start: int) -> None:
        """Put leaves into the tree at the positions from `start` on, in one statement."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO journal_leaf (position, entry_id, hash) SELECT %s + number - 1, entry_id, hash"
                " FROM unnest(%s::bigint[], %s::bytea[]) WITH ORDINALITY AS leaf (entry_id, hash, number)",
                [start, entry_ids, hashes],
            )


class Leaf(models.Model):
    """The salted hash of an entry at its place in the tree."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    hash = models.BinaryField()

    objects = LeafQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.position}: {self.entry_id}"


class HeadQuerySet(models.QuerySet["Head"]):
    def hold(self) -> None:
        """Keep anybody else from sealing until the transaction ends."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALING])

    def newest(self) -> Head | None:
        return self.order_by("-size").first()


class Head(models.Model):
    """A signed head of the tree: the root over its first `size` leaves.

    When it was made, every transaction below `sealed_below` was over and none above `last_begun` had
    begun; `seen_at` is that moment by the database's clock, `sealed_at` by the program's.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    frontier = models.JSONField()
    sealed_below = models.BigIntegerField()
    last_begun = models.BigIntegerField()
    seen_at = models.DateTimeField()
    sealed_at = models.DateTimeField()
    note = models.TextField()

    objects = HeadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.size} {bytes(self.root).hex()}"
