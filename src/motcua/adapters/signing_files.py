"""Keys in files (PKCS#12), opened by a PIN: for demonstrations, where nobody has a token and nothing is installed.

They are worth nothing: their root is made here, called a specimen, and is trusted in a demonstration only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from asn1crypto import keys, x509
from django.conf import settings
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper

from motcua.domain.signatures.gateways import Place
from motcua.kernel.errors import Refused

STAMPER = "dau-thoi-gian"
"""The name of the file with the key of the demonstration's own time-stamp authority; its PIN is its name."""


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.MOTCUA_HOME) / "demo-keys"


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
