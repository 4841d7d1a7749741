"""What is wrong with a form file, each fault with its place, so that a pack can be checked line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from json import dumps, loads
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from motcua.domain.procedures.rules.conditions import condition
from motcua.kernel.reading import Place

TEXT_LENGTH = 250
LONG_TEXT_LENGTH = 4000

DEFAULT_RULES: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "string", "maxLength": TEXT_LENGTH},
    "longtext": {"type": "string", "maxLength": LONG_TEXT_LENGTH},
    "date": {"type": "string", "format": "date", "x-not-before": "1800-01-01"},
    "partial_date": {"type": "string", "format": "partial-date", "x-not-before": "1800-01-01"},
    "radios": {},
    "select": {},
    "checkbox": {"type": "boolean"},
    "integer": {"type": "integer"},
    "identity_number": {"type": "string", "format": "identity-number"},
    "phone": {"type": "string", "format": "phone-vn"},
    "email": {"type": "string", "format": "email", "maxLength": 254},
    "area": {"type": "object", "format": "area"},
    "area_of_event": {"type": "object", "format": "area"},
    "area_of_unit": {"type": "object", "format": "area"},
    "textarea": {"type": "string", "maxLength": LONG_TEXT_LENGTH},
    "number": {"type": "number"},
    "group": {"type": "array"},
}
"""The components a page may use, each with what its answer must be whatever the schema leaves out."""

CHANNELS = ("online", "direct", "post")
"""How a dossier comes in; a page or a question may be asked on some of these only."""

GROUP = "group"
ITEM_COMPONENTS = frozenset(DEFAULT_RULES) - {GROUP, "area_of_event", "area_of_unit"}
"""What one entry of a group may ask: plain questions, no group of its own, and no area that decides who is asked."""
MOST_ENTRIES = 20
"""Entries of a group whose schema names no `maxItems`."""

FORMATS = frozenset({"date", "email", "person-name", "identity-number", "phone-vn", "partial-date", "area"})
PREFILLS = frozenset(
    [
        *(f"account.{fact}" for fact in ("full_name", "birth_date", "identity_number", "phone", "email", "residence")),
        # What was said before the form by who files for somebody else.
        *(
            f"authorisation.{fact}"
            for fact in ("name", "identity_number", "scope", "is_kin", "number", "date", "certified_by", "document")
        ),
    ]
)
CROSS_RULES = {
    "at_least_one": 2,
    "not_same": 1,
    "date_order": 2,
    "number_order": 2,
    "age": 1,
    "sum_is": 2,
    "exactly_one": 1,
    "identity_agrees": 2,
}
"""Rules across fields, each with how many fields it needs."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
_PAGE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY_OR_TODAY = re.compile(r"today|[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Fault:
    """One thing wrong at one place of a form file."""

    place: Place
    why: str

    def __str__(self) -> str:
        where = ".".join(str(step) for step in self.place)
        return f"{where}: {self.why}" if where else self.why


def form_faults(written: object) -> list[Fault]:
    """Everything that keeps a form file from being a form, in the order of the file."""
    if not isinstance(written, Mapping):
        return [Fault((), "a form is a mapping of form, schema and pages.")]
    return list(_faults(written))


def _faults(written: Mapping[str, Any]) -> Iterator[Fault]:
    schema = written.get("schema")
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    if not isinstance(properties, Mapping):
        yield Fault(("schema",), "a form has a schema of type object with properties, one for each answer.")
        return
    for name, rule in properties.items():
        yield from _schema_faults(rule, ("schema", "properties", name))
    pages = written.get("pages")
    if not isinstance(pages, list) or not pages:
        yield Fault(("pages",), "a form has a list of pages.")
        return
    asked = _Asked(properties)
    for number, page in enumerate(pages):
        yield from asked.page_faults(page, ("pages", number))
    for name in properties:
        if name not in asked.fields:
            yield Fault(("schema", "properties", name), "no page asks for this answer.")
    yield from asked.group_faults()
    events = [name for name, component in asked.fields.items() if component == "area_of_event"]
    if len(events) != 1:
        yield Fault(("pages",), f"exactly one field is area_of_event; here there are {len(events)}.")
    yield from _cross_faults(written, asked)
    summary = written.get("summary")
    subject = written.get("subject") or (summary.get("subject") if isinstance(summary, Mapping) else None) or []
    if not isinstance(subject, list):
        yield Fault(("subject",), "the subject is a list of fields.")
        return
    for name in subject:
        if name not in asked.fields:
            yield Fault(("subject",), f"no field is named {name}.")


def _schema_faults(rule: object, place: Place) -> Iterator[Fault]:
    if not isinstance(rule, Mapping):
        yield Fault(place, "the schema of an answer is a mapping.")
        return
    if any(key.startswith("$") for key in _keys(rule)):
        yield Fault(place, "keywords that begin with $ are not used: a schema refers to nothing outside itself.")
        return
    if problem := _no_schema(dumps(_with_text_keys(rule), sort_keys=True, default=str)):
        yield Fault(place, f"this is not JSON Schema 2020-12 ({problem}).")
        return
    if "format" in rule and rule["format"] not in FORMATS:
        yield Fault(
            (*place, "format"),
            f"there is no format {rule['format']}; there are {', '.join(sorted(FORMATS))}.",
        )
    for key in ("x-not-after", "x-not-before"):
        if key in rule and not _DAY_OR_TODAY.fullmatch(str(rule[key])):
            yield Fault((*place, key), f"{key} is today or a day such as 1900-01-01.")


@lru_cache(maxsize=4096)
def _no_schema(written: str) -> str:
    """Why this is no JSON Schema; empty for one. Most forms ask what other forms ask, so each is looked at once."""
    try:
        Draft202012Validator.check_schema(loads(written))
    except SchemaError as problem:
        return problem.message[:200]
    return ""


def _with_text_keys(value: object) -> object:
    """The value as JSON has it, where every key is a text."""
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(each) for key, each in value.items()}
    return [_with_text_keys(each) for each in value] if isinstance(value, list) else value


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


