"""A province pack as values: what its files say, once they have been found sound.

Tables (areas, agencies …) are one value a row; the YAML files keep their own mappings (`body`), with days as
`date` and every text composed (NFC). Periods run from day to day, both included; an open end is `None`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Area:
    """A unit of the land for one period; `parent` is the code of the unit around it, or empty.

    `successor` is the code of the unit that it becomes part of on the day after `valid_to`, where one is named.
    """

    code: str
    name: str
    name_en: str
    kind: str
    parent: str
    valid_from: date
    valid_to: date | None
    source: str
    successor: str = ""


@dataclass(frozen=True)
class Agency:
    """An agency or one-stop unit for one period; `mark`: its code was `seen`, is `known` or `made_up`.

    `successor` is the code of whoever takes its work over on the day after `valid_to`, where one is named.
    """

    code: str
    name: str
    name_en: str
    short_name: str
    symbol: str
    kind: str
    parent: str
    area: str
    calendar: str
    valid_from: date
    valid_to: date | None
    mark: str
    source: str
    successor: str = ""


@dataclass(frozen=True)
class Contact:
    """How the public reaches an agency for one period; `made_up` is shown wherever the contact is."""

    agency: str
    phone: str
    email: str
    address: str
    hours_vi: str
    hours_en: str
    made_up: bool
    source: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Counter:
    """A numbered counter of an agency and what is received there."""

    agency: str
    number: int
    title_vi: str
    title_en: str


@dataclass(frozen=True)
class CalendarFile:
    """A working calendar; `body` is what `kernel.worktime` reads."""

    code: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class RouteFile:
    """A route; `body` is what `kernel.route` reads, the period taken out of it.

    Without a `valid_from` of its own a route is in force as early as the first procedure that names it, or
    as the reports whose category does.
    """

    code: str
    body: Mapping[str, Any]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class ProcedureFile:
    """A procedure with its e-form; `body` is procedure.yaml and `form` is form.yaml, as written."""

    code: str
    body: Mapping[str, Any]
    form: Mapping[str, Any]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Pack:
    """The whole pack; `body` is pack.yaml (names, portal, kinds of areas and agencies, sources).

    Areas and agencies stand with their parents before them. `papers` is the folder of the paper templates; `words`
    (words.yaml) are what people say for what is meant; `publication` (publication.yaml) what one-stop units publish;
    `feedback` (feedback.yaml) what may be reported, and whose business it is; `hotline` (hotline.yaml) its hotline;
    `letters` (letters.yaml) its official letters; `petitions` (petitions.yaml) how voters' petitions are answered.
    """

    code: str
    body: Mapping[str, Any]
    areas: tuple[Area, ...]
    agencies: tuple[Agency, ...]
    contacts: tuple[Contact, ...]
    counters: tuple[Counter, ...]
    calendars: tuple[CalendarFile, ...]
    routes: tuple[RouteFile, ...]
    procedures: tuple[ProcedureFile, ...]
    papers: Path
    words: Mapping[str, Any]
    publication: tuple[Mapping[str, Any], ...]
    feedback: Mapping[str, Any]
    hotline: Mapping[str, Any]
    letters: Mapping[str, Any]
    petitions: Mapping[str, Any]
