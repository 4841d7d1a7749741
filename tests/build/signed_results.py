"""A commune whose leader and office have tokens of their own (SoftHSM2), and one that is pulled out when told to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import x509
from pyhanko.sign.signers import Signer

from motcua.adapters.signing_pkcs11 import Token
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Pins
from motcua.domain.dossiers.models import Dossier
from motcua.domain.papers.models import Paper
from motcua.domain.signatures.gateways import Place
from tests.build import people, signing
from tests.build.dossiers import MONDAY, Commune, a_dossier, open_task, walk
from tests.build.signing import PIN

LATER = MONDAY + timedelta(hours=1)
OWN, AGENCY = Pins(own=PIN), Pins(agency=PIN)
SEAL = "ỦY BAN NHÂN DÂN XÃ ĐAK NHAU"
NUMBERS = ["070194001234", "070290005678", "070188000111"]


class Pulled(Token):
    """A real token that leaves its socket before a signature: its session is closed under whoever signs."""

    before: int = 0
    used: int = 0

    @classmethod
    def out_before(cls, number: int) -> None:
        """Before the signature of this number, counted from 1 from now on; 0 for never."""
        cls.before, cls.used = number, 0

    @contextmanager
    def open(self, place: Place, pin: str, chain: Sequence[x509.Certificate]) -> Iterator[Signer]:
        """As the token itself, while it is there."""
        with super().open(place, pin, chain) as signer:
            sign = signer.async_sign_raw

            async def sign_or_fail(data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
                if not dry_run:
                    Pulled.used += 1
                    if Pulled.used == Pulled.before:
                        signer.pkcs11_session.close()
                made: bytes = await sign(data, digest_algorithm, dry_run)
                return made

            signer.async_sign_raw = sign_or_fail
            yield signer


def with_tokens(settings: Any) -> None:
    """SoftHSM2 is the token of this installation, and may be pulled out."""
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)
    settings.MOTCUA_SIGNING = {**settings.MOTCUA_SIGNING, "pkcs11": "tests.build.signed_results.Pulled"}
    Pulled.out_before(0)
    signing.library()
    signing.everybody_trusts()


def a_commune(*, leader: bool = True, office: bool = True) -> Commune:
    """Its people, with keys."""
    commune = Commune.of()
    if leader:
        signing.a_key(signing.in_a_token("Phạm Thị Chi"), account_id=commune.leader.account.pk)
    if office:
        signing.a_key(signing.in_a_token(SEAL), agency_id=office_of(commune).pk)
    return commune


def office_of(commune: Commune) -> Agency:
    """The People's Committee."""
    return Agency.objects.get(pk=commune.leader.official.agency_id)


def proposed(commune: Commune, how_many: int = 1, *, now: datetime = MONDAY) -> list[Dossier]:
    """Dossiers that wait for the leader's signature."""
    citizens = [people.an(number, "Người Nộp") for number in NUMBERS[:how_many]]
    return [walk(a_dossier(citizen, now=now), commune, "proposed", now=now) for citizen in citizens]


def approve(dossier: Dossier, commune: Commune, pins: Pins = OWN) -> Dossier:
    """The leader signs."""
    return actions.complete_signed(open_task(dossier).pk, "approve", pins, by=commune.leader.official, now=LATER)


def give_out(dossier: Dossier, commune: Commune, pins: Pins = AGENCY) -> Dossier:
    """The clerk numbers and seals."""
    return actions.complete_signed(open_task(dossier).pk, "issued", pins, by=commune.clerk.official, now=LATER)


def result_of(dossier: Dossier) -> Paper:
    """The one result of a dossier."""
    return Paper.objects.get(matter_id=dossier.pk, result=True)
