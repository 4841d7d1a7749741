"""Keys of an installation that was given none: made once, kept under MOTCUA_HOME, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


def kept(home: Path, name: str, make: Callable[[], str]) -> str:
    """The secret `name` under `home/keys`, made by `make` on first use.

    Two processes that start together agree: the one that links its file first wins.
    """
    path = home / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        draft = path.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def django_secret() -> str:
    """A key for sessions and signatures of the web framework."""
    return secrets.token_urlsafe(50)


def data_key() -> str:
    """A key for personal data at rest."""
    return Fernet.generate_key().decode()


def index_key() -> str:
    """A key for blind indexes, which find sealed values without opening them."""
    return secrets.token_urlsafe(32)


def point_key() -> str:
    """A key on the curve P-256, as PEM: for what telephones close, and for waking browsers."""
    made = ec.generate_private_key(ec.SECP256R1())
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
