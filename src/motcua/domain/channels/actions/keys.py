"""Keys of other systems: given out once in clear, known by a digest, taken back for good."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.channels.models import ApiKey
from motcua.domain.channels.queries.open311 import digest_of
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_line

SHOWN = 6
"""Signs of a key that stay readable, to tell keys apart."""


@dataclass(frozen=True)
class Issued:
    """A new key, and the secret that is told this once and kept nowhere."""

    key: ApiKey
    secret: str


@atomic
def issue_key(name: str, holder: str, *, by: Actor, now: datetime) -> Issued:
    """Give another system a key: `name` says what it is, `holder` who answers for it.

    Raises:
        Refused: `key_without_name`.
    """
    if not clean_line(name) or not clean_line(holder):
        raise Refused("key_without_name")
    secret = secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        name=clean_line(name),
        holder=clean_line(holder),
        begins=secret[:SHOWN],
        digest=digest_of(secret),
        issued_at=now,
        issued_by_id=by.account_id if isinstance(by, Official) else None,
    )
    journal.record("channels.key_issued", subject=("api_key", key.pk), by=by, at=now)
    return Issued(key, secret)


@atomic
def revoke_key(key_id: int, *, by: Actor, now: datetime) -> ApiKey:
    """Take a key back: from now on it opens nothing. What was sent with it stays.

    Raises:
        NotFound: there is no such key.
        Refused: `key_revoked_before`.
    """
    key = ApiKey.objects.select_for_update().filter(pk=key_id).order_by("pk").first()
    if key is None:
        raise NotFound("key")
    if key.revoked_at is not None:
        raise Refused("key_revoked_before")
    key.revoked_at, key.revoked_by_id = now, by.account_id if isinstance(by, Official) else None
    key.save(update_fields=["revoked_at", "revoked_by"])
    journal.record("channels.key_revoked", subject=("api_key", key.pk), by=by, at=now)
    return key
