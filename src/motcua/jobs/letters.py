"""What an issued letter sets going in what stands above letters, which know nothing of it."""

from __future__ import annotations

from procrastinate.contrib.django import app

from motcua.domain.letters import queries
from motcua.domain.petitions import actions as petitions
from motcua.jobs import clock
from motcua.kernel.actors import System

BY = System("jobs")


@app.task(name="letters.issued", queue="people", retry=8)
def issued(letter_id: int) -> None:
    """Let the answers that stand in the letter bind, as of the moment it was issued; done twice, it is once."""
    letter = queries.issued_letter(letter_id)
    if letter is None:
        return
    at = min(letter.issued_at, clock.now())
    petitions.answered_by_letter(letter_id, symbol=letter.symbol, signed_on=letter.issued_on, by=BY, now=at)
