"""Taking apart what a stranger wrote: mappings with known keys, names and lines of text.

Whatever does not fit is refused with one sentence that says where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.kernel.errors import Malformed

MAX_NAME = 80
MAX_TITLE = 300


def known(body: Any, keys: set[str], where: str) -> Mapping[str, Any]:
    """The mapping itself, when it has no other keys than these."""
    if not isinstance(body, Mapping):
        raise Malformed(f"{where} must be a mapping of {', '.join(sorted(keys))}.")
    for key in body:
        if key not in keys:
            raise Malformed(f"{where}: {shown(key)} means nothing here; known are {', '.join(sorted(keys))}.")
    return body


def entries(body: Any, noun: str, where: str) -> list[tuple[str, Any]]:
    """Named entries in their order: a mapping, or a list whose items say their own name under `noun`."""
    if isinstance(body, Mapping):
        written = list(body.items())
    elif isinstance(body, list):
        written = [_entry(item, noun, where) for item in body]
    else:
        raise Malformed(f"{where} must be a mapping of names, each with what it is.")
    found: dict[str, Any] = {}
    for key, entry in written:
        word = name(key, where)
        if word in found:
            raise Malformed(f"{where}: {word} stands here twice.")
        found[word] = entry
    return list(found.items())


def _entry(item: Any, noun: str, where: str) -> tuple[Any, Any]:
    if not isinstance(item, Mapping) or noun not in item:
        raise Malformed(f"{where}: each item of the list needs its name under {noun}:.")
    return item[noun], {key: value for key, value in item.items() if key != noun}


def names(body: Any, where: str) -> tuple[str, ...]:
    """A list of one name or more, none of them twice."""
    if not isinstance(body, list) or not body:
        raise Malformed(f"{where} must be a list of steps, one at least.")
    words = tuple(name(word, where) for word in body)
    if len(set(words)) < len(words):
        raise Malformed(f"{where} names a step twice.")
    return words


def name(value: Any, where: str) -> str:
    """A word that names something; a whole number is taken as it is written."""
    word = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(word, str) or not word.strip():
        raise Malformed(f"{where}: {shown(value)} is not a name.")
    return _line(word, where, MAX_NAME)


def text(fields: Mapping[str, Any], key: str, where: str, most: int) -> str:
    """The text under a key, on one line; empty where there is none."""
    value = fields.get(key)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise Malformed(f"{where}: {key} must be text, not {shown(value)}.")
    return _line(value, f"{where}: {key}", most) if value.strip() else ""


def needed(fields: Mapping[str, Any], key: str, where: str, most: int) -> str:
    """The text under a key that must be there."""
    value = text(fields, key, where, most)
    if not value:
        raise Malformed(f"{where} does not say its {key}.")
    return value


def _line(value: str, where: str, most: int) -> str:
    stripped = value.strip()
    if len(stripped) > most:
        raise Malformed(f"{where}: {stripped[:30]}… is longer than {most} characters.")
    if not stripped.isprintable():
        raise Malformed(f"{where}: {shown(stripped)} holds a character that cannot be printed.")
    return stripped


def shown(value: Any) -> str:
    """A value in a sentence: short, and on one line."""
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:60]}…"


def without_blanks(**fields: Any) -> dict[str, Any]:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value}
