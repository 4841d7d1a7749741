"""Keys and those who vouch for them: told by an administrator, never made here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.transaction import atomic

from motcua.domain.agencies.models import Agency
from motcua.domain.journal import actions as journal
from motcua.domain.signatures import queries
from motcua.domain.signatures.gateways import Place
from motcua.domain.signatures.models import Authority, Key
from motcua.domain.signatures.rules.certificates import (
    certificate,
    fault_of,
    named,
    revocations,
    serial_of,
    signed_by,
)
from motcua.domain.signatures.states import Fault
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound, Refused


@dataclass(frozen=True)
class NewKey:
    """A key of a person or of an agency: where it lies, its certificate, and the picture of signature or seal (PNG)."""

    gateway: str
    place: Place
    certificate: bytes
    account_id: int | None = None
    agency_id: int | None = None
    picture: bytes = b""


@atomic
def trust(content: bytes, *, by: Actor, now: datetime) -> Authority:
    """Trust certificates that this authority issued; a second time changes nothing.

    Raises:
        Malformed: the file is no certificate.
        Refused: `not_an_authority`, it may issue none.
    """
    found = certificate(content)
    if not found.ca:
        raise Refused("not_an_authority")
    der = found.dump()
    root = found.subject == found.issuer
    made, new = Authority.objects.get_or_create(
        fingerprint=sha256(der).hexdigest(),
        defaults={
            "certificate": der,
            "subject": named(found),
            "serial": serial_of(found),
            "root": root,
            "added_at": now,
        },
    )
    if new:
        facts = {"certificate": made.fingerprint, "root": root}
        journal.record("signatures.trusted", subject=("authority", made.pk), by=by, at=now, facts=facts)
    return made


@atomic
def take_revocations(content: bytes, *, by: Actor, now: datetime) -> Authority:
    """Keep the newest list of revoked certificates of an authority; an older one than is there changes nothing.

    Raises:
        Malformed: the file is no such list.
        Refused: `list_of_a_stranger`, no authority that is trusted has signed it.
    """
    found = revocations(content)
    until = found["tbs_cert_list"]["next_update"].native
    candidates = Authority.objects.select_for_update(of=("self",)).order_by("pk")
    for authority in candidates:
        issuer = certificate(bytes(authority.certificate))
        if issuer.subject != found.issuer:
            continue
        if not signed_by(found, issuer):
            continue
        if authority.revocations_until is not None and authority.revocations_until >= until:
            return authority
        authority.revocations, authority.revocations_until = found.dump(), until
        authority.save(update_fields=["revocations", "revocations_until"])
        facts = {"certificate": authority.fingerprint, "until": until}
        journal.record("signatures.revocations_taken", subject=("authority", authority.pk), by=by, at=now, facts=facts)
        return authority
    raise Refused("list_of_a_stranger")


@atomic
def add_key(new: NewKey, *, by: Actor, now: datetime) -> Key:
    """Let a person or an agency sign with a key from now on; the one they had is retired.

    Raises:
        Malformed: its certificate is none.
        Refused: `certificate_not_yet`, `certificate_expired`, `certificate_revoked`, `certificate_foreign`,
            `certificate_unsure`, `certificate_not_for_signing`.
    """
    found = certificate(new.certificate)
    ensure_good(fault_of(found, queries.trust(), queries.this_moment()), named(found))
    holder = {"account_id": new.account_id} if new.account_id is not None else {"agency_id": new.agency_id}
    held = Key.objects.select_for_update(of=("self",)).filter(**holder, retired_at__isnull=True)
    for before in held.order_by("pk"):
        retire_key(before.pk, by=by, now=now)
    key = Key.objects.create(
        account_id=new.account_id,
        agency_id=new.agency_id,
        gateway=new.gateway,
        token=new.place.token,
        label=new.place.label,
        certificate=found.dump(),
        subject=named(found),
        serial=serial_of(found),
        valid_from=found["tbs_certificate"]["validity"]["not_before"].native,
        valid_to=found["tbs_certificate"]["validity"]["not_after"].native,
        picture=new.picture,
        added_at=now,
    )
    facts: dict[str, object] = {"certificate": _fingerprint(key)}
    if new.agency_id is not None:
        facts["agency"] = Agency.objects.values_list("code", flat=True).get(pk=new.agency_id)
    journal.record("signatures.key_added", subject=("key", key.pk), by=by, at=now, facts=facts)
    return key


@atomic
def retire_key(key_id: int, *, by: Actor, now: datetime) -> Key:
    """Sign with this key no more; what was signed with it stands.

    Raises:
        NotFound: there is no such key.
    """
    key = Key.objects.select_for_update(of=("self",)).filter(pk=key_id).order_by("pk").first()
    if key is None:
        raise NotFound(f"key {key_id}")
    if key.retired_at is None:
        key.retired_at = now
        key.save(update_fields=["retired_at"])
        facts = {"certificate": _fingerprint(key)}
        journal.record("signatures.key_retired", subject=("key", key.pk), by=by, at=now, facts=facts)
    return key


def ensure_good(fault: Fault | None, holder: str) -> None:
    """Refuse to sign with a certificate that anybody who checks would not trust."""
    if fault is not None:
        raise Refused(f"certificate_{fault}", holder=holder)


def _fingerprint(key: Key) -> str:
    return sha256(bytes(key.certificate)).hexdigest()
