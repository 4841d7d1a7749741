"""Reading YAML that strangers wrote: calendars, routes, packs.

Promises that no file, however built, costs more than its size: one too large, too deep, growing through its
aliases, ambiguous or not plain data is refused with one sentence (`Malformed`) that names the line.

Scalars mean what their author sees. Only `true`, `false`, `null`, whole numbers, plain decimals and days
(2024-05-01) are more than text; `07:00`, `13:30`, `on`, `yes`, `0271` and `1e5` stay text, which YAML 1.1
would turn into something else. A code with a decimal point (1.10) must be quoted, or loses its last zero.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from motcua.kernel.errors import Malformed

MAX_BYTES = 1_000_000
MAX_NODES = 100_000
"""How many values (keys included) a document that uses aliases may hold once every alias is written out."""
MAX_DEPTH = 64

Place = tuple[str | int, ...]
"""Where a value stands in its document: keys and positions from the root, `("hours", "mon", 0)`."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_MERGE = "<<"
_TEXT_TAG = "tag:yaml.org,2002:str"


def read_yaml(path: Path) -> Any:
    """The one document in a file of at most 1 MB of UTF-8."""
    return parse_yaml(read_text(path), str(path))


def parse_yaml(text: str, name: str) -> Any:
    """The one document in `text` (None when it is empty); `name` is what errors call it."""
    return parse_yaml_with_marks(text, name)[0]


def parse_yaml_with_marks(text: str, name: str) -> tuple[Any, dict[Place, int]]:
    """The document, and for every place in it the line (from 1) on which its key or item is written."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise Malformed(f"{name}: the file is larger than 1 MB.")
    root = _Composer(name).compose(unicodedata.normalize("NFC", text.removeprefix("\ufeff")))
    if root is None:
        return None, {}
    unfolding = _Unfolding(name)
    value = unfolding.value(root, ())
    return value, unfolding.marks


def read_text(path: Path) -> str:
    """The text of a file of at most 1 MB of UTF-8, in composed form (NFC)."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Malformed(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise Malformed(f"{path}: this is a folder, not a file.") from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise Malformed(f"{path}: the file cannot be read ({why}).") from None
    if len(raw) > MAX_BYTES:
        raise Malformed(f"{path}: the file is larger than 1 MB.")
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise Malformed(f"{path}: line {line} is not UTF-8 text.") from None


@dataclass(slots=True)
class _Node:
    """A value as written; an alias is the same node met again, so nothing is expanded here."""

    line: int
    scalar: Any = None
    written: str = ""
    items: list[_Node] | None = None
    pairs: list[tuple[_Node, _Node]] | None = None
    size: int = 1
    depth: int = 1


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    node: _Node
    anchor: str | None
    key: _Node | None = None


