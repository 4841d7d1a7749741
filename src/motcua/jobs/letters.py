"""What an issued or a recalled letter sets going in what stands above letters, which know nothing of it."""

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
    _follow(letter_id)


@app.task(name="letters.recalled", queue="people", retry=8)
def recalled(letter_id: int) -> None:
    """Let the answers that stand in the letter bind no more; done twice, it is once."""
    _follow(letter_id)


def _follow(letter_id: int) -> None:
    """Have petitions agree with where the letter stands now, in whichever order its jobs run."""
    line = queries.line_of(letter_id)
    if line is None:
        return
    now = clock.now()
    if line.recalled_at is not None:
        petitions.letter_recalled(line.letter_ids, by=BY, now=min(line.recalled_at, now))
        return
    letter = queries.issued_letter(letter_id)
    if letter is not None:
        at = min(letter.issued_at, now)
        petitions.answered_by_letter(letter_id, symbol=letter.symbol, signed_on=letter.issued_on, by=BY, now=at)
    *older, newest = line.letter_ids
    if older:
        stands = petitions.Letter(line.last.symbol, line.last.issued_on)
        petitions.letter_replaced(older, newest, stands, by=BY, now=min(line.last.issued_at, now))
