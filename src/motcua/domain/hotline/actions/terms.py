"""Putting a province's hotline in force: its terms, its menu, and what its operators may say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.hotline.models import Article, Terms
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor
from motcua.kernel.text import fold


@atomic
def publish(body: Mapping[str, Any], *, by: Actor, now: datetime) -> int:
    """Make what is in force what the pack says; how many things changed.

    An article is found by its code and its first day: one that is written anew for a later day ends the one before.
    """
    general = {key: value for key, value in body.items() if key != "articles"}
    kept, fresh = Terms.objects.get_or_create(pk=1, defaults={"body": general, "digest": _digest(general)})
    changed = int(fresh)
    if kept.digest != _digest(general):
        kept.body, kept.digest = general, _digest(general)
        kept.save(update_fields=["body", "digest"])
        changed += 1
    there = {(each.code, each.valid_from): each for each in Article.objects.select_for_update().order_by("pk")}
    wanted = sorted(body.get("articles", ()), key=lambda each: (str(each["code"]), each["valid_from"]))
    for entry in wanted:
        row = there.pop((str(entry["code"]), entry["valid_from"]), None)
        if row is not None and row.digest == _digest(entry):
            continue
        changed += 1
        _end_before(str(entry["code"]), entry["valid_from"])
        _write(row or Article(code=str(entry["code"]), valid_from=entry["valid_from"]), entry)
    yesterday = localdate(now) - timedelta(days=1)
    # What the pack no longer says is not said from today on; what a newer version ended has ended already.
    for gone in Article.objects.filter(pk__in=[row.pk for row in there.values()], valid_to__isnull=True).order_by("pk"):
        gone.valid_to = max(gone.valid_from, yesterday)
        gone.save(update_fields=["valid_to"])
        changed += 1
    if changed:
        facts = {"articles": len(wanted)}
        journal.record("hotline.published", subject=("hotline_terms", kept.pk), by=by, at=now, facts=facts)
    return changed


def _end_before(code: str, day: date) -> None:
    running = Article.objects.filter(code=code, valid_from__lt=day).exclude(valid_to__lt=day)
    running.update(valid_to=day - timedelta(days=1))


def _write(row: Article, entry: Mapping[str, Any]) -> None:
    row.valid_to = entry.get("valid_to")
    row.question, row.question_en = entry["question"]["vi"], entry["question"]["en"]
    row.short, row.short_en = entry["short"]["vi"], entry["short"]["en"]
    row.full, row.full_en = entry["full"]["vi"], entry["full"]["en"]
    row.procedure_code, row.owner = str(entry.get("procedure", "")), str(entry["owner"])
    row.review_on = entry["review_on"]
    row.folded = fold(" ".join([row.question, row.question_en, *map(str, entry.get("keywords", ()))]))
    row.digest = _digest(entry)
    row.save()


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
