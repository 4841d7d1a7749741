"""How the national index reads a dossier: which bucket it lies in, and whether it is in time, to the minute.

The verdict people are shown is by the day (`matters.rules.verdict_of`); both are kept (docs/law/one-stop.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.domain.dossiers.states import NATIONAL_CODE, State

MOST_REQUESTS = 1
"""Supplement requests after which the national index calls a dossier late, whatever its date."""


class Bucket(StrEnum):
    """Where the national figures count a dossier. What never was received counts nowhere."""

    NOT_RECEIVED = "not_received"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    FINISHED = "finished"


_BUCKETS = {
    2: Bucket.IN_PROGRESS,
    4: Bucket.IN_PROGRESS,
    5: Bucket.PAUSED,
    6: Bucket.PAUSED,
    7: Bucket.FINISHED,
    8: Bucket.FINISHED,
    9: Bucket.FINISHED,
    10: Bucket.FINISHED,
}


@dataclass(frozen=True)
class Standing:
    """What the index asks of a dossier. `requests` counts supplement requests, before and after acceptance.

    `waits_since` is the beginning of the wait or hold that lasts; `ended_at` when the result was there (9), else when
    the dossier was stopped or withdrawn.
    """

    state: str
    received: bool
    due_at: datetime | None
    requests: int = 0
    waits_since: datetime | None = None
    ended_at: datetime | None = None


def bucket(state: str, *, received: bool) -> Bucket:
    """The bucket of a dossier in this state; a refusal or withdrawal before reception is not received."""
    return _BUCKETS.get(NATIONAL_CODE[State(state)], Bucket.NOT_RECEIVED) if received else Bucket.NOT_RECEIVED


def in_time(standing: Standing, now: datetime) -> bool | None:
    """Whether the dossier counts as in time at `now`; `None` where it does not count at all.

    More than one supplement request makes it late. One that waits is judged by the moment it began to wait, one
    that is finished by its end, any other by `now`: up to and including the due minute is in time.
    """
    where = bucket(standing.state, received=standing.received)
    if where is Bucket.NOT_RECEIVED:
        return None
    if standing.requests > MOST_REQUESTS:
        return False
    judged = standing.ended_at if where is Bucket.FINISHED else standing.waits_since
    return standing.due_at is None or (judged or now) <= standing.due_at
