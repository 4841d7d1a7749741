"""Keys, whom we trust, and documents as anybody may check them."""

from __future__ import annotations

from datetime import UTC, datetime

from asn1crypto import x509
from django.conf import settings
from django.db.models import Q

from motcua.domain.signatures.models import Authority, Key, Signed
from motcua.domain.signatures.queries.examining import LARGEST, Examined, examined
from motcua.domain.signatures.rules.certificates import Trust, fault_of
from motcua.domain.signatures.states import Fault
from motcua.kernel.errors import NotFound

__all__ = [
    "LARGEST",
    "Examined",
    "authorities",
    "check_address",
    "examined",
    "fault_of_key",
    "key_of_agency",
    "key_of_person",
    "keys_in_use",
    "signed_as",
    "signed_with_code",
    "this_moment",
    "trust",
    "who_can_sign",
]


def this_moment() -> datetime:
    """Now in the real world: certificates and time stamps know no demonstration that lives at another time."""
    return datetime.now(UTC)


def check_address(code: str) -> str:
    """Where anybody may check the document with this code."""
    return f"{settings.MOTCUA_PUBLIC_URL}/kiem-tra-van-ban/{code}/"


def key_of_person(account_id: int) -> Key:
    """The key with which a person signs.

    Raises:
        NotFound: they have none.
    """
    found = Key.objects.filter(account_id=account_id, retired_at__isnull=True).first()
    if found is None:
        raise NotFound(f"a key of account {account_id}")
    return found


def key_of_agency(agency_id: int) -> Key:
    """The key that is an agency's seal.

    Raises:
        NotFound: it has none.
    """
    found = Key.objects.filter(agency_id=agency_id, retired_at__isnull=True).first()
    if found is None:
        raise NotFound(f"a key of agency {agency_id}")
    return found


def who_can_sign(account_id: int, agency_id: int) -> tuple[bool, bool]:
    """Whether the person has a key, and whether the agency has one."""
    theirs = Key.objects.filter(Q(account_id=account_id) | Q(agency_id=agency_id), retired_at__isnull=True)
    holders = list(theirs.order_by().values_list("account_id", "agency_id"))
    return any(person for person, _agency in holders), any(agency for _person, agency in holders)


def keys_in_use() -> list[Key]:
    """Every key that signs now, by the name in its certificate."""
    return list(Key.objects.filter(retired_at__isnull=True).order_by("subject", "pk"))


def trust() -> Trust:
    """Whom certificates are trusted from, with their newest lists of what was revoked."""
    kept = list(Authority.objects.order_by("pk").values_list("certificate", "root", "revocations"))
    return Trust(
        roots=tuple(bytes(content) for content, root, _lists in kept if root),
        beneath=tuple(bytes(content) for content, root, _lists in kept if not root),
        revocations=tuple(bytes(lists) for _content, _root, lists in kept if lists),
    )


def authorities() -> list[Authority]:
    """Who is trusted, without what they revoked."""
    return list(Authority.objects.defer("revocations", "certificate").order_by("subject", "pk"))


def fault_of_key(key: Key) -> Fault | None:
    """Why this key may not sign at this moment; nothing where it may."""
    return fault_of(x509.Certificate.load(bytes(key.certificate)), trust(), this_moment())


def signed_with_code(code: str) -> Signed:
    """A document by the code that is printed on it.

    Raises:
        NotFound: there is none.
    """
    found = Signed.objects.select_related("agency", "replaced_by").filter(code=code).first()
    if found is None:
        raise NotFound("a signed document")
    return found


def signed_as(kind: str, subject_id: int) -> Signed | None:
    """What was given out of this letter or paper, if anything was."""
    return Signed.objects.select_related("agency", "replaced_by").filter(kind=kind, subject_id=subject_id).first()
