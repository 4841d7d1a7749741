"""Each legal move of a petition by its own name, made through the open step that offers it.

Raises, each of them: `NotFound` where the petition is not this actor's; `Refused` with `illegal_move` where no open
step makes the move, and with what the move itself refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.transaction import atomic

from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.sealing import seal
from motcua.domain.petitions.actions.stepping import make
from motcua.domain.petitions.models import Meeting, Petition
from motcua.domain.petitions.rules import PointSaid, Said
from motcua.domain.petitions.states import Screening
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound


@dataclass(frozen=True)
class Screened:
    """What became of words that are no petition. `rerouted`: a job hands them to the sealed queue."""

    petition_id: int
    what: Screening
    rerouted: bool


def screen(petition_id: int, what: Screening, words: str, *, by: Official, now: datetime) -> Screened:
    """Say that it is no petition: set it aside with the reason, guide its voter, or put it under seal.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
        Refused: `reason_too_short`, `petition_may_denounce`, `illegal_move`.
    """
    if what is Screening.DENUNCIATION:
        seal(petition_id, by=by, now=now)
    elif what is Screening.COMPLAINT:
        guide(petition_id, words, by=by, now=now)
    else:
        set_aside(petition_id, words, by=by, now=now)
    return Screened(petition_id, what, what is Screening.DENUNCIATION)


def set_aside(petition_id: int, why: str, *, by: Official, now: datetime) -> Petition:
    """It asks nothing, or nothing that the council passes on."""
    return make("set_aside", petition_id, Said(reason=why), by=by, now=now)


def guide(petition_id: int, how: str, *, by: Official, now: datetime) -> Petition:
    """It is a complaint: tell the voter how to write one; the pack has the words."""
    return make("guide", petition_id, Said(reason=how), by=by, now=now)


def join(petition_id: int, into: str, *, by: Official, now: datetime) -> Petition:
    """Make it part of an open petition that asks the same; every voter of both is told from then on."""
    return make("join", petition_id, Said(into=into), by=by, now=now)


def classify(
    petition_id: int,
    field: str,
    level: str,
    competent: str,
    points: Sequence[PointSaid] = (),
    *,
    by: Official,
    now: datetime,
) -> Petition:
    """Say which field it is of, which level and agency are competent; a point may differ from the whole."""
    said = Said(field=field, level=level, competent=competent, points=points)
    return make("classify", petition_id, said, by=by, now=now)


def send(petition_id: int, batch_id: int, *, by: Official, now: datetime) -> Petition:
    """Send it on with a batch that has its letter (`send_batch` makes one)."""
    return make("send", petition_id, Said(batch=batch_id), by=by, now=now)


def assign(petition_id: int, assigning: rules.Assigning, *, by: Official, now: datetime) -> Petition:
    """Say by letter who answers, who coordinates, and by which day."""
    return make("assign", petition_id, Said(assigning=assigning), by=by, now=now)


@atomic
def assign_all(
    petition_ids: Sequence[int], assigning: rules.Assigning, *, by: Official, now: datetime
) -> list[Petition]:
    """Assign several petitions by one letter: all of them, or none."""
    return [assign(petition_id, assigning, by=by, now=now) for petition_id in sorted(set(petition_ids))]


def accept(petition_id: int, *, by: Official, now: datetime) -> Petition:
    """The lead agency takes it."""
    return make("accept", petition_id, Said(), by=by, now=now)


def give_back(petition_id: int, why: str, suggested: str = "", *, by: Official, now: datetime) -> Petition:
    """It is not the lead agency's: why, and whose it seems to be; after some returns the choice binds."""
    return make("give_back", petition_id, Said(reason=why, suggested=suggested), by=by, now=now)


def answer(petition_id: int, *, by: Actor, now: datetime) -> Petition:
    """Every point has an answer in a letter that was issued (`answered_by_letter` makes this move by itself)."""
    return make("answer", petition_id, Said(), by=by, now=now)


def review(petition_id: int, words: str = "", committee: str = "", *, by: Official, now: datetime) -> Petition:
    """The committee is satisfied: what was promised is followed; where nothing waits, the petition is settled."""
    found = queries.open_commitments(petition_id)
    act = follow if found else settle
    return act(petition_id, words, committee, by=by, now=now)


def settle(petition_id: int, words: str = "", committee: str = "", *, by: Official, now: datetime) -> Petition:
    """The answer is enough, and nothing that was promised waits."""
    return make("settle", petition_id, Said(reason=words, committee=committee), by=by, now=now)


def follow(petition_id: int, words: str = "", committee: str = "", *, by: Official, now: datetime) -> Petition:
    """The answer is enough, and what it promises is followed to its proof."""
    return make("follow", petition_id, Said(reason=words, committee=committee), by=by, now=now)


def come_back(
    petition_id: int,
    why: str,
    *,
    owed: Sequence[int] = (),
    due_on: date | None = None,
    committee: str = "",
    by: Official,
    now: datetime,
) -> Petition:
    """The answer is not enough: these points, or all of them, are owed again by a new day."""
    said = Said(reason=why, owed=owed, due_on=due_on, committee=committee)
    return make("come_back", petition_id, said, by=by, now=now)


def fulfil(petition_id: int, *, by: Official, now: datetime) -> Petition:
    """Nothing that was promised waits any more (`keep_commitment` makes this move by itself)."""
    return make("fulfil", petition_id, Said(), by=by, now=now)


def report_back(
    petition_id: int, words: str, meeting_id: int | None = None, *, by: Official, now: datetime
) -> Petition:
    """Tell those who asked what became of it, at a meeting or by message: the end of the petition.

    Raises:
        NotFound: also where there is no such meeting.
    """
    if meeting_id is not None and not Meeting.objects.filter(pk=meeting_id).exists():
        raise NotFound("meeting")
    return make("report_back", petition_id, Said(reason=words, meeting=meeting_id), by=by, now=now)
