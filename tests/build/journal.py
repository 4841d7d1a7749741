"""What the journal says, for tests that read it as an inspector would."""

from __future__ import annotations

import json
from typing import Any

from motcua.domain.journal.models import Entry


def verbs_of(matter_id: int) -> list[str]:
    """Everything that happened to a matter, in order."""
    return list(Entry.objects.filter(matter_id=matter_id).order_by("id").values_list("verb", flat=True))


def last(verb: str) -> Entry:
    """The latest entry of this verb."""
    return Entry.objects.filter(verb=verb).order_by("-id")[0]


def facts(verb: str) -> dict[str, Any]:
    """What the latest entry of this verb says."""
    return dict(last(verb).facts)


def count() -> int:
    """How many entries there are: an act that was refused leaves none."""
    return Entry.objects.count()


def everything() -> str:
    """Every fact of every entry as one text."""
    return "\n".join(
        json.dumps([entry.verb, entry.by_id, entry.facts], ensure_ascii=False)
        for entry in Entry.objects.order_by("id").iterator()
    )
