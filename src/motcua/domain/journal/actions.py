"""Writing the journal: one entry for each act, in the act's own transaction, and the seals over them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from motcua.domain.journal import gateways, rules, states
from motcua.domain.journal.models import SALT_LENGTH, Head, Leaf
from motcua.domain.journal.rules import EntryRow, Seal
from motcua.kernel import merkle
from motcua.kernel.actors import Actor, System
from motcua.kernel.errors import Refused
from motcua.kernel.prepared import Writes

BATCH = 5_000


@dataclass(frozen=True)
class NewEntry:
    """One entry to be written, for `record_all`; the words are those of `record`."""

    verb: str
    subject: tuple[str, int]
    by: Actor
    at: datetime
    matter_id: int | None = None
    on_behalf_of: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def record(
    verb: str,
    *,
    subject: tuple[str, int],
    by: Actor,
    at: datetime,
    matter_id: int | None = None,
    on_behalf_of: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write down that `by` did `verb` to `subject`, in one statement of the running transaction.

    Refused as `unknown_verb` or `bad_facts` (`states.check`). `on_behalf_of` is the account for whom the
    actor acted. Outside a transaction it is an error: an entry and its act stand or fall together.
    """
    record_all([NewEntry(verb, subject, by, at, matter_id, on_behalf_of, facts or {})])


def record_all(entries: Iterable[NewEntry], *, along: Writes | None = None) -> None:
    """Write several entries in one statement, or `along` with what else is about to be written.

    All are refused when one is.
    """
    rows = [_values(entry) for entry in entries]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a journal entry belongs to the transaction of its act")
    if not rows:
        return
    writes = along if along is not None else Writes()
    # By hand, because every act in the program pays for it: it takes a quarter of the ORM's time.
    writes.insert(f"{_INSERT}{', '.join([_ROW] * len(rows))} RETURNING id", list(chain.from_iterable(rows)), len(rows))
    if along is None:
        writes.send()


_INSERT = (
    "INSERT INTO journal_entry"
    " (verb, subject_kind, subject_id, matter_id, by_kind, by_id, on_behalf_of, at, facts, salt) VALUES "
)
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


def _values(entry: NewEntry) -> tuple[Any, ...]:
    kind, subject_id = entry.subject
    if not states.is_code(kind) or type(subject_id) is not int or not _is_named(entry.by):
        raise Refused("bad_facts", f"{entry.verb}: the subject or the actor is not named by codes and ids")
    if entry.at.tzinfo is None:
        raise Refused("bad_facts", f"{entry.verb}: the moment has no time zone")
    facts = states.canonical(states.check(entry.verb, entry.facts)).decode()
    return (
        entry.verb,
        kind,
        subject_id,
        entry.matter_id,
        entry.by.kind,
        entry.by.key,
        entry.on_behalf_of,
        entry.at,
        facts,
        secrets.token_bytes(SALT_LENGTH),
    )


def _is_named(by: Actor) -> bool:
    """An account by its id, however many digits ids have come to; the program by a code."""
    return states.is_code(by.key) if isinstance(by, System) else type(by.account_id) is int


def seal(*, now: datetime) -> Head | None:
    """Seal every entry whose transaction is over and complete the outside copy; `None` with nothing new.

    The copy is written in a second step, after the seals are committed, and always completed from the
    database: whatever a crash leaves undone, the next sealing does.
    """
    with transaction.atomic(durable=True):
        head = _seal_in_database(now)
    with transaction.atomic(durable=True):
        _complete_outside()
    return head


def _seal_in_database(now: datetime) -> Head | None:
    Head.objects.hold()
    last = Head.objects.newest()
    seal = _this_moment()
    frontier = merkle.Frontier.from_json(last.frontier) if last else merkle.Frontier()
    before = frontier.size
    for rows in _finished_entries(seal, last):
        leaves = [rules.leaf_of(row) for row in rows]
        Leaf.objects.add([row.id for row in rows], leaves, start=frontier.size)
        for leaf in leaves:
            frontier.append(leaf)
    if frontier.size == before:
        return None
    origin = settings.MOTCUA_JOURNAL_ORIGIN
    text = rules.text_of(merkle.Checkpoint(origin, frontier.size, frontier.root()), seal)
    return Head.objects.create(
        size=frontier.size,
        root=frontier.root(),
        frontier=frontier.as_json(),
        sealed_below=seal.sealed_below,
        last_begun=seal.last_begun,
        seen_at=seal.seen_at,
        sealed_at=now,
        note=merkle.sign_note(text, name=origin, key=gateways.signing_key()),
    )


def _this_moment() -> Seal:
    """Which transactions are over, which is the last to have begun (this one), and the time."""
    with connection.cursor() as cursor:
        # Not the snapshot's xmax: that is one past the last to have ended, and one that runs may be above it.
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
            " pg_current_xact_id()::text::bigint, clock_timestamp()"
        )
        return Seal(*cursor.fetchone())


def _finished_entries(seal: Seal, last: Head | None) -> Iterator[list[EntryRow]]:
    """The entries to be sealed, in the order of their transactions.

    Ids are given out when a row is inserted and become visible when its transaction commits, so a cursor
    over ids would step over the rows of a slow transaction for ever. Transactions are different: all
    below the snapshot's xmin are over, whatever they wrote is visible, and no new one gets such a number.
    So everything from the last head's xmin up to this one's is sealed now, once, and what is still
    running waits for the next time.

    A database restored from a dump counts its transactions anew. Then numbers above the last to have begun
    belong to the old count and are over too, and whatever has no leaf is sealed, however old it says it is.
    """
    if last is None or seal.sealed_below < last.sealed_below:
        which, bounds = "txid < %s OR txid > %s", [seal.sealed_below, seal.last_begun]
    else:
        which, bounds = "txid >= %s AND txid < %s", [last.sealed_below, seal.sealed_below]
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(EntryRow._fields)} FROM journal_entry AS e WHERE ({which})"  # noqa: S608
            " AND NOT EXISTS (SELECT FROM journal_leaf AS l WHERE l.entry_id = e.id) ORDER BY txid, id",
            bounds,
        )
        while rows := cursor.fetchmany(BATCH):
            yield [rules.row_of(row) for row in rows]


def _complete_outside() -> None:
    """Write to the outside copy what the database has and the copy has not; never take anything out of it."""
    Head.objects.hold()
    newest = Head.objects.newest()
    if newest is None:
        return
    copy = gateways.OutsideCopy.of_this_installation()
    known = copy.count_leaves()
    for start in range(known, newest.size, BATCH):
        leaves = Leaf.objects.filter(position__gte=start, position__lt=min(start + BATCH, newest.size))
        copy.append_leaves((leaf.entry_id, bytes(leaf.hash)) for leaf in leaves.order_by("position"))
    notes = Head.objects.filter(size__gt=copy.newest_head_size()).order_by("size")
    if notes.exists():
        copy.append_heads(note for note in notes.values_list("note", flat=True).iterator())
    copy.keep_verifier(merkle.verifier_key(settings.MOTCUA_JOURNAL_ORIGIN, gateways.signing_key().public_key()))