class _Asked:
    """Reads pages in their order and knows which fields were asked before."""

    def __init__(self, properties: Mapping[str, Any]) -> None:
        self.properties = properties
        self.fields: dict[str, str] = {}
        self.groups: list[tuple[Place, Mapping[str, Any]]] = []
        self.page_ids: set[str] = set()

    def page_faults(self, page: object, place: Place) -> Iterator[Fault]:
        if not isinstance(page, Mapping):
            yield Fault(place, "a page is a mapping of id, title and fields.")
            return
        page_id = page.get("id")
        if not isinstance(page_id, str) or not _PAGE_ID.fullmatch(page_id):
            yield Fault((*place, "id"), "the id of a page is made of lower-case letters, digits and hyphens.")
        elif page_id in self.page_ids:
            yield Fault((*place, "id"), f"two pages are called {page_id}.")
        else:
            self.page_ids.add(page_id)
        yield from _words_fault(page, "title", place)
        yield from _channel_fault(page, place)
        yield from self._when_faults(page, place)
        fields = page.get("fields")
        if not isinstance(fields, list) or not fields:
            yield Fault((*place, "fields"), "a page has a list of fields.")
            return
        for number, field in enumerate(fields):
            yield from self._field_faults(field, (*place, "fields", number))
            if isinstance(field, Mapping) and field.get("component") == GROUP and len(fields) > 1:
                yield Fault((*place, "fields", number), "a group stands alone on its page.")

    def _field_faults(self, field: object, place: Place) -> Iterator[Fault]:
        if not isinstance(field, Mapping):
            yield Fault(place, "a field is a mapping of name, component and label.")
            return
        name, component = field.get("name"), field.get("component")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            yield Fault((*place, "name"), "the name of a field is made of lower-case letters, digits and underscores.")
            return
        if name in self.fields:
            yield Fault((*place, "name"), f"the field {name} is asked a second time.")
        if name not in self.properties:
            yield Fault((*place, "name"), f"the schema has no answer {name}.")
        if not isinstance(component, str) or component not in DEFAULT_RULES:
            known = ", ".join(DEFAULT_RULES)
            yield Fault((*place, "component"), f"there is no component {component}; there are {known}.")
            component = "text"
        yield from _words_fault(field, "label", place)
        yield from _channel_fault(field, place)
        yield from self._when_faults(field, place)
        options = field.get("options")
        if component in {"radios", "select"} and not (isinstance(options, Mapping) and options):
            yield Fault((*place, "options"), f"{component} has options.")
        elif options is not None and not isinstance(options, Mapping):
            yield Fault((*place, "options"), "options are a mapping of value to words.")
        if field.get("prefill") and field["prefill"] not in PREFILLS:
            yield Fault(
                (*place, "prefill"),
                f"there is no {field['prefill']}; there are {', '.join(sorted(PREFILLS))}.",
            )
        self.fields[name] = component
        if component == GROUP:
            self.groups.append((place, field))

    def knows(self, name: str) -> bool:
        """Whether something is asked under this name; an answer of each entry of a group is `group.name`."""
        group, _, inner = name.partition(".")
        if not inner:
            return name in self.fields
        fields = next((each.get("fields") for _, each in self.groups if each.get("name") == group), None)
        return any(isinstance(field, Mapping) and field.get("name") == inner for field in fields or ())

    def group_faults(self) -> Iterator[Fault]:
        """What is wrong inside the groups: each entry is asked like a page of its own."""
        for place, group in self.groups:
            yield from _words_fault(group, "item", place)
            rule = self.properties.get(str(group.get("name")))
            items = rule.get("items") if isinstance(rule, Mapping) else None
            properties = items.get("properties") if isinstance(items, Mapping) else None
            fields = group.get("fields")
            if not isinstance(properties, Mapping) or not isinstance(fields, list) or not fields:
                yield Fault((*place, "fields"), "a group has fields, and a schema of an array of objects with them.")
                continue
            inside = _Asked(properties)
            for number, field in enumerate(fields):
                at = (*place, "fields", number)
                yield from inside._field_faults(field, at)
                component = field.get("component") if isinstance(field, Mapping) else None
                if component in DEFAULT_RULES and component not in ITEM_COMPONENTS:
                    yield Fault(at, f"a group cannot hold {component}.")

    def _when_faults(self, holder: Mapping[str, Any], place: Place) -> Iterator[Fault]:
        when = holder.get("when")
        if when is not None and not isinstance(when, Mapping):
            yield Fault((*place, "when"), "a condition is a mapping of field to its answers.")
        for name, _ in condition(when):
            if name not in self.fields:
                yield Fault((*place, "when"), f"a condition names a field asked before it; {name} is not.")


