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

OF_THE_APP = "app-"
"""Begins the token of a draft that came in an envelope; a telephone may ask for its outcome days later."""
MEGABYTE = 1024 * 1024
LARGEST_PIECE = 128 * 1024
MOST_PIECES = 320


@dataclass(frozen=True)
class Room:
    """What may lie here of letters that telephones have not finished sending, in bytes; after `days` it is gone."""

    days: int = 30
    of_address: int = 150 * MEGABYTE
    of_house: int = 2_000 * MEGABYTE

    @classmethod
    def of(cls, terms: Mapping[str, Any]) -> Room:
        """What the pack allows."""
        said = terms.get("unfinished")
        if not said:
            return cls()
        return cls(
            int(said["days"]), int(said["address_megabytes"]) * MEGABYTE, int(said["house_megabytes"]) * MEGABYTE
        )

    @property
    def low_water(self) -> int:
        """To what the house is emptied, the oldest first, once it is nearly full: a quarter is for those who send."""
        return self.of_house * 3 // 4


def ensure_room(room: Room, address: int, house: int, size: int) -> None:
    """Whoever fills the house closes it to nobody: their own share ends first, and what is left behind is cleared."""
    if address + size > room.of_address:
        raise Refused("address_is_full")
    if house + size > room.of_house:
        raise Refused("house_is_full")


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
