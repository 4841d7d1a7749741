"""A draft that nobody needs is put aside by whoever began it; its words stay, and it never had a number."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.letters.actions.holding import locked, record
from motcua.domain.letters.models import Letter
from motcua.domain.letters.rules import access
from motcua.domain.letters.states import WORKFLOW
from motcua.kernel.actors import Official


@atomic
def discard(letter_id: int, *, by: Official, now: datetime) -> Letter:
    """Put a draft of one's own aside for good.

    Raises:
        Refused: `not_the_drafter`, `illegal_move`.
    """
    letter = locked(letter_id, by)
    access.ensure_drafted(letter, by)
    letter.state = WORKFLOW.after("discard", letter.state)
    letter.save(update_fields=["state"])
    record("letters.discarded", letter, by, now)
    return letter
