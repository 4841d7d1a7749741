"""Envelopes that a telephone closes while it has no network: only this server's key opens them.

Layout: the telephone's public point (65 bytes, P-256 uncompressed), a nonce (12 bytes), AES-256-GCM of the text.
The key is HKDF-SHA-256 of the ECDH secret, salted by the point; the name of the envelope is authenticated with it.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.conf import settings

from motcua.kernel.errors import NotFound, Refused

INFO = b"motcua-envelope-1"
POINT, NONCE, KEY = 65, 12, 32
_NAME = re.compile(r"[0-9a-f]{32}")


def ensure_named(client_key: str) -> str:
    """The name of an envelope: 128 random bits that the telephone drew; anything else is not found."""
    if not _NAME.fullmatch(client_key):
        raise NotFound("envelope")
    return client_key


def public_key() -> str:
    """This server's public point, for the telephone: base64url without padding."""
    point = _private().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def opened(sealed: bytes, client_key: str) -> dict[str, Any]:
    """What was written, as the telephone put it.

    Raises:
        Refused: `envelope_broken` for one that was closed for another key or altered on the way.
    """
    try:
        point = sealed[:POINT]
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = _private().exchange(ec.ECDH(), peer)
        key = HKDF(SHA256(), KEY, salt=point, info=INFO).derive(shared)
        text = AESGCM(key).decrypt(sealed[POINT : POINT + NONCE], sealed[POINT + NONCE :], client_key.encode())
        said = json.loads(text)
    except (ValueError, InvalidTag) as error:
        raise Refused("envelope_broken") from error
    if not isinstance(said, dict):
        raise Refused("envelope_broken")
    return said


def _private() -> ec.EllipticCurvePrivateKey:
    found = load_pem_private_key(settings.MOTCUA_ENVELOPE_KEY.encode(), None)
    assert isinstance(found, ec.EllipticCurvePrivateKey)
    return found
