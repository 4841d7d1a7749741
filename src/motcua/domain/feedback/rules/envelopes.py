"""Reports in envelopes (`kernel.envelopes`): of what size they come, and what lies in them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.feedback.rules import Sent
from motcua.kernel import envelopes
from motcua.kernel.errors import Refused

LARGEST_PIECE = 128 * 1024
MOST_PIECES = 320


@dataclass(frozen=True)
class Opened:
    """What a telephone closed: what was written, the pictures with it, and the voice note."""

    body: Mapping[str, Any]
    photos: list[Sent]
    sounds: list[Sent]


def ensure_piece(number: int, content: bytes) -> None:
    """A piece of a size that a slow line carries, of an envelope that a person can have filled."""
    if not 0 <= number < MOST_PIECES or not 0 < len(content) <= LARGEST_PIECE:
        raise Refused("envelope_too_large")


def opened(sealed: bytes, client_key: str) -> Opened:
    """What lies in an envelope.

    Raises:
        Refused: `envelope_broken` for one that was closed for another key or altered on the way.
    """
    body = envelopes.opened(sealed, client_key)
    try:
        photos, sounds = _files(body.pop("photos")), _files(body.pop("sounds", []))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise Refused("envelope_broken") from error
    return Opened(body, photos, sounds)


def _files(listed: Any) -> list[Sent]:
    return [(str(each["name"]), base64.b64decode(each["content"], validate=True)) for each in listed]
