"""What letters need of signatures.

Replaced when `domain/signatures` lands: the names stay, and come from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused

PERSON, AGENCY = "ky", "dau"
"""The signature fields of a prepared letter: whoever signs it, and the agency's seal."""


class Pen(Protocol):
    """A key that is open for one batch."""

    def sign(self, pdf: bytes, field: str, look: bytes) -> bytes:
        """The document with this field signed.

        Raises:
            Refused: `token_gone` when the token was pulled out.
        """
        ...


@dataclass(frozen=True)
class NewSigned:
    """What anybody may learn of a signed document by its code."""

    code: str
    title: str
    pdf: bytes
    agency_id: int
    signed_at: datetime


def key_of_person(account_id: int) -> str:
    """Whose personal key."""
    return f"person:{account_id}"


def key_of_agency(agency_id: int) -> str:
    """Which agency's key."""
    return f"agency:{agency_id}"


@dataclass(frozen=True)
class _Marking:
    key: str

    def sign(self, pdf: bytes, field: str, look: bytes) -> bytes:
        return pdf + f"% {field} {self.key}\n".encode()


@contextmanager
def pen(key: str, pin: str, *, by: Official, now: datetime) -> Iterator[Pen]:
    """The key, opened with its PIN for as long as the batch takes.

    Raises:
        Refused: `wrong_pin`.
    """
    if pin != "123456":
        raise Refused("wrong_pin")
    yield _Marking(key)


def prepared(pdf: bytes, boxes: object) -> bytes:
    """The document with every field that is ever filled or signed."""
    return pdf + b"\n"


def filled(pdf: bytes, texts: Mapping[str, str]) -> bytes:
    """The document with its number and day."""
    return pdf + "".join(f"% {name} {text}\n" for name, text in texts.items()).encode()


def publish(new: NewSigned, *, by: Official, now: datetime) -> None:
    """Let anybody check the document by its code."""
