"""Which push subscriptions are taken: those of known push services alone, for the server itself will call there."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.conf import settings

from motcua.kernel.errors import Refused

LONGEST = 2000
MOST_BROWSERS = 10
"""Of one person, or following one report."""


def public_key() -> str:
    """The public half of the key that signs what wakes a browser (VAPID, RFC 8292): base64url without padding."""
    found = load_pem_private_key(settings.MOTCUA_PUSH_KEY.encode(), None)
    assert isinstance(found, ec.EllipticCurvePrivateKey)
    point = found.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def subscription(given: Mapping[str, Any]) -> dict[str, object]:
    """What is kept of a subscription.

    Raises:
        Refused: `push_service_unknown`: it names no service that the settings know.
    """
    endpoint, keys = given.get("endpoint"), given.get("keys")
    if not isinstance(endpoint, str) or not isinstance(keys, Mapping) or len(endpoint) > LONGEST:
        raise Refused("push_service_unknown")
    parts = urlsplit(endpoint)
    origin = f"{parts.scheme}://{parts.netloc}"
    if not any(fnmatchcase(origin, known) for known in settings.MOTCUA_PUSH_SERVICES):
        raise Refused("push_service_unknown")
    return {"endpoint": endpoint, "keys": {name: str(keys.get(name, ""))[:200] for name in ("p256dh", "auth")}}


def digest(kept: Mapping[str, Any]) -> str:
    """By which a subscription is recognised without opening it."""
    return hashlib.sha256(str(kept.get("endpoint")).encode()).hexdigest()
