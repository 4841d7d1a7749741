"""The e-forms of a pack: each answer has its schema and its page, and a condition only looks back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.places import check_known
from motcua.domain.packs.rules.schemas import answers_of_items, check_answer_schema
from motcua.domain.packs.rules.shapes import FORM
from motcua.domain.packs.rules.shaping import check_shape
from motcua.domain.procedures.rules.faults import CHANNELS, DEFAULT_RULES, GROUP, ITEM_COMPONENTS, form_faults
from motcua.kernel.reading import Place

_SAID = ("type", "format")
"""What the schema of a field has to say as the component of the field says it."""
_TAKEN = frozenset({"giay-to", "xem-lai", "nop", "thay-doi", "xoa", "nop-cho-ai", "nguoi-uy-quyen", "van-ban-uy-quyen"})
"""Names of the steps that every filing has after the form: a page of that name could not be reached."""
_CHOICES = ("radios", "select")


@dataclass
class Asked:
    """The fields of a form in the order they are asked, and the answers each may have."""

    schemas: Mapping[str, Any] = field(default_factory=dict)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)
    """The file and the line on which each field stands."""
    units: list[str] = field(default_factory=list)
    """The questions at which one-stop unit the result is to be handed over (area_of_unit)."""
    channels: dict[str, frozenset[str]] = field(default_factory=dict)
    """How a dossier must come in for a field to be asked, of those that are not always asked."""

    def asked_on(self, name: str, channels: Iterable[str]) -> bool:
        """Whether a field, or the group of an answer inside one, is asked on all of these channels."""
        outer, inner = (self.channels.get(each, frozenset(CHANNELS)) for each in (name.partition(".")[0], name))
        return set(channels) <= outer & inner

    @property
    def names(self) -> set[str]:
        """Every answer that may be named: the fields, and what each entry of a group is asked."""
        inner = {f"{group}.{name}" for group in self.lines for name in answers_of_items(self.schemas.get(group))}
        return inner | self.lines.keys()

    def schema_of(self, name: str) -> Any:
        """The schema of an answer, also of one of each entry of a group (`papers.pages`); `None` without one."""
        group, _, inner = name.partition(".")
        schema = self.schemas.get(group)
        return answers_of_items(schema).get(inner) if inner else schema

    def answers(self, name: str) -> list[Any] | None:
        """The answers that are possible; `None` where they are not a short list."""
        schema = self.schema_of(name)
        if not isinstance(schema, Mapping):
            return None
        if schema.get("type") == "boolean":
            return [True, False]
        return list(schema["enum"]) if isinstance(schema.get("enum"), list) else None


def check_form(document: Document, found: Findings, *, generated: bool = False) -> Asked:
    """Note every fault of one form; what it asks, for the papers and fees that depend on it.

    The form has its blocks in it already. What a `generated` one is made of was held against its shape before.
    """
    before = len(found)
    if not generated:
        check_shape(document, FORM, found)
    asked = Asked(_schemas(document, found))
    at_work = _Form(document, asked, found)
    at_work.check_pages()
    at_work.check_rules()
    for name in asked.schemas:
        if name not in asked.lines:
            found.add(
                "field-not-asked",
                *document.spot("schema", "properties", name),
                f"Câu hỏi {shown(name)} có schema nhưng không nằm ở trang nào.",
                f"The field {shown(name)} has a schema and stands on no page.",
            )
    if len(found) == before:  # whatever else keeps the portal from asking it
        for fault in form_faults(document.body):
            found.add(
                "bad-form",
                *document.spot(*fault.place),
                f"Không dùng được tờ khai: {fault.why}",
                f"The form cannot be used: {fault.why}",
            )
    return asked


def check_when(document: Document, place: Place, when: Any, asked: Asked, found: Findings, *, group: str = "") -> None:
    """Note a condition on a field that is not there, or on an answer it cannot have.

    `group` is the one whose entries the condition may be about too.
    """
    known = asked.lines.keys() | {name for name in asked.names if group and name.startswith(f"{group}.")}
    for name, values in when.items() if isinstance(when, Mapping) else ():
        spot = document.spot(*place, name)
        if not check_known(found, "unknown-field", (*spot, "when"), str(name), known):
            continue
        possible = asked.answers(str(name))
        for value in values if isinstance(values, list) else ():
            if possible is not None and not any(value == one and type(value) is type(one) for one in possible):
                found.add(
                    "impossible-answer",
                    *spot,
                    f"when: câu hỏi {shown(name)} không có câu trả lời {shown(value)}.",
                    f"when: the field {shown(name)} has no answer {shown(value)}.",
                )


def _channels(asked: Mapping[str, Any]) -> frozenset[str]:
    """How a dossier must come in for this page or field to be asked."""
    written = asked.get("channel")
    named = frozenset(each for each in written if each in CHANNELS) if isinstance(written, list) else frozenset()
    return named or frozenset(CHANNELS)


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
        ids: dict[str, Place] = {}
        events = 0
        for place, page in self._listed(self.document.body, ("pages",)):
            at_id = (*place, "id")
            earlier = ids.setdefault(str(page.get("id")), at_id)
            if earlier != at_id:
                where = self.document.line(*earlier)
                self._add(
                    "duplicate-page",
                    at_id,
                    f"Trang {shown(page.get('id'))} đã có ở dòng {where}.",
                    f"The page {shown(page.get('id'))} stands on line {where} already.",
                )
            if str(page.get("id")) in _TAKEN:
                self._add(
                    "reserved-page",
                    at_id,
                    f"Trang không được mang tên {shown(page.get('id'))}: tên này đã dùng cho một bước nộp hồ sơ.",
                    f"A page may not be called {shown(page.get('id'))}: a step of filing has that name.",
                )
            here = _channels(page)
            self._check_when(place, page, here)
            fields = list(self._listed(page, (*place, "fields")))
            for at, entry in fields:
                self._check_field(at, entry, here)
                if entry.get("component") == GROUP and len(fields) > 1:
                    self._add(
                        "group-not-alone",
                        (*at, "component"),
                        f"Nhóm lặp {shown(entry.get('name'))} phải đứng riêng một trang.",
                        f"The group {shown(entry.get('name'))} stands alone on its page.",
                    )
                events += entry.get("component") == "area_of_event"
                if entry.get("component") == "area_of_event" and here & _channels(entry) != {*CHANNELS}:
                    self._add(
                        "event-area-not-everywhere",
                        (*at, "component"),
                        "Nơi giải quyết (area_of_event) phải được hỏi ở mọi cách nộp: bỏ mục channel.",
                        "The area of the event (area_of_event) is asked however one files: leave channel out.",
                    )
                if events == 2 and entry.get("component") == "area_of_event":
                    self._add(
                        "two-event-areas",
                        (*at, "component"),
                        "Tờ khai chỉ được hỏi nơi giải quyết (area_of_event) một lần.",
                        "A form asks for the area of the event once.",
                    )
        if not events:
            self._add(
                "no-event-area",
                ("pages",),
                "Tờ khai chưa hỏi nơi giải quyết: cần một câu hỏi area_of_event.",
                "The form lacks a field area_of_event, which decides who is competent.",
            )

    def check_rules(self) -> None:
        """The rules across fields, and the answers that name the dossier."""
        for place, rule in self._listed(self.document.body, ("check",)):
            self._check_names((*place, "fields"), rule.get("fields"))
            on = rule.get("on")
            if isinstance(on, str) and on != "today":
                at = (*self.document.spot(*place, "on"), "on")
                check_known(self.found, "unknown-field", at, on, self.asked.names)
            check_when(self.document, (*place, "when"), rule.get("when"), self.asked, self.found)
        if isinstance(self.document.body, Mapping):
            self._check_names(("subject",), self.document.body.get("subject"))

    def _check_field(self, place: Place, entry: Mapping[str, Any], around: frozenset[str]) -> None:
        name, component, here = entry.get("name"), entry.get("component"), around & _channels(entry)
        self._check_when(place, entry, here)
        if not isinstance(name, str):
            return
        if component == "area_of_unit":
            self.asked.units.append(name)
        if here != {*CHANNELS}:
            self.asked.channels[name] = here
        if name in self.asked.lines:
            file, line = self.asked.lines[name]
            other = f" ({file})" if file != self.document.file else ""
            self._add(
                "duplicate-field",
                place,
                f"Câu hỏi {shown(name)} đã có ở dòng {line}{other}.",
                f"The field {shown(name)} stands on line {line}{other} already.",
            )
            return
        self.asked.lines[name] = self.document.spot(*place)
        schema = self.asked.schemas.get(name)
        if schema is None:
            self._add(
                "field-without-schema",
                place,
                f"Câu hỏi {shown(name)} chưa có schema.",
                f"The field {shown(name)} has no schema.",
            )
        elif isinstance(schema, Mapping) and str(component) in DEFAULT_RULES:
            self._check_component(place, name, str(component), schema)
        self._check_options(place, name, entry)
        if component == GROUP:
            self._check_group(place, name, entry, here)
        elif "item" in entry or "fields" in entry:
            self._add(
                "unknown-key",
                (*place, "fields" if "fields" in entry else "item"),
                f"Câu hỏi {shown(name)} không phải nhóm lặp (component: group), không có item và fields.",
                f"The field {shown(name)} is no group (component: group) and has no item and no fields.",
            )

    def _check_group(self, place: Place, name: str, entry: Mapping[str, Any], here: frozenset[str]) -> None:
        """The questions of one entry: each with its schema, and none but plain ones."""
        schema_at = ("schema", "properties", name, "items", "properties")
        inside = _Form(self.document, Asked(answers_of_items(self.asked.schemas.get(name))), self.found)
        for key in ("item", "fields"):
            if key not in entry:
                self._add(
                    "missing-key",
                    place,
                    f"Nhóm lặp {shown(name)} thiếu mục {key}.",
                    f"The group {shown(name)} lacks the key {key}.",
                )
        for at, each in self._listed(entry, (*place, "fields")):
            inside._check_field(at, each, here)
            if each.get("component") in DEFAULT_RULES and each["component"] not in ITEM_COMPONENTS:
                self._add(
                    "not-in-group",
                    (*at, "component"),
                    f"Trong nhóm lặp không dùng được ô {each['component']}.",
                    f"A group cannot hold a field {each['component']}.",
                )
        self.asked.channels |= {f"{name}.{inner}": channels for inner, channels in inside.asked.channels.items()}
        for inner in inside.asked.schemas:
            if inner not in inside.asked.lines:
                self._add(
                    "field-not-asked",
                    (*schema_at, inner),
                    f"Câu hỏi {shown(inner)} của nhóm {shown(name)} có schema nhưng không được hỏi.",
                    f"The field {shown(inner)} of the group {shown(name)} has a schema and is not asked.",
                )

    def _check_component(self, place: Place, name: str, component: str, schema: Mapping[str, Any]) -> None:
        rule = DEFAULT_RULES[component]
        for keyword, wanted in ((keyword, rule[keyword]) for keyword in _SAID if keyword in rule):
            whole = component == "number" and schema.get(keyword) == "integer"
            if schema.get(keyword) != wanted and not whole:
                self._add(
                    "component-differs",
                    (*place, "component"),
                    f"Câu hỏi {shown(name)} dùng ô {component} thì schema phải có {keyword}: {wanted}.",
                    f"The field {shown(name)} is a {component}, so its schema must have {keyword}: {wanted}.",
                )

    def _check_options(self, place: Place, name: str, entry: Mapping[str, Any]) -> None:
        options, choice = entry.get("options"), entry.get("component") in _CHOICES
        possible = self.asked.answers(name)
        if choice and options is None:
            self._add(
                "missing-key",
                place,
                f"Câu hỏi {shown(name)} cần danh sách options.",
                f"The field {shown(name)} needs options.",
            )
        elif not choice and options is not None:
            self._add(
                "unknown-key",
                (*place, "options"),
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
                        (*place, "options"),
                        f"Câu hỏi {shown(name)}: schema có {shown(value)} nhưng options thì không.",
                        f"The field {shown(name)}: the schema has {shown(value)} and the options have not.",
                    )
            for option in options:
                if str(option) not in answers:
                    self._add(
                        "option-differs",
                        (*place, "options", option),
                        f"Câu hỏi {shown(name)}: options có {shown(option)} nhưng enum của schema thì không.",
                        f"The field {shown(name)}: the options have {shown(option)}, the enum has not.",
                    )

    def _check_when(self, place: Place, entry: Mapping[str, Any], here: frozenset[str]) -> None:
        """A condition looks back: at a field asked on an earlier page, or above on the same one, and asked there."""
        when = entry.get("when")
        later = (
            [name for name in when if name in self.asked.schemas and name not in self.asked.lines]
            if isinstance(when, Mapping)
            else []
        )
        for name in later:
            self._add(
                "asked-later",
                (*place, "when", name),
                f"when: câu hỏi {shown(name)} được hỏi sau chỗ này, hoặc không được hỏi.",
                f"when: the field {shown(name)} is asked after this, or not at all.",
            )
        for name in when if isinstance(when, Mapping) else ():
            if not self.asked.asked_on(str(name), here):
                self._add(
                    "asked-elsewhere",
                    (*place, "when", name),
                    f"when: câu hỏi {shown(name)} không được hỏi ở mọi cách nộp (channel) mà mục này được hỏi.",
                    f"when: the field {shown(name)} is not asked on every channel on which this is asked.",
                )
        kept = (
            {name: values for name, values in when.items() if name not in later} if isinstance(when, Mapping) else None
        )
        check_when(self.document, (*place, "when"), kept, self.asked, self.found)

    def _check_names(self, place: Place, names: Any) -> None:
        for position, name in enumerate(names if isinstance(names, list) else ()):
            at = (*self.document.spot(*place, position), str(place[-1]))
            check_known(self.found, "unknown-field", at, str(name), self.asked.names)

    def _listed(self, holder: Any, place: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
        """The mappings in the list under the last key of the place."""
        items = holder.get(place[-1]) if isinstance(holder, Mapping) else None
        for position, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, Mapping):
                yield (*place, position), item

    def _add(self, code: str, place: Place, vi: str, en: str) -> None:
        file, line = self.document.spot(*place)
        if file != self.document.file:  # a block is used by many forms: say which one it does not fit
            vi, en = f"{vi} (khi dùng cho {self.document.file})", f"{en} (used by {self.document.file})"
        self.found.add(code, file, line, vi, en)
