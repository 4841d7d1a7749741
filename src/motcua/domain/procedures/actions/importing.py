"""Taking in national procedure records: a whole file in one transaction, the good records in, the others told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.procedures import rules
from motcua.domain.procedures.actions.marking import hold, mark_changed
from motcua.domain.procedures.models import NationalProcedure
from motcua.domain.procedures.rules import Record, Rejected
from motcua.kernel.actors import Actor
from motcua.kernel.text import clean_line

BATCH = 200


@dataclass
class Imported:
    """What became of a file: how many records were new, changed or known already, and each that was not taken."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the catalogue is another one than before."""
        return bool(self.created or self.updated)


@dataclass(frozen=True)
class _Source:
    name: str
    digest: str
    now: datetime


@atomic
def import_national(file: BinaryIO, name: str, *, by: Actor, now: datetime, dry_run: bool = False) -> Imported:
    """Take in every good record of a file (JSON lines, CSV or XLSX); a changed one becomes a new version.

    A record that is not in the file stays as it is, and the same file again changes nothing. `dry_run` only
    tells what would happen.

    Raises:
        Malformed: the file as a whole cannot be read; nothing of it was taken.
    """
    catalogue = hold()
    source = _Source(clean_line(name)[-200:] or "-", _digest(file), now)
    done = Imported()
    for batch in _batches(_records(rules.rows_of(file, name), done)):
        _take(batch, source, done, dry_run=dry_run)
    if done.changed and not dry_run:
        mark_changed(catalogue)
        journal.record(
            "procedures.imported",
            subject=("catalogue", catalogue.pk),
            by=by,
            at=now,
            facts={
                "digest": source.digest,
                "created": done.created,
                "updated": done.updated,
                "unchanged": done.unchanged,
                "rejected": len(done.rejected),
            },
        )
    return done


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # any binary file will do
    file.seek(0)
    return digest


def _records(rows: Iterable[rules.Row | Rejected], done: Imported) -> Iterator[Record]:
    """The records that can be kept, each code once; what cannot is noted on the way."""
    first_lines: dict[str, int] = {}
    for row in rows:
        record = rules.record_of(row) if isinstance(row, rules.Row) else row
        if isinstance(record, Record) and record.code in first_lines:
            record = rules.twice(record, first_lines[record.code])
        if isinstance(record, Rejected):
            done.rejected.append(record)
            continue
        first_lines[record.code] = record.line
        yield record


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    waiting = iter(records)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _take(batch: list[Record], source: _Source, done: Imported, *, dry_run: bool) -> None:
    newest = {
        each.code: each
        for each in NationalProcedure.objects.filter(
            code__in=[record.code for record in batch], replaced_at__isnull=True
        ).only("code", "version", "digest")
    }
    fresh, replaced = [], []
    for record in batch:
        before = newest.get(record.code)
        if before is not None and before.digest == record.digest:
            done.unchanged += 1
            continue
        if before is None:
            done.created += 1
        else:
            done.updated += 1
            replaced.append(before.pk)
        fresh.append(_version(record, before.version + 1 if before else 1, source))
    if not dry_run:
        NationalProcedure.objects.filter(pk__in=replaced).update(replaced_at=source.now)
        NationalProcedure.objects.bulk_create(fresh)


def _version(record: Record, version: int, source: _Source) -> NationalProcedure:
    title, words = rules.search_texts(record.name, [record.body["field"], record.code])
    return NationalProcedure(
        code=record.code,
        version=version,
        name=record.name,
        decision=record.body["decision"],
        field_name=record.body["field"],
        levels=record.body["levels"],
        body=record.body,
        digest=record.digest,
        title_folded=title,
        words_folded=words,
        source=source.name,
        source_digest=source.digest,
        imported_at=source.now,
    )
