"""Loading a province pack: in one transaction, as often as one likes, saying what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model
from django.db.transaction import atomic

from motcua.domain.agencies import actions as agencies
from motcua.domain.agencies.models import Agency, Area, Calendar, Contact, Counter
from motcua.domain.feedback import actions as feedback
from motcua.domain.hotline import actions as hotline
from motcua.domain.letters import actions as letters
from motcua.domain.matters import actions as matters
from motcua.domain.matters import queries as matters_asked
from motcua.domain.packs import rules
from motcua.domain.packs.actions.keeping import all_kept, kept
from motcua.domain.packs.models import Installation
from motcua.domain.papers import actions as papers
from motcua.domain.papers.models import Template
from motcua.domain.payments.models import Terms
from motcua.domain.petitions import actions as petitions
from motcua.domain.procedures import actions as procedures
from motcua.domain.publicity import actions as publicity
from motcua.domain.routes import actions as routes
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Malformed, Refused
from motcua.kernel.later import defer
from motcua.kernel.reading import read_yaml
from motcua.kernel.route import Route
from motcua.kernel.text import fold, sort_key

Period = TypeVar("Period", Area, Agency)
Placed = TypeVar("Placed", rules.Area, rules.Agency)


@dataclass
class Loading:
    """What is known while a pack is being loaded."""

    pack: rules.Pack
    by: Actor
    now: datetime
    changes: list[str] = field(default_factory=list)
    areas: dict[str, list[Area]] = field(default_factory=dict)
    agencies: dict[str, list[Agency]] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)

    def area(self, code: str, day: date) -> Area | None:
        """The area of this code on that day, else its latest row; codes are used again after a merger."""
        return _then(self.areas.get(code, []), day)

    def names_around(self, code: str) -> list[str]:
        """The names of an area and of those it lies in, but for the whole province, where everything lies."""
        rows = {row.code: row for row in self.pack.areas}
        names: list[str] = []
        while code in rows and (rows[code].parent or not names):
            names.append(rows[code].name)
            code = rows[code].parent
        return names

    def agency(self, code: str, day: date) -> Agency | None:
        """The agency of this code on that day, else its latest row."""
        return _then(self.agencies.get(code, []), day)


@atomic
def load(directory: Path, *, by: Actor, now: datetime) -> list[str]:
    """Load or update the province; the sentences say what changed, and none means nothing did.

    Raises:
        Malformed: the pack has findings that keep it from being loaded; the first is in the sentence.
    """
    findings, pack = rules.look_over(directory)
    if pack is None:
        wrong = [finding for finding in findings if finding.blocks]
        first = wrong[0]
        raise Malformed(
            f"{first.file}:{first.line}: {first.story_en} ({len(wrong)} findings; see `motcua pack check {directory}`)"
        )
    loading = Loading(pack, by, now)
    amended = _calendars(loading)
    _areas(loading)
    _agencies(loading)
    loading.changes += agencies.name_successors(pack.areas, pack.agencies, by=by, now=now)
    _contacts(loading)
    _counters(loading)
    _templates(loading)
    _routes(loading)
    _procedures(loading)
    if procedures.teach(loading.pack.words, by=by, now=now) == "taught":
        loading.changes.append("words: changed")
    _payment_terms(loading)
    _publication(loading)
    _feedback(loading)
    if any(agency.valid_to for agency in loading.pack.agencies):
        defer("succession.hand_on", once="succession.hand_on")
    _hotline(loading)
    _letters(loading)
    _petitions(loading)
    if _installation(loading).demo:
        papers.mark_specimens(by=by, now=now)
        letters.mark_specimens(by=by, now=now)
    for calendar in amended:
        count = matters.recompute(calendar.pk, by=by, now=now)
        if count:
            loading.changes.append(f"calendar {calendar.code}: {count} due dates recomputed")
    return loading.changes


@atomic
def begin_demonstration(*, offset: timedelta, by: Actor, now: datetime) -> Installation:
    """Mark this database as a demonstration that lives `offset` before the real time.

    Raises:
        Refused: real work has been done here, so it can never become a demonstration.
    """
    installation = Installation.objects.select_for_update().get(pk=1)
    if not installation.demo and matters_asked.any_matter():
        raise Refused("not_a_fresh_database")
    installation.demo, installation.clock_offset = True, offset
    installation.save(update_fields=["demo", "clock_offset"])
    papers.mark_specimens(by=by, now=now)
    letters.mark_specimens(by=by, now=now)
    return installation


def _calendars(loading: Loading) -> list[Calendar]:
    amended = []
    for file in loading.pack.calendars:
        before = Calendar.objects.filter(code=file.code).values_list("revision", flat=True).first()
        calendar = agencies.amend_calendar(file.code, file.body, by=loading.by, now=loading.now)
        loading.calendars[file.code] = calendar
        if before is None:
            loading.changes.append(f"calendar {file.code}: new")
        elif before != calendar.revision:
            loading.changes.append(f"calendar {file.code}: revision {calendar.revision}")
            amended.append(calendar)
    return amended


def _areas(loading: Loading) -> None:
    for rows in _storeys(loading.pack.areas):
        kept = all_kept(
            loading.changes,
            Area,
            ("code", "valid_from"),
            [
                {
                    "code": row.code,
                    "valid_from": row.valid_from,
                    "valid_to": row.valid_to,
                    "name": row.name,
                    "name_en": row.name_en,
                    "kind": row.kind,
                    "parent_id": _pk(loading.area(row.parent, row.valid_from)),
                    "folded": fold(row.name),
                    "sort_key": sort_key(row.name),
                    "source": row.source,
                }
                for row in rows
            ],
            [f"area {row.code}" for row in rows],
        )
        for area in kept:
            loading.areas.setdefault(area.code, []).append(area)


def _agencies(loading: Loading) -> None:
    for rows in _storeys(loading.pack.agencies):
        kept = all_kept(
            loading.changes,
            Agency,
            ("code", "valid_from"),
            [_agency(loading, row, loading.area(row.area, row.valid_from)) for row in rows],
            [f"agency {row.code}" for row in rows],
        )
        for agency in kept:
            loading.agencies.setdefault(agency.code, []).append(agency)


def _agency(loading: Loading, row: rules.Agency, area: Area | None) -> dict[str, Any]:
    return {
        "code": row.code,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "name": row.name,
        "name_en": row.name_en,
        "short_name": row.short_name,
        "symbol": row.symbol,
        "kind": row.kind,
        "parent_id": _pk(loading.agency(row.parent, row.valid_from)),
        "area_id": _pk(area),
        "calendar_id": loading.calendars[row.calendar].pk,
        "folded": fold(" ".join([row.name, row.short_name, *loading.names_around(row.area)])),
        "sort_key": sort_key(row.name),
        "made_up_code": row.mark == "made_up",
        "source": row.source,
    }


def _contacts(loading: Loading) -> None:
    all_kept(
        loading.changes,
        Contact,
        ("agency_id", "valid_from"),
        [
            {
                "agency_id": _pk(loading.agency(row.agency, row.valid_from)),
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "phone": row.phone,
                "email": row.email,
                "address": row.address,
                "hours": row.hours_vi,
                "hours_en": row.hours_en,
                "made_up": row.made_up,
                "source": row.source,
            }
            for row in loading.pack.contacts
        ],
        [f"contact of {row.agency}" for row in loading.pack.contacts],
    )


def _counters(loading: Loading) -> None:
    numbered = [(row, agency.pk) for row in loading.pack.counters for agency in loading.agencies[row.agency]]
    all_kept(
        loading.changes,
        Counter,
        ("agency_id", "number"),
        [
            {"agency_id": agency_id, "number": row.number, "title": row.title_vi, "title_en": row.title_en}
            for row, agency_id in numbered
        ],
        [f"counter {row.agency}/{row.number}" for row, _agency in numbered],
    )


def _templates(loading: Loading) -> None:
    """Each template is stored as one text: its files one after another."""
    listed = loading.pack.papers / "papers.yaml"
    if not listed.exists():
        return
    for entry in read_yaml(listed):
        source = "\n".join((loading.pack.papers / name).read_text(encoding="utf-8") for name in entry["files"])
        begins = entry["valid_from"]
        kept(
            loading.changes,
            Template,
            {
                "code": entry["code"],
                "valid_from": begins if isinstance(begins, date) else date.fromisoformat(begins),
            },
            {
                "valid_to": entry.get("valid_to"),
                "title": entry["title"]["vi"],
                "title_en": entry["title"]["en"],
                "register": entry["register"],
                "symbol": entry["symbol"],
                "source": source,
                "signed": bool(entry.get("signed")),
            },
            f"paper {entry['code']}",
        )


def _routes(loading: Loading) -> None:
    for file in loading.pack.routes:
        route = Route.from_mapping(file.body, file.code)
        findings = rules.soundness(route)
        begins = file.valid_from
        if routes.publish(file.code, file.body, findings, valid_from=begins, by=loading.by, now=loading.now):
            loading.changes.append(f"route {file.code}: published from {begins}")


def _procedures(loading: Loading) -> None:
    for file in loading.pack.procedures:
        calendar = loading.calendars[str(file.body.get("calendar") or loading.pack.body["default_calendar"])]
        said = procedures.publish(file.body, file.form, calendar_id=calendar.pk, by=loading.by, now=loading.now)
        if said != "unchanged":
            loading.changes.append(f"procedure {file.code}: {said}")


def _payment_terms(loading: Loading) -> None:
    terms = loading.pack.body.get("payments")
    if terms:
        values = {key: terms[key] for key in ("receipt_form", "receipt_symbol", "unclaimed_after_days")}
        kept(loading.changes, Terms, {"pk": 1}, values, "payment terms")


def _publication(loading: Loading) -> None:
    kinds = [code for code, kind in loading.pack.body["agency_kinds"].items() if kind.get("one_stop")]
    if publicity.publish(loading.pack.publication, kinds, by=loading.by, now=loading.now) != "unchanged":
        loading.changes.append("publication checklist: changed")


def _feedback(loading: Loading) -> None:
    if not loading.pack.feedback:
        return
    begins = loading.pack.feedback["valid_from"]
    changed = feedback.publish_terms(loading.pack.feedback, valid_from=begins, by=loading.by, now=loading.now)
    if changed:
        loading.changes.append(f"feedback: {changed} changed")


def _hotline(loading: Loading) -> None:
    if not loading.pack.hotline:
        return
    changed = hotline.publish(loading.pack.hotline, by=loading.by, now=loading.now)
    if changed:
        loading.changes.append(f"hotline: {changed} changed")


def _letters(loading: Loading) -> None:
    if loading.pack.letters and letters.publish_terms(loading.pack.letters, by=loading.by, now=loading.now):
        loading.changes.append("letters: changed")


OF_REPORTS = ("denunciation_words", "complaint_words", "complaint_guide")
"""What is decided once, for reports and petitions alike."""


def _petitions(loading: Loading) -> None:
    if not loading.pack.petitions:
        return
    shared = {key: loading.pack.feedback[key] for key in OF_REPORTS if key in loading.pack.feedback}
    changed = petitions.publish_terms({**shared, **loading.pack.petitions}, by=loading.by, now=loading.now)
    if changed:
        loading.changes.append(f"petitions: {changed} changed")


def _installation(loading: Loading) -> Installation:
    body = loading.pack.body
    portal = {
        "name": body["name"],
        **body["portal"],
        "hotline": body.get("hotline", ""),
        "area_kinds": body.get("area_kinds", {}),
        "agency_kinds": body.get("agency_kinds", {}),
    }
    return kept(
        loading.changes,
        Installation,
        {"pk": 1},
        {"pack": loading.pack.code, "portal": portal},
        f"pack {loading.pack.code}",
        made={"loaded_at": loading.now},
    )


def _then(rows: list[Period], day: date) -> Period | None:
    there = (row for row in rows if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to))
    return next(there, rows[-1] if rows else None)


def _pk(row: Model | None) -> int | None:
    return None if row is None else row.pk


def _storeys(rows: Sequence[Placed]) -> list[list[Placed]]:
    """Rows that stand with their parents before them, in groups that need only the groups before."""
    height: dict[str, int] = {"": -1}
    storeys: list[list[Placed]] = []
    for row in rows:
        height[row.code] = max(height[row.parent] + 1, height.get(row.code, 0))
        while len(storeys) <= height[row.code]:
            storeys.append([])
        storeys[height[row.code]].append(row)
    return storeys
