"""Places of the land and agencies to choose from, as lists under what stands above them."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.domain.agencies import queries as agencies
from motcua.web.desk.petitions.forms import english
from motcua.web.shared.places import Groups


def areas(day: date) -> Groups:
    """Every place under the area it lies in."""
    return tuple(
        (_called(group.area), tuple((area.code, _called(area)) for area in group.places))
        for group in agencies.grouped_areas(day)
    )


def _called(thing: Any) -> str:
    return str((english() and thing.name_en) or thing.name)
