"""Points of a unit and of its officials for a quarter, and the words of those who were not content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Avg, Count, F, Q, QuerySet
from django.utils.timezone import get_current_timezone

from motcua.domain.accounts.models import Account
from motcua.domain.matters.models import Matter
from motcua.domain.ratings import rules
from motcua.domain.ratings.models import Assessment, Rating
from motcua.domain.ratings.states import OF_OFFICIAL, Band, Index, Overall
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound

HIDDEN_BELOW = 5
"""Fewer slips than this would show what one person said."""


@dataclass(frozen=True)
class Score:
    """A unit's quarter: points by index (`None`: nobody has said), how content people were, and the band."""

    slips: int
    points: dict[Index, float | None]
    notes: dict[Index, str]
    overall: dict[Overall, int]
    convenience: float | None

    @property
    def total(self) -> float:
        """Points of all nine indices; what nobody has said counts nothing."""
        return round(sum(points for points in self.points.values() if points is not None), 2)

    @property
    def whole(self) -> bool:
        """Whether every index has its points, so that the band means something."""
        return all(points is not None for points in self.points.values())

    @property
    def band(self) -> Band:
        """The rating by the total."""
        return rules.band(self.total)

    @property
    def content(self) -> int | None:
        """Per cent of slips that are satisfied or very satisfied."""
        return round(100 * (self.slips - self.overall[Overall.NOT_SATISFIED]) / self.slips) if self.slips else None


@dataclass(frozen=True)
class OfficialScore:
    """An official's mean points a matter, of ten at most; `None` while too few have spoken."""

    name: str
    slips: int
    points: float | None


def to_rate(token: str) -> Matter:
    """The matter that whoever holds its receipt may rate, or has rated (`rated`)."""
    found = Matter.objects.filter(token=token).select_related("one_stop", "rating").order_by("pk").first()
    if found is None:
        raise NotFound("matter")
    return found


def rated(matter: Matter) -> bool:
    """Whether its slip was given."""
    return hasattr(matter, "rating")


def score_of(official: Official, year: int, quarter: int) -> Score:
    """How the official's unit did in a quarter: three queries."""
    slips = _slips(official.agency_id, year, quarter)
    means = slips.aggregate(
        n=Count("pk"),
        convenience=Avg("convenience"),
        **{column: Avg(column) for column in rules.COLUMN_OF.values()},
    )
    counted = dict(slips.values_list("overall").annotate(n=Count("pk")).order_by("overall"))
    said = {
        Index(index): (points, note)
        for index, points, note in Assessment.objects.filter(agency_id=official.agency_id, year=year, quarter=quarter)
        .order_by("index")
        .values_list("index", "points", "note")
    }
    points: dict[Index, float | None] = {}
    for index in Index:
        mean = means.get(rules.COLUMN_OF.get(index, ""))
        points[index] = round(mean, 2) if mean is not None else None
        if index in said and (points[index] is None or index not in rules.COLUMN_OF):
            points[index] = float(said[index][0])
    return Score(
        slips=means["n"],
        points=points,
        notes={index: note for index, (_points, note) in said.items()},
        overall={overall: counted.get(overall, 0) for overall in Overall},
        convenience=round(means["convenience"], 2) if means["convenience"] is not None else None,
    )


def officials_of(leader: Official, year: int, quarter: int) -> list[OfficialScore]:
    """The officials of the leader's agency with their points; two queries.

    Raises:
        NotFound: who looks is no leader there.
    """
    if "leader" not in leader.duties:
        raise NotFound("scores")
    points = sum((F(rules.COLUMN_OF[index]) for index in OF_OFFICIAL[1:]), F(rules.COLUMN_OF[OF_OFFICIAL[0]]))
    scored = list(
        _slips(leader.agency_id, year, quarter)
        .filter(agency_id=leader.agency_id, official__isnull=False)
        .values_list("official_id")
        .annotate(n=Count("pk"), mean=Avg(points))
        .order_by("official_id")
    )
    names = dict(_names([official_id for official_id, _n, _mean in scored if official_id is not None]))
    return [
        OfficialScore(names.get(official_id or 0, ""), n, round(mean, 2) if n >= HIDDEN_BELOW else None)
        for official_id, n, mean in scored
    ]


def words_of_discontent(leader: Official, year: int, quarter: int) -> QuerySet[Rating]:
    """Why people were not content with the leader's unit, the latest first; not who they were.

    Raises:
        NotFound: who looks is no leader there.
    """
    if "leader" not in leader.duties:
        raise NotFound("scores")
    return _slips(leader.agency_id, year, quarter).filter(overall=Overall.NOT_SATISFIED).order_by("-given_at", "-pk")


def _slips(agency_id: int, year: int, quarter: int) -> QuerySet[Rating]:
    """Slips about matters that the agency led or received, given in a quarter."""
    zone = get_current_timezone()
    begins = datetime.combine(date(year, 3 * quarter - 2, 1), time.min, zone)
    year_after, month_after = (year + 1, 1) if quarter == 4 else (year, 3 * quarter + 1)
    ends = datetime.combine(date(year_after, month_after, 1), time.min, zone)
    return Rating.objects.filter(
        Q(agency_id=agency_id) | Q(one_stop_id=agency_id), given_at__gte=begins, given_at__lt=ends
    )


def _names(account_ids: list[int]) -> list[tuple[int, str]]:
    return [(account.pk, account.full_name) for account in Account.objects.filter(pk__in=account_ids).order_by("pk")]
