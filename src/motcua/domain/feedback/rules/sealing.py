"""What only the sealed queue may read: closed under keys of its own, which nothing else of the program uses."""

from __future__ import annotations

import hmac
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from motcua.kernel.secrecy import SealBroken


def seal_letter(text: str) -> bytes:
    """The letter under the newest of `MOTCUA_SEALED_KEYS`."""
    return _ring().encrypt(text.encode())


def open_letter(sealed: bytes) -> str:
    """The letter again.

    Raises:
        SealBroken: it was altered, or its key is gone.
    """
    try:
        return _ring().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise SealBroken("the sealed letter cannot be opened with the keys in MOTCUA_SEALED_KEYS") from error


def marks(client_key: str) -> list[str]:
    """By what one sending is known when it comes again, under each key of the queue, the newest first: 64 hex digits.

    Without those keys nobody can tell which sending a mark is of, not even who has every other key of the program.
    """
    told = f"mark\x00{client_key}".encode()
    return [hmac.new(str(key).encode(), told, sha256).hexdigest() for key in settings.MOTCUA_SEALED_KEYS]


def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.MOTCUA_SEALED_KEYS])
