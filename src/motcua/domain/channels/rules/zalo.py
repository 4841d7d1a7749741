"""What the official account's webhook says, read strictly; and whether it is Zalo that says it. Pure."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from motcua.kernel.errors import Malformed
from motcua.kernel.text import clean_text
from motcua.kernel.text import phone as national

LONGEST = 10_000
MOST_PICTURES = 10
_PHONE = re.compile(r"(?<![0-9])(?:\+?84|0)[0-9][0-9 .\-]{7,13}[0-9](?![0-9])")
MESSAGES = frozenset({"user_send_text", "user_send_image", "user_send_location"})


@dataclass(frozen=True)
class Said:
    """One message: `at` is Zalo's own time in milliseconds, by which messages are put in order."""

    mark: str
    user: str
    at: int
    text: str = ""
    pictures: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""

    def kept(self) -> dict[str, object]:
        """As it is kept until there is a report."""
        return {**asdict(self), "pictures": list(self.pictures)}


def signed(body: bytes, signature: str, app: str, secret: str) -> bool:
    """Whether app, body and time are signed with the app's secret [K]; without a secret nobody is believed."""
    try:
        stamp = str(json.loads(body)["timestamp"])
    except (ValueError, KeyError, TypeError):
        return False
    right = sha256(app.encode() + body + stamp.encode() + secret.encode()).hexdigest()
    return bool(app and secret) and hmac.compare_digest(signature.removeprefix("mac=").strip().encode(), right.encode())


def read(body: bytes) -> Said | None:
    """The message; `None` for what is no message of a person (a follower more, a message of ours).

    Raises:
        Malformed: it has not the shape of one.
    """
    try:
        event: Any = json.loads(body)
        name = event["event_name"]
        if name == "user_submit_info":
            return _info(event)
        return _message(event) if name in MESSAGES else None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise Malformed("Không phải sự kiện của Zalo Official Account.") from None


def _message(event: Mapping[str, Any]) -> Said:
    message = event["message"]
    text = clean_text(str(message.get("text", "")))[:LONGEST]
    pictures: list[str] = []
    latitude = longitude = None
    for each in message.get("attachments", ()):
        payload = each["payload"]
        if each["type"] == "image" and len(pictures) < MOST_PICTURES:
            pictures.append(str(payload["url"]))
        elif each["type"] == "location":
            latitude, longitude = (float(payload["coordinates"][name]) for name in ("latitude", "longitude"))
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                raise ValueError
    return Said(
        mark=str(message["msg_id"]),
        user=str(event["sender"]["id"]),
        at=int(event["timestamp"]),
        text=text,
        pictures=tuple(pictures),
        latitude=latitude,
        longitude=longitude,
        phone=_phone_in(text),
    )


def _info(event: Mapping[str, Any]) -> Said:
    user, stamp = str(event["sender"]["id"]), int(event["timestamp"])
    return Said(f"info-{user}-{stamp}", user, stamp, phone=_national(str(event["info"].get("phone", ""))))


def _phone_in(text: str) -> str:
    return next((found for match in _PHONE.findall(text) if (found := _national(match))), "")


def _national(text: str) -> str:
    try:
        return national(text)
    except Malformed:
        return ""


@dataclass(frozen=True)
class Together:
    """Messages of one person in the order in which they were written."""

    text: str
    pictures: tuple[str, ...]
    latitude: float | None
    longitude: float | None


def together(said: Iterable[Mapping[str, Any]]) -> Together:
    """What somebody said, whatever the order in which it was delivered."""
    rows = sorted(said, key=lambda row: (row["at"], row["mark"]))
    places = [(row["latitude"], row["longitude"]) for row in rows if row["latitude"] is not None]
    latitude, longitude = places[-1] if places else (None, None)
    return Together(
        text="\n".join(row["text"] for row in rows if row["text"]),
        pictures=tuple(address for row in rows for address in row["pictures"])[:MOST_PICTURES],
        latitude=latitude,
        longitude=longitude,
    )
