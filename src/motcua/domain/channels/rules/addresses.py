"""Which addresses on the net a picture may be fetched from: https, at a host that is named, and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from motcua.kernel.errors import Refused

LONGEST = 2000


def trusted(address: str, hosts: Collection[str]) -> bool:
    """Whether a picture may be fetched from there; `*.example.vn` names every host below `example.vn`."""
    if len(address) > LONGEST or any(letter.isspace() or not letter.isprintable() for letter in address):
        return False
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or parts.username is not None or parts.password is not None or port not in {None, 443}:
        return False
    return any(host == named or (named.startswith("*.") and host.endswith(named[1:])) for named in hosts)


def ensure_trusted(address: str, hosts: Collection[str]) -> None:
    """Raises `media_not_trusted` for any other address."""
    if not trusted(address, hosts):
        raise Refused("media_not_trusted")
