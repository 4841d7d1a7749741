"""Personal data at rest: sealing with keys that rotate, blind indexes for look-up, and model fields that
store nothing but sealed text.

Keys come from the settings `MOTCUA_SECRET_KEYS` (Fernet keys, newest first: the first seals, all of them
open) and `MOTCUA_INDEX_KEY`.
"""

from __future__ import annotations

import hmac
import json
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.lookups import IsNull
from django.db.models.query_utils import DeferredAttribute

_S = TypeVar("_S")
_G = TypeVar("_G")

_CANNOT_OPEN = "the sealed value cannot be opened with the keys in MOTCUA_SECRET_KEYS"


class SealBroken(Exception):
    """A sealed value cannot be opened: it was altered, or its key is no longer in the ring."""


class Keyring:
    """A ring of Fernet keys and one key for blind indexes; the first Fernet key seals, any of them opens."""

    def __init__(self, secret_keys: Sequence[str], index_key: str) -> None:
        if not secret_keys or not index_key:
            raise ImproperlyConfigured("MOTCUA_SECRET_KEYS and MOTCUA_INDEX_KEY must each hold a key.")
        try:
            self._ring = MultiFernet([Fernet(key) for key in secret_keys])
        except ValueError as error:
            raise ImproperlyConfigured("MOTCUA_SECRET_KEYS holds something that is no Fernet key.") from error
        self._index_key = index_key.encode()

    def seal(self, content: bytes) -> bytes:
        """A token that only this ring opens; two seals of the same content differ."""
        return self._ring.encrypt(content)

    def unseal(self, token: bytes) -> bytes:
        """What was sealed; `SealBroken` for a token that was altered or made with an unknown key."""
        try:
            return self._ring.decrypt(token)
        except InvalidToken as error:
            raise SealBroken("the sealed value cannot be opened with the keys in MOTCUA_SECRET_KEYS") from error

    def reseal(self, token: bytes) -> bytes:
        """The same content under the newest key, so that the oldest can leave the ring."""
        try:
            return self._ring.rotate(token)
        except InvalidToken as error:
            raise SealBroken("the sealed value cannot be opened with the keys in MOTCUA_SECRET_KEYS") from error

    def blind_index(self, value: str, purpose: str) -> str:
        """HMAC-SHA256 of the value, in hex, different for each purpose."""
        if not purpose or "\x00" in purpose:
            raise ValueError("a blind index needs a purpose without NUL")
        return hmac.new(self._index_key, f"{purpose}\x00{value}".encode(), sha256).hexdigest()


@lru_cache(maxsize=8)
def _ring_of(secret_keys: tuple[str, ...], index_key: str) -> Keyring:
    return Keyring(secret_keys, index_key)


def keyring() -> Keyring:
    """The ring that the settings name; it follows a change of the settings."""
    return _ring_of(tuple(settings.MOTCUA_SECRET_KEYS), settings.MOTCUA_INDEX_KEY)


def seal(text: str) -> str:
    """The text as a token fit for a text column, a file or a job's argument."""
    return keyring().seal(text.encode()).decode("ascii")


def unseal(token: str) -> str:
    """The text of a token from `seal`; `SealBroken` when it cannot be opened."""
    return keyring().unseal(token.encode()).decode()


def seal_bytes(content: bytes) -> bytes:
    """The content of a file as a token; about a third longer."""
    return keyring().seal(content)


def unseal_bytes(token: bytes) -> bytes:
    """The content of a token from `seal_bytes`; `SealBroken` when it cannot be opened."""
    return keyring().unseal(token)


def reseal(token: str) -> str:
    """A token of the same content under the newest key: the step of a key rotation."""
    return keyring().reseal(token.encode()).decode("ascii")


def blind_index(value: str, purpose: str) -> str:
    """64 hex digits by which a sealed value is found again without opening anything.

    The caller normalises the value first (`kernel.text`); `purpose` ("id_number", "phone" …) keeps the
    same digits in two columns from showing that they are the same.
    """
    return keyring().blind_index(value, purpose)


if TYPE_CHECKING:

    class _TextColumn(models.TextField[_S, _G]):
        pass

else:

    class _TextColumn(models.TextField, Generic[_S, _G]):
        pass


class Sealed:
    """What a column holds until somebody asks for it; most readers of a row ask for none of its sealed columns."""

    __slots__ = ("_read", "_token")

    def __init__(self, token: str, read: Callable[[bytes], Any]) -> None:
        self._token, self._read = token, read

    def open(self) -> Any:
        """The plain value.

        Raises:
            SealBroken: it was altered, or its key is no longer in the ring.
        """
        return self._read(unseal_bytes(self._token.encode()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (other._token, other._read) == (self._token, self._read)

    def __hash__(self) -> int:
        return hash(self._token)


class _OpenedWhenAsked(DeferredAttribute):
    """The attribute of a sealed column: opened at the first look, then kept as it is."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if type(value) is Sealed:
            value = instance.__dict__[self.field.attname] = value.open()
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class _SealedColumn(_TextColumn[_S, _G]):
    """A text column of tokens: it can be empty or not, and asked nothing else by SQL.

    `values()` and `values_list()` give it as `Sealed`.
    """

    descriptor_class = _OpenedWhenAsked
    _read: Callable[[bytes], Any] = staticmethod(bytes.decode)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Sealed | None:
        return None if value is None else Sealed(value, self._read)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(
                f"{self.name} is sealed: SQL cannot look inside ({lookup_name}); "
                f"use a blind index beside it, or isnull."
            )
        return IsNull

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is sealed: SQL cannot look inside ({lookup_name}).")

    def value_to_string(self, obj: models.Model) -> str:
        # A fixture would hold the plain text, or seal a token a second time when read back.
        raise TypeError(f"{self.name} is sealed: back it up with pg_dump, not as a fixture.")


class SealedTextField(_SealedColumn[_S, _G]):
    """Text that lies in the database only as a Fernet token."""

    description = "sealed text"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return seal(value) if isinstance(value, str) else value


WORTH_PACKING = 512
"""Bytes of JSON from which on they are packed: a token cannot be compressed by the database."""


def _packed(text: str) -> bytes:
    """JSON as it is sealed: what is long is packed (a paper's drawing and words become a third)."""
    content = text.encode()
    return zlib.compress(content) if len(content) >= WORTH_PACKING else content


def _unpacked(content: bytes) -> Any:
    # What zlib packed begins with an x, which no JSON does: values sealed before there was packing are read too.
    return json.loads(zlib.decompress(content) if content.startswith(b"x") else content)


class SealedJSONField(_SealedColumn[_S, _G]):
    """Any JSON value that lies in the database only as a Fernet token, packed; `None` is SQL's NULL."""

    description = "sealed JSON"
    _read = staticmethod(_unpacked)

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return value
        return seal_bytes(_packed(json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False))).decode(
            "ascii"
        )

    def to_python(self, value: Any) -> Any:
        return value
