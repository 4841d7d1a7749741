"""Publishing what a province decided about its letters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.letters.models import Terms
from motcua.kernel.actors import Actor


@atomic
def publish_terms(body: Mapping[str, Any], *, by: Actor, now: datetime) -> bool:
    """Make what is in force what the pack says; whether that changed anything."""
    said = json.loads(_written(body))
    kept, fresh = Terms.objects.select_for_update().get_or_create(
        pk=1, defaults={"body": said, "digest": _digest(body)}
    )
    if not fresh and kept.digest == _digest(body):
        return False
    kept.body, kept.digest = said, _digest(body)
    kept.save(update_fields=["body", "digest"])
    facts = {"templates": len(body.get("templates", ()))}
    journal.record("letters.published_terms", subject=("letter_terms", kept.pk), by=by, at=now, facts=facts)
    return True


@atomic
def mark_specimens(*, by: Actor, now: datetime) -> int:
    """Let every letter from now on say that it is a specimen; how many rows that concerns."""
    return Terms.objects.filter(specimen=False).update(specimen=True)


def _digest(body: Mapping[str, Any]) -> str:
    return sha256(_written(body).encode()).hexdigest()


def _written(body: Mapping[str, Any]) -> str:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, default=str)
