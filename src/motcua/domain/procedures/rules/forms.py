"""An e-form as values: its pages and fields, which of them are asked, and their order.

Built from the pack's form file; a form that could not be asked page by page is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from motcua.domain.procedures.rules.conditions import Answers, When, condition, holds
from motcua.domain.procedures.rules.faults import DEFAULT_RULES, GROUP, MOST_ENTRIES, form_faults
from motcua.kernel.errors import Malformed, NotFound


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the pack in its languages; as `str` it is in the language of the moment."""

    vi: str = ""
    en: str = ""

    @classmethod
    def of(cls, written: object) -> Words:
        """As a pack writes it: `{vi, en}`, or one text for all languages."""
        if isinstance(written, Mapping):
            return cls(str(written.get("vi") or ""), str(written.get("en") or ""))
        return cls("" if written is None else str(written))

    def in_language(self, language: str) -> str:
        """The text in this language; in Vietnamese where it has not been translated."""
        return (self.en if language.startswith("en") else "") or self.vi

    def __str__(self) -> str:
        return self.in_language(get_language() or "vi")

    def __bool__(self) -> bool:
        return bool(self.vi or self.en)


@dataclass(frozen=True, eq=False)
class Field:
    """One question of a form. `rule` is the JSON Schema of its answer, completed from its component."""

    name: str
    component: str
    label: Words
    called: Words
    hint: Words
    options: tuple[tuple[object, Words], ...]
    required: bool
    when: When
    prefill: str
    autocomplete: str
    width: str
    rule: Mapping[str, Any]
    item: Words = Words()
    """Of a group: what one of its entries is called."""
    fields: tuple[Field, ...] = ()
    """Of a group: what each of its entries is asked."""
    channels: tuple[str, ...] = ()
    """How a dossier must come in for it to be asked; empty where it is always asked."""

    @classmethod
    def of(cls, written: Mapping[str, Any], schema: Mapping[str, Any]) -> Field:
        """A field as a pack writes it, with the schema of its answer."""
        component = _component(str(written["component"]), schema)
        label = Words.of(written["label"])
        offered = [(_value(key, schema), Words.of(text)) for key, text in (written.get("options") or {}).items()]
        options = tuple(sorted(offered, key=lambda option: _rank(option[0], schema.get("enum") or ())))
        rule: dict[str, Any] = {**DEFAULT_RULES.get(component, {}), **schema}
        if options and "enum" not in rule and "const" not in rule:
            rule["enum"] = [value for value, _ in options]
        inner = (schema.get("items") or {}).get("properties") or {}
        return cls(
            name=str(written["name"]),
            component=component,
            label=label,
            called=Words.of(written["called"]) if "called" in written else _called(label),
            hint=Words.of(written.get("hint")),
            options=options,
            required=bool(written.get("required", True)),
            when=condition(written.get("when")),
            prefill=str(written.get("prefill") or ""),
            autocomplete=str(written.get("autocomplete") or ""),
            width=str(written.get("width") or ""),
            rule=rule,
            item=Words.of(written.get("item")),
            fields=tuple(Field.of(each, inner[str(each["name"])]) for each in written.get("fields") or ()),
            channels=tuple(str(each) for each in written.get("channel") or ()),
        )

    def on(self, channel: str) -> Field:
        """The question as it is asked of who files so: of a group, without what its entries are asked elsewhere."""
        kept = tuple(each for each in self.fields if asked_on(each, channel))
        return self if kept == self.fields else replace(self, fields=kept)

    @property
    def most(self) -> int:
        """Of a group: how many entries it may have."""
        return int(self.rule.get("maxItems", MOST_ENTRIES))

    @property
    def least(self) -> int:
        """Of a group: how many entries it must have."""
        return int(self.rule.get("minItems", 1 if self.required else 0))

    def shown(self, entry: Answers) -> list[Field]:
        """Of a group: what is asked of an entry with these answers; a condition names only fields before it."""
        kept = self.pruned(entry)
        return [field for field in self.fields if holds(field.when, kept)]

    def pruned(self, entry: Answers) -> dict[str, object]:
        """Of a group: the answers of an entry to what is asked of it."""
        kept: dict[str, object] = {}
        for field in self.fields:
            if field.name in entry and holds(field.when, kept):
                kept[field.name] = entry[field.name]
        return kept

    @property
    def kind(self) -> str:
        """What its answer is: its component, but for the formats that a plain text may have."""
        if self.component == "text":
            return {
                "person-name": "name",
                "identity-number": "identity_number",
                "phone-vn": "phone",
                "email": "email",
            }.get(str(self.rule.get("format")), "text")
        return self.component

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs that a page posts for it."""
        boxes = {
            "date": ("day", "month", "year"),
            "partial_date": ("day", "month", "year"),
            "area": ("code", "detail", "elsewhere"),
            "area_of_event": ("code", "detail"),
            "area_of_unit": ("code",),
        }.get(self.component, ())
        return tuple(f"{self.name}-{box}" for box in boxes) or (self.name,)

    def option(self, value: object) -> Words | None:
        """What an answer is called among the options."""
        return next((text for option, text in self.options if type(option) is type(value) and option == value), None)


@dataclass(frozen=True, eq=False)
class Page:
    """One topic of a form; `id` is its place in the address."""

    id: str
    title: Words
    intro: Words
    when: When
    fields: tuple[Field, ...]
    channels: tuple[str, ...] = ()

    @classmethod
    def of(cls, written: Mapping[str, Any], schemas: Mapping[str, Any]) -> Page:
        """A page as a pack writes it."""
        return cls(
            id=str(written["id"]),
            title=Words.of(written["title"]),
            intro=Words.of(written.get("intro")),
            when=condition(written.get("when")),
            fields=tuple(Field.of(each, schemas[str(each["name"])]) for each in written["fields"]),
            channels=tuple(str(each) for each in written.get("channel") or ()),
        )

    def on(self, channel: str) -> Page:
        """The page as it is asked of who files so."""
        kept = tuple(each.on(channel) for each in self.fields if asked_on(each, channel))
        return self if kept == self.fields else replace(self, fields=kept)

    def shown(self, kept: Answers) -> list[Field]:
        """The fields that are asked; `kept` are answers without those to hidden fields (`Form.pruned`)."""
        return [field for field in self.fields if holds(field.when, kept)] if holds(self.when, kept) else []


@dataclass(frozen=True, eq=False)
class CrossRule:
    """What several answers must be together; a name with a point in it is an answer of each entry of a group.

    `warns`: it is told of before handing in and does not hinder it. `least` and `most` are full years of age
    `on` a day (a field, or today); `value` are the answers of which exactly one is wanted.
    """

    kind: str
    fields: tuple[str, ...]
    when: When
    message: Words
    warns: bool = False
    least: int | None = None
    most: int | None = None
    on: str = ""
    value: tuple[object, ...] = (True,)

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> CrossRule:
        """A rule as a pack writes it."""
        value = written.get("value", True)
        return cls(
            kind=str(written["rule"]),
            fields=tuple(str(name) for name in written["fields"]),
            when=condition(written.get("when")),
            message=Words.of(written["message"]),
            warns=bool(written.get("warn")),
            least=written.get("least"),
            most=written.get("most"),
            on=str(written.get("on") or ""),
            value=tuple(value) if isinstance(value, list) else (value,),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Every answer it judges by."""
        return (*self.fields, self.on) if self.on not in {"", "today"} else self.fields

    @cached_property
    def asked(self) -> frozenset[str]:
        """The fields of the form that it is about: of an answer inside a group, the group."""
        return frozenset(name.partition(".")[0] for name in self.names)


