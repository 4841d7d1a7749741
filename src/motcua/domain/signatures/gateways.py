"""Where keys lie: a token behind PKCS#11, or, in a demonstration, a file. `settings.MOTCUA_SIGNING` names them.

A PIN goes through here and is kept nowhere. What comes back is pyHanko's signer, which signs as long as the token is
open.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from asn1crypto import x509
from django.conf import settings
from django.utils.module_loading import import_string
from pyhanko.sign.signers import Signer
from pyhanko.sign.timestamps import TimeStamper


@dataclass(frozen=True)
class Place:
    """Where a key lies: the token (or file) and the label of key and certificate in it."""

    token: str
    label: str


class Keys(Protocol):
    """A place that keeps keys."""

    def open(self, place: Place, pin: str, chain: Sequence[x509.Certificate]) -> AbstractContextManager[Signer]:
        """The key, open for as many signatures as the block makes; one block at a time for each token.

        Raises:
            Refused: `wrong_pin`, `pin_locked`, `token_missing`; what it gives raises `token_gone` where it is
                pulled out meanwhile, `token_of_another` where it holds no such key.
        """

    def stamper(self) -> TimeStamper | None:
        """Who stamps the time for its keys where this installation asks nobody else."""


def keys(code: str) -> Keys:
    """The place of this name."""
    made: Keys = import_string(settings.MOTCUA_SIGNING[code])()
    return made


def time_stamper() -> TimeStamper | None:
    """The time-stamp authority of this installation; nobody where none is set."""
    if not settings.MOTCUA_TSA_URL:
        return None
    made: TimeStamper = import_string(settings.MOTCUA_TIME_STAMPER)(settings.MOTCUA_TSA_URL)
    return made
