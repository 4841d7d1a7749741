"""Keys in a token behind PKCS#11: a smart card, a USB token, a hardware module, or SoftHSM2.

A token knows who is logged in for the whole process and not for a thread. So one block at a time opens a token, and
a second with another PIN waits until the first has logged out: it could sign without knowing the PIN otherwise.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

import pkcs11
from asn1crypto import x509
from django.conf import settings
from pkcs11 import exceptions as p11
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, find_token
from pyhanko.sign.signers import Signer
from pyhanko.sign.timestamps import TimeStamper

from motcua.domain.signatures.gateways import Place
from motcua.kernel.errors import Refused

WAIT = 30.0
"""Seconds for which a token that another block has open is waited for."""
LOOKS = (0.0, 0.05, 0.1, 0.2, 0.4)
"""Seconds of waiting before each look for a token."""
GONE = (
    p11.DeviceError,
    p11.DeviceRemoved,
    p11.GeneralError,
    p11.FunctionFailed,
    p11.SessionClosed,
    p11.SessionHandleInvalid,
    p11.TokenNotPresent,
    p11.TokenNotRecognised,
    p11.UserNotLoggedIn,
    p11.ObjectHandleInvalid,
    p11.KeyHandleInvalid,
)
_turns: dict[str, Lock] = defaultdict(Lock)
_opening = Lock()
_open: set[str] = set()
"""The tokens that this process has open; changed under `_opening`."""


class _Signer(PKCS11Signer):
    """Says itself that its token is gone: a batch is told at the very signature that failed, and keeps the others."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        try:
            made: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
        except GONE as problem:
            raise Refused("token_gone") from problem
        return made

    def _load_objects(self) -> None:
        try:
            super()._load_objects()  # type: ignore[no-untyped-call]  # it says no types
        except GONE as problem:
            raise Refused("token_gone") from problem
        except p11.PKCS11Error as problem:
            raise Refused("token_of_another") from problem


class Token:
    """`settings.MOTCUA_PKCS11` is the library of whoever made the token."""

    def stamper(self) -> TimeStamper | None:
        """A token does not know the time."""
        return None

    @contextmanager
    def open(self, place: Place, pin: str, chain: Sequence[x509.Certificate]) -> Iterator[Signer]:
        """One session, logged in, as long as the block lasts."""
        turn = _turns[place.token]
        if not turn.acquire(timeout=WAIT):
            raise Refused("token_busy")
        try:
            session = _session(place, pin)
            try:
                yield _Signer(session, cert_label=place.label, key_label=place.label, ca_chain=list(chain))
            finally:
                _close(session, place)
        finally:
            turn.release()


def _session(place: Place, pin: str) -> pkcs11.Session:
    if not pin:
        raise Refused("wrong_pin")
    try:
        with _opening:
            session = _token(place).open(user_pin=pin)
            _open.add(place.token)
            return session
    except (p11.PinIncorrect, p11.PinInvalid, p11.PinLenRange, p11.ArgumentsBad):
        raise Refused("wrong_pin") from None
    except (p11.PinLocked, p11.PinExpired):
        raise Refused("pin_locked") from None
    except (p11.PKCS11Error, OSError, RuntimeError) as problem:
        raise Refused("token_missing") from problem


def _token(place: Place) -> pkcs11.Token:
    """The token of this name.

    A library may keep what it saw when it was loaded: a token that was plugged in since, or that another process was
    writing to at that moment (SoftHSM2), would be missing until the server starts again. So it is loaded anew, unless
    that would close what another block has open.

    Raises:
        pkcs11.PKCS11Error: there is none.
    """
    library = pkcs11.lib(settings.MOTCUA_PKCS11)
    for wait in LOOKS:
        if wait and not _open:
            time.sleep(wait)
            library.reinitialize()
        found = find_token(library.get_slots(), token_criteria=TokenCriteria(label=place.token))
        if found is not None:
            return found
    raise p11.TokenNotPresent


def _close(session: pkcs11.Session, place: Place) -> None:
    with _opening:
        _open.discard(place.token)
        try:
            session.close()
        except p11.PKCS11Error:
            return  # it is gone, which is what was wanted
