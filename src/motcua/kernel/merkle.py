"""The tree that seals the journal: RFC 6962 hashes, growing heads, proofs, heads signed as C2SP checkpoints.

Pure: hashes go in and come out; where they are kept is the caller's business. Anybody can verify the
proofs and the notes with public tools (RFC 9162 §2.1; c2sp.org/tlog-checkpoint, c2sp.org/signed-note).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypedDict

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

EMPTY_ROOT = sha256(b"").digest()
_HASH_LENGTH = 32

# --- hashes and heads ----------------------------------------------------------------------------------


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf; its prefix keeps a leaf from passing for a node."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class FrontierForm(TypedDict):
    """A frontier as JSON: how many leaves, and the roots of its full subtrees in hex, the largest first."""

    size: int
    nodes: list[str]


@dataclass
class Frontier:
    """The right edge of a tree: all it takes to append leaves and to know the root, in O(log n) space."""

    size: int = 0
    nodes: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.nodes) != self.size.bit_count():
            raise ValueError(f"a tree of {self.size} leaves has not {len(self.nodes)} full subtrees")
        if any(len(node) != _HASH_LENGTH for node in self.nodes):
            raise ValueError(f"a hash has {_HASH_LENGTH} bytes")

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more leaf."""
        node = leaf
        for _ in range((~self.size & (self.size + 1)).bit_length() - 1):  # one merge for each trailing 1
            node = node_hash(self.nodes.pop(), node)
        self.nodes.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree of all leaves so far."""
        if not self.nodes:
            return EMPTY_ROOT
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root

    def as_json(self) -> FrontierForm:
        """The form in which a frontier is kept."""
        return {"size": self.size, "nodes": [node.hex() for node in self.nodes]}

    @classmethod
    def from_json(cls, form: FrontierForm) -> Frontier:
        """The frontier that was kept; `ValueError` where the form is none."""
        return cls(form["size"], [bytes.fromhex(node) for node in form["nodes"]])


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over hashes of leaves, read once and not kept."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


# --- proofs --------------------------------------------------------------------------------------------

# A proof is a few roots of ranges of leaves. The ranges are named first, so that a caller with a
# million leaves in a table streams each range instead of holding the tree.
Range = tuple[int, int]


def inclusion_ranges(position: int, size: int) -> list[Range]:
    """The ranges [from, to) whose roots prove that the leaf at `position` is in the tree of `size`."""
    if not 0 <= position < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {position}")
    ranges: list[Range] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if position < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """The ranges whose roots prove that the tree of `new` leaves begins with the tree of `old`."""
    if not 0 < old <= new:
        raise ValueError(f"a tree of {new} leaves cannot grow from {old}")
    ranges: list[Range] = []
    start, end = 0, new
    while end != old:
        middle = start + _largest_power_below(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start > 0:
        ranges.append((start, end))
    return ranges[::-1]


def inclusion_proof(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """The proof for a tree small enough to be held."""
    return [root_of(leaves[start:end]) for start, end in inclusion_ranges(position, len(leaves))]


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """The proof for a tree small enough to be held."""
    return [root_of(leaves[start:end]) for start, end in consistency_ranges(old, len(leaves))]


def inclusion_holds(leaf: bytes, position: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that `leaf` stands at `position` in the tree with this size and root."""
    if not 0 <= position < size:
        return False
    last, node = size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


def consistency_holds(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `new` leaves is that of `old` with leaves added at its end."""
    if old == new:
        return not proof and old_root == new_root
    if not 0 < old < new or not proof:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _largest_power_below(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


# --- checkpoints and signed notes ----------------------------------------------------------------------


class Forged(Exception):
    """A note that its key did not sign, or a text that is no checkpoint."""


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: which log, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint of a note's text; lines after the third are extensions and ignored."""
        found = re.match(r"([^\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\n", text)
        if found is None:
            raise Forged("the text is no checkpoint")
        return cls(found[1], int(found[2]), base64.b64decode(found[3]))


def key_id(name: str, public_key: Ed25519PublicKey) -> bytes:
    """The four bytes by which a signature says which key made it."""
    return sha256(name.encode() + b"\n\x01" + public_key.public_bytes_raw()).digest()[:4]


def verifier_key(name: str, public_key: Ed25519PublicKey) -> str:
    """The public key in the form that tools for signed notes read: `<name>+<id>+<key>`."""
    encoded = base64.b64encode(b"\x01" + public_key.public_bytes_raw()).decode()
    return f"{name}+{key_id(name, public_key).hex()}+{encoded}"


def sign_note(text: str, *, name: str, key: Ed25519PrivateKey) -> str:
    """The text with a blank line and one line of signature after it."""
    if not text.endswith("\n"):
        raise ValueError("the text of a note ends with a line break")
    if not name or re.search(r"[\s+]", name):
        raise ValueError("the name of a key has no space and no plus sign")
    signature = key_id(name, key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {name} {base64.b64encode(signature).decode()}\n"


def open_note(note: str, *, name: str, public_key: Ed25519PublicKey) -> str:
    """The text of a note that this key signed.

    Raises:
        Forged: no signature of this key stands under it, or the signature is wrong.
    """
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise Forged("the note has no signature")
    text += "\n"
    wanted = key_id(name, public_key)
    for line in signatures.splitlines():
        mark, _, rest = line.partition(" ")
        signer, _, encoded = rest.partition(" ")
        if mark != "—" or signer != name:
            continue
        try:
            signature = base64.b64decode(encoded, validate=True)
            if signature[:4] == wanted:
                public_key.verify(signature[4:], text.encode())
                return text
        except (binascii.Error, InvalidSignature) as error:
            raise Forged("the signature is wrong") from error
    raise Forged("the key did not sign the note")
