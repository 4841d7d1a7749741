"""The e-forms of a pack: each answer has its schema and its page, and a condition only looks back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.places import check_known
from motcua.domain.packs.rules.shapes import FORM
from motcua.domain.packs.rules.shaping import check_shape, plain
from motcua.domain.packs.rules.tables import parse_day
from motcua.domain.procedures.rules.faults import DEFAULT_RULES, FORMATS, form_faults
from motcua.kernel.reading import Place

_KEYWORDS = frozenset(
    (
        *("type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"),
        *("multipleOf", "items", "minItems", "maxItems", "x-not-after", "x-not-before"),
    )
)
_SAID = ("type", "format")
"""What the schema of a field has to say as the component of the field says it."""
_TAKEN = frozenset({"giay-to", "xem-lai", "nop", "xoa"})
"""Names of the steps that every filing has after the form: a page of that name could not be reached."""
_CHOICES = ("radios", "select")


@dataclass
class Asked:
    """The fields of a form in the order they are asked, and the answers each may have."""

    schemas: Mapping[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def answers(self, name: str) -> list[Any] | None:
        """The answers that are possible; `None` where they are not a short list."""
        schema = self.schemas.get(name)
        if not isinstance(schema, Mapping):
            return None
        if schema.get("type") == "boolean":
            return [True, False]
        return list(schema["enum"]) if isinstance(schema.get("enum"), list) else None


def check_form(document: Document, found: Findings) -> Asked:
    """Note every fault of one form file; what it asks, for the papers and fees that depend on it."""
    before = len(found)
    check_shape(document, FORM, found)
    asked = Asked(_schemas(document, found))
    at_work = _Form(document, asked, found)
    at_work.check_pages()
    at_work.check_rules()
    for name in asked.schemas:
        if name not in asked.lines:
            found.add(
                "field-not-asked",
                document.file,
                document.line("schema", "properties", name),
                f"Câu hỏi {shown(name)} có schema nhưng không nằm ở trang nào.",
                f"The field {shown(name)} has a schema and stands on no page.",
            )
    if len(found) == before:  # whatever else keeps the portal from asking it
        for fault in form_faults(document.body):
            line = document.line(*fault.place)
            found.add(
                "bad-form",
                document.file,
                line,
                f"Không dùng được tờ khai: {fault.why}",
                f"The form cannot be used: {fault.why}",
            )
    return asked


def check_when(document: Document, place: Place, when: Any, asked: Asked, found: Findings) -> None:
    """Note a condition on a field that is not there, or on an answer it cannot have."""
    for name, values in when.items() if isinstance(when, Mapping) else ():
        line = document.line(*place, name)
        if not check_known(found, "unknown-field", (document.file, line, "when"), str(name), asked.lines):
            continue
        possible = asked.answers(str(name))
        for value in values if isinstance(values, list) else ():
            if possible is not None and not any(value == one and type(value) is type(one) for one in possible):
                found.add(
                    "impossible-answer",
                    document.file,
                    line,
                    f"when: câu hỏi {shown(name)} không có câu trả lời {shown(value)}.",
                    f"when: the field {shown(name)} has no answer {shown(value)}.",
                )


def check_answer_schema(document: Document, place: Place, schema: Any, found: Findings) -> None:
    """Note a JSON Schema (2020-12) that is none, or that says what the program does not check."""
    line, file = document.line(*place), document.file
    if not isinstance(schema, Mapping):
        found.add("bad-schema", file, line, "Schema phải là một nhóm mục.", "The schema must be a mapping.")
        return
    if fault := _schema_fault(json.dumps(plain(schema))):
        where, why = document.line(*place, *fault[0]), shown(fault[1])
        found.add(
            "bad-schema",
            file,
            where,
            f"Schema không đúng JSON Schema 2020-12: {why}.",
            f"This is no JSON Schema 2020-12: {why}.",
        )
        return
    for keyword in schema:
        if keyword not in _KEYWORDS:
            found.add(
                "unknown-keyword",
                file,
                document.line(*place, keyword),
                f"Schema có từ khóa {shown(keyword)} mà chương trình không kiểm tra.",
                f"The schema has the keyword {shown(keyword)}, which the program does not check.",
            )
    if "type" not in schema:
        found.add("bad-schema", file, line, "Schema thiếu type.", "The schema has no type.")
    if "format" in schema and str(schema["format"]) not in FORMATS:
        found.add(
            "unknown-format",
            file,
            document.line(*place, "format"),
            f"format {shown(schema['format'])} phải là một trong {', '.join(sorted(FORMATS))}.",
            f"The format {shown(schema['format'])} must be one of {', '.join(sorted(FORMATS))}.",
        )
    for keyword in ("x-not-after", "x-not-before"):
        if keyword in schema and not _is_bound(str(plain(schema[keyword]))):
            found.add(
                "bad-date",
                file,
                document.line(*place, keyword),
                f"{keyword}: {shown(schema[keyword])} phải là today hoặc một ngày dạng 2024-10-01.",
                f"{keyword}: {shown(schema[keyword])} must be today or a day such as 2024-10-01.",
            )


@lru_cache(maxsize=1024)  # a form says the same of many answers
def _schema_fault(schema: str) -> tuple[tuple[str, ...], str] | None:
    """Where in a schema (as JSON) it stops being one, and why."""
    try:
        Draft202012Validator.check_schema(json.loads(schema))
    except SchemaError as problem:
        return tuple(step for step in problem.absolute_path if isinstance(step, str)), problem.message
    return None


def _is_bound(written: str) -> bool:
    try:
        return written == "today" or bool(parse_day(written))
    except ValueError:
        return False


def _schemas(document: Document, found: Findings) -> Mapping[str, Any]:
    schema = document.body.get("schema") if isinstance(document.body, Mapping) else None
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    if not isinstance(properties, Mapping):
        return {}
    for name, each in properties.items():
        check_answer_schema(document, ("schema", "properties", name), each, found)
    return {str(name): each for name, each in properties.items()}


@dataclass
class _Form:
    document: Document
    asked: Asked
    found: Findings

    def check_pages(self) -> None:
        """Page by page, in the order they are shown, so that a condition can only look back."""
        ids: dict[str, int] = {}
        events = 0
        for place, page in self._listed(self.document.body, ("pages",)):
            line = self.document.line(*place, "id")
            earlier = ids.setdefault(str(page.get("id")), line)
            if earlier != line:
                self._add(
                    "duplicate-page",
                    line,
                    f"Trang {shown(page.get('id'))} đã có ở dòng {earlier}.",
                    f"The page {shown(page.get('id'))} stands on line {earlier} already.",
                )
            if page.get("id") in _TAKEN:
                self._add(
                    "reserved-page",
                    line,
                    f"Trang không được mang tên {shown(page.get('id'))}: tên này đã dùng cho một bước nộp hồ sơ.",
                    f"A page may not be called {shown(page.get('id'))}: a step of filing has that name.",
                )
            self._check_when(place, page)
            for at, entry in self._listed(page, (*place, "fields")):
                self._check_field(at, entry)
                events += entry.get("component") == "area_of_event"
                if events == 2 and entry.get("component") == "area_of_event":
                    self._add(
                        "two-event-areas",
                        self.document.line(*at, "component"),
                        "Tờ khai chỉ được hỏi nơi giải quyết (area_of_event) một lần.",
                        "A form asks for the area of the event once.",
                    )
        if not events:
            self._add(
                "no-event-area",
                self.document.line("pages"),
                "Tờ khai chưa hỏi nơi giải quyết: cần một câu hỏi area_of_event.",
                "The form lacks a field area_of_event, which decides who is competent.",
            )

    def check_rules(self) -> None:
        """The rules across fields, and the answers that name the dossier."""
        for place, rule in self._listed(self.document.body, ("check",)):
            self._check_names((*place, "fields"), rule.get("fields"))
            check_when(self.document, (*place, "when"), rule.get("when"), self.asked, self.found)
        if isinstance(self.document.body, Mapping):
            self._check_names(("subject",), self.document.body.get("subject"))

    def _check_field(self, place: Place, entry: Mapping[str, Any]) -> None:
        name, component = entry.get("name"), entry.get("component")
        line = self.document.line(*place)
        self._check_when(place, entry)
        if not isinstance(name, str):
            return
        if name in self.asked.lines:
            self._add(
                "duplicate-field",
                line,
                f"Câu hỏi {shown(name)} đã có ở dòng {self.asked.lines[name]}.",
                f"The field {shown(name)} stands on line {self.asked.lines[name]} already.",
            )
            return
        self.asked.lines[name] = line
        schema = self.asked.schemas.get(name)
        if schema is None:
            self._add(
                "field-without-schema",
                line,
                f"Câu hỏi {shown(name)} chưa có schema.",
                f"The field {shown(name)} has no schema.",
            )
        elif isinstance(schema, Mapping) and str(component) in DEFAULT_RULES:
            self._check_component(place, name, str(component), schema)
        self._check_options(place, name, entry)

    def _check_component(self, place: Place, name: str, component: str, schema: Mapping[str, Any]) -> None:
        rule = DEFAULT_RULES[component]
        for keyword, wanted in ((keyword, rule[keyword]) for keyword in _SAID if keyword in rule):
            if schema.get(keyword) != wanted:
                self._add(
                    "component-differs",
                    self.document.line(*place, "component"),
                    f"Câu hỏi {shown(name)} dùng ô {component} thì schema phải có {keyword}: {wanted}.",
                    f"The field {shown(name)} is a {component}, so its schema must have {keyword}: {wanted}.",
                )

    def _check_options(self, place: Place, name: str, entry: Mapping[str, Any]) -> None:
        options, choice = entry.get("options"), entry.get("component") in _CHOICES
        possible = self.asked.answers(name)
        if choice and options is None:
            self._add(
                "missing-key",
                self.document.line(*place),
                f"Câu hỏi {shown(name)} cần danh sách options.",
                f"The field {shown(name)} needs options.",
            )
        elif not choice and options is not None:
            self._add(
                "unknown-key",
                self.document.line(*place, "options"),
                f"Câu hỏi {shown(name)} không phải để chọn, không cần options.",
                f"The field {shown(name)} is no choice and has no options.",
            )
        elif isinstance(options, Mapping):
            offered = [str(option) for option in options]
            answers = [str(value).lower() if isinstance(value, bool) else str(value) for value in possible or ()]
            for value in answers:
                if value not in offered:
                    self._add(
                        "option-differs",
                        self.document.line(*place, "options"),
                        f"Câu hỏi {shown(name)}: schema có {shown(value)} nhưng options thì không.",
                        f"The field {shown(name)}: the schema has {shown(value)} and the options have not.",
                    )
            for option in options:
                if str(option) not in answers:
                    self._add(
                        "option-differs",
                        self.document.line(*place, "options", option),
                        f"Câu hỏi {shown(name)}: options có {shown(option)} nhưng enum của schema thì không.",
                        f"The field {shown(name)}: the options have {shown(option)}, the enum has not.",
                    )

    def _check_when(self, place: Place, entry: Mapping[str, Any]) -> None:
        """A condition looks back: at a field asked on an earlier page, or above on the same one."""
        when = entry.get("when")
        later = (
            [name for name in when if name in self.asked.schemas and name not in self.asked.lines]
            if isinstance(when, Mapping)
            else []
        )
        for name in later:
            self._add(
                "asked-later",
                self.document.line(*place, "when", name),
                f"when: câu hỏi {shown(name)} được hỏi sau chỗ này, hoặc không được hỏi.",
                f"when: the field {shown(name)} is asked after this, or not at all.",
            )
        kept = (
            {name: values for name, values in when.items() if name not in later} if isinstance(when, Mapping) else None
        )
        check_when(self.document, (*place, "when"), kept, self.asked, self.found)

    def _check_names(self, place: Place, names: Any) -> None:
        for position, name in enumerate(names if isinstance(names, list) else ()):
            at = (self.document.file, self.document.line(*place, position), str(place[-1]))
            check_known(self.found, "unknown-field", at, str(name), self.asked.lines)

    def _listed(self, holder: Any, place: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
        """The mappings in the list under the last key of the place."""
        items = holder.get(place[-1]) if isinstance(holder, Mapping) else None
        for position, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, Mapping):
                yield (*place, position), item

    def _add(self, code: str, line: int, vi: str, en: str) -> None:
        self.found.add(code, self.document.file, line, vi, en)
