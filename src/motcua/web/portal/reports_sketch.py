"""A sketch of where published reports are, drawn here: it needs no map of anybody else and no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

WIDTH = 320.0
MARGIN = 0.02
"""Degrees around the points where nothing says how large the province is."""
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """One report on the sketch; `number` is that of its row in the list beside."""

    number: int
    x: float
    y: float
    done: bool


@dataclass(frozen=True)
class Sketch:
    """Its size in units of its own, and its points."""

    width: float
    height: float
    points: Sequence[Point]


def sketch(spots: Iterable[tuple[int, float, float, bool]], bounds: Bounds | None) -> Sketch | None:
    """The sketch of (number, latitude, longitude, done); `None` where no report says where it is."""
    known = list(spots)
    if not known:
        return None
    south, west, north, east = bounds or _around(known)
    narrow = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * narrow)
    points = [
        Point(
            number,
            round(min(max((longitude - west) * narrow * scale, 0), WIDTH), 1),
            round(min(max((north - latitude) * scale, 0), (north - south) * scale), 1),
            done,
        )
        for number, latitude, longitude, done in known
    ]
    return Sketch(WIDTH, round((north - south) * scale, 1), points)


def _around(known: Sequence[tuple[int, float, float, bool]]) -> Bounds:
    latitudes, longitudes = [each[1] for each in known], [each[2] for each in known]
    return min(latitudes) - MARGIN, min(longitudes) - MARGIN, max(latitudes) + MARGIN, max(longitudes) + MARGIN
