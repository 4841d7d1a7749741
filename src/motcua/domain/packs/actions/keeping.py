"""Rows made or brought up to date from a pack, each change noted in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

MOST_AT_ONCE = 500
"""Rows written by one statement."""

Row = TypeVar("Row", bound=Model)


def all_kept(
    changes: list[str],
    model: type[Row],
    key: tuple[str, str],
    wanted: Sequence[Mapping[str, Any]],
    names: Sequence[str],
) -> list[Row]:
    """The rows of a table, made or brought up to date together; each change is noted in a sentence.

    Relations are told by their columns (`parent_id`), so that nothing is fetched to compare them.
    """
    manager = model._default_manager
    there = {tuple(getattr(row, column) for column in key): row for row in manager.order_by("pk")}
    rows: list[Row] = []
    new: list[Row] = []
    changed: dict[tuple[str, ...], list[Row]] = {}
    for values, name in zip(wanted, names, strict=True):
        row = there.get(tuple(values[column] for column in key))
        if row is None:
            row = model(**values)
            new.append(row)
            changes.append(f"{name}: new")
        elif different := tuple(sorted(_different(row, values))):
            for column in different:
                setattr(row, column, values[column])
            changed.setdefault(different, []).append(row)
            changes.append(f"{name}: {', '.join(different)}")
        rows.append(row)
    for columns, several in changed.items():  # first: an old row that ends makes room for the new one of its code
        manager.bulk_update(several, columns, batch_size=MOST_AT_ONCE)
    manager.bulk_create(new, batch_size=MOST_AT_ONCE)
    return rows


def kept(
    changes: list[str],
    model: type[Row],
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    name: str,
    *,
    made: Mapping[str, Any] | None = None,
) -> Row:
    """The row with this key, made or brought up to date; a change is noted in a sentence."""
    manager = model._default_manager
    row = manager.filter(**key).order_by("pk").first()
    if row is None:
        changes.append(f"{name}: new")
        return manager.create(**key, **values, **(made or {}))
    different = sorted(_different(row, values))
    if different:
        for column in different:
            setattr(row, column, values[column])
        row.save(update_fields=different)
        changes.append(f"{name}: {', '.join(different)}")
    return row


def _different(row: Model, values: Mapping[str, Any]) -> Iterable[str]:
    return (column for column, value in values.items() if getattr(row, column) != value)
