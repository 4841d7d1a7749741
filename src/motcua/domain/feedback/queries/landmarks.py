"""The places by which a reader finds their way on the map of reports; they are the province's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Area
from motcua.domain.feedback.queries.categories import terms


@dataclass(frozen=True)
class Landmark:
    """The seat of an area, in degrees (WGS 84)."""

    area: Area
    latitude: float
    longitude: float


def landmarks(day: date) -> list[Landmark]:
    """What the pack puts on the map, as far as the area is there on that day; in the pack's order."""
    placed = {str(each["area"]): each["at"] for each in terms().get("landmarks", ())}
    if not placed:
        return []
    there = agencies.areas_named(set(placed), day)
    return [
        Landmark(there[code], float(latitude), float(longitude))
        for code, (latitude, longitude) in placed.items()
        if code in there
    ]
