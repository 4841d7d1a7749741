"""A form as it is asked: every block in it replaced by the block's questions, their schemas among its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.domain.packs.rules.blocks import Blocks, Piece, Taken, Words, check_uses, copied, listed
from motcua.domain.packs.rules.findings import Findings
from motcua.domain.packs.rules.folder import Document
from motcua.kernel.reading import Place


def expanded(document: Document, blocks: Blocks) -> Document:
    """The form with every block replaced by its questions, and their schemas among those of the form."""
    body = document.body
    if not isinstance(body, Mapping) or not isinstance(body.get("pages"), list):
        return document
    schema = body.get("schema", {"type": "object"})
    properties = schema.get("properties", {}) if isinstance(schema, Mapping) else None
    if not isinstance(properties, Mapping):
        return document
    schemas = dict(properties)
    made = Document(
        document.file,
        {**body, "schema": {**schema, "properties": schemas}, "pages": []},
        {place: line for place, line in document.marks.items() if place[:1] != ("pages",) or len(place) < 3},
        {place: file for place, file in document.taken.items() if place[:1] != ("pages",) or len(place) < 3},
    )
    paged = [
        (page, list(blocks.fields(document, ("pages", number, "fields"), Words())) if isinstance(page, Mapping) else [])
        for number, page in enumerate(body["pages"])
    ]
    names = {str(taken.entry.value.get("name")) for _, fields in paged for taken in fields}
    for number, (page, fields) in enumerate(paged):
        if not isinstance(page, Mapping):
            made.body["pages"].append(page)
            continue
        written = dict(page)
        if isinstance(page.get("fields"), list):
            written["fields"] = []
        made.body["pages"].append(written)
        for key in page:
            if key != "fields":
                copied(document, ("pages", number, key), page[key], Words()).put(made, ("pages", number, key))
        made.marks[("pages", number, "fields")] = document.line("pages", number, "fields")
        for taken in fields:
            _add_field(made, ("pages", number, "fields"), taken, schemas, ("schema", "properties"), names, blocks)
    return made


def _add_field(  # noqa: PLR0917  # where the question and where its schema go
    made: Document,
    place: Place,
    taken: Taken,
    schemas: dict[str, Any],
    schema_place: Place,
    names: set[str],
    blocks: Blocks,
) -> None:
    entry = _without_strangers(taken, names)
    entries = made.body
    for step in place:
        entries = entries[step]
    at = (*place, len(entries))
    name = str(entry.value.get("name"))
    entries.append(dict(entry.value))
    entry.put(made, at)
    if taken.schema is not None and name not in schemas:
        schemas[name] = taken.schema.value
        taken.schema.put(made, (*schema_place, name))
    if isinstance(entry.value.get("fields"), list):
        _add_items(made, at, name, schemas, schema_place, blocks)


def _add_items(  # noqa: PLR0917
    made: Document, at: Place, name: str, schemas: dict[str, Any], schema_place: Place, blocks: Blocks
) -> None:
    """The questions of one entry of a group, with their schemas in the schema of the entry."""
    if not any(isinstance(each, Mapping) and "block" in each for each in listed(made.body, (*at, "fields"))):
        return
    inner = list(blocks.fields(made, (*at, "fields"), Words()))
    group = schemas.get(name)
    items = dict(group.get("items") or {}) if isinstance(group, Mapping) else {}
    properties = dict(items.get("properties") or {})
    schemas[name] = {**(group or {"type": "array"}), "items": {"type": "object", **items, "properties": properties}}
    written = made.body
    for step in at:
        written = written[step]
    written["fields"] = []
    for place in [each for each in made.marks if each[: len(at) + 1] == (*at, "fields") and len(each) > len(at) + 1]:
        made.taken.pop(place, None)
        del made.marks[place]
    siblings = {str(taken.entry.value.get("name")) for taken in inner}
    inside = (*schema_place, name, "items", "properties")
    for taken in inner:
        _add_field(made, (*at, "fields"), taken, properties, inside, siblings, blocks)


def check_form_uses(document: Document, found: Findings) -> None:
    """Note every use of a block in a form that is not written as it should be."""
    if isinstance(document.body, Mapping) and isinstance(document.body.get("pages"), list):
        for place in _lists_of_fields(document.body):
            check_uses(document, place, found)


def _lists_of_fields(body: Mapping[str, Any]) -> Iterator[Place]:
    """Every list of questions of a form: those of its pages, and those of the groups on them."""
    for number, page in enumerate(body["pages"]):
        yield ("pages", number, "fields")
        for position, entry in enumerate(listed(page, ("fields",))):
            if isinstance(entry, Mapping) and isinstance(entry.get("fields"), list):
                yield ("pages", number, "fields", position, "fields")


def _without_strangers(taken: Taken, names: set[str]) -> Piece:
    """The entry without the block's own conditions on questions that this form does not ask."""
    when = taken.entry.value.get("when")
    strangers = taken.own - names
    if not strangers or not isinstance(when, Mapping):
        return taken.entry
    kept = {name: values for name, values in when.items() if name not in strangers}
    value = {**taken.entry.value, "when": kept}
    if not kept:
        del value["when"]
    return Piece(value, taken.entry.spots)
