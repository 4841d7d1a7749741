"""What anybody may know of agencies, areas, contacts and calendars on a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from motcua.domain.agencies.models import Agency, Area, Calendar, Contact, Counter, on
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.text import fold
from motcua.kernel.worktime import Calendar as WorkingCalendar


@dataclass(frozen=True)
class Unit:
    """An agency as the published directory shows it."""

    agency: Agency
    contact: Contact
    counters: tuple[Counter, ...]


_READY: dict[tuple[str, int, str], WorkingCalendar] = {}


def working(calendar: Calendar) -> WorkingCalendar:
    """The calendar ready to count with; built once a process for each revision."""
    key = (calendar.code, calendar.revision, calendar.digest)
    if key not in _READY:
        if len(_READY) >= 64:
            _READY.clear()  # revisions are few; this only keeps tests and long lives small
        _READY[key] = WorkingCalendar.from_mapping(calendar.body)
    return _READY[key]


def areas_of_kinds(kinds: Collection[str], day: date) -> QuerySet[Area]:
    """Areas of these kinds on `day`, in the order of the Vietnamese alphabet, each with the area above it."""
    return (
        Area.objects.filter(on(day), kind__in=kinds).select_related("parent__parent").order_by("sort_key", "code", "pk")
    )


Grouped = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Areas to choose among: the name of the area above, and for each below it the code and the name."""

_GROUPED = """
    SELECT area.code, area.name, area.name_en, above.name, above.name_en
    FROM agencies_area area LEFT JOIN agencies_area above ON above.id = area.parent_id
    WHERE area.kind = ANY(%(kinds)s)
      AND area.valid_from <= %(day)s AND (area.valid_to IS NULL OR area.valid_to >= %(day)s)
    ORDER BY above.sort_key, above.code, area.sort_key, area.code
"""


def grouped(kinds: Collection[str], day: date, *, english: bool = False) -> Grouped:
    """Areas of these kinds on `day` under those above them, each in the order of the alphabet.

    A name says the area above it too: two communes of a province may be called the same. It is asked for by
    every page with a place on it, so it is SQL in its own words and makes no instances.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GROUPED, {"kinds": list(kinds), "day": day})
        rows = cursor.fetchall()
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, name, name_en, above, above_en in rows:
        over = ((above_en if english else "") or above) or ""
        own = (name_en if english else "") or name
        groups.setdefault(over, []).append((code, f"{own}, {over}" if over else own))
    return tuple((over, tuple(places)) for over, places in groups.items())


FEW = 8
"""So many areas are asked for by a query that is compiled once; pages name no more."""
_PLACES = [f"place{number}" for number in range(FEW)]
_AREAS = Prepared(
    lambda: (
        Area.objects.filter(on(Blank("day")), code__in=[Blank(place) for place in _PLACES])
        .select_related("parent__parent")
        .order_by("pk")
    )
)


def area(code: str, day: date) -> Area:
    """The area that bears this code on `day`."""
    found = areas_named({code}, day).get(code)
    if found is None:
        raise NotFound(f"area {code}")
    return found


def areas_named(codes: Collection[str], day: date) -> dict[str, Area]:
    """Areas by their code, in one query for every few."""
    wanted = [code for code in codes if "\x00" not in code]
    found: list[Area] = []
    for start in range(0, len(wanted), FEW):
        found += _AREAS.all(day=day, **_filled(_PLACES, wanted[start : start + FEW]))
    return {area.code: area for area in found}


def full_name(area: Area, english: bool = False) -> str:
    """An area with those above it, from the smallest to the province, parted by commas."""
    names: list[str] = []
    step: Area | None = area
    while step is not None:
        names.append((step.name_en if english else "") or step.name)
        step = step.parent
    return ", ".join(names)


def responsible(kind: str, area: Area, day: date) -> Agency | None:
    """The agency of `kind` for this area: its own, or that of the nearest area above.

    Land that has become part of another is served by the offices of that; where an office has ended, whoever took
    its work over answers. Neither is looked for while everything is as it was.
    """
    if has_ended(area, day):
        heir = heir_of_area(area, day)
        found_there = responsible(kind, heir, day) if heir is not None else None
        if found_there is not None:
            return found_there
    chain: list[int] = []
    step: Area | None = area
    while step is not None:
        chain.append(step.pk)
        step = step.parent
    found: dict[int | None, Agency] = {}
    for start in range(0, len(chain), FEW):
        agencies = _RESPONSIBLE.all(day=day, kind=kind, **_filled(_PLACES, chain[start : start + FEW]))
        found |= {agency.area_id: agency for agency in agencies}
    nearest = next((found[area_id] for area_id in chain if area_id in found), None)
    return nearest if nearest is not None else _took_over(kind, chain, day)


def _took_over(kind: str, chain: list[int], day: date) -> Agency | None:
    """Who does the work of the nearest office of this kind that has ended."""
    gone = Agency.objects.filter(kind=kind, area__in=chain, valid_to__lt=day, successor__isnull=False)
    nearest_first = sorted(gone.order_by("-valid_to", "pk"), key=lambda agency: chain.index(agency.area_id or 0))
    return next((heir for agency in nearest_first if (heir := heir_of(agency, day)) is not None), None)


def has_ended(row: Area | Agency, day: date) -> bool:
    """Whether it is over by that day."""
    return row.valid_to is not None and row.valid_to < day


def heir_of(agency: Agency, day: date) -> Agency | None:
    """Who does the agency's work on `day`: itself while it lasts, then whoever took over, however often; or nobody."""
    return _last(agency, day, lambda pk: _AGENCY.first(agency=pk))


