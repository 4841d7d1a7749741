"""Days as people give them: three boxes, days known only in part, and how they are written and shown."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

BOXES = ("day", "month", "year")

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PARTIAL = re.compile(r"(?:(?:([0-9]{2})/)?([0-9]{2})/)?([0-9]{4})")
_NUMBER = re.compile(r"[0-9]{1,4}")

Boxes = dict[str, str]
"""What was typed into the boxes, where it is no day: kept so that it can be shown again and explained."""


def number(typed: str) -> int | None:
    """The whole number of a box of up to four digits, of any keyboard."""
    text = unicodedata.normalize("NFKC", typed)
    return int(text) if _NUMBER.fullmatch(text) else None


def year_number(typed: str) -> int | None:
    """The year of a box: four digits that are a year people use, so neither 24 nor 0024."""
    year = number(typed)
    return year if year is not None and year >= 1000 else None


def from_boxes(boxes: Boxes) -> str | Boxes | None:
    """The ISO day of three boxes; the boxes themselves when they are no day; `None` when all are empty."""
    if not any(boxes.values()):
        return None
    found = _day(boxes)
    return found.isoformat() if found else boxes


def from_partial_boxes(boxes: Boxes) -> str | Boxes | None:
    """`yyyy`, `mm/yyyy` or `dd/mm/yyyy` of three boxes; the boxes themselves when they are none of these."""
    if not any(boxes.values()):
        return None
    year, month = year_number(boxes["year"]), number(boxes["month"])
    if boxes["day"]:
        found = _day(boxes)
        return f"{found:%d/%m/}{found.year:04}" if found else boxes
    if year is not None and not boxes["month"]:
        return f"{year:04}"
    if year is not None and month is not None and 1 <= month <= 12:
        return f"{month:02}/{year:04}"
    return boxes


def to_boxes(value: object) -> Boxes:
    """The boxes that give this value back."""
    if is_boxes(value):
        return {box: value[box] for box in BOXES}  # type: ignore[index]  # is_boxes says it is a mapping
    text = value if isinstance(value, str) else ""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
        return {"day": day, "month": month, "year": year}
    if found := _PARTIAL.fullmatch(text):
        return {box: part or "" for box, part in zip(BOXES, found.groups(), strict=True)}
    return dict.fromkeys(BOXES, "")


def is_boxes(value: object) -> bool:
    """Whether this is what three boxes leave when they are no day."""
    return (
        isinstance(value, Mapping)
        and set(value) == set(BOXES)
        and all(isinstance(typed, str) for typed in value.values())
    )


def span(value: object) -> tuple[date, date] | None:
    """The first and last day that a day, or a day known in part, can be; `None` when it is neither."""
    if not isinstance(value, str):
        return None
    try:
        if found := _ISO.fullmatch(value):
            day = date(*(int(part) for part in found.groups()))
            return day, day
        if found := _PARTIAL.fullmatch(value):
            day_text, month_text, year_text = found.groups()
            year, month = int(year_text), int(month_text or 0)
            if day_text:
                day = date(year, month, int(day_text))
                return day, day
            if month_text:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        pass
    return None


def is_day(value: object) -> bool:
    """Whether this is a whole day in ISO form that exists."""
    return isinstance(value, str) and _ISO.fullmatch(value) is not None and span(value) is not None


def is_partial(value: object) -> bool:
    """Whether this is `yyyy`, `mm/yyyy` or `dd/mm/yyyy` of a day that exists."""
    return isinstance(value, str) and _PARTIAL.fullmatch(value) is not None and span(value) is not None


def shown(value: object) -> str:
    """As people read it, dd/mm/yyyy; what is no day is shown as it was typed."""
    if is_boxes(value):
        return "/".join(typed for box in BOXES if (typed := value[box]))  # type: ignore[index]  # as above
    if not isinstance(value, str):
        return ""
    found = _ISO.fullmatch(value)
    return "/".join(found.groups()[::-1]) if found else value


def written(day: date) -> str:
    """A day as dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _day(boxes: Boxes) -> date | None:
    day, month, year = number(boxes["day"]), number(boxes["month"]), year_number(boxes["year"])
    if day is None or month is None or year is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
