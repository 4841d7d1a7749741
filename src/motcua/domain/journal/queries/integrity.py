"""The check that the journal is whole: everything is computed again, in memory that does not grow with it.

Three witnesses must agree: the entries, the seals over them inside the database, and the copy outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from django.db import connection, transaction

from motcua.domain.journal import gateways, rules
from motcua.domain.journal.models import Entry, Head
from motcua.domain.journal.rules import EntryRow, Problem, Seal
from motcua.kernel import merkle

MOST = 1_000
BATCH = 5_000

_SEALED = f"""
    SELECT l.position, l.entry_id, l.hash, {", ".join(f"e.{column}" for column in EntryRow._fields)}
      FROM journal_leaf AS l LEFT JOIN journal_entry AS e ON e.id = l.entry_id ORDER BY l.position"""  # noqa: S608
_INSERTED = """
    SELECT e.id FROM journal_entry AS e WHERE e.txid < %s
       AND NOT EXISTS (SELECT FROM journal_leaf AS l WHERE l.entry_id = e.id) ORDER BY e.id"""
_LATE_AND_UNSEALED = """
    SELECT e.id, e.recorded_at FROM journal_entry AS e WHERE e.txid > %s AND e.recorded_at < %s
       AND NOT EXISTS (SELECT FROM journal_leaf AS l WHERE l.entry_id = e.id) ORDER BY e.id"""
_POST_DATED = "SELECT id, at, recorded_at FROM journal_entry WHERE at > recorded_at + %s ORDER BY id"
# What is not sealed yet comes after all that is; the window sorts on disk when it must.
_OUT_OF_TURN = """
    SELECT id, at, before FROM (
        SELECT e.id, e.at, max(e.at) OVER (PARTITION BY e.matter_id ORDER BY l.position, e.txid, e.id
                                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
          FROM journal_entry AS e LEFT JOIN journal_leaf AS l ON l.entry_id = e.id
         WHERE e.matter_id IS NOT NULL) AS turns
     WHERE at < before - %s ORDER BY id"""


def check() -> list[Problem]:
    """Everything that is wrong with the journal, each entry named; empty when it is whole.

    Sealing waits while this runs. What is not sealed yet is only checked for its times: whoever owns the
    database can still take it away unseen, which is why sealing is done every minute.
    """
    with transaction.atomic():
        Head.objects.hold()
        examination = _Examination()
        try:
            examination.run()
        except _Enough:
            examination.problems.append(rules.problem("more", count=MOST))
        return examination.problems


class _Enough(Exception):
    """The list of problems is long enough to know."""


class _Examination:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.named: set[int] = set()
        self.copy = gateways.OutsideCopy.of_this_installation()
        self.key = gateways.public_key()
        self.newest = Head.objects.newest()

    def run(self) -> None:
        if self.newest is not None and self.key is None:
            self.find("key_missing", file="MOTCUA_JOURNAL_KEY_FILE")
        if self.key is not None:
            self.compare_heads()
        _Seals(self).compare()
        self.find_what_was_inserted()
        self.find_wrong_times()

    def find(self, code: str, entry_id: int | None = None, **details: object) -> None:
        """Add a problem; what happened to one entry is told once."""
        if entry_id is not None:
            if entry_id in self.named:
                return
            self.named.add(entry_id)
        if len(self.problems) >= MOST:
            raise _Enough
        self.problems.append(rules.problem(code, entry_id, **details))

    def compare_heads(self) -> None:
        """The heads outside must be those inside: both in order of size, merged."""
        theirs = self.signed_outside()
        found = next(theirs, None)
        lost = 0
        for size, note in Head.objects.order_by("size").values_list("size", "note").iterator(chunk_size=BATCH):
            while found is not None and found[0] < size:
                self.find("head_deleted", size=found[0])
                found = next(theirs, None)
            if found is None or found[0] > size:
                lost += 1
                continue
            if found[1] != note and self.signed(note) == size:
                self.find("outside_altered", file=self.copy.heads.name, position=size)
            found = next(theirs, None)
        while found is not None:
            self.find("head_deleted", size=found[0])
            found = next(theirs, None)
        if lost:
            held = Head.objects.count() - lost
            self.find("outside_short", file=self.copy.heads.name, held=held, wanted=held + lost)

    def signed_outside(self) -> Iterator[tuple[int, str]]:
        """The heads of the outside copy that the journal's key signed, each with its size."""
        for position, note in enumerate(self.copy.read_heads()):
            size = self.signed(note)
            if size is None:
                self.find("outside_altered", file=self.copy.heads.name, position=position)
            else:
                yield size, note

    def signed(self, note: str) -> int | None:
        """The size that a note signs; `None` when its signature is not that of the journal's key."""
        if self.key is None:
            return None
        try:
            text = merkle.open_note(note, name=note.partition("\n")[0], public_key=self.key)
            return merkle.Checkpoint.parse(text).size
        except merkle.Forged:
            return None

    def find_what_was_inserted(self) -> None:
        """Entries that claim a finished transaction and yet were not there when it was sealed."""
        if self.newest is None or _restored(self.newest):
            return
        for (entry_id,) in _rows(_INSERTED, [self.newest.sealed_below]):
            self.find("inserted", entry_id)
        horizon = self.newest.seen_at - rules.CLOCK_TOLERANCE
        for entry_id, recorded_at in _rows(_LATE_AND_UNSEALED, [self.newest.last_begun, horizon]):
            self.find("back_dated", entry_id, claimed=recorded_at, known=self.newest.seen_at)

    def find_wrong_times(self) -> None:
        """Entries that claim a moment after they were written, or before an earlier entry of their matter."""
        for entry_id, at, recorded_at in _rows(_POST_DATED, [rules.CLOCK_TOLERANCE]):
            self.find("post_dated", entry_id, claimed=at, known=recorded_at)
        for entry_id, at, before in _rows(_OUT_OF_TURN, [rules.TURN_TOLERANCE]):
            self.find("back_dated", entry_id, claimed=at, known=before)


class _Seals:
    """One walk along the leaves: the database's on one side, the outside copy's on the other, heads between.

    Each side grows a tree of its own. While they agree it is the same tree; where they part, the next
    signed head says which of them is right.
    """

    def __init__(self, examination: _Examination) -> None:
        self.seen = examination
        self.inside = merkle.Frontier()
        self.outside = merkle.Frontier()
        self.lines = examination.copy.read_leaves()
        self.heads = Head.objects.order_by("size").iterator(chunk_size=BATCH)
        self.head = next(self.heads, None)
        self.past: Seal | None = None
        self.parted: list[
            tuple[int, int, int, str]
        ] = []  # position, entry inside, entry outside, code if outside is right
        self.gone: list[tuple[int, int | None]] = []
        self.held = 0
        self.last_start = 0

    def compare(self) -> None:
        for columns in _rows(_SEALED, []):
            position, entry_id, leaf = columns[0], columns[1], bytes(columns[2])
            while self.inside.size < position:
                self.missing_leaf()
            row = None if columns[3] is None else rules.row_of(columns[3:])
            self.leaf(position, entry_id, leaf, row)
        self.after_the_last_leaf()

    def leaf(self, position: int, entry_id: int, leaf: bytes, row: EntryRow | None) -> None:
        theirs = self.next_line()
        computed = None if row is None else rules.leaf_of(row)
        if row is not None:
            self.check_recorded(row)
        if theirs is not None and theirs != (entry_id, leaf):
            code = "seal_changed" if computed == theirs[1] else "changed"
            self.parted.append((position, entry_id, theirs[0], code))
        elif row is None:
            self.seen.find("deleted", entry_id)
        elif computed != leaf:
            self.seen.find("changed", entry_id)
        self.grow(leaf, leaf if theirs is None else theirs[1])

    def check_recorded(self, row: EntryRow) -> None:
        """A transaction that had not begun when a head was made cannot have written before it."""
        if self.past is None or row.txid <= self.past.last_begun:
            return
        if row.recorded_at < self.past.seen_at - rules.CLOCK_TOLERANCE:
            self.seen.find("back_dated", row.id, claimed=row.recorded_at, known=self.past.seen_at)

    def missing_leaf(self) -> None:
        """A position without a leaf: the outside copy still knows whose it was."""
        theirs = self.next_line()
        position = self.inside.size
        self.gone.append((position, None if theirs is None else theirs[0]))
        if len(self.gone) >= MOST:
            self.tell_gone("deleted")
        leaf = merkle.EMPTY_ROOT if theirs is None else theirs[1]
        self.grow(leaf, leaf)

    def next_line(self) -> gateways.LeafLine | None:
        """The outside copy's next leaf; `None` past its end, or where it cannot be read."""
        position = self.inside.size
        for line in self.lines:
            self.held += 1
            if line is None:
                self.seen.find("outside_altered", file=self.seen.copy.leaves.name, position=position)
            return line
        return None

    def grow(self, inside: bytes, outside: bytes) -> None:
        self.inside.append(inside)
        self.outside.append(outside)
        while self.head is not None and self.head.size <= self.inside.size:
            if self.head.size == self.inside.size:
                self.at_head(self.head)
            self.head = next(self.heads, None)

    def at_head(self, head: Head) -> None:
        """Hold both trees against a signed head, decide who was right, and go on from what was signed."""
        seal = Seal(head.sealed_below, head.last_begun, head.seen_at)
        origin = head.note.partition("\n")[0]
        text = rules.text_of(merkle.Checkpoint(origin, head.size, bytes(head.root)), seal)
        if self.seen.key is not None and (self.seen.signed(head.note) is None or not head.note.startswith(f"{text}\n")):
            self.seen.find("head_forged", size=head.size)
            return
        root = bytes(head.root)
        if self.inside.root() == root:
            self.tell_parted(outside_is_wrong=True)
            self.outside = deepcopy(self.inside)
        elif self.outside.root() == root:
            self.tell_parted(outside_is_wrong=False)
            self.inside = deepcopy(self.outside)
        else:
            self.tell_parted(outside_is_wrong=False)
            self.seen.find("head_wrong", size=head.size, start=self.last_start, end=head.size - 1)
            self.go_on_from(head)
        if head.frontier != self.inside.as_json():
            self.seen.find("head_forged", size=head.size)
        self.past, self.last_start = seal, head.size

    def go_on_from(self, head: Head) -> None:
        """Trust the head's own frontier where it fits its signed root, so that later heads still tell."""
        try:
            kept = merkle.Frontier.from_json(head.frontier)
        except (ValueError, KeyError, TypeError):
            return
        if kept.root() == bytes(head.root) and kept.size == head.size:
            self.inside, self.outside = kept, deepcopy(kept)

    def tell_parted(self, *, outside_is_wrong: bool) -> None:
        for position, ours, theirs, code in self.parted:
            if outside_is_wrong:
                self.seen.find("outside_altered", ours, file=self.seen.copy.leaves.name, position=position)
            else:
                self.seen.find(code, theirs, position=position)
        self.parted = []

    def tell_gone(self, code: str) -> None:
        """Name what lost its leaf: with its entry still there only the seal is gone."""
        wanted = [entry_id for _, entry_id in self.gone if entry_id is not None]
        there = set(Entry.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        for position, entry_id in self.gone:
            gone = entry_id is not None and entry_id not in there
            self.seen.find(code if gone else "seal_deleted", entry_id, position=position)
        self.gone = []

    def after_the_last_leaf(self) -> None:
        """What the heads or the outside copy know beyond the database's last leaf was cut off."""
        known = self.seen.newest.size if self.seen.newest is not None else 0
        self.tell_parted(outside_is_wrong=False)
        self.tell_gone("deleted")
        reached = self.held
        for line in self.lines:
            self.held += 1
            if line is not None:
                self.gone.append((self.held - 1, line[0]))
            if len(self.gone) >= MOST:
                break
        if self.inside.size < known and self.held <= reached:
            self.gone += [(position, None) for position in range(self.inside.size, min(known, self.inside.size + MOST))]
        self.tell_gone("truncated")
        if self.held < known:
            self.seen.find("outside_short", file=self.seen.copy.leaves.name, held=self.held, wanted=known)


def _restored(newest: Head) -> bool:
    """Whether the database was restored from a dump, counts transactions anew, and was not sealed since."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return bool(cursor.fetchone()[0] < newest.sealed_below)


def _rows(statement: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement through a cursor on the server, so that memory stays the same."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(BATCH):
            yield from rows
