"""Blocks: questions that are written once and asked in many forms.

A form names a block where its fields belong; the block's fields take that place, each name with the prefix of
its use before it. What is wrong in a block is told of in the block's own file, on its own line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.schemas import check_answer_schema
from motcua.domain.packs.rules.shapes import BLOCK, BLOCK_USE, FORM_FIELD
from motcua.domain.packs.rules.shaping import check_shape
from motcua.kernel.reading import Place

OWN = "{p}"
"""Stands before a suffix where a condition means a field of the same use of the block."""
ABOUT = "{about}"
"""Stands for whom a use of the block is about, in its labels and hints."""


@dataclass(frozen=True)
class Piece:
    """A value on its way into another document, with the file and line of everything in it."""

    value: Any
    spots: Mapping[Place, tuple[str, int]]

    def put(self, into: Document, place: Place) -> None:
        """Note in a document that is being put together where this piece was written."""
        for inner, (file, line) in self.spots.items():
            into.marks[(*place, *inner)] = line
            if file != into.file:
                into.taken[(*place, *inner)] = file


@dataclass(frozen=True)
class Taken:
    """One question on its way into a form: its entry, its schema, and which of its conditions are the block's own."""

    suffix: str
    entry: Piece
    schema: Piece | None
    own: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Blocks:
    """The blocks of a pack by their name."""

    documents: Mapping[str, Document]
    found: Findings

    def fields(self, holder: Document, place: Place, words: Words, trail: tuple[str, ...] = ()) -> Iterator[Taken]:
        """The questions in a list of fields, every block in it taken apart."""
        for position, entry in enumerate(listed(holder.body, place)):
            at = (*place, position)
            if not isinstance(entry, Mapping):
                continue
            if "block" in entry:
                yield from self._used(holder, at, entry, words, trail)
            else:
                yield _taken(holder, at, entry, words, _schema_place(holder, place, entry))

    def _used(
        self, holder: Document, at: Place, use: Mapping[str, Any], outer: Words, trail: tuple[str, ...]
    ) -> Iterator[Taken]:
        name = str(use["block"])
        block = self.documents.get(name)
        if block is None or not isinstance(block.body, Mapping):
            if block is None:
                self._add(
                    "unknown-block",
                    holder,
                    (*at, "block"),
                    f"Gói không có khối câu hỏi {shown(name)} (blocks/{name}.yaml).",
                    f"The pack has no block {shown(name)} (blocks/{name}.yaml).",
                )
            return
        if name in trail:
            return  # told of where the blocks are checked
        prefix = str(use.get("prefix", block.body.get("prefix", "")))
        said = copied(holder, (*at, "about"), use.get("about"), outer).value
        about = _both(said) or outer.about or _both(block.body.get("about"))
        words = Words(outer.prefix + prefix, about, in_block=True)
        if not about and _mentions(block.body, ABOUT):
            self._add(
                "block-needs-about",
                holder,
                at,
                f"Khối {shown(name)} cần biết hỏi về ai: thêm about.",
                f"The block {shown(name)} must be told whom it is about: add about.",
            )
        inner = list(self.fields(block, ("fields",), words, (*trail, name)))
        kept = self._chosen(holder, at, use, inner)
        condition = copied(holder, (*at, "when"), use.get("when"), outer)
        for taken in kept:
            yield Taken(
                prefix + taken.suffix,
                _with_when(taken.entry, condition),
                taken.schema,
                taken.own,
            )

    def _chosen(self, holder: Document, at: Place, use: Mapping[str, Any], inner: Sequence[Taken]) -> list[Taken]:
        """The questions that `only` and `leave_out` leave, in the order of the block."""
        suffixes = {taken.suffix for taken in inner}
        for key in ("only", "leave_out"):
            for position, suffix in enumerate(listed(use, (key,))):
                if suffix not in suffixes:
                    self._add(
                        "unknown-suffix",
                        holder,
                        (*at, key, position),
                        f"Khối {shown(use['block'])} không có câu hỏi {shown(suffix)}.",
                        f"The block {shown(use['block'])} has no question {shown(suffix)}.",
                    )
        only, without = use.get("only"), listed(use, ("leave_out",))
        return [
            taken
            for taken in inner
            if (not isinstance(only, list) or taken.suffix in only) and taken.suffix not in without
        ]

    def _add(self, code: str, holder: Document, place: Place, vi: str, en: str) -> None:
        self.found.add(code, *holder.spot(*place), vi, en)


