"""What a telephone does with a report that was written without network: closed for the server, cut into pieces."""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from motcua.domain.feedback import queries
from tests.build.people import DAK_NHAU
from tests.build.reports import BRIDGE, WORDS, a_photo

PIECE = 48 * 1024
SAID = {"category": BRIDGE, "content": WORDS, "area": DAK_NHAU, "name": "Điểu Krai", "phone": "0912 345 679"}


def a_key() -> str:
    """The name that a telephone draws for an envelope."""
    return secrets.token_hex(16)


def closed(
    key: str,
    *,
    photos: tuple[bytes, ...] = (),
    sounds: tuple[bytes, ...] = (),
    raw: dict[str, Any] | None = None,
    **changed: Any,
) -> bytes:
    """The envelope of a report."""
    files = [{"name": f"{n}.jpg", "content": base64.b64encode(each).decode()} for n, each in enumerate(photos)]
    spoken = [{"name": f"{n}.webm", "content": base64.b64encode(each).decode()} for n, each in enumerate(sounds)]
    return sealed(key, {**SAID, "photos": files, "sounds": spoken, **(raw or {}), **changed})


def sealed(key: str, said: Any) -> bytes:
    """Anything in an envelope, as Web Crypto makes it."""
    text = json.dumps(said).encode()
    own = ec.generate_private_key(ec.SECP256R1())
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    server = base64.urlsafe_b64decode(queries.envelope_key() + "=")
    secret = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), server))
    aes = AESGCM(HKDF(SHA256(), 32, salt=point, info=b"motcua-envelope-1").derive(secret))
    nonce = secrets.token_bytes(12)
    return point + nonce + aes.encrypt(nonce, text, key.encode())


def pieces(envelope: bytes) -> list[bytes]:
    """As it is sent over a slow line."""
    return [envelope[start : start + PIECE] for start in range(0, len(envelope), PIECE)]


def a_large_photo() -> bytes:
    """A picture that needs several pieces: noise does not become smaller."""
    import io

    from PIL import Image

    kept = io.BytesIO()
    Image.frombytes("RGB", (220, 220), secrets.token_bytes(220 * 220 * 3)).save(kept, "JPEG", quality=95)
    assert len(kept.getvalue()) > len(a_photo())
    return kept.getvalue()
