"""Where a dossier went when an agency ended, as its journal tells it; and what an ending agency still has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.agencies.models import Agency
from motcua.domain.journal import queries as journal
from motcua.domain.matters.states import Role

HANDED_ON = "matters.handed_on"


@dataclass(frozen=True)
class HandedOn:
    """From `since` on `now` does what `was` did before; both are called as they were then."""

    since: date
    was: Agency
    now: Agency
    roles: frozenset[str]

    @property
    def leads(self) -> bool:
        """Whether the dossier is settled by somebody else."""
        return Role.LEAD in self.roles

    @property
    def receives(self) -> bool:
        """Whether the person turns to another one-stop unit."""
        return Role.ONE_STOP in self.roles


def handings_on(dossier_id: int) -> list[Any]:
    """The journal's entries about it, the oldest first; for the program itself."""
    return list(journal.entries_about(("matter", dossier_id)).filter(verb=HANDED_ON))


def handed_on_since(dossier_id: int) -> date | None:
    """The day from which the person turns to another office, by the latest of them that says so."""
    days = [
        date.fromisoformat(entry.facts["since"])
        for entry in handings_on(dossier_id)
        if {Role.LEAD, Role.ONE_STOP} & set(entry.facts["roles"])
    ]
    return max(days, default=None)


def successions(history: Iterable[Any]) -> dict[int, HandedOn]:
    """What the entries of a history mean, by the entry's id: one query, and none where nothing was handed on."""
    entries = [entry for entry in history if entry.verb == HANDED_ON]
    if not entries:
        return {}
    codes = {entry.facts[name] for entry in entries for name in ("from_agency", "to_agency")}
    rows: dict[str, list[Agency]] = {}
    for row in Agency.objects.filter(code__in=codes).order_by("valid_from", "pk"):
        rows.setdefault(row.code, []).append(row)
    return {entry.pk: found for entry in entries if (found := _named(entry, rows)) is not None}


def _named(entry: Any, rows: dict[str, list[Agency]]) -> HandedOn | None:
    since = date.fromisoformat(entry.facts["since"])
    was = [row for row in rows.get(entry.facts["from_agency"], ()) if row.valid_to is not None and row.valid_to < since]
    now = [row for row in rows.get(entry.facts["to_agency"], ()) if row.valid_to is None or row.valid_to >= since]
    if not was or not now:
        return None
    return HandedOn(since, was[-1], now[0], frozenset(entry.facts["roles"]))
