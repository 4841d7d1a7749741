"""What may be reported, whose business each thing is, and what the province decided about all reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area, on
from motcua.domain.feedback.models import Category, Terms
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared

_CODED = Prepared(lambda: Category.objects.filter(on(Blank("day")), code=Blank("code")).defer("body").order_by("pk"))
_ALL = Prepared(lambda: Category.objects.filter(on(Blank("day"))).defer("body").order_by("rank", "pk"))
_TERMS = Prepared(lambda: Terms.objects.filter(pk=1).defer("body").order_by("pk"))


@dataclass(frozen=True)
class Group:
    """Categories that are looked for together."""

    code: str
    name: str
    name_en: str
    categories: tuple[Category, ...]


def terms() -> Mapping[str, Any]:
    """What the province decided about its reports; empty where its pack says nothing of them."""
    found = _TERMS.first()
    body: Mapping[str, Any] = found.body if found is not None else {}
    return body


def bounds() -> tuple[float, float, float, float] | None:
    """The rectangle around the province: south, west, north, east; `None` where the pack draws none."""
    drawn = terms().get("bounds")
    return (float(drawn[0]), float(drawn[1]), float(drawn[2]), float(drawn[3])) if drawn else None


def category(code: str, day: date) -> Category:
    """The category of this code on a day.

    Raises:
        NotFound: there is none.
    """
    found = _CODED.first(code=code, day=day) if "\x00" not in code else None
    if found is None:
        raise NotFound("category")
    return found


def categories(day: date) -> list[Category]:
    """Everything that may be reported on a day, in the pack's order."""
    return _ALL.all(day=day)


def groups(day: date) -> list[Group]:
    """The same by group; what goes under seal stands in no list."""
    found: dict[str, list[Category]] = {}
    for each in categories(day):
        if not each.body.get("sealed"):
            found.setdefault(each.group_code, []).append(each)
    return [Group(code, rows[0].group_name, rows[0].group_name_en, tuple(rows)) for code, rows in found.items() if rows]


def owner_of(found: Category, area: Area | None, day: date) -> Agency | None:
    """Whose business a category is in an area: the agency it names, or that of its kind for the area."""
    owner = str(found.body.get("owner", ""))
    kind, _, code = (part.strip() for part in owner.partition(":"))
    if kind == "agency":
        return agencies.agency_coded(code, day)
    return agencies.responsible(code, area, day) if area is not None else None
