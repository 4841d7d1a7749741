"""The whole province in size: eleven districts and 111 communes, two of them called the same."""

from __future__ import annotations

from datetime import date

from motcua.domain.agencies.models import Area
from motcua.kernel.text import fold, sort_key

DISTRICTS, COMMUNES = 11, 111
TWICE = "Xã Tân Tiến"
SINCE = date(2023, 1, 1)


def an_area(code: str, name: str, kind: str, parent: Area) -> Area:
    """An area under another."""
    return Area.objects.create(
        code=code,
        name=name,
        name_en=name,
        kind=kind,
        parent=parent,
        valid_from=SINCE,
        folded=fold(name),
        sort_key=sort_key(name),
        source="thử",
    )


def the_whole_province() -> None:
    """As many areas as there really are; where the pack has them all, nothing is added."""
    province = Area.objects.get(parent=None)
    districts = list(Area.objects.filter(parent=province).order_by("code"))
    while len(districts) < DISTRICTS:
        number = len(districts)
        districts.append(an_area(f"9{number:02}", f"Huyện Số {number}", "huyen", province))
    communes = Area.objects.filter(parent__in=districts).count()
    for number in range(communes, COMMUNES):
        name = TWICE if number < communes + 2 else f"Xã Thứ {number}"
        an_area(f"99{number:03}", name, "xa", districts[number % DISTRICTS])
