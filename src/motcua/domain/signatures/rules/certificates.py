"""What stands in a certificate, and whether it is to be trusted at a moment: chain, period, revocation (offline)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import crl, pem, x509
from cryptography.x509 import load_der_x509_certificate, load_der_x509_crl
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
    StaleRevinfoError,
)

from motcua.domain.signatures.rules.looping import apart
from motcua.domain.signatures.states import Fault
from motcua.kernel.errors import Malformed

LARGEST = 64 * 1024
TOLERANCE = timedelta(minutes=5)
"""How far two clocks may be apart."""


@dataclass(frozen=True)
class Trust:
    """Whom this province trusts: roots, those beneath them, and the newest list of revoked certificates of each."""

    roots: tuple[bytes, ...] = ()
    beneath: tuple[bytes, ...] = ()
    revocations: tuple[bytes, ...] = ()

    def at(self, moment: datetime, *, afterwards: bool = False) -> ValidationContext:
        """For pyHanko: nothing is fetched, and what no list says counts as not known.

        `afterwards`: what was signed earlier is judged by lists that came later.
        """
        return ValidationContext(
            trust_roots=[x509.Certificate.load(each) for each in self.roots],
            other_certs=[x509.Certificate.load(each) for each in self.beneath],
            crls=list(self.revocations),
            moment=moment,
            allow_fetching=False,
            revocation_mode="require",
            time_tolerance=TOLERANCE,
            retroactive_revinfo=afterwards,
        )


def certificate(content: bytes) -> x509.Certificate:
    """A certificate, as DER or PEM.

    Raises:
        Malformed: it is none.
    """
    try:
        found = x509.Certificate.load(_der(content), strict=True)
        _ = found.native
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed("Tệp này không phải chứng thư số (X.509, PEM hoặc DER).") from error
    return found


def revocations(content: bytes) -> crl.CertificateList:
    """A list of revoked certificates, as DER or PEM.

    Raises:
        Malformed: it is none, or does not say until when it counts.
    """
    try:
        found = crl.CertificateList.load(_der(content), strict=True)
        until = found["tbs_cert_list"]["next_update"].native
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed("Tệp này không phải danh sách chứng thư số bị thu hồi (CRL).") from error
    if until is None:
        raise Malformed("Danh sách thu hồi này không ghi ngày cập nhật tiếp theo.")
    return found


def signed_by(found: crl.CertificateList, issuer: x509.Certificate) -> bool:
    """Whether this authority made the list, and not somebody under its name."""
    key = load_der_x509_certificate(issuer.dump()).public_key()
    return bool(load_der_x509_crl(found.dump()).is_signature_valid(key))  # type: ignore[arg-type]  # any authority's


def named(found: x509.Certificate) -> str:
    """Whose it is, as people read it."""
    return str(found.subject.native.get("common_name") or found.subject.human_friendly)


def serial_of(found: x509.Certificate) -> str:
    """Its serial number, in the capitals and digits of a code."""
    return f"{found.serial_number:X}"


def fault_of(found: x509.Certificate, trust: Trust, moment: datetime, *, afterwards: bool = False) -> Fault | None:
    """Why the certificate is not good for signing at this moment; nothing where it is."""
    check = CertificateValidator(found, validation_context=trust.at(moment, afterwards=afterwards))
    try:
        apart(lambda: asyncio.run(check.async_validate_usage({"digital_signature"})))
    except NotYetValidError:
        return Fault.NOT_YET
    except ExpiredError:
        return Fault.EXPIRED
    except RevokedError:
        return Fault.REVOKED
    except (InsufficientRevinfoError, StaleRevinfoError):
        return Fault.UNSURE
    except InvalidCertificateError:
        return Fault.NOT_FOR_SIGNING
    except (PathBuildingError, PathValidationError):
        return Fault.FOREIGN
    return None


def chain_of(found: x509.Certificate, others: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """The certificates from its issuer up, as far as they are known: they travel in the signature."""
    chain: list[x509.Certificate] = []
    below = found
    while True:
        above = next((each for each in others if each.subject == below.issuer and each not in chain), None)
        if above is None or below.subject == below.issuer:
            return chain
        chain.append(above)
        below = above


def _der(content: bytes) -> bytes:
    if len(content) > LARGEST * 64:
        raise ValueError("too large")
    if pem.detect(content):
        return bytes(pem.unarmor(content)[2])
    return content
