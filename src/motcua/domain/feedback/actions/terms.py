"""Putting a province's categories and terms of feedback in force."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.transaction import atomic

from motcua.domain.agencies.models import on
from motcua.domain.feedback.models import Category, Terms
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor
from motcua.kernel.text import fold

OF_CATEGORIES = frozenset({"groups", "valid_from"})


@atomic
def publish_terms(body: Mapping[str, Any], *, valid_from: date, by: Actor, now: datetime) -> int:
    """Make what is in force what the pack says, from a day on; how many categories changed.

    A category that is changed gets a new row and its reports keep the old one; what the pack leaves out ends.
    """
    general = {key: value for key, value in body.items() if key not in OF_CATEGORIES}
    kept, _fresh = Terms.objects.get_or_create(pk=1, defaults={"body": general, "digest": _digest(general)})
    changed = 0
    if kept.digest != _digest(general):
        kept.body, kept.digest = general, _digest(general)
        kept.save(update_fields=["body", "digest"])
        changed += 1
    wanted = _entries(body.get("groups", ()))
    current = {each.code: each for each in Category.objects.select_for_update().filter(on(valid_from)).order_by("pk")}
    for rank, (group, entry) in enumerate(wanted, start=1):
        digest = _digest({"group": group["name"], "rank": rank, **entry})
        there = current.pop(str(entry["code"]), None)
        if there is not None and there.digest == digest:
            continue
        changed += 1
        if there is not None:
            if there.valid_from == valid_from:
                _write(there, group, entry, rank, digest)
                there.save()
                continue
            there.valid_to = valid_from - timedelta(days=1)
            there.save(update_fields=["valid_to"])
        fresh = Category(valid_from=valid_from)
        _write(fresh, group, entry, rank, digest)
        fresh.save()
    for gone in current.values():
        changed += 1
        gone.valid_to = max(gone.valid_from, valid_from - timedelta(days=1))
        gone.save(update_fields=["valid_to"])
    if changed:
        journal.record(
            "feedback.categories_published",
            subject=("feedback_terms", kept.pk),
            by=by,
            at=now,
            facts={"categories": len(wanted)},
        )
    return changed


def _entries(groups: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    return [(group, entry) for group in groups for entry in group["categories"]]


def _write(row: Category, group: Mapping[str, Any], entry: Mapping[str, Any], rank: int, digest: str) -> None:
    row.code, row.group_code = str(entry["code"]), str(group["code"])
    row.group_name, row.group_name_en = group["name"]["vi"], group["name"]["en"]
    row.name, row.name_en = entry["name"]["vi"], entry["name"]["en"]
    row.open311, row.rank = str(entry.get("open311", "")), rank
    row.folded = fold(" ".join([row.name, row.group_name, *map(str, entry.get("keywords", ()))]))
    row.body, row.digest = dict(entry), digest


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
