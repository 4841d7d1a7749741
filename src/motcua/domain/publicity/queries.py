"""How units stand with what they have to publish: their own officials, those above them, and the public."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area, Contact, Counter, on
from motcua.domain.documents.models import File
from motcua.domain.procedures.models import LARGE, Procedure
from motcua.domain.publicity import rules
from motcua.domain.publicity.models import Checklist, Verification
from motcua.domain.publicity.rules import VERIFIES, Finding, Item
from motcua.domain.publicity.states import Lack, Standing
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


@dataclass(frozen=True)
class Checked:
    """An item of a unit with its latest verification, how it stands, and how many days ago that was."""

    item: Item
    last: Verification | None
    standing: Standing
    days: int | None


@dataclass(frozen=True)
class UnitState:
    """A unit as somebody above it sees it."""

    agency: Agency
    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]
    procedures: tuple[Procedure, ...]
    """Those received there that say nothing of their papers or of their fees."""

    @property
    def lacks(self) -> Mapping[Lack, int]:
        """How often each thing is lacking."""
        return {finding.lack: finding.count for finding in self.findings}

    @property
    def weight(self) -> int:
        """How much is lacking in all."""
        return sum(finding.count for finding in self.findings)

    @property
    def last_on(self) -> date | None:
        """The day on which anything was verified last; `None` where nothing ever was."""
        return max((localdate(each.last.verified_at) for each in self.checked if each.last), default=None)


def may_verify(official: Official) -> bool:
    """Whether the official has a duty that verifies, at whatever unit."""
    return bool(VERIFIES & official.duties)


def state_of(official: Official, now: datetime) -> UnitState:
    """The official's own unit with its checklist.

    Raises:
        NotFound: the official's agency is no one-stop unit.
    """
    items, kinds = _checklist()
    agency = Agency.objects.filter(pk=official.agency_id, kind__in=kinds).select_related("area").order_by("pk").first()
    if agency is None:
        raise NotFound("unit")
    return _states([agency], items, localdate(now))[0]


def item_of(official: Official, code: str, now: datetime) -> Checked:
    """One item of the official's own unit."""
    found = next((each for each in state_of(official, now).checked if each.item.code == code), None)
    if found is None:
        raise NotFound("item")
    return found


def history_of(official: Official, code: str) -> QuerySet[Verification]:
    """Every verification of an item at the official's own unit, the latest first."""
    found = Verification.objects.filter(agency_id=official.agency_id, item=code)
    return found.select_related("verified_by", "evidence").order_by("-pk")


def units_below(official: Official, now: datetime) -> list[UnitState]:
    """The units under the official's agency, by place and name; a constant number of queries.

    Under it are those that the agencies' tree puts there and, for a one-stop unit (a centre has no agencies under
    it), those of the places within its own.
    """
    items, kinds = _checklist()
    today = localdate(now)
    return _states(_below(official, kinds, today), items, today)


def any_below(official: Official, now: datetime) -> bool:
    """Whether there are units under the official's agency."""
    return bool(_below(official, _checklist()[1], localdate(now)))


def unit_below(official: Official, code: str, now: datetime) -> UnitState:
    """One of the units under the official's agency.

    Raises:
        NotFound: no unit under it bears this code.
    """
    items, kinds = _checklist()
    today = localdate(now)
    chosen = [unit for unit in _below(official, kinds, today) if unit.code == code]
    if not chosen:
        raise NotFound("unit")
    return _states(chosen, items, today)[0]


def evidence_seen_by(official: Official, verification_id: int, now: datetime) -> File:
    """What was handed in with a verification of the official's own unit or of one below it."""
    found = Verification.objects.filter(pk=verification_id, evidence__isnull=False).select_related("evidence", "agency")
    verification = found.order_by("pk").first()
    if verification is None or verification.evidence is None:
        raise NotFound("evidence")
    if verification.agency.code != official.agency_code:
        _items, kinds = _checklist()
        if verification.agency.code not in {unit.code for unit in _below(official, kinds, localdate(now))}:
            raise NotFound("evidence")
    return verification.evidence


