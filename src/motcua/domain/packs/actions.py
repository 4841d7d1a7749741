"""Loading a province pack: in one transaction, as often as one likes, saying what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model
from django.db.transaction import atomic

from motcua.domain.agencies import actions as agencies
from motcua.domain.agencies.models import Agency, Area, Calendar, Contact, Counter
from motcua.domain.dossiers.states import IMPLICIT_MOVES, WORKFLOW
from motcua.domain.matters import actions as matters
from motcua.domain.matters import queries as matters_asked
from motcua.domain.packs import rules
from motcua.domain.packs.models import Installation
from motcua.domain.papers import actions as papers
from motcua.domain.papers.models import Template
from motcua.domain.payments.models import Terms
from motcua.domain.procedures import actions as procedures
from motcua.domain.routes import actions as routes
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Malformed, Refused
from motcua.kernel.reading import read_yaml
from motcua.kernel.route import Route, verify
from motcua.kernel.text import fold, sort_key

Row = TypeVar("Row", bound=Model)


@dataclass
class Loading:
    """What is known while a pack is being loaded."""

    pack: rules.Pack
    by: Actor
    now: datetime
    changes: list[str] = field(default_factory=list)
    areas: dict[str, Area] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)


@atomic
def load(directory: Path, *, by: Actor, now: datetime) -> list[str]:
    """Load or update the province; the sentences say what changed, and none means nothing did.

    Raises:
        Malformed: the pack has findings that keep it from being loaded; the first is in the sentence.
    """
    wrong = [finding for finding in rules.check(directory) if finding.blocks]
    if wrong:
        first = wrong[0]
        raise Malformed(
            f"{first.file}:{first.line}: {first.story_en} ({len(wrong)} findings; see `motcua pack check {directory}`)"
        )
    loading = Loading(rules.read(directory), by, now)
    amended = _calendars(loading)
    _areas(loading)
    _agencies(loading)
    _contacts(loading)
    _counters(loading)
    _templates(loading)
    _routes(loading)
    _procedures(loading)
    _payment_terms(loading)
    if _installation(loading).demo:
        papers.mark_specimens(by=by, now=now)
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
    for row in loading.pack.areas:
        loading.areas[row.code] = _kept(
            loading,
            Area,
            {"code": row.code, "valid_from": row.valid_from},
            {
                "valid_to": row.valid_to,
                "name": row.name,
                "name_en": row.name_en,
                "kind": row.kind,
                "parent": loading.areas.get(row.parent),
                "folded": fold(row.name),
                "sort_key": sort_key(row.name),
                "source": row.source,
            },
            f"area {row.code}",
        )


def _agencies(loading: Loading) -> None:
    for row in loading.pack.agencies:
        area = loading.areas.get(row.area)
        loading.agencies[row.code] = _kept(
            loading,
            Agency,
            {"code": row.code, "valid_from": row.valid_from},
            {
                "valid_to": row.valid_to,
                "name": row.name,
                "name_en": row.name_en,
                "short_name": row.short_name,
                "symbol": row.symbol,
                "kind": row.kind,
                "parent": loading.agencies.get(row.parent),
                "area": area,
                "calendar": loading.calendars[row.calendar],
                "folded": fold(f"{row.name} {row.short_name} {area.name if area else ''}"),
                "sort_key": sort_key(row.name),
                "made_up_code": row.mark == "made_up",
                "source": row.source,
            },
            f"agency {row.code}",
        )


def _contacts(loading: Loading) -> None:
    for row in loading.pack.contacts:
        _kept(
            loading,
            Contact,
            {"agency": loading.agencies[row.agency], "valid_from": row.valid_from},
            {
                "valid_to": row.valid_to,
                "phone": row.phone,
                "email": row.email,
                "address": row.address,
                "hours": row.hours_vi,
                "hours_en": row.hours_en,
                "made_up": row.made_up,
                "source": row.source,
            },
            f"contact of {row.agency}",
        )


def _counters(loading: Loading) -> None:
    for row in loading.pack.counters:
        _kept(
            loading,
            Counter,
            {"agency": loading.agencies[row.agency], "number": row.number},
            {"title": row.title_vi, "title_en": row.title_en},
            f"counter {row.agency}/{row.number}",
        )


def _templates(loading: Loading) -> None:
    """Each template is stored as one text: its files one after another."""
    listed = loading.pack.papers / "papers.yaml"
    if not listed.exists():
        return
    for entry in read_yaml(listed):
        source = "\n".join((loading.pack.papers / name).read_text(encoding="utf-8") for name in entry["files"])
        begins = entry["valid_from"]
        _kept(
            loading,
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
            },
            f"paper {entry['code']}",
        )


def _routes(loading: Loading) -> None:
    for file in loading.pack.routes:
        route = Route.from_mapping(file.body, file.code)
        findings = verify(route, WORKFLOW, implicit=IMPLICIT_MOVES)
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
        _kept(loading, Terms, {"pk": 1}, values, "payment terms")


def _installation(loading: Loading) -> Installation:
    body = loading.pack.body
    portal = {
        "name": body["name"],
        **body["portal"],
        "hotline": body.get("hotline", ""),
        "area_kinds": body.get("area_kinds", {}),
        "agency_kinds": body.get("agency_kinds", {}),
    }
    return _kept(
        loading,
        Installation,
        {"pk": 1},
        {"pack": loading.pack.code, "portal": portal},
        f"pack {loading.pack.code}",
        made={"loaded_at": loading.now},
    )


def _kept(
    loading: Loading,
    model: type[Row],
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    name: str,
    *,
    made: Mapping[str, Any] | None = None,
) -> Row:
    """The row with this key, made or brought up to date; a change is noted in a sentence."""
    manager = model._default_manager
    row = manager.filter(**key).order_by("pk").first()
    if row is None:
        loading.changes.append(f"{name}: new")
        return manager.create(**key, **values, **(made or {}))
    different = sorted(_different(row, values))
    if different:
        for column in different:
            setattr(row, column, values[column])
        row.save(update_fields=different)
        loading.changes.append(f"{name}: {', '.join(different)}")
    return row


def _different(row: Model, values: Mapping[str, Any]) -> Iterable[str]:
    return (column for column, value in values.items() if getattr(row, column) != value)
