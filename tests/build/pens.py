"""Keys that lie in memory: real signatures, and tokens that fail when they are told to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.domain.signatures import actions
from motcua.domain.signatures.actions import NewKey
from motcua.domain.signatures.gateways import Place
from motcua.kernel.errors import Refused
from tests.build import signing
from tests.build.signing import ADMINISTRATOR, YESTERDAY

PIN, WRONG_PIN = signing.PIN, signing.WRONG_PIN
GATEWAY = "memory"


@cache
def _pair(name: str) -> tuple[bytes, bytes]:
    """The certificate and the key of this name (DER)."""
    key = ec.generate_private_key(ec.SECP256R1())
    issued = signing.authority().issue(name, key.public_key(), since=YESTERDAY)
    der, plain = serialization.Encoding.DER, serialization.NoEncryption()
    return issued.public_bytes(der), key.private_bytes(der, serialization.PrivateFormat.PKCS8, plain)


class Failing:
    """Which of the next signatures fail, counted from 1, and how."""

    code: str = ""
    places: frozenset[int] = frozenset()
    used: int = 0
    turn = Lock()

    @classmethod
    def at(cls, code: str, *places: int) -> None:
        """From now on these fail."""
        cls.code, cls.places, cls.used = code, frozenset(places), 0


class _Signer(SimpleSigner):  # type: ignore[misc]  # pyHanko has no types
    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if not dry_run:
            with Failing.turn:
                Failing.used += 1
                used = Failing.used
            if used in Failing.places:
                raise Refused(Failing.code)
        made: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
        return made


class Memory:
    """A place that keeps keys, as `gateways.Keys` has it."""

    @contextmanager
    def open(self, place: Place, pin: str, chain: Sequence[x509.Certificate]) -> Iterator[Signer]:
        """The key, for who knows the PIN."""
        if pin != PIN:
            raise Refused("wrong_pin")
        certificate, key = _pair(place.label)
        registry = SimpleCertificateStore.from_certs(list(chain))
        yield _Signer(
            signing_cert=x509.Certificate.load(certificate),
            signing_key=keys.PrivateKeyInfo.load(key),
            cert_registry=registry,
        )

    def stamper(self) -> Any:
        """Nobody stamps the time."""
        return None


def a_pen(name: str, *, account_id: int | None = None, agency_id: int | None = None) -> None:
    """Whoever it is signs with a key in memory from now on."""
    certificate, _key = _pair(name)
    place = Place("memory", name)
    new = NewKey(GATEWAY, place, certificate, account_id=account_id, agency_id=agency_id)
    actions.add_key(new, by=ADMINISTRATOR, now=signing.NOW)


def in_memory(settings: Any) -> None:
    """Let keys in memory be used here, and trust who vouches for them."""
    Failing.at("")
    settings.MOTCUA_SIGNING = {**settings.MOTCUA_SIGNING, GATEWAY: "tests.build.pens.Memory"}
    signing.everybody_trusts()