def _cross_faults(written: Mapping[str, Any], asked: _Asked) -> Iterator[Fault]:
    rules = written.get("check") or []
    if not isinstance(rules, list):
        yield Fault(("check",), "check is a list of rules.")
        return
    for number, rule in enumerate(rules):
        place: Place = ("check", number)
        if not isinstance(rule, Mapping) or rule.get("rule") not in CROSS_RULES:
            yield Fault(place, f"a rule is one of {', '.join(CROSS_RULES)}.")
            continue
        fields = rule.get("fields")
        if not isinstance(fields, list) or len(fields) < CROSS_RULES[rule["rule"]]:
            yield Fault((*place, "fields"), f"a rule of this kind names {CROSS_RULES[rule['rule']]} fields or more.")
            continue
        on = [rule["on"]] if rule.get("on") not in {None, "today"} else []
        for name in [*fields, *on, *(name for name, _ in condition(rule.get("when")))]:
            if not asked.knows(str(name)):
                yield Fault((*place, "fields"), f"no field is named {name}.")
        if rule["rule"] == "age" and not any(isinstance(rule.get(key), int) for key in ("least", "most")):
            yield Fault(place, "a rule about an age has a least or a most.")
        yield from _words_fault(rule, "message", place)


def _channel_fault(holder: Mapping[str, Any], place: Place) -> Iterator[Fault]:
    channels = holder.get("channel")
    if channels is not None and not (
        isinstance(channels, list) and channels and set(map(str, channels)) <= {*CHANNELS}
    ):
        yield Fault((*place, "channel"), f"channel is a list of some of {', '.join(CHANNELS)}.")


def _words_fault(holder: Mapping[str, Any], key: str, place: Place) -> Iterator[Fault]:
    words = holder.get(key)
    text = words.get("vi") if isinstance(words, Mapping) else words
    if not isinstance(text, str) or not text.strip():
        yield Fault((*place, key), f"{key} is missing (vi, and en).")
