"""The work of the sealed queue: a letter is taken, opened for a reason that is written down, and closed."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.feedback import queries
from motcua.domain.feedback.models import SealedLetter
from motcua.domain.feedback.queries.sealed import Letter, unsealed
from motcua.domain.feedback.states import OpeningReason, SealedOutcome
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused

SUBJECT = "sealed_letter"


@atomic
def take_sealed(letter_id: int, *, by: Official, now: datetime) -> SealedLetter:
    """Take a letter up; of two who press at once the second is told.

    Raises:
        NotFound: the queue is nothing of this official's.
        Refused: `letter_taken_before`, `letter_closed_before`.
    """
    letter = _locked(letter_id, by)
    if letter.closed_at is not None:
        raise Refused("letter_closed_before")
    if letter.taken_at is not None:
        raise Refused("letter_taken_before")
    letter.taken_at = now
    letter.save(update_fields=["taken_at"])
    _record("feedback.sealed_taken", letter, by, now)
    return letter


@atomic
def open_sealed(letter_id: int, reason: OpeningReason, *, by: Official, now: datetime) -> Letter:
    """Open one letter before one person's eyes; each opening is kept with its reason (Luật Tố cáo 2018, Điều 8).

    Raises:
        NotFound: the queue is nothing of this official's.
        SealBroken: it was altered, or its key is gone.
    """
    letter = queries.letter_for(by, letter_id)
    _record("feedback.opened", letter, by, now, reason=str(reason))
    return unsealed(SealedLetter.objects.get(pk=letter.pk))


@atomic
def close_sealed(letter_id: int, outcome: SealedOutcome, *, by: Official, now: datetime) -> SealedLetter:
    """Note what became of a letter that was taken.

    Raises:
        NotFound: the queue is nothing of this official's.
        Refused: `letter_not_taken`, `letter_closed_before`.
    """
    letter = _locked(letter_id, by)
    if letter.closed_at is not None:
        raise Refused("letter_closed_before")
    if letter.taken_at is None:
        raise Refused("letter_not_taken")
    letter.closed_at, letter.outcome = now, str(outcome)
    letter.save(update_fields=["closed_at", "outcome"])
    _record("feedback.sealed_closed", letter, by, now, outcome=str(outcome))
    return letter


def _locked(letter_id: int, by: Official) -> SealedLetter:
    queries.letter_for(by, letter_id)
    return SealedLetter.objects.select_for_update().defer("letter").get(pk=letter_id)


def _record(verb: str, letter: SealedLetter, by: Official, now: datetime, **facts: str) -> None:
    journal.record(verb, subject=(SUBJECT, letter.pk), by=by, at=now, facts={"agency": by.agency_code, **facts})
