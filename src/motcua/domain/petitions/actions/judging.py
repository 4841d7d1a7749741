"""A committee of the council says itself whether an answer is enough, from its own desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.transaction import atomic

from motcua.domain.petitions import queries
from motcua.domain.petitions.actions.stepping import make
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.rules import Said
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


@atomic
def judge(
    petition_id: int,
    words: str,
    *,
    enough: bool,
    owed: Sequence[int] = (),
    due_on: date | None = None,
    by: Official,
    now: datetime,
) -> Petition:
    """Say for one's committee that the answer is enough, or that these points, or all, are owed again.

    The step stands at the desk of the council's office, which keeps the minutes where a committee has no desk here.

    Raises:
        NotFound: the petition is not answered, or its field is another committee's.
        Refused: what the moves `settle`, `follow` and `come_back` refuse.
    """
    petition = queries.one_seen_by(petition_id, by)
    if "judge" not in queries.deeds_open_to(petition, by):
        raise NotFound("petition")
    said = Said(reason=words, owed=owed, due_on=due_on, committee=by.agency_code)
    move = "come_back" if not enough else "follow" if queries.open_commitments(petition_id) else "settle"
    return make(move, petition_id, said, by=by, now=now, elsewhere=True)
