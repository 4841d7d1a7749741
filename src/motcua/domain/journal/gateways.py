"""What the journal keeps outside the database: the signing key, and a copy of every leaf and signed head.

The copy only grows. It lies in `journal/` under MOTCUA_HOME and holds no personal data, so it can be sent
to another machine or published: whoever has it can tell whether the database still says the same.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from motcua.kernel import merkle

LeafLine = tuple[int, bytes]

_LINE = 86  # twenty digits, a space, 64 hex digits, a line break: a position is found without counting lines
_TAIL = 1 << 16


class OutsideBroken(Exception):
    """The outside copy is not in the form in which it was written; `motcua journal check` says where."""


def signing_key() -> Ed25519PrivateKey:
    """The key that signs heads, made on first use in a file that only the program's user can read.

    Two processes that start together agree: the one that links its file first wins.
    """
    path = Path(settings.MOTCUA_JOURNAL_KEY_FILE)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            _write(file.fileno(), pem)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key is the key
        finally:
            draft.unlink()
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"{path} holds no Ed25519 key.")
    return key


def public_key() -> Ed25519PublicKey | None:
    """The key that verifies heads; `None` where no signing key was made yet."""
    return signing_key().public_key() if Path(settings.MOTCUA_JOURNAL_KEY_FILE).exists() else None


class OutsideCopy:
    """The files `leaves.txt` and `heads.txt`, and `verifier.txt` with the public key for others' tools."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.leaves = directory / "leaves.txt"
        self.heads = directory / "heads.txt"
        self.verifier = directory / "verifier.txt"

    @classmethod
    def of_this_installation(cls) -> OutsideCopy:
        """The copy under MOTCUA_HOME."""
        return cls(Path(settings.MOTCUA_HOME) / "journal")

    def count_leaves(self) -> int:
        """How many whole lines `leaves.txt` holds."""
        return self.leaves.stat().st_size // _LINE if self.leaves.exists() else 0

    def newest_head_size(self) -> int:
        """The size of the last head in `heads.txt`; 0 when there is none."""
        end = self._end_of_heads()
        if end == 0:
            return 0
        with self.heads.open("rb") as file:
            file.seek(max(0, end - _TAIL))
            tail = file.read(min(end, _TAIL)).decode(errors="replace")
        try:
            return merkle.Checkpoint.parse(tail.split("\n\n")[-3] + "\n").size
        except (IndexError, merkle.Forged) as error:
            raise OutsideBroken(f"{self.heads} does not end with a signed head") from error

    def append_leaves(self, leaves: Iterable[LeafLine]) -> None:
        """Add leaves after the last whole line."""
        lines = "".join(f"{entry_id:020d} {leaf.hex()}\n" for entry_id, leaf in leaves)
        self._append(self.leaves, self.count_leaves() * _LINE, lines.encode())

    def append_heads(self, notes: Iterable[str]) -> None:
        """Add signed heads after the last whole one, each with a blank line behind it."""
        self._append(self.heads, self._end_of_heads(), "".join(f"{note}\n" for note in notes).encode())

    def keep_verifier(self, line: str) -> None:
        """Write the public key beside the copy, once."""
        if not self.verifier.exists():
            self._append(self.verifier, 0, f"{line}\n".encode())

    def read_leaves(self) -> Iterator[LeafLine | None]:
        """Every leaf in order; `None` for a line that cannot be read."""
        if not self.leaves.exists():
            return
        with self.leaves.open("rb") as file:
            while len(line := file.read(_LINE)) == _LINE:
                try:
                    yield int(line[:20]), bytes.fromhex(line[21:85].decode("ascii"))
                except ValueError:
                    yield None

    def read_heads(self) -> Iterator[str]:
        """Every signed head in order, as it was written."""
        if not self.heads.exists():
            return
        with self.heads.open(encoding="utf-8", errors="replace", newline="\n") as file:
            parts: list[str] = []
            lines: list[str] = []
            for line in file:
                if line != "\n":
                    lines.append(line)
                    continue
                parts.append("".join(lines))
                lines = []
                if len(parts) == 2:
                    yield "\n".join(parts)
                    parts = []
            if parts or lines:
                yield "\n".join([*parts, "".join(lines)])

    def _end_of_heads(self) -> int:
        """Where the last whole head ends: a write that was cut short is not counted."""
        if not self.heads.exists():
            return 0
        size = self.heads.stat().st_size
        with self.heads.open("rb") as file:
            file.seek(max(0, size - _TAIL))
            tail = file.read()
        signature = tail.rfind("\n\n— ".encode())
        while signature >= 0:
            end = tail.find(b"\n\n", signature + 2)
            if end >= 0:
                return size - len(tail) + end + 2
            signature = tail.rfind("\n\n— ".encode(), 0, signature)
        if size >= _TAIL:
            raise OutsideBroken(f"{self.heads} does not end with a signed head")
        return 0

    def _append(self, path: Path, end: int, content: bytes) -> None:
        """Write after byte `end`, through to the disk; what a crash left half written after it is cut off."""
        self.directory.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if os.fstat(descriptor).st_size != end:
                os.ftruncate(descriptor, end)
            os.lseek(descriptor, 0, os.SEEK_END)
            _write(descriptor, content)
        finally:
            os.close(descriptor)


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
    os.fsync(descriptor)