@dataclass(slots=True)
class _Composer:
    """Builds the nodes from the parser's events, counting what the aliases would grow them to."""

    name: str
    anchors: dict[str, _Node | None] = field(default_factory=dict)
    aliased: bool = False

    def compose(self, text: str) -> _Node | None:
        root: _Node | None = None
        open_nodes: list[_Open] = []
        documents = 0
        for event in self._events(text):
            line = event.start_mark.line + 1
            finished: _Node | None = None
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise self._refusal(line, "a second document begins; a file holds one")
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    open_nodes.append(self._open(event, line))
                    if len(open_nodes) > MAX_DEPTH:
                        raise self._refusal(line, f"values are nested more than {MAX_DEPTH} deep")
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    closed = open_nodes.pop()
                    finished = closed.node
                    if closed.anchor:
                        self.anchors[closed.anchor] = finished
                case yaml.ScalarEvent():
                    finished = self._scalar(event, line)
                    if event.anchor:
                        self.anchors[event.anchor] = finished
                case yaml.AliasEvent():
                    finished = self._alias(str(event.anchor), line)
            if finished is None:
                continue
            if open_nodes:
                self._add(open_nodes[-1], finished, line)
            else:
                root = finished
        return root

    def _events(self, text: str) -> Iterator[Any]:
        try:
            yield from yaml.parse(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            why = " ".join(str(problem.problem or problem.context).split())
            raise self._refusal(mark.line + 1 if mark else 1, f"this is not YAML ({why})") from None
        except (yaml.YAMLError, UnicodeError) as problem:
            at = getattr(problem, "position", None)
            line = text.count("\n", 0, at) + 1 if isinstance(at, int) else 1
            raise self._refusal(line, "a character is not allowed in YAML") from None

    def _open(self, event: Any, line: int) -> _Open:
        mapping = isinstance(event, yaml.MappingStartEvent)
        if event.tag is not None:
            raise self._refusal(line, f"the tag {event.tag} is not allowed")
        if event.anchor:
            self.anchors[event.anchor] = None
        return _Open(_Node(line, pairs=[]) if mapping else _Node(line, items=[]), event.anchor)

    def _scalar(self, event: Any, line: int) -> _Node:
        written: str = event.value
        if event.tag not in (None, _TEXT_TAG):
            raise self._refusal(line, f"the tag {event.tag} is not allowed")
        plain = event.tag is None and event.implicit[0]
        if not plain:
            return _Node(line, scalar=written, written=written)
        try:
            return _Node(line, scalar=_plain(written), written=written)
        except ValueError:
            raise self._refusal(line, f"there is no day {written}") from None

    def _alias(self, anchor: str, line: int) -> _Node:
        if anchor not in self.anchors:
            raise self._refusal(line, f"*{anchor} stands for nothing named before")
        node = self.anchors[anchor]
        if node is None:
            raise self._refusal(line, f"*{anchor} contains itself")
        self.aliased = True
        return node

    def _add(self, holder: _Open, node: _Node, line: int) -> None:
        parent = holder.node
        parent.size += node.size
        parent.depth = max(parent.depth, node.depth + 1)
        if parent.size > MAX_NODES and self.aliased:  # without aliases the size of the file is limit enough
            raise self._refusal(line, f"the aliases grow the file beyond {MAX_NODES:,} values")
        if parent.depth > MAX_DEPTH:
            raise self._refusal(line, f"values are nested more than {MAX_DEPTH} deep")
        if parent.items is not None:
            parent.items.append(node)
        elif holder.key is None:
            if node.items is not None or node.pairs is not None:
                raise self._refusal(line, "a list or mapping cannot be a key")
            holder.key = node
        else:
            assert parent.pairs is not None
            parent.pairs.append((holder.key, node))
            holder.key = None

    def _refusal(self, line: int, why: str) -> Malformed:
        return Malformed(f"{self.name}: line {line}: {why}.")


def _plain(written: str) -> Any:
    if written in _WORDS:
        return _WORDS[written]
    if _WHOLE.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return float(written)
    if _DAY.fullmatch(written):
        return date.fromisoformat(written)
    return written


@dataclass(slots=True)
class _Unfolding:
    """Turns nodes into values, every alias written out: the size was bounded when they were composed."""

    name: str
    marks: dict[Place, int] = field(default_factory=dict)

    def value(self, node: _Node, place: Place) -> Any:
        self.marks.setdefault(place, node.line)
        if node.items is not None:
            return [self.value(item, (*place, position)) for position, item in enumerate(node.items)]
        if node.pairs is None:
            return node.scalar
        mapping: dict[str | int, Any] = {}
        for key, value in node.pairs:
            if key.written == _MERGE:
                continue
            word = _key(key)
            if word in mapping:
                raise Malformed(f"{self.name}: line {key.line}: the key {word} stands here a second time.")
            self.marks[(*place, word)] = key.line
            mapping[word] = self.value(value, (*place, word))
        for key, value in node.pairs:
            if key.written == _MERGE:
                self._take_over(mapping, value, key.line, place)
        return mapping

    def _take_over(self, mapping: dict[str | int, Any], source: _Node, line: int, place: Place) -> None:
        """What `<<` adds to a mapping: the keys it does not have itself; the source named first wins."""
        for part in [source] if source.items is None else source.items:
            if part.pairs is None:
                raise Malformed(f"{self.name}: line {line}: << takes over a mapping, or a list of mappings.")
            inherited = _Unfolding(self.name)
            values = inherited.value(part, ())
            added = values.keys() - mapping.keys()
            mapping.update({word: value for word, value in values.items() if word in added})
            for path, written_on in inherited.marks.items():
                if path and path[0] in added:
                    self.marks[(*place, *path)] = written_on


def _key(node: _Node) -> str | int:
    """A key is text, as written, or a whole number: `on`, `null` and days stay what the author sees."""
    return node.scalar if isinstance(node.scalar, int) and not isinstance(node.scalar, bool) else node.written