@dataclass(frozen=True, eq=False)
class Form:
    """An e-form: pages in their order, rules across fields, and the answers that name the dossier."""

    code: str
    version: str
    legal_doc: str
    pages: tuple[Page, ...]
    cross_rules: tuple[CrossRule, ...]
    subject_fields: tuple[str, ...]

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Form:
        """The form of a pack's form file.

        Raises:
            Malformed: it has a fault; the sentence is the first of `form_faults`.
        """
        faults = form_faults(written)
        if faults:
            raise Malformed(f"form {written.get('form', '') if isinstance(written, Mapping) else ''}: {faults[0]}")
        summary = written.get("summary") or {}
        return cls(
            code=str(written.get("form") or ""),
            version=str(written.get("version") or ""),
            legal_doc=str(written.get("legal_doc") or ""),
            pages=tuple(Page.of(each, written["schema"]["properties"]) for each in written["pages"]),
            cross_rules=tuple(CrossRule.of(each) for each in written.get("check") or []),
            subject_fields=tuple(str(name) for name in written.get("subject") or summary.get("subject") or []),
        )

    def on(self, channel: str) -> Form:
        """The form as it is asked of who files so (online, direct, post).

        A rule that names what is not asked there is none there.
        """
        pages = tuple(kept for page in self.pages if asked_on(page, channel) and (kept := page.on(channel)).fields)
        if pages == self.pages:
            return self
        asked = {field.name for page in pages for field in page.fields}
        asked |= {f"{field.name}.{inner.name}" for page in pages for field in page.fields for inner in field.fields}
        return replace(
            self,
            pages=pages,
            cross_rules=tuple(rule for rule in self.cross_rules if {*rule.names} <= asked),
            subject_fields=tuple(name for name in self.subject_fields if name in asked),
        )

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its name, in the order of the form."""
        return {field.name: field for page in self.pages for field in page.fields}

    @cached_property
    def event_field(self) -> Field:
        """The field whose area decides which office is asked."""
        return next(field for field in self.fields.values() if field.component == "area_of_event")

    @cached_property
    def unit_field(self) -> Field | None:
        """The field whose area decides which one-stop unit hands the result over, where one may choose."""
        return next((field for field in self.fields.values() if field.component == "area_of_unit"), None)

    def pruned(self, answers: Answers) -> dict[str, object]:
        """The answers to what is asked; those to hidden fields, and to no field at all, are gone.

        A condition names only fields before it, so one pass settles chains of conditions.
        """
        kept: dict[str, object] = {}
        for page in self.pages:
            if not holds(page.when, kept):
                continue
            for field in page.fields:
                if field.name in answers and holds(field.when, kept):
                    kept[field.name] = _settled(field, answers[field.name])
        return kept

    def visible_pages(self, answers: Answers) -> list[Page]:
        """The pages that are asked: their condition holds and something on them is asked."""
        kept = self.pruned(answers)
        return [page for page in self.pages if page.shown(kept)]

    def visible_fields(self, page: Page, answers: Answers) -> list[Field]:
        """The fields of a page that are asked."""
        return page.shown(self.pruned(answers))

    def page(self, page_id: str) -> Page:
        """The page with this id.

        Raises:
            NotFound: there is none.
        """
        for page in self.pages:
            if page.id == page_id:
                return page
        raise NotFound(f"page {page_id}")

    def next_page(self, page: Page, answers: Answers) -> Page | None:
        """The page asked after this one; `None` after the last."""
        order = self.pages.index(page)
        return next((each for each in self.visible_pages(answers) if self.pages.index(each) > order), None)

    def page_before(self, page: Page, answers: Answers) -> Page | None:
        """The page asked before this one; `None` before the first."""
        order = self.pages.index(page)
        return next((each for each in self.visible_pages(answers)[::-1] if self.pages.index(each) < order), None)


def asked_on(asked: Field | Page, channel: str) -> bool:
    """Whether this is asked of who files so."""
    return not asked.channels or channel in asked.channels


def _component(written: str, schema: Mapping[str, Any]) -> str:
    """The component as the engine calls it: a number that its schema wants whole is an integer."""
    if written == "textarea":
        return "longtext"
    return "integer" if written == "number" and schema.get("type") == "integer" else written


def _settled(field: Field, value: object) -> object:
    """An answer as it is handed in: of each entry of a group, only what is asked of it."""
    if field.component != GROUP or not isinstance(value, list):
        return value
    return [field.pruned(entry) for entry in value if isinstance(entry, Mapping)]


def _rank(value: object, enum: Sequence[object]) -> int:
    """The place of an option in its schema's list: the only order that a database of JSON keeps."""
    return next((place for place, each in enumerate(enum) if type(each) is type(value) and each == value), len(enum))


def _value(key: object, schema: Mapping[str, Any]) -> object:
    """The answer an option stands for: YAML keys are texts, but the schema may want `true` or 3."""
    text = str(key)
    for value in schema.get("enum", ()):
        if text == (str(value).lower() if isinstance(value, bool) else str(value)):
            return value
    if schema.get("type") == "boolean" and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if schema.get("type") == "integer" and text.lstrip("-").isdecimal():
        return int(text)
    return text


def _called(label: Words) -> Words:
    """A label as the subject of a sentence: a question is quoted, a colon at the end is dropped."""

    def subject(text: str) -> str:
        text = text.strip().rstrip(":").strip()
        return f"“{text}”" if text.endswith("?") else text

    return Words(subject(label.vi), subject(label.en))