@dataclass(frozen=True)
class Words:
    """What a use of a block fills in: the prefix of its names, and whom it is about in each language."""

    prefix: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    in_block: bool = False

    def key(self, key: str | int) -> str | int:
        return key.replace(OWN, self.prefix) if isinstance(key, str) else key

    def text(self, text: str, language: str | int) -> str:
        if ABOUT not in text:
            return text.replace(OWN, self.prefix)
        said = text.replace(ABOUT, self.about.get(str(language), ""))
        return said[:1].upper() + said[1:] if text.startswith(ABOUT) else said


def check_blocks(documents: Mapping[str, Document], found: Findings) -> Blocks:
    """The blocks of a pack, each fault of theirs noted."""
    blocks = Blocks(documents, found)
    for name, document in documents.items():
        check_shape(document, BLOCK, found)
        body = document.body if isinstance(document.body, Mapping) else {}
        if isinstance(body.get("block"), str) and body["block"] != name:
            found.add(
                "name-differs",
                *document.spot("block"),
                f"Khối {shown(body['block'])} phải trùng tên tệp {shown(name)}.",
                f"The block {shown(body['block'])} must be called as its file {shown(name)} is.",
            )
        check_uses(document, ("fields",), found)
        _check_cycle(name, documents, found)
        _check_own(document, blocks, found)
    return blocks


def check_uses(document: Document, place: Place, found: Findings) -> None:
    """Note every use of a block, or question of one, that is not written as it should be."""
    for position, entry in enumerate(listed(document.body, place)):
        if isinstance(entry, Mapping) and "block" in entry:
            check_shape(document, BLOCK_USE, found, (*place, position))
        elif document.file.startswith("blocks/"):
            check_shape(document, FORM_FIELD, found, (*place, position))


def _taken(holder: Document, at: Place, entry: Mapping[str, Any], words: Words, schema_at: Place) -> Taken:
    suffix = str(entry.get("name"))
    piece = copied(holder, at, entry, words)
    value = {**piece.value, "name": words.prefix + suffix} if isinstance(entry.get("name"), str) else piece.value
    schema = holder.body
    for step in schema_at:
        schema = schema.get(step) if isinstance(schema, Mapping) else None
    when = entry.get("when")
    own = {words.key(key) for key in when if OWN in str(key)} if isinstance(when, Mapping) and words.in_block else set()
    return Taken(
        suffix,
        Piece(value, piece.spots),
        None if schema is None else copied(holder, schema_at, schema, Words(words.prefix)),
        frozenset(str(key) for key in own),
    )


def _schema_place(holder: Document, place: Place, entry: Mapping[str, Any]) -> Place:
    """Where the schema of a question of a block is written; those of a form stay where they are."""
    return ("schema", str(entry.get("name"))) if holder.file.startswith("blocks/") and place == ("fields",) else ("-",)


def copied(holder: Document, origin: Place, value: Any, words: Words) -> Piece:
    """A value of a document, its words filled in, with where everything in it is written."""
    spots: dict[Place, tuple[str, int]] = {}

    def copy(value: Any, place: Place) -> Any:
        at = (*origin, *place)
        if at in holder.marks:
            spots[tuple(words.key(step) for step in place)] = holder.spot(*at)
        if isinstance(value, Mapping):
            return {words.key(key): copy(each, (*place, key)) for key, each in value.items()}
        if isinstance(value, list):
            return [copy(each, (*place, position)) for position, each in enumerate(value)]
        return words.text(value, (*origin, *place)[-1]) if isinstance(value, str) else value

    return Piece(copy(value, ()), spots)


