"""Changing what is published of agencies, areas and calendars; each change is journalled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.db.models import Q
from django.db.transaction import atomic

from motcua.domain.agencies.models import Agency, Area, Calendar, CalendarRevision, Contact, Counter, on
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.worktime import Calendar as WorkingCalendar


@atomic
def amend_calendar(code: str, body: Mapping[str, Any], *, by: Actor, now: datetime) -> Calendar:
    """Put a calendar in force, or a new revision of it; the same body again changes nothing.

    Due dates that lean on it are recomputed by `matters.actions.recompute`.

    Raises:
        Malformed: the body is no calendar.
    """
    WorkingCalendar.from_mapping(body)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept = json.loads(text)
    calendar = Calendar.objects.select_for_update().filter(code=code).order_by("pk").first()
    if calendar is not None and calendar.digest == digest:
        return calendar
    if calendar is None:
        calendar = Calendar.objects.create(code=code, body=kept, digest=digest)
    else:
        calendar.revision += 1
        calendar.body, calendar.digest = kept, digest
        calendar.save(update_fields=["revision", "body", "digest"])
    CalendarRevision.objects.create(calendar=calendar, number=calendar.revision, body=kept, recorded_at=now)
    journal.record(
        "agencies.calendar_amended",
        subject=("calendar", calendar.pk),
        by=by,
        at=now,
        facts={"calendar": code, "revision": calendar.revision, "digest": digest},
    )
    return calendar


@dataclass(frozen=True)
class ContactDetails:
    """How the public reaches an agency: what the law wants published, and where it was taken from."""

    phone: str
    email: str
    address: str
    hours: str
    hours_en: str = ""
    source: str = ""
    made_up: bool = False


@atomic
def publish_contact(agency_id: int, details: ContactDetails, *, since: date, by: Actor, now: datetime) -> Contact:
    """Publish how an agency is reached from a day on; what was published before ends the day before.

    A contact that begins on that very day is corrected in place, and the same details again change nothing.

    Raises:
        NotFound: there is no such agency.
        Refused: `period_ends_before_it_starts` when a contact is already published from a later day on.
    """
    agency = _locked_agency(agency_id)
    contacts = Contact.objects.filter(agency=agency)
    if contacts.filter(valid_from__gt=since).exists():
        raise Refused("period_ends_before_it_starts")
    current = contacts.filter(on(since)).order_by("pk").first()
    values = asdict(details)
    if current is not None and all(getattr(current, name) == value for name, value in values.items()):
        return current
    if current is not None and current.valid_from == since:
        for name, value in values.items():
            setattr(current, name, value)
        current.save(update_fields=list(values))
        published = current
    else:
        if current is not None:
            current.valid_to = since - timedelta(days=1)
            current.save(update_fields=["valid_to"])
        published = Contact.objects.create(agency=agency, valid_from=since, **values)
    journal.record(
        "agencies.contact_changed",
        subject=("agency", agency.pk),
        by=by,
        at=now,
        facts={"agency": agency.code, "from": since},
    )
    return published


@atomic
def number_counter(agency_id: int, number: int, title: str, title_en: str = "", *, by: Actor, now: datetime) -> Counter:
    """Open a numbered counter at a one-stop unit, or say anew what is received there."""
    agency = _locked_agency(agency_id)
    counter, made = Counter.objects.get_or_create(
        agency=agency, number=number, defaults={"title": title, "title_en": title_en}
    )
    if not made:
        if (counter.title, counter.title_en) == (title, title_en):
            return counter
        counter.title, counter.title_en = title, title_en
        counter.save(update_fields=["title", "title_en"])
    _record_counter(agency, number, by, now)
    return counter


@atomic
def close_counter(agency_id: int, number: int, *, by: Actor, now: datetime) -> None:
    """Take a counter out of the directory."""
    agency = _locked_agency(agency_id)
    if not Counter.objects.filter(agency=agency, number=number).delete()[0]:
        raise NotFound("counter")
    _record_counter(agency, number, by, now)


class Named(Protocol):
    """What a pack says of a row: its code and first day, and the code of who takes over (empty: nobody is named)."""

    @property
    def code(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def successor(self) -> str: ...


@atomic
def name_successors(areas: Iterable[Named], agencies: Iterable[Named], *, by: Actor, now: datetime) -> list[str]:
    """Say who takes over from what ends: whom the pack names, else the row of the same code that begins next day.

    Returns a sentence for each row that has another successor than before.
    """
    changed = [("area", area) for area in _succeeded(Area, areas)]
    changed += [("agency", agency) for agency in _succeeded(Agency, agencies)]
    return [f"{noun} {row.code}: successor" for noun, row in changed]


def _succeeded(model: type[Area] | type[Agency], rows: Iterable[Named]) -> list[Area | Agency]:
    named = {(row.code, row.valid_from): row.successor for row in rows}
    ending = model.objects.filter(Q(valid_to__isnull=False) | Q(successor__isnull=False)).order_by("pk")
    heirs = {row.pk: named.get((row.code, row.valid_from), "") or row.code for row in ending}
    there: dict[str, list[Any]] = {}
    for row in model.objects.filter(code__in=set(heirs.values())).order_by("valid_from", "pk"):
        there.setdefault(row.code, []).append(row)
    changed: list[Area | Agency] = []
    for row in ending:
        after = None
        if row.valid_to is not None:
            begins = row.valid_to + timedelta(days=1)
            after = next(
                (each for each in there.get(heirs[row.pk], ()) if each.pk != row.pk and _on(each, begins)), None
            )
        if row.successor_id != (after.pk if after else None):
            row.successor_id = after.pk if after else None
            row.save(update_fields=["successor"])
            changed.append(row)
    return changed


def _on(row: Any, day: date) -> bool:
    return bool(row.valid_from <= day and (row.valid_to is None or day <= row.valid_to))


@atomic
def hand_on(agency_id: int, heir: Agency, *, by: Actor, now: datetime) -> bool:
    """Note that the work of an ended agency goes to `heir` from now on; whether that is news.

    What it left open is moved by those who own it; from this entry on the heir may read what is closed, too.
    """
    agency = _locked_agency(agency_id)
    if agency.handed_on_at is not None or agency.valid_to is None:
        return False
    agency.handed_on_at = now
    agency.save(update_fields=["handed_on_at"])
    journal.record(
        "agencies.handed_on",
        subject=("agency", agency.pk),
        by=by,
        at=now,
        facts={
            "from_agency": agency.code,
            "to_agency": heir.code,
            "since": agency.valid_to + timedelta(days=1),
        },
    )
    return True


def _locked_agency(agency_id: int) -> Agency:
    """The agency, held so that two changes of what it publishes come one after the other."""
    found = Agency.objects.select_for_update(of=("self",)).filter(pk=agency_id).order_by("pk").first()
    if found is None:
        raise NotFound("agency")
    return found


def _record_counter(agency: Agency, number: int, by: Actor, now: datetime) -> None:
    journal.record(
        "agencies.counter_changed",
        subject=("agency", agency.pk),
        by=by,
        at=now,
        facts={"agency": agency.code, "number": number},
    )
