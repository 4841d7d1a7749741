"""The schemas of answers: JSON Schema 2020-12, and only the keywords that the program checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.shaping import plain
from motcua.domain.packs.rules.tables import parse_day
from motcua.domain.procedures.rules.faults import FORMATS
from motcua.kernel.reading import Place

_KEYWORDS = frozenset(
    (
        *("type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"),
        *("exclusiveMinimum", "exclusiveMaximum", "multipleOf", "items", "properties", "minItems", "maxItems"),
        *("x-not-after", "x-not-before"),
    )
)


def check_answer_schema(document: Document, place: Place, schema: Any, found: Findings) -> None:
    """Note a JSON Schema (2020-12) that is none, or that says what the program does not check."""
    spot = document.spot(*place)
    if not isinstance(schema, Mapping):
        found.add("bad-schema", *spot, "Schema phải là một nhóm mục.", "The schema must be a mapping.")
        return
    if fault := _schema_fault(json.dumps(plain(schema))):
        why = shown(fault[1])
        found.add(
            "bad-schema",
            *document.spot(*place, *fault[0]),
            f"Schema không đúng JSON Schema 2020-12: {why}.",
            f"This is no JSON Schema 2020-12: {why}.",
        )
        return
    for keyword in schema:
        if keyword not in _KEYWORDS:
            found.add(
                "unknown-keyword",
                *document.spot(*place, keyword),
                f"Schema có từ khóa {shown(keyword)} mà chương trình không kiểm tra.",
                f"The schema has the keyword {shown(keyword)}, which the program does not check.",
            )
    if "type" not in schema:
        found.add("bad-schema", *spot, "Schema thiếu type.", "The schema has no type.")
    if "format" in schema and str(schema["format"]) not in FORMATS:
        found.add(
            "unknown-format",
            *document.spot(*place, "format"),
            f"format {shown(schema['format'])} phải là một trong {', '.join(sorted(FORMATS))}.",
            f"The format {shown(schema['format'])} must be one of {', '.join(sorted(FORMATS))}.",
        )
    for keyword in ("x-not-after", "x-not-before"):
        if keyword in schema and not _is_bound(str(plain(schema[keyword]))):
            found.add(
                "bad-date",
                *document.spot(*place, keyword),
                f"{keyword}: {shown(schema[keyword])} phải là today hoặc một ngày dạng 2024-10-01.",
                f"{keyword}: {shown(schema[keyword])} must be today or a day such as 2024-10-01.",
            )
    for name, inner in answers_of_items(schema).items():
        check_answer_schema(document, (*place, "items", "properties", name), inner, found)


def answers_of_items(schema: Any) -> Mapping[str, Any]:
    """The schemas of the answers in one entry of a group; none for any other schema."""
    items = schema.get("items") if isinstance(schema, Mapping) else None
    properties = items.get("properties") if isinstance(items, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


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
