"""Keys in files (PKCS#12), opened by a PIN: for demonstrations, where nobody has a token and nothing is installed.

They are worth nothing: their root is made here, called a specimen, and is trusted in a demonstration only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper

from motcua.adapters import signing_specimens as specimens
from motcua.domain.signatures.gateways import Place
from motcua.kernel.errors import Refused

STAMPER = "dau-thoi-gian"
"""The name of the file with the key of the demonstration's own time-stamp authority; its PIN is its name."""


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.MOTCUA_HOME) / "demo-keys"


@dataclass(frozen=True)
class Specimen:
    """A key that was made for a demonstration: the name of its file, and its certificate (PEM)."""

    file: str
    certificate: bytes


def equip(names: Mapping[str, str], pin: str, *, at: datetime) -> tuple[bytes, bytes, list[Specimen]]:
    """Make a root, keys by file name for these people and agencies, and a time-stamp authority.

    The certificate of the root and its (empty) list of revoked ones come with them, to be trusted.
    """
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    root = specimens.root("Tổ chức chứng thực TRÌNH DIỄN (không có giá trị)", since=at)
    made = [Specimen(file, _make(root, file, name, pin, at=at)) for file, name in names.items()]
    stamping = rsa.generate_private_key(65537, 2048)
    issued = root.issue("Dấu thời gian TRÌNH DIỄN", stamping.public_key(), since=at, stamps=True)
    _keep(STAMPER, specimens.kept(STAMPER, stamping, issued, STAMPER))
    return root.pem, root.revocations(at=at), made


def _make(root: specimens.Root, file: str, name: str, pin: str, *, at: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    issued = root.issue(name, key.public_key(), since=at)
    _keep(file, specimens.kept(name, key, issued, pin))
    return issued.public_bytes(serialization.Encoding.PEM)


def _keep(file: str, content: bytes) -> None:
    place = folder() / f"{file}.p12"
    place.touch(mode=0o600)
    place.write_bytes(content)


class Files:
    """`token` is the name of a file."""

    @contextmanager
    def open(self, place: Place, pin: str, chain: Sequence[x509.Certificate]) -> Iterator[Signer]:
        """The key in the file, once the PIN opens it."""
        yield _opened(place.token, pin, chain)

    def stamper(self) -> TimeStamper | None:
        """The demonstration stamps its own time."""
        opened = _opened(STAMPER, STAMPER, ())
        assert isinstance(opened.signing_key, keys.PrivateKeyInfo)
        return DummyTimeStamper(
            tsa_cert=opened.signing_cert, tsa_key=opened.signing_key, certs_to_embed=opened.cert_registry
        )


def _opened(name: str, pin: str, chain: Sequence[x509.Certificate]) -> SimpleSigner:
    try:
        content = (folder() / f"{name}.p12").read_bytes()
    except OSError as problem:
        raise Refused("token_missing") from problem
    try:
        opened: SimpleSigner = SimpleSigner.load_pkcs12_data(content, other_certs=list(chain), passphrase=pin.encode())
    except ValueError:
        raise Refused("wrong_pin") from None
    return opened
