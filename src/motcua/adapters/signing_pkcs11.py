"""Keys in a token behind PKCS#11: a smart card, a USB token, a hardware module, or SoftHSM2.

A token knows who is logged in for the whole process and not for a thread. So one block at a time opens a token, and
a second with another PIN waits until the first has logged out: it could sign without knowing the PIN otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

import pkcs11
from asn1crypto import x509
from django.conf import settings
from pkcs11 import exceptions as p11
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer
from pyhanko.sign.timestamps import TimeStamper

from motcua.domain.signatures.gateways import Place
from motcua.kernel.errors import Refused

WAIT = 30.0
"""Seconds for which a token that another block has open is waited for."""
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


def _is_gone(problem: Exception) -> bool:
    """Whether it is the token that failed: pyHanko wraps what the library says."""
    return not isinstance(problem, SigningError) or isinstance(problem.__cause__, p11.PKCS11Error)


class _Signer(PKCS11Signer):
    """Says at once that its token is gone, so that whoever signs a batch still knows what was done."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        try:
            made: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
        except (*GONE, SigningError) as problem:
            if not _is_gone(problem):
                raise
            raise Refused("token_gone") from problem
        return made


_turns: dict[str, Lock] = defaultdict(Lock)


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
            except (*GONE, SigningError) as problem:
                if not _is_gone(problem):
                    raise
                raise Refused("token_gone") from problem
            finally:
                _close(session)
        finally:
            turn.release()


def _session(place: Place, pin: str) -> pkcs11.Session:
    if not pin:
        raise Refused("wrong_pin")
    try:
        return open_pkcs11_session(
            settings.MOTCUA_PKCS11, token_criteria=TokenCriteria(label=place.token), user_pin=pin
        )
    except (p11.PinIncorrect, p11.PinInvalid, p11.PinLenRange, p11.ArgumentsBad):
        raise Refused("wrong_pin") from None
    except (p11.PinLocked, p11.PinExpired):
        raise Refused("pin_locked") from None
    except (p11.PKCS11Error, OSError, RuntimeError) as problem:
        raise Refused("token_missing") from problem


def _close(session: pkcs11.Session) -> None:
    try:
        session.close()
    except p11.PKCS11Error:
        return  # it is gone, which is what was wanted