def verified_on(agency: Agency, now: datetime) -> date | None:
    """For anybody: since which day all the unit publishes has been verified; `None` unless all is in order.

    A unit whose own telephone number is made up, or says nothing, is not in order whatever was ticked.
    """
    items, kinds = _checklist()
    if not items or agency.kind not in kinds:
        return None
    if rules.of_contact(agencies.contact_of(agency.pk, localdate(now))):
        return None
    checked = _checked(items, _latest([agency.pk]).get(agency.pk, {}), localdate(now))
    if any(each.standing is not Standing.GOOD for each in checked):
        return None
    return min(localdate(each.last.verified_at) for each in checked if each.last)


def _checklist() -> tuple[list[Item], list[str]]:
    found = Checklist.objects.filter(pk=1).order_by("pk").first()
    return ([Item.of(body) for body in found.items], found.unit_kinds) if found else ([], [])


def _checked(items: list[Item], latest: Mapping[str, Verification], today: date) -> tuple[Checked, ...]:
    checked = []
    for item in items:
        last = latest.get(item.code)
        day = localdate(last.verified_at) if last else None
        standing = rules.standing(item, last.good if last else None, day, today)
        checked.append(Checked(item, last, standing, (today - day).days if day else None))
    return tuple(checked)


def _states(units: list[Agency], items: list[Item], today: date) -> list[UnitState]:
    """The units with all that is asked about them, in four queries however many they are."""
    ids = [unit.pk for unit in units]
    contacts = {each.agency_id: each for each in Contact.objects.filter(on(today), agency__in=ids).order_by("pk")}
    counters = Tally(Counter.objects.filter(agency__in=ids).order_by("pk").values_list("agency_id", flat=True))
    latest, lacking = _latest(ids), _procedures_lacking({unit.kind for unit in units}, today)
    states = []
    for unit in units:
        checked = _checked(items, latest.get(unit.pk, {}), today)
        standings = [each.standing for each in checked]
        found = rules.findings(contacts.get(unit.pk), counters[unit.pk], standings, len(lacking.get(unit.kind, ())))
        states.append(UnitState(unit, tuple(found), checked, tuple(lacking.get(unit.kind, ()))))
    return states


def _latest(agency_ids: Collection[int]) -> dict[int, dict[str, Verification]]:
    """By unit and item the verification that stands: the last one written, whatever its clock said."""
    found = Verification.objects.filter(agency__in=agency_ids).order_by("agency_id", "item", "-pk")
    latest: dict[int, dict[str, Verification]] = {}
    for each in found.distinct("agency_id", "item").select_related("verified_by"):
        latest.setdefault(each.agency_id, {})[each.item] = each
    return latest


def _procedures_lacking(kinds: Collection[str], today: date) -> dict[str, list[Procedure]]:
    """By kind of unit the procedures received there that say nothing of their papers or of their fees.

    An empty list of papers is an answer: there are procedures that need none. No fee at all has to be said as one.
    """
    nothing = Q(body__fees=[]) | ~Q(body__has_keys=["parts", "fees"])
    found = Procedure.objects.filter(on(today), nothing, one_stop_kind__in=kinds).defer(*LARGE)
    lacking: dict[str, list[Procedure]] = {}
    for each in found.order_by("title_folded", "code", "pk"):
        lacking.setdefault(each.one_stop_kind, []).append(each)
    return lacking


def _below(official: Official, kinds: Collection[str], today: date) -> list[Agency]:
    """The units under an agency, by codes: a row of an agency that was renamed has the old row above it still."""
    above = dict(Agency.objects.order_by("valid_from", "pk").values_list("code", "parent__code"))
    around = dict(Area.objects.order_by("valid_from", "pk").values_list("code", "parent__code"))
    units = Agency.objects.filter(on(today), kind__in=kinds).select_related("area__parent__parent")
    found = sorted(units.order_by("sort_key", "code", "pk"), key=lambda unit: agencies.from_the_top(unit.area))
    own = next((unit for unit in found if unit.code == official.agency_code), None)
    place = own.area.code if own is not None and own.area is not None else None
    return [
        unit
        for unit in found
        if unit.code != official.agency_code
        and (
            official.agency_code in _upwards(unit.code, above)
            or (place is not None and unit.area is not None and place in _upwards(unit.area.code, around)[1:])
        )
    ]


def _upwards(code: str | None, above: Mapping[str, str | None]) -> list[str]:
    """A code and those above it."""
    way: list[str] = []
    while code is not None and code not in way:
        way.append(code)
        code = above.get(code)
    return way