def heir_of_area(area: Area, day: date) -> Area | None:
    """The area that this one is part of on `day`: itself while it lasts; `None` where it was divided or is no more."""
    return _last(area, day, lambda pk: _AREA.first(area=pk))


_Lasting = TypeVar("_Lasting", Agency, Area)


def _last(row: _Lasting, day: date, with_key: Callable[[int], _Lasting | None]) -> _Lasting | None:
    met: set[int] = set()
    while has_ended(row, day):
        met.add(row.pk)
        after = with_key(row.successor_id) if row.successor_id is not None else None
        if after is None or after.pk in met:
            return None
        row = after
    return row


def area_now(code: str, day: date) -> Area | None:
    """The area of this code on `day`; of one that has ended, the area that it is part of by then."""
    found = areas_named({code}, day).get(code)
    if found is not None:
        return found
    before = areas_before({code}, day).get(code)
    return heir_of_area(before, day) if before is not None else None


def areas_before(codes: Collection[str], day: date) -> dict[str, Area]:
    """Areas that have ended by `day`, by their code, each as it was last: so it is called still."""
    wanted = [code for code in codes if "\x00" not in code]
    gone = Area.objects.filter(code__in=wanted, valid_to__lt=day).select_related("parent__parent")
    return {area.code: area for area in gone.order_by("valid_to", "pk")}


def agency_now(code: str, day: date) -> Agency:
    """The agency of this code on `day`; of one that has ended, whoever does its work by then.

    Raises:
        NotFound: there never was one, or nobody took over.
    """
    found = _CODED.first(code=code, day=day)
    if found is None:
        before = Agency.objects.filter(code=code, valid_to__lt=day).order_by("-valid_to", "-pk").first()
        found = heir_of(before, day) if before is not None else None
    if found is None:
        raise NotFound(f"agency {code}")
    return found


def heirs(day: date) -> dict[int, Agency]:
    """Every agency that has ended by `day` with who does its work: a fixed number of queries for each storey."""
    gone = {agency.pk: agency for agency in ended_by(day)}
    ids = {agency.successor_id for agency in gone.values() if agency.successor_id is not None} - set(gone)
    there = {agency.pk: agency for agency in _with_its_own(Agency.objects.filter(pk__in=ids))}
    found: dict[int, Agency] = {}
    for agency in gone.values():
        step, met = agency, {agency.pk}
        while step.successor_id in gone and step.successor_id not in met:
            met.add(step.successor_id)
            step = gone[step.successor_id]
        if step.successor_id in there:
            found[agency.pk] = there[step.successor_id]
    return found


def ended_by(day: date) -> list[Agency]:
    """Every agency that is over by `day`, in the order they ended."""
    return list(_with_its_own(Agency.objects.filter(valid_to__lt=day)).order_by("valid_to", "code", "pk"))


def predecessors(agency_id: int) -> list[int]:
    """The ids of the agencies whose work this one has been handed, those before them included."""
    with connection.cursor() as cursor:
        cursor.execute(_PREDECESSORS, [agency_id])
        return [int(pk) for (pk,) in cursor.fetchall()]


_PREDECESSORS = """
    WITH RECURSIVE before AS (
        SELECT id FROM agencies_agency WHERE successor_id = %s AND handed_on_at IS NOT NULL
        UNION
        SELECT agency.id FROM agencies_agency agency JOIN before ON agency.successor_id = before.id
        WHERE agency.handed_on_at IS NOT NULL
    )
    SELECT id FROM before ORDER BY id
"""


def agency_coded(code: str, day: date) -> Agency:
    """The agency that bears this code on `day`."""
    found = _CODED.first(code=code, day=day)
    if found is None:
        raise NotFound(f"agency {code}")
    return found


def _with_its_own(agencies: QuerySet[Agency]) -> QuerySet[Agency]:
    return agencies.select_related("calendar", "area", "parent").defer("calendar__body").order_by("pk")


