"""Checks a whole pack, file by file and one file against another, and reads a sound one as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from motcua.domain.packs.rules import pack as values
from motcua.domain.packs.rules.blocks import check_blocks
from motcua.domain.packs.rules.calendars import check_calendar
from motcua.domain.packs.rules.expanding import check_form_uses, expanded
from motcua.domain.packs.rules.feedback import FEEDBACK_FILE, check_feedback, routes_of
from motcua.domain.packs.rules.findings import Finding, Findings, shown
from motcua.domain.packs.rules.folder import Document, Folder
from motcua.domain.packs.rules.forms import Asked, check_form
from motcua.domain.packs.rules.generating import check_general, generated
from motcua.domain.packs.rules.hotline import HOTLINE_FILE, check_hotline
from motcua.domain.packs.rules.letters import LETTERS_FILE, check_letters, with_texts
from motcua.domain.packs.rules.petitions import PETITIONS_FILE, check_petitions, sealed_categories
from motcua.domain.packs.rules.places import Places, check_known, check_places
from motcua.domain.packs.rules.procedures import Around, check_procedure
from motcua.domain.packs.rules.publication import PUBLICATION_FILE, check_publication
from motcua.domain.packs.rules.routes import check_route, route_body
from motcua.domain.packs.rules.shapes import PACK, PAPERS
from motcua.domain.packs.rules.shaping import check_shape
from motcua.domain.packs.rules.succeeding import check_succession
from motcua.domain.packs.rules.tables import AGENCIES, AREAS, CONTACTS, COUNTERS, TABLES, Row, read_table
from motcua.domain.packs.rules.words import WORDS_FILE, check_words
from motcua.kernel.errors import Malformed

PACK_FILE, PAPERS_FILE = "pack.yaml", "papers/papers.yaml"
DEMO_FILES = ("demo.yaml", "demo-reports.yaml")
GENERAL_FILE = "general-form.yaml"

_FORM = r"procedures/[^/]+/form\.yaml"


def check(directory: Path) -> list[Finding]:
    """Everything that is wrong with a pack, by file and line; nothing for a sound one.

    Raises:
        Malformed: there is no such folder, or it is far too large to be a pack.
    """
    checked = _Checked.of(directory)
    return list(checked.found)


def look_over(directory: Path) -> tuple[list[Finding], values.Pack | None]:
    """The findings and, where none of them blocks it, the pack: a folder is read once for both.

    Raises:
        Malformed: there is no such folder, or it is far too large to be a pack.
    """
    checked = _Checked.of(directory)
    findings = list(checked.found)
    return findings, None if any(finding.blocks for finding in findings) else checked.pack()


def read(directory: Path) -> values.Pack:
    """The pack in a folder.

    Raises:
        Malformed: it cannot be read, or has findings that block it; the sentence tells the first.
    """
    findings, pack = look_over(directory)
    if pack is None:
        first = next(finding for finding in findings if finding.blocks)
        raise Malformed(f"{directory / first.file}: line {first.line}: {first.story_vi}")
    return pack


@dataclass
class _Checked:
    """The files of a pack, read and checked in the order in which one leans on another."""

    folder: Folder
    found: Findings
    head: Document | None
    tables: dict[str, list[Row]]
    calendars: dict[str, Document]
    routes: dict[str, Document]
    procedures: dict[str, Document]
    forms: dict[str, Document]
    """Every form as it is asked, its blocks in it, also that of a procedure which brings none."""
    written: frozenset[str]
    """The procedures that bring a form of their own."""

    @classmethod
    def of(cls, directory: Path) -> _Checked:
        found = Findings()
        folder = Folder.read(directory, found)
        folder.require([PACK_FILE, *(table.file for table in TABLES)])
        folder.require(_partners(folder))
        procedures = _documents(folder, r"procedures/[^/]+/procedure\.yaml")
        forms, written = _forms(folder, procedures, found)
        checked = cls(
            folder,
            found,
            folder.document(PACK_FILE),
            {table.file: read_table(folder, table, found) for table in TABLES},
            _documents(folder, r"calendars/[^/]+\.yaml"),
            _documents(folder, r"routes/[^/]+\.yaml"),
            procedures,
            forms,
            written,
        )
        checked._check()
        return checked

    def pack(self) -> values.Pack:
        """The values, of a pack that has no finding that blocks it."""
        assert self.head is not None
        reports = self._optional(FEEDBACK_FILE)
        naming = [(each.body["route"], each.body["valid_from"]) for each in self.procedures.values()]
        petitions = self._optional(PETITIONS_FILE)
        if petitions:
            naming.append((petitions["route"], petitions["valid_from"]))
        routed = _first_days([*naming, *((route, reports["valid_from"]) for route in routes_of(reports))])
        return values.Pack(
            code=self.head.body["pack"],
            body=self.head.body,
            areas=tuple(values.Area(**_dated(row)) for row in _parents_first(self.tables[AREAS.file])),
            agencies=tuple(values.Agency(**_dated(row)) for row in _parents_first(self.tables[AGENCIES.file])),
            contacts=tuple(
                values.Contact(**(_dated(row) | {"made_up": row["made_up"] == "yes"}))
                for row in self.tables[CONTACTS.file]
            ),
            counters=tuple(
                values.Counter(row["agency"], int(row["number"]), row["title_vi"], row["title_en"])
                for row in self.tables[COUNTERS.file]
            ),
            calendars=tuple(values.CalendarFile(code, file.body) for code, file in self.calendars.items()),
            routes=tuple(
                values.RouteFile(
                    code,
                    route_body(file.body),
                    file.body.get("valid_from") or routed.get(code, self.head.body["valid_from"]),
                    file.body.get("valid_to"),
                )
                for code, file in self.routes.items()
            ),
            procedures=tuple(
                values.ProcedureFile(
                    file.body["code"],
                    file.body,
                    self.forms[code].body,
                    file.body["valid_from"],
                    file.body.get("valid_to"),
                )
                for code, file in self.procedures.items()
            ),
            papers=self.folder.root / "papers",
            words=self._optional(WORDS_FILE),
            publication=tuple(self._optional(PUBLICATION_FILE).get("items", ())),
            feedback=reports,
            hotline=self._optional(HOTLINE_FILE),
            letters=with_texts(self._optional(LETTERS_FILE), self.folder),
            petitions=petitions,
        )

    def _check(self) -> None:
        for demonstration in DEMO_FILES:  # their form is the demonstration's own; here they must be readable
            self.folder.document(demonstration)
        for calendar in self.calendars.values():
            check_calendar(calendar, self.found)
        body = self.head.body if self.head and isinstance(self.head.body, Mapping) else {}
        kinds = _mapping(body.get("agency_kinds"))
        places = Places(
            areas=self.tables[AREAS.file],
            agencies=self.tables[AGENCIES.file],
            contacts=self.tables[CONTACTS.file],
            counters=self.tables[COUNTERS.file],
            area_kinds=frozenset(map(str, _mapping(body.get("area_kinds")))),
            agency_kinds=frozenset(map(str, kinds)),
            one_stop_kinds=frozenset(
                str(code) for code, kind in kinds.items() if _mapping(kind).get("one_stop") is True
            ),
            calendars=frozenset(_stems(self.folder, "calendars")),
        )
        if self.head:
            self._check_head(self.head, places)
        if body:
            check_places(places, self.found)
            check_succession(places, self.found)
        if WORDS_FILE in self.folder.present and (words := self.folder.document(WORDS_FILE)):
            check_words(words, places.area_kinds, self.found)
        if PUBLICATION_FILE in self.folder.present and (checklist := self.folder.document(PUBLICATION_FILE)):
            check_publication(checklist, self.found)
        routes = {code: check_route(document, places, self.found) for code, document in self.routes.items()}
        known = dict.fromkeys(_stems(self.folder, "routes")) | routes
        if body and FEEDBACK_FILE in self.folder.present and (reports := self.folder.document(FEEDBACK_FILE)):
            check_feedback(reports, places, known, self.found)
        if HOTLINE_FILE in self.folder.present and (hotline := self.folder.document(HOTLINE_FILE)):
            check_hotline(hotline, places, self.found)
        if body and LETTERS_FILE in self.folder.present and (letters := self.folder.document(LETTERS_FILE)):
            check_letters(letters, self.folder, places, self.found)
        if body and PETITIONS_FILE in self.folder.present and (petitions := self.folder.document(PETITIONS_FILE)):
            sealed = sealed_categories(self._optional(FEEDBACK_FILE))
            check_petitions(petitions, places, known, sealed, self.found)
        around = Around(places, known, self._papers())
        asked = {
            code: check_form(document, self.found, generated=code not in self.written)
            for code, document in self.forms.items()
        }
        self._check_form_codes()
        for code, document in self.procedures.items():
            check_procedure(document, asked.get(code, Asked()), around, self.found)

    def _check_head(self, head: Document, places: Places) -> None:
        check_shape(head, PACK, self.found)
        if isinstance(head.body, Mapping):
            for key, code, known in (
                ("province_code", "unknown-area", places.area_codes),
                ("default_calendar", "unknown-calendar", places.calendars),
            ):
                at = (head.file, head.line(key), key)
                check_known(self.found, code, at, str(head.body.get(key) or ""), known)

    def _check_form_codes(self) -> None:
        seen: dict[str, str] = {}
        for document in self.forms.values():
            code = str(_mapping(document.body).get("form"))
            earlier = seen.setdefault(code, document.file)
            if earlier != document.file:
                self.found.add(
                    "duplicate-key",
                    document.file,
                    document.line("form"),
                    f"Mã tờ khai {shown(code)} đã có trong {earlier}.",
                    f"The form {shown(code)} stands in {earlier} already.",
                )

    def _optional(self, file: str) -> Mapping[str, Any]:
        """What stands in a file that a pack may do without."""
        document = self.folder.document(file) if file in self.folder.present else None
        return _mapping(document.body) if document else {}

    def _papers(self) -> Mapping[str, str] | None:
        """The register of each paper template; every file it is made of must lie beside the list."""
        document = self.folder.document(PAPERS_FILE)
        if document is None:
            return None
        check_shape(document, PAPERS, self.found)
        registers: dict[str, str] = {}
        for position, paper in enumerate(document.body if isinstance(document.body, list) else ()):
            files = _mapping(paper).get("files")
            registers[str(_mapping(paper).get("code"))] = str(_mapping(paper).get("register"))
            for number, name in enumerate(files if isinstance(files, list) else ()):
                if f"papers/{name}" not in self.folder.present:
                    self.found.add(
                        "missing-file",
                        document.file,
                        document.line(position, "files", number),
                        f"Không có tệp papers/{name}.",
                        f"There is no file papers/{name}.",
                    )
        return registers


def _documents(folder: Folder, pattern: str) -> dict[str, Document]:
    """The documents that could be read, by their code: the name of the file, or of the procedure's folder."""
    found = {}
    for file in folder.named(pattern):
        document = folder.document(file)
        if document is not None:
            found[_code(file)] = document
    return found


