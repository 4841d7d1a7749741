"""A letter held against others while it is changed, and what the journal says of the change."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db.transaction import on_commit

from motcua.domain.journal import actions as journal
from motcua.domain.letters.models import Letter
from motcua.domain.letters.rules import access
from motcua.kernel.actors import Official


def locked(letter_id: int, by: Official) -> Letter:
    """The letter, held against others, for somebody of its agency."""
    return access.ensure_sees(by, Letter.objects.lock(letter_id))


def record(verb: str, letter: Letter, by: Official, now: datetime, **facts: object) -> None:
    """What happened to a letter."""
    said = {"agency": by.agency_code, "kind": str(letter.kind), **facts}
    journal.record(verb, subject=("letter", letter.pk), by=by, at=now, facts=said)


def record_numbered(verb: str, letter: Letter, by: Official, now: datetime, **facts: object) -> None:
    """What happened to a letter that has its number."""
    record(verb, letter, by, now, register=letter.register, year=letter.year, number=letter.number, **facts)


def leave_signed(letter: Letter) -> None:
    """Erase the signed file that another takes the place of, or that was sent back; rolled back, it keeps its bytes."""
    if letter.signed_name:
        on_commit(partial(default_storage.delete, letter.signed_name), robust=True)


def version_number(letter: Letter) -> int:
    """Which version the letter is made of."""
    return letter.current.number if letter.current is not None else 0