_RESPONSIBLE = Prepared(
    lambda: _with_its_own(
        Agency.objects.filter(on(Blank("day")), kind=Blank("kind"), area__id__in=[Blank(place) for place in _PLACES])
    )
)
_AGENCY = Prepared(lambda: _with_its_own(Agency.objects.filter(pk=Blank("agency"))))
_AREA = Prepared(lambda: Area.objects.filter(pk=Blank("area")).select_related("parent__parent").order_by("pk"))
_CODED = Prepared(lambda: _with_its_own(Agency.objects.filter(on(Blank("day")), code=Blank("code"))))


def _filled(names: list[str], values: Sequence[object]) -> dict[str, object]:
    """The values under these names; the names that are left hold nothing."""
    return {name: values[place] if place < len(values) else None for place, name in enumerate(names)}


def of_kind(kind: str, day: date) -> QuerySet[Agency]:
    """Every agency of a kind on `day`."""
    return Agency.objects.filter(on(day), kind=kind).select_related("calendar", "area").order_by("code", "pk")


def calendar_coded(code: str) -> Calendar:
    """The calendar of this name."""
    try:
        return Calendar.objects.get(code=code)
    except Calendar.DoesNotExist:
        raise NotFound(f"calendar {code}") from None


def contact_of(agency_id: int, day: date) -> Contact | None:
    """The published contact of an agency on `day`."""
    return _CONTACT.first(agency=agency_id, day=day)


_CONTACT = Prepared(lambda: Contact.objects.filter(on(Blank("day")), agency_id=Blank("agency")).order_by("pk"))


@dataclass(frozen=True)
class Surroundings:
    """An area that has parts, with those of them that have none: what a list of places is grouped by."""

    area: Area
    places: tuple[Area, ...]


_ALL_AREAS = Prepared(
    lambda: Area.objects.filter(on(Blank("day"))).defer("folded", "source").order_by("sort_key", "code", "pk")
)


def grouped_areas(day: date) -> list[Surroundings]:
    """Every place of the land in the order of the alphabet, under the area it lies in; in one query."""
    everywhere = _ALL_AREAS.all(day=day)
    by_pk = {area.pk: area for area in everywhere}
    parts: dict[int, list[Area]] = {}
    for area in everywhere:
        if area.parent_id in by_pk:
            area.parent = by_pk[area.parent_id]
            parts.setdefault(area.parent_id, []).append(area)
    groups = {area.pk: tuple(part for part in parts.get(area.pk, ()) if part.pk not in parts) for area in everywhere}
    return [Surroundings(area, groups[area.pk]) for area in everywhere if groups[area.pk]]


def directory(day: date, words: str = "", within: Collection[int] | None = None) -> list[Agency]:
    """Every agency with a published contact, by district and name, each office before those of its parts.

    `words` without diacritics are enough; `within` are the ids of the areas to which the list is narrowed.
    """
    contact = Contact.objects.filter(on(day), agency=OuterRef("pk"))
    units = Agency.objects.filter(on(day), Exists(contact)).select_related("area__parent__parent")
    for word in fold(words).split():
        units = units.filter(folded__contains=word)
    if within is not None:
        units = units.filter(area__in=list(within))
    return sorted(units.order_by("sort_key", "code", "pk"), key=lambda unit: from_the_top(unit.area))


def serving(area: Area, day: date) -> list[Agency]:
    """The agencies with a published contact for who lives in this area: its own, then those above it."""
    chain: list[int] = []
    step: Area | None = area
    while step is not None:
        chain.append(step.pk)
        step = step.parent
    return sorted(directory(day, within=chain), key=lambda unit: chain.index(unit.area_id or 0))


def published(agencies: Collection[Agency], day: date) -> list[Unit]:
    """These agencies as the directory lists them, without their counters; in one query."""
    contacts = Contact.objects.filter(on(day), agency__in=[agency.pk for agency in agencies]).order_by("pk")
    by_agency = {contact.agency_id: contact for contact in contacts}
    return [Unit(agency, by_agency[agency.pk], ()) for agency in agencies if agency.pk in by_agency]


def unit_coded(code: str, day: date) -> Unit:
    """The page of one agency of the directory.

    Raises:
        NotFound: no agency bears this code on `day`, or it publishes no contact.
    """
    agency = None if "\x00" in code else _UNIT.first(code=code, day=day)
    contact = contact_of(agency.pk, day) if agency is not None else None
    if agency is None or contact is None:
        raise NotFound(f"unit {code}")
    return Unit(agency, contact, tuple(_COUNTERS.all(agency=agency.pk)))


_UNIT = Prepared(
    lambda: (
        Agency.objects.filter(on(Blank("day")), code=Blank("code"))
        .select_related("area__parent__parent")
        .order_by("pk")
    )
)
_COUNTERS = Prepared(lambda: Counter.objects.filter(agency_id=Blank("agency")).order_by("number", "pk"))


def from_the_top(area: Area | None) -> list[str]:
    """A key that puts an area right after the one around it, and places of one area by the alphabet."""
    way: list[str] = []
    while area is not None:
        way.insert(0, f"{area.sort_key} {area.code}" if area.parent_id else "")
        area = area.parent
    return way
