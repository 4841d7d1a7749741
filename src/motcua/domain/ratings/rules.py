"""How points come about, and who may say what. Pure decisions: no queries, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.domain.matters.models import Matter
from motcua.domain.matters.states import Verdict
from motcua.domain.ratings.states import BANDS, BY_UNIT, MOST_POINTS, Band, Index, Overall
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused

SHORTEST_REASON = 5
POINTS_OF_VERDICT = {Verdict.EARLY: 2, Verdict.ON_TIME: 1, Verdict.LATE: 0}


@dataclass(frozen=True)
class Slip:
    """What an applicant says: points of 0 to 2, and whether they are content."""

    contacts: int
    bodies: int
    publication: int
    attitude: int
    convenience: int
    overall: Overall
    reason: str = ""


def ensure_may_rate(matter: Matter) -> None:
    """A matter is rated when its result has been handed over."""
    if matter.finished_at is None or matter.closed_at is None:
        raise Refused("not_to_be_rated_yet")


def ensure_whole(slip: Slip) -> None:
    """Points are points, and who is not content says why (so the slip is of use)."""
    points = (slip.contacts, slip.bodies, slip.publication, slip.attitude, slip.convenience)
    if not all(0 <= each <= MOST_POINTS for each in points):
        raise Refused("points_out_of_range")
    if slip.overall == Overall.NOT_SATISFIED and len(slip.reason.strip()) < SHORTEST_REASON:
        raise Refused("discontent_without_reason")


def ensure_may_assess(official: Official, index: int, points: int) -> None:
    """A leader says for the unit what the unit assesses itself."""
    if "leader" not in official.duties:
        raise Refused("other_duty")
    if index not in BY_UNIT or not 0 <= points <= MOST_POINTS:
        raise Refused("points_out_of_range")


def total_time(verdict: str) -> int:
    """Index 1: shorter than the law's time, equal, or longer."""
    return POINTS_OF_VERDICT.get(Verdict(verdict), 0) if verdict else 0


def each_body(spent: Iterable[tuple[int | None, int | None]]) -> int:
    """Index 2: the worst of the bodies' steps, as (minutes allowed, minutes taken); what has no budget says nothing."""
    worst = MOST_POINTS
    for budget, took in spent:
        if budget is not None and took is not None:
            worst = min(worst, 2 if took < budget else 1 if took == budget else 0)
    return worst


def band(points: float) -> Band:
    """The rating of a body by its points of all nine indices."""
    return next(band for least, band in BANDS if points >= least)


COLUMN_OF = {
    Index.TOTAL_TIME: "total_time",
    Index.EACH_BODY: "each_body",
    Index.CONTACTS: "contacts",
    Index.BODIES: "bodies",
    Index.PUBLICATION: "publication",
    Index.ATTITUDE: "attitude",
}
"""Where a slip keeps an index."""