def _with_when(entry: Piece, condition: Piece) -> Piece:
    """The entry under a further condition; of what both name, the answers that both allow."""
    if not isinstance(condition.value, Mapping):
        return entry
    own = entry.value.get("when") if isinstance(entry.value.get("when"), Mapping) else {}
    both = {
        name: [value for value in values if value in own[name]]
        if isinstance(own.get(name), list) and isinstance(values, list)
        else values
        for name, values in condition.value.items()
    }
    spots = {("when", *place): spot for place, spot in condition.spots.items()} | dict(entry.spots)
    return Piece({**entry.value, "when": {**own, **both}}, spots)


def _check_cycle(name: str, documents: Mapping[str, Document], found: Findings) -> None:
    """Note a block that comes back to itself, on the line where it first uses another."""
    waiting, seen = [name], set[str]()
    while waiting:
        document = documents.get(waiting.pop())
        for position, entry in enumerate(listed(document.body, ("fields",)) if document else ()):
            used = str(entry["block"]) if isinstance(entry, Mapping) and "block" in entry else ""
            if used == name and document:
                found.add(
                    "block-cycle",
                    *document.spot("fields", position, "block"),
                    f"Khối {shown(name)} dùng lại chính nó.",
                    f"The block {shown(name)} uses itself.",
                )
            elif used and used not in seen:
                seen.add(used)
                waiting.append(used)


def _check_own(document: Document, blocks: Blocks, found: Findings) -> None:
    """Note a question without a schema, a schema without a question, and a condition on what stands below it."""
    asked: set[str] = set()
    schemas = document.body.get("schema") if isinstance(document.body, Mapping) else None
    schemas = schemas if isinstance(schemas, Mapping) else {}
    written = {str(entry.get("name")) for entry in listed(document.body, ("fields",)) if isinstance(entry, Mapping)}
    for name, schema in schemas.items():
        check_answer_schema(document, ("schema", name), schema, found)
        if name not in written:
            found.add(
                "field-not-asked",
                *document.spot("schema", name),
                f"Khối có schema {shown(name)} mà không có câu hỏi này.",
                f"The block has the schema {shown(name)} and no such question.",
            )
    for taken in blocks.fields(document, ("fields",), Words(about={"vi": "…", "en": "…"}, in_block=True)):
        file, line = next(iter(taken.entry.spots.values()), (document.file, 1))
        if taken.schema is None:
            found.add(
                "field-without-schema",
                file,
                line,
                f"Câu hỏi {shown(taken.suffix)} của khối chưa có schema.",
                f"The question {shown(taken.suffix)} of the block has no schema.",
            )
        if taken.suffix in asked:
            found.add(
                "duplicate-field",
                file,
                line,
                f"Khối hỏi {shown(taken.suffix)} hai lần.",
                f"The block asks {shown(taken.suffix)} twice.",
            )
        for name in sorted(taken.own - asked):
            found.add(
                "asked-later",
                *taken.entry.spots.get(("when", name), (file, line)),
                f"when: khối không hỏi {shown(name)} trước chỗ này.",
                f"when: the block does not ask {shown(name)} before this.",
            )
        asked.add(taken.suffix)


def _both(about: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in about.items()} if isinstance(about, Mapping) else {}


def _mentions(value: Any, word: str) -> bool:
    if isinstance(value, Mapping):
        return any(_mentions(each, word) for each in value.values())
    if isinstance(value, list):
        return any(_mentions(each, word) for each in value)
    return isinstance(value, str) and word in value


def listed(holder: Any, place: Place) -> list[Any]:
    """The list at a place; an empty one where there is none."""
    for step in place:
        if isinstance(holder, Mapping):
            holder = holder.get(step)
        elif isinstance(holder, list) and isinstance(step, int) and step < len(holder):
            holder = holder[step]
        else:
            return []
    return holder if isinstance(holder, list) else []
