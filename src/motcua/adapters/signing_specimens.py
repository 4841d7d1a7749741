"""Certificates that are worth nothing, for demonstrations and tests: a root of our own, and whom it vouches for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pkcs11 import Attribute, CertificateType, KeyType, ObjectClass

YEARS = timedelta(days=3 * 365)
KEY_BITS = 2048


@dataclass
class Root:
    """An authority with its key: it issues certificates and says which of them it revoked."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        """Its own certificate."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def issue(
        self,
        name: str,
        public: PublicKeyTypes,
        *,
        since: datetime,
        until: datetime | None = None,
        stamps: bool = False,
        signs: bool = True,
    ) -> x509.Certificate:
        """A certificate for somebody's key: to sign documents, or (`stamps`) to stamp the time."""
        made = _builder(name, public, self.certificate.subject, since, until or since + YEARS)
        made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        made = made.add_extension(_usage(signs=signs or stamps, issues=False), critical=True)
        if stamps:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return made.sign(self.key, hashes.SHA256())

    def revocations(self, *revoked: x509.Certificate, at: datetime, lasting: timedelta = YEARS) -> bytes:
        """The list of what it revoked, these from `at` on (PEM)."""
        made = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        made = made.last_update(at).next_update(at + lasting)
        for each in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(each.serial_number).revocation_date(at)
            made = made.add_revoked_certificate(entry.build())
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def root(name: str, *, since: datetime) -> Root:
    """A new authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = _builder(name, key.public_key(), None, since, since + 2 * YEARS)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.add_extension(_usage(signs=False, issues=True), critical=True)
    return Root(key, made.sign(key, hashes.SHA256()))


def kept(
    name: str, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, certificate: x509.Certificate, pin: str
) -> bytes:
    """Key and certificate as a PKCS#12 file that the PIN opens."""
    lock = serialization.BestAvailableEncryption(pin.encode())
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, lock)


def made_in_token(
    session: pkcs11.Session,
    label: str,
    name: str,
    by: Root,
    *,
    since: datetime,
    until: datetime | None = None,
    signs: bool = True,
) -> x509.Certificate:
    """A key made in a token that is open for writing, which never leaves it, and its certificate, kept beside it."""
    mark = label.encode()
    public, _private = session.generate_keypair(KeyType.RSA, KEY_BITS, store=True, label=label, id=mark)
    numbers = rsa.RSAPublicNumbers(
        int.from_bytes(public[Attribute.PUBLIC_EXPONENT], "big"), int.from_bytes(public[Attribute.MODULUS], "big")
    )
    issued = by.issue(name, numbers.public_key(), since=since, until=until, signs=signs)
    session.create_object(
        {
            Attribute.CLASS: ObjectClass.CERTIFICATE,
            Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.TOKEN: True,
            Attribute.LABEL: label,
            Attribute.ID: mark,
            Attribute.VALUE: issued.public_bytes(serialization.Encoding.DER),
            Attribute.SUBJECT: issued.subject.public_bytes(),
            Attribute.ISSUER: issued.issuer.public_bytes(),
        }
    )
    return issued


def _builder(
    name: str, public: PublicKeyTypes, issuer: x509.Name | None, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(public)  # type: ignore[arg-type]  # every kind of key that a certificate may hold
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _usage(*, signs: bool, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=not signs and not issues,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )
