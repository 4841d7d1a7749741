"""The form of a procedure that brings none: the pack's general form, with what this procedure asks in it.

For the engine it is a form like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.domain.packs.rules.blocks import Blocks, Words, copied, listed
from motcua.domain.packs.rules.expanding import expanded
from motcua.domain.packs.rules.findings import Findings
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.shapes import ASK_FIELD, BLOCK_USE, FORM_FIELD, GENERAL_FORM
from motcua.domain.packs.rules.shaping import check_shape
from motcua.domain.procedures.rules.faults import DEFAULT_RULES, GROUP, MOST_ENTRIES
from motcua.kernel.reading import Place

MOST_A_PAGE = 7
"""Questions of `ask` that stand on one page."""


def check_general(document: Document, found: Findings) -> bool:
    """Note every fault of the general form; whether forms can be made of it at all."""
    before = len(found)
    check_shape(document, GENERAL_FORM, found)
    for number, _ in enumerate(listed(document.body, ("pages",))):
        for position, entry in enumerate(listed(document.body, ("pages", number, "fields"))):
            shape = BLOCK_USE if isinstance(entry, Mapping) and "block" in entry else FORM_FIELD
            check_shape(document, shape, found, ("pages", number, "fields", position))
    return len(found) == before


def generated(procedure: Document, general: Document, blocks: Blocks) -> Document:
    """The form of this procedure."""
    body = procedure.body if isinstance(procedure.body, Mapping) else {}
    _check_asked(procedure, ("ask",), blocks.found)
    made = Document(
        procedure.file,
        {
            "form": f"to-khai-{str(body.get('code')).replace('.', '-')}",
            "version": 1,
            "legal_doc": body.get("decision"),
            "valid_from": body.get("valid_from"),
            "subject": list(general.body["subject"]),
            "schema": {"type": "object", "properties": {}},
            "pages": [],
        },
        {("schema",): procedure.line("ask"), ("pages",): procedure.line("ask")},
    )
    schemas = made.body["schema"]["properties"]
    for name, schema in (general.body.get("schema") or {}).get("properties", {}).items():
        schemas[name] = schema
        at: Place = ("schema", "properties", name)
        copied(general, at, schema, Words()).put(made, at)
    for number, page in _pages_for(general.body["pages"], anywhere=body.get("settled_anywhere") is True):
        if page.get("ask") and listed(body, ("ask",)):
            _add_asked(made, procedure, page)
        else:
            at = ("pages", len(made.body["pages"]))
            made.body["pages"].append(dict(page))
            copied(general, ("pages", number), page, Words()).put(made, at)
    return _laid_out(expanded(made, blocks), _named(body))


def _pages_for(pages: Sequence[Any], *, anywhere: bool) -> Iterator[tuple[int, Any]]:
    """The pages with their places, of two with one id the one for what is settled anywhere, or for what is not."""
    special = {page.get("id") for page in pages if page.get("settled_anywhere")}
    for number, page in enumerate(pages):
        if bool(page.get("settled_anywhere")) == anywhere or (anywhere and page.get("id") not in special):
            yield number, page


def _check_asked(procedure: Document, place: Place, found: Findings) -> None:
    """Note every question of `ask`, or of a group in it, that is not written as it should be."""
    for position, entry in enumerate(listed(procedure.body, place)):
        shape = BLOCK_USE if isinstance(entry, Mapping) and "block" in entry else ASK_FIELD
        check_shape(procedure, shape, found, (*place, position))
        if isinstance(entry, Mapping) and "fields" in entry:
            _check_asked(procedure, (*place, position, "fields"), found)


def _add_asked(made: Document, procedure: Document, page: Mapping[str, Any]) -> None:
    number = len(made.body["pages"])
    fields: list[Any] = []
    made.body["pages"].append({**page, "fields": fields})
    for position, entry in enumerate(procedure.body["ask"]):
        origin: Place = ("ask", position)
        copied(procedure, origin, entry, Words()).put(made, ("pages", number, "fields", position))
        plain = isinstance(entry, Mapping) and "block" not in entry
        fields.append(_with_schema(made, procedure, origin, entry) if plain else entry)


def _with_schema(made: Document, procedure: Document, origin: Place, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry as a form has it; its schema goes where a form keeps schemas."""
    name = str(entry.get("name"))
    made.body["schema"]["properties"][name] = _schema(entry)
    at = ("schema", "properties", name)
    copied(procedure, origin, entry, Words()).put(made, at)
    copied(procedure, (*origin, "schema"), entry.get("schema"), Words()).put(made, at)
    kept = {key: value for key, value in entry.items() if key != "schema"}
    if isinstance(entry.get("fields"), list):
        kept["fields"] = [
            {key: value for key, value in each.items() if key != "schema"} if isinstance(each, Mapping) else each
            for each in entry["fields"]
        ]
    return kept


def _schema(entry: Mapping[str, Any]) -> Any:
    """The schema a question brings, or the one that its component tells."""
    component, options = str(entry.get("component")), entry.get("options")
    if component == GROUP:
        inner = {
            str(each.get("name")): _schema(each)
            for each in listed(entry, ("fields",))
            if isinstance(each, Mapping) and "block" not in each
        }
        group = {"type": "array", "minItems": 1, "maxItems": MOST_ENTRIES, **(entry.get("schema") or {})}
        return {**group, "items": {"type": "object", "properties": inner}}
    if "schema" in entry:
        return entry["schema"]
    if isinstance(options, Mapping):
        return {"type": "string", "enum": [str(option) for option in options]}
    return dict(DEFAULT_RULES.get(component, {"type": "string"}))


def _named(body: Mapping[str, Any]) -> set[str]:
    """Every answer that the procedure's papers, fees and results name."""
    names: set[str] = set()
    for key in ("parts", "fees"):
        for entry in listed(body, (key,)):
            if isinstance(entry, Mapping):
                when = entry.get("when")
                names |= {str(name) for name in when} if isinstance(when, Mapping) else set()
                names |= {str(entry.get(key)) for key in ("count", "copies")}
    return names | {name for result in listed(body, ("results",)) for name in _sources(result)}


def _sources(recipe: Any) -> Iterator[str]:
    """The answers that the content of a result paper is made of."""
    if isinstance(recipe, Mapping):
        for key, value in recipe.items():
            if key not in {"name", "code", "register", "template"}:
                yield from _sources(value)
    elif isinstance(recipe, list):
        for each in recipe:
            yield from _sources(each)
    elif isinstance(recipe, str):
        yield recipe.partition("|")[0].partition(".")[0]


def _laid_out(form: Document, names: set[str]) -> Document:
    """The form page by page: those of `if_named` only where the procedure names an answer of theirs, and what
    is asked in addition on as many pages as it needs, a group on one of its own.
    """
    made = Document(form.file, {**form.body, "pages": [], "schema": {"type": "object", "properties": {}}}, {})
    schemas = form.body["schema"]["properties"]
    for place, line in form.marks.items():
        if place[:1] != ("pages",) or len(place) < 2:
            _mark(form, place, made, place, line)
    for number, page in enumerate(form.body["pages"]):
        asked = {str(field.get("name")) for field in page["fields"] if isinstance(field, Mapping)}
        if page.get("if_named") and not asked & names:
            continue
        parts = _parts(page["fields"]) if page.get("ask") else [range(len(page["fields"]))]
        for part, positions in enumerate(parts, start=1):
            at = ("pages", len(made.body["pages"]))
            made.body["pages"].append(_part(page, positions, part, len(parts)))
            _mark_page(form, ("pages", number), made, at, positions)
        made.body["schema"]["properties"] |= {name: each for name, each in schemas.items() if name in asked}
    return made


def _parts(fields: Sequence[Any]) -> list[range]:
    """The positions of the fields of each page."""
    begins = [0]
    for position in range(1, len(fields)):
        full = position - begins[-1] >= MOST_A_PAGE
        if full or _is_group(fields[position]) or _is_group(fields[position - 1]):
            begins.append(position)
    return [range(begin, end) for begin, end in zip(begins, [*begins[1:], len(fields)], strict=True)]


def _part(page: Mapping[str, Any], positions: range, part: int, count: int) -> dict[str, Any]:
    made = {key: value for key, value in page.items() if key not in {"if_named", "ask", "settled_anywhere"}}
    made["fields"] = [page["fields"][position] for position in positions]
    first: Any = made["fields"][0] if made["fields"] else None
    if part > 1:
        made["id"] = f"{page['id']}-{part}"
    if _is_group(first) and isinstance(first.get("label"), Mapping):
        made["title"] = first["label"]
    elif count > 1:
        made["title"] = {language: f"{text} ({part}/{count})" for language, text in page["title"].items()}
    return made


def _mark_page(form: Document, origin: Place, made: Document, at: Place, positions: range) -> None:
    """Where a page that was moved, or parted, is written."""
    for place, line in form.marks.items():
        if place[:2] != origin:
            continue
        if len(place) < 4 or place[2] != "fields":
            _mark(form, place, made, (*at, *place[2:]), line)
        elif place[3] in positions:
            _mark(form, place, made, (*at, "fields", int(place[3]) - positions.start, *place[4:]), line)


def _mark(form: Document, place: Place, made: Document, at: Place, line: int) -> None:
    made.marks[at] = line
    if place in form.taken:
        made.taken[at] = form.taken[place]


def _is_group(entry: Any) -> bool:
    return isinstance(entry, Mapping) and entry.get("component") == GROUP