def _code(file: str) -> str:
    parts = file.split("/")
    return parts[-2] if parts[0] == "procedures" else parts[-1].removesuffix(".yaml")


def _stems(folder: Folder, kind: str) -> list[str]:
    """The codes of the files of a kind, those that cannot be read included: they are not unknown."""
    return [_code(file) for file in folder.named(rf"{kind}/[^/]+\.yaml")]


def _partners(folder: Folder) -> list[str]:
    """A form has its procedure; a procedure has its form, unless the pack has one for all that bring none."""
    names = ("procedure.yaml",) if GENERAL_FILE in folder.present else ("procedure.yaml", "form.yaml")
    return [
        f"procedures/{_code(file)}/{name}"
        for file in folder.named(r"procedures/[^/]+/(procedure|form)\.yaml")
        for name in names
    ]


def _forms(
    folder: Folder, procedures: Mapping[str, Document], found: Findings
) -> tuple[dict[str, Document], frozenset[str]]:
    """The forms as they are asked, and the codes of those that procedures bring themselves."""
    blocks = check_blocks(_documents(folder, r"blocks/[^/]+\.yaml"), found)
    documents = _documents(folder, _FORM)
    for document in documents.values():
        check_form_uses(document, found)
    forms = {code: expanded(document, blocks) for code, document in documents.items()}
    present = {_code(file) for file in folder.named(_FORM)}
    general = folder.document(GENERAL_FILE)
    if general is not None and check_general(general, found):
        bare = (code for code in procedures if code not in present)
        forms |= {code: generated(procedures[code], general, blocks) for code in bare}
    return forms, frozenset(present)


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _dated(row: Row) -> dict[str, Any]:
    return dict(row.cells) | {"valid_from": row.valid_from, "valid_to": row.valid_to}


def _parents_first(rows: Iterable[Row]) -> list[Row]:
    """The same rows, each after those of its parent; the order is otherwise that of the file."""
    waiting, placed, ordered = list(rows), {""}, list[Row]()
    while waiting:
        before = frozenset(placed)
        ready = [row for row in waiting if row["parent"] in before]
        ordered += ready
        placed |= {row["code"] for row in ready}
        waiting = [row for row in waiting if row["parent"] not in before]
    return ordered


def _first_days(naming: Iterable[tuple[str, date]]) -> dict[str, date]:
    """For each route, the day the first of those that name it comes into force."""
    days: dict[str, date] = {}
    for route, begins in naming:
        days[route] = min(begins, days.get(route, begins))
    return days
