"""The one row through which every change of the catalogues passes, so that whoever keeps them knows they are old."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.procedures.models import Catalogue
from motcua.kernel.actors import Actor
from motcua.kernel.text import nfc


def hold() -> Catalogue:
    """The catalogue's row, locked until the transaction ends: first of all locks, so that no two wait crosswise."""
    return Catalogue.objects.select_for_update().get(pk=1)


def mark_changed(catalogue: Catalogue) -> None:
    """Give the catalogue a new revision."""
    catalogue.revision = secrets.token_hex(8)
    catalogue.save(update_fields=["revision"])


@atomic
def teach(words: Mapping[str, Any], *, by: Actor, now: datetime) -> str:
    """Keep the pack's synonyms, abbreviations and levels for searching: `taught`, or `unchanged`."""
    catalogue = hold()
    text = nfc(json.dumps(words, ensure_ascii=False, sort_keys=True))
    kept = json.loads(text)
    if kept == catalogue.words:
        return "unchanged"
    catalogue.words = kept
    catalogue.save(update_fields=["words"])
    mark_changed(catalogue)
    journal.record(
        "procedures.taught",
        subject=("catalogue", catalogue.pk),
        by=by,
        at=now,
        facts={"digest": hashlib.sha256(text.encode()).hexdigest()},
    )
    return "taught"
