"""What the journal may hold: each verb with the facts it carries, declared by the kind that uses it.

Facts are ids, codes, moments, numbers of minutes; never a name, an address, a phone number or free text,
so that the journal can be kept and published for ever while people's data can be erased.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum

from motcua.kernel.errors import Refused

Json = bool | int | str | list[str]

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/\-]{0,63}")
_PERSONAL = re.compile(r"[0-9]{9}")  # identity cards have 9 or 12 digits, phones 10 or 11; no code of ours does
_HASH = re.compile(r"[0-9a-f]{32,128}")
_VERB = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
_FACT = re.compile(r"[a-z][a-z0-9_]*\??")
_LARGEST = 2**63 - 1


class FactKind(Enum):
    """The kinds of facts there are. A fact whose name ends in `?` may be left out."""

    ID = "id"
    CODE = "code"
    CODES = "codes"
    INSTANT = "instant"
    DAY = "day"
    MINUTES = "minutes"
    COUNT = "count"
    FLAG = "flag"
    HASH = "hash"


Schema = Mapping[str, FactKind]
_declared: dict[str, dict[str, FactKind]] = {}


def declare(verbs: Mapping[str, Schema]) -> None:
    """Add verbs and their facts; called once by each module's `states`, when it is imported."""
    for verb, facts in verbs.items():
        if not _VERB.fullmatch(verb):
            raise ValueError(f"{verb!r} is not <module>.<past participle>")
        if wrong := [name for name in facts if not _FACT.fullmatch(name)]:
            raise ValueError(f"{verb}: {wrong} are not names of facts")
        if _declared.setdefault(verb, dict(facts)) != dict(facts):
            raise ValueError(f"{verb} is declared twice, with different facts")


def declared() -> dict[str, dict[str, FactKind]]:
    """Every verb declared so far, with its facts: the journal's own documentation."""
    return {verb: dict(_declared[verb]) for verb in sorted(_declared)}


def check(verb: str, facts: Mapping[str, object]) -> dict[str, Json]:
    """The facts as they are stored.

    Refused as `unknown_verb`, or as `bad_facts` when one is missing, not declared, or not of its kind; the
    refusal names facts and never repeats a value, which may be what must not be kept.
    """
    schema = _declared.get(verb)
    if schema is None:
        raise Refused("unknown_verb", f"no module declared the verb {verb!r}")
    kinds = {name.removesuffix("?"): kind for name, kind in schema.items()}
    wrong = sorted(set(facts) - set(kinds))
    missing = sorted(name for name in schema if not name.endswith("?") and name not in facts)
    if wrong or missing:
        raise Refused("bad_facts", f"{verb}: not declared {wrong}, missing {missing}", facts=[*wrong, *missing])
    return {name: _stored(verb, name, kinds[name], value) for name, value in facts.items()}


def is_code(text: object) -> bool:
    """Whether this is a code: a word of ASCII letters and digits that is no personal number."""
    return isinstance(text, str) and _CODE.fullmatch(text) is not None and _PERSONAL.search(text) is None


def _stored(verb: str, name: str, kind: FactKind, value: object) -> Json:
    if kind is FactKind.FLAG and isinstance(value, bool):
        return value
    if kind in {FactKind.ID, FactKind.MINUTES, FactKind.COUNT} and type(value) is int and 0 <= value <= _LARGEST:
        return value
    if kind is FactKind.CODE and isinstance(value, str) and is_code(value):
        return str(value)
    if kind is FactKind.HASH and isinstance(value, str) and _HASH.fullmatch(value):
        return value
    if kind is FactKind.INSTANT and isinstance(value, datetime) and value.tzinfo is not None:
        return moment(value)
    if kind is FactKind.DAY and isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if kind is FactKind.CODES and isinstance(value, Iterable) and not isinstance(value, str | bytes):
        codes = list(value)
        if all(is_code(code) for code in codes):
            return [str(code) for code in codes]
    raise Refused("bad_facts", f"{verb}: {name} is not of the kind {kind.value}", facts=[name])


def moment(at: datetime) -> str:
    """A moment in its one stored form: ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat()


def canonical(value: object) -> bytes:
    """The one JSON form of a value: keys sorted, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()
