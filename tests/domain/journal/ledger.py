"""Builders for the tests of the journal: a verb of its own, entries really committed, an intruder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.domain.journal import actions, queries, states
from motcua.domain.journal.models import Entry
from motcua.domain.journal.states import FactKind
from motcua.kernel.actors import Official

NOW = datetime(2024, 10, 15, 1, 30, tzinfo=UTC)
BINH = Official(account_id=7, agency_id=1, agency_code="H10.30", duties=frozenset({"reception"}))

states.declare({"trials.done": {"step": FactKind.CODE, "due?": FactKind.INSTANT}})


def an_entry(*, matter_id: int | None = 1, minutes: int = 0, step: str = "receive") -> int:
    """Record one act, commit it, and give the entry's id."""
    with transaction.atomic():
        actions.record(
            "trials.done",
            subject=("dossier", 5),
            matter_id=matter_id,
            by=BINH,
            at=NOW + timedelta(minutes=minutes),
            facts={"step": step},
        )
        return Entry.objects.order_by("-id").values_list("id", flat=True)[0]


def a_sealed_journal(entries: int = 7, *, heads: int = 2) -> list[int]:
    """Entries of one matter, sealed in `heads` heads; their ids in order."""
    ids = []
    for number in range(entries):
        ids.append(an_entry(minutes=number))
        if heads > 1 and number == entries // 2:
            actions.seal(now=NOW)
    actions.seal(now=NOW)
    return ids


@contextmanager
def unguarded(owner: Any) -> Iterator[Any]:
    """The superuser with the triggers out of the way: what an intruder on the machine can do."""
    owner.execute("SET session_replication_role = replica")
    try:
        yield owner
    finally:
        owner.execute("SET session_replication_role = origin")


def findings() -> list[tuple[str, int | None]]:
    """Codes and entries that the check finds."""
    return [(problem.code, problem.entry_id) for problem in queries.check()]
