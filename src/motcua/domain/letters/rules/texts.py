"""The body of a letter as text: its paragraphs, its numbered clauses, and the facts that stand in it as links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from motcua.domain.letters.states import FactSource
from motcua.kernel.errors import Refused
from motcua.kernel.text import nfc

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_CLAUSE = re.compile(r"^(\d{1,3})\.\s", re.MULTILINE)
_CITED = re.compile(r"\]\(fact:(\d{1,6})\)")
_LINK_SIGNS = re.compile(r"[\[\]()\\\n\r]")


@dataclass(frozen=True)
class Fact:
    """Something that can be shown to be so: what it is, its value as it is written, the day it was so, and its source.

    `source_id` is the key of the source in its own module, or the number and symbol of a document.
    """

    label: str
    value: str
    as_of: date
    source_kind: str
    source_id: str

    def kept(self) -> dict[str, str]:
        """As a version keeps it."""
        return {**asdict(self), "as_of": self.as_of.isoformat()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Fact:
        """What a version kept."""
        return cls(
            str(kept["label"]),
            str(kept["value"]),
            date.fromisoformat(str(kept["as_of"])),
            str(kept["source_kind"]),
            str(kept["source_id"]),
        )


def paragraphs(body: str) -> list[str]:
    """The paragraphs, parted by empty lines; comments count them from 1."""
    return [part.strip("\n") for part in _BLANK.split(body.replace("\r\n", "\n").strip()) if part.strip()]


def joined(parts: list[str]) -> str:
    """The other way round."""
    return "\n\n".join(parts)


def cited(body: str) -> list[int]:
    """The numbers of the facts that the text names, each once, in order."""
    return sorted({int(number) for number in _CITED.findall(body)})


def ensure_is_fact(fact: Fact, today: date) -> None:
    """A fact without a value, a source or a day, or of a day to come, is none."""
    if not (fact.label.strip() and fact.value.strip() and fact.source_id.strip()):
        raise Refused("fact_incomplete")
    if fact.source_kind not in FactSource.values:
        raise Refused("fact_incomplete")
    if fact.as_of > today:
        raise Refused("fact_of_the_future")


def with_fact(
    body: str, facts: Mapping[str, Any], fact: Fact, after: int | None = None
) -> tuple[str, dict[str, Any], int]:
    """The text with the fact's link at the end of paragraph `after` (else of the text), the facts, and its number."""
    number = max((int(key) for key in facts), default=0) + 1
    link = f"[{_LINK_SIGNS.sub(' ', fact.value).strip()}](fact:{number})"
    parts = paragraphs(body)
    if not parts:
        parts = [link]
    else:
        place = len(parts) if after is None or not 1 <= after <= len(parts) else after
        parts[place - 1] = f"{parts[place - 1].rstrip()} {link}"
    return joined(parts), {**facts, str(number): fact.kept()}, number


def with_clause(body: str, clause: str) -> str:
    """The text with a clause added; where the clause is numbered, it takes the next number."""
    highest = max((int(number) for number in _CLAUSE.findall(body)), default=0)
    numbered = clause.strip().replace("{n}", str(highest + 1))
    return joined([*paragraphs(body), numbered])


def as_kept(text: str) -> str:
    """A text as a version keeps it: composed letters, one kind of line end, nothing invisible but tabs."""
    plain = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return "\n".join(line.rstrip() for line in shown.split("\n")).strip("\n")
