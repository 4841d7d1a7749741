"""Loading copies by the million: secondary indexes and foreign keys away and back, the journal sealed meanwhile.

The tables stay as in production: whatever is taken away is written down first and made again from its own
definition, which proves every row against it. Primary keys, checks, the journal's triggers and the index by
which it is sealed stay. Memory does not grow with the number of copies.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from bench.cloning import TABLES, Copies, Owner, clone

BATCH = 20_000  # matters
STEPS = 10  # how often it says how far it has come
KEPT = "journal_entry_txid"
HURRY = {"fsync": "off", "max_wal_size": "4GB", "checkpoint_timeout": "30min", "autovacuum": "off"}


@dataclass(frozen=True)
class Family:
    """Matters that are copied together, and how often."""

    seeds: Sequence[int]
    copies: Copies


def load(owner: Owner, families: Sequence[Family], *, seal: Callable[[], int], told: Callable[[str], None]) -> int:
    """Write all copies, batch by batch, and seal each while the next is written; how many rows that were."""
    orders = [
        (family, numbers)
        for family in families
        for numbers in family.copies.batches(max(1, BATCH // max(1, len(family.seeds))))
    ]
    matters = sum(len(family.seeds) * len(numbers) for family, numbers in orders)
    rows = written = said = 0
    began = time.monotonic()

    def write(family: Family, numbers: range) -> int:
        return clone(owner, TABLES, family.copies, numbers, {"ids": family.seeds})

    with ThreadPoolExecutor(1) as writer:
        ahead = [writer.submit(write, *order) for order in orders[:1]]
        for place, (family, numbers) in enumerate(orders):
            rows += ahead.pop().result()
            ahead = [writer.submit(write, *order) for order in orders[place + 1 : place + 2]]
            sealed = seal()
            written += len(family.seeds) * len(numbers)
            if STEPS * written // matters > said:
                said = STEPS * written // matters
                told(
                    f"    {written:,} of {matters:,} matters, {rows:,} rows, {sealed:,} entries sealed,"
                    f" {time.monotonic() - began:.0f} s"
                )
    return rows


@contextmanager
def without_indexes(owner: Owner, told: Callable[[str], None]) -> Iterator[None]:
    """Inside, the tables of the copies have no index but their primary key, and point at nothing.

    What fails inside leaves them so: a ground that was not laid to its end is never measured.
    """
    names = [table.name for table in TABLES]
    constraints = _told(
        owner,
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype IN ('f', 'u') AND conrelid::regclass::text = ANY(%s) ORDER BY contype DESC, conname",
        names,
    )
    indexes = _told(
        owner,
        "SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid::regclass::text = ANY(%s) AND indexrelid::regclass::text <> %s"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))"
        " ORDER BY 2",
        names,
        KEPT,
    )
    for table, name, _ in constraints:
        owner.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.Identifier(table), sql.Identifier(name)))
    for _, name, _ in indexes:
        owner.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    began = time.monotonic()
    owner.execute("SET maintenance_work_mem TO '512MB'")
    for _, _, definition in indexes:
        owner.execute(sql.SQL(definition))
    for table, name, definition in constraints:
        owner.execute(
            sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                sql.Identifier(table),
                sql.Identifier(name),
                sql.SQL(definition),
            )
        )
    told(f"  {len(indexes)} indexes and {len(constraints)} constraints made again, {time.monotonic() - began:.0f} s")


def _told(owner: Owner, question: str, *about: object) -> list[tuple[str, str, str]]:
    found = owner.execute(question, about).fetchall()
    return [(str(table), str(name), str(definition)) for table, name, definition in found]


@contextmanager
def hurrying(superuser: psycopg.Connection[tuple[object, ...]]) -> Iterator[None]:
    """Inside, a crash would cost the whole ground; afterwards everything is on the disk and as before."""
    for name, value in HURRY.items():
        superuser.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
    superuser.execute("SELECT pg_reload_conf()")
    yield
    for name in HURRY:
        superuser.execute(sql.SQL("ALTER SYSTEM RESET {}").format(sql.Identifier(name)))
    superuser.execute("SELECT pg_reload_conf()")
    superuser.execute("CHECKPOINT")
    os.sync()


def left_behind(owner: Owner, seeds: Sequence[int]) -> list[str]:
    """Tables that hang on one of the copied and hold rows of these matters, but are not copied themselves."""
    copied = [table.name for table in TABLES]
    pointing = _told(
        owner,
        "SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text FROM pg_constraint AS c"
        " JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'"
        " AND c.confrelid::regclass::text IN ('matters_matter', 'dossiers_dossier')"
        " AND NOT c.conrelid::regclass::text = ANY(%s) ORDER BY 1, 2",
        copied,
    )
    found = []
    for table, column, _ in pointing:
        counted = owner.execute(
            sql.SQL("SELECT count(*) FROM {} WHERE {} = ANY(%s)").format(sql.Identifier(table), sql.Identifier(column)),
            [list(seeds)],
        ).fetchone()
        if counted and int(str(counted[0])):
            found.append(f"{table} ({counted[0]})")
    return found
