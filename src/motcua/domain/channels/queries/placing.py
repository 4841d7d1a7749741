"""The place that a text speaks of: by the names of the areas in force, never by a list of our own."""

from __future__ import annotations

from datetime import date

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Area, on
from motcua.kernel.text import fold

SHORTEST = 2
"""Words of a name that must stand in the text, so that no common word is taken for a place."""


def province(day: date) -> Area | None:
    """The area that everything lies in: where a place is known only by its coordinates."""
    return Area.objects.filter(on(day), parent__isnull=True).order_by("code", "pk").first()


def place_in(text: str, day: date) -> Area | None:
    """The smallest area that a text names, if it names one alone; of two with one name, that whose area above is named.

    "xã" and the like may be left out. `None` where nothing fits, or more than one does.
    """
    said = f" {fold(text)} "
    small: list[tuple[int, Area]] = []
    large: list[tuple[int, Area]] = []
    for group in agencies.grouped_areas(day):
        if group.area.parent_id is not None:
            large += _named(group.area, said)
        small += [found for place in group.places for found in _named(place, said)]
    above = {area.pk for _length, area in large}
    best = _longest(small)
    if len(best) > 1:
        best = [area for area in best if area.parent_id in above]
    if len(best) == 1:
        return best[0]
    found = _longest(large)
    return found[0] if len(found) == 1 else None


def _named(area: Area, said: str) -> list[tuple[int, Area]]:
    """The area with the length of the longest part of its name that stands in the text."""
    words = fold(area.name).split()
    for start in range(len(words) - SHORTEST + 1):
        if f" {' '.join(words[start:])} " in said:
            return [(len(words) - start, area)]
    return []


def _longest(found: list[tuple[int, Area]]) -> list[Area]:
    most = max((length for length, _area in found), default=0)
    return [area for length, area in found if length == most]
