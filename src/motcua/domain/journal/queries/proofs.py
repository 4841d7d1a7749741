"""How much is sealed, and the proof that one entry is: something to hand to a court or an inspector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.domain.journal.models import Entry, Head, Leaf
from motcua.kernel import merkle
from motcua.kernel.errors import NotFound


@dataclass(frozen=True)
class Extent:
    """How many entries there are, and how many of them are sealed."""

    entries: int
    sealed: int


@dataclass(frozen=True)
class Proof:
    """That an entry's leaf stands in the tree of a signed head; `merkle.inclusion_holds` verifies it."""

    entry_id: int
    position: int
    leaf: bytes
    size: int
    root: bytes
    path: list[bytes]
    note: str


def extent() -> Extent:
    """How far the journal and its seals reach."""
    return Extent(Entry.objects.count(), Leaf.objects.count())


def proof_of(entry_id: int) -> Proof:
    """The proof against the newest head; not found for an entry that is not sealed yet."""
    leaf = Leaf.objects.filter(entry_id=entry_id).first()
    head = Head.objects.newest()
    if leaf is None or head is None or leaf.position >= head.size:
        raise NotFound("sealed journal entry")
    ranges = merkle.inclusion_ranges(leaf.position, head.size)
    return Proof(
        entry_id=entry_id,
        position=leaf.position,
        leaf=bytes(leaf.hash),
        size=head.size,
        root=bytes(head.root),
        path=[merkle.root_of(_leaves_between(start, end)) for start, end in ranges],
        note=head.note,
    )


def _leaves_between(start: int, end: int) -> Iterator[bytes]:
    leaves = Leaf.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return (bytes(leaf) for leaf in leaves.values_list("hash", flat=True).iterator(chunk_size=5_000))
