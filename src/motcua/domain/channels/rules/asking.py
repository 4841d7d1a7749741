"""The questions of a category (Open311: attributes), and what was answered to them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.kernel.errors import Refused
from motcua.kernel.text import clean_text

DOSSIER = "dossier"
LISTS = frozenset({"singlevaluelist", "multivaluelist"})
LONGEST = 1000


@dataclass(frozen=True)
class Question:
    """A question of a category; `kind` as Open311 calls them, or `dossier`: the code of a matter."""

    code: str
    kind: str
    required: bool
    text: str
    text_en: str
    values: tuple[tuple[str, str, str], ...]

    @property
    def datatype(self) -> str:
        """What other systems call the kind."""
        return "string" if self.kind == DOSSIER else self.kind


@dataclass(frozen=True)
class Answers:
    """What was answered, as lines below the words of whoever reports, and the matter it is about."""

    lines: tuple[str, ...]
    about_code: str


def questions(body: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions of a category's entry in the pack, in order."""
    return tuple(
        Question(
            code=str(entry["code"]),
            kind=str(entry.get("kind", "string")),
            required=bool(entry.get("required", False)),
            text=str(entry["question"]["vi"]),
            text_en=str(entry["question"]["en"]),
            values=tuple(
                (str(each["key"]), each["name"]["vi"], each["name"]["en"]) for each in entry.get("values", ())
            ),
        )
        for entry in body.get("asks", ())
    )


def answered(asked: Sequence[Question], given: Mapping[str, Sequence[str]]) -> Answers:
    """The answers in words.

    Raises:
        Refused: `attribute_missing` or `attribute_wrong`, with the `attribute`.
    """
    lines: list[str] = []
    about = ""
    for question in asked:
        values = [clean_text(value)[:LONGEST] for value in given.get(question.code, ()) if value.strip()]
        if not values:
            if question.required:
                raise Refused("attribute_missing", attribute=question.code)
            continue
        if question.kind == DOSSIER:
            about = values[0]
        lines.append(f"{question.text} {_in_words(question, values)}")
    return Answers(tuple(lines), about)


def _in_words(question: Question, values: Sequence[str]) -> str:
    if len(values) > 1 and question.kind != "multivaluelist":
        raise Refused("attribute_wrong", attribute=question.code)
    if question.kind in LISTS:
        names = {key: name for key, name, _name_en in question.values}
        if any(value not in names for value in values):
            raise Refused("attribute_wrong", attribute=question.code)
        return ", ".join(names[value] for value in values)
    try:
        if question.kind == "number":
            float(values[0])
        elif question.kind == "datetime":
            datetime.fromisoformat(values[0])
    except ValueError:
        raise Refused("attribute_wrong", attribute=question.code) from None
    return values[0]
