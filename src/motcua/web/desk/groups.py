"""Repeated groups of a form at the counter: all entries on the one page, as `papers.0.name`, and one empty to go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Answers, Field, Problem, Words
from motcua.web.shared.answers import Question


@dataclass(frozen=True)
class AtOnce:
    """Questions that all fit on one page: their fields, what stands in each input, what is wrong with each."""

    fields: list[Field]
    typed: Mapping[str, str]
    problems: Mapping[str, Problem]


def at_once(fields: Iterable[Field], kept: Answers, problems: Mapping[str, Problem], today: date) -> AtOnce:
    """These fields with each group taken apart into the questions of its entries.

    `problems` are by field; what is wrong inside a group is looked for again, to stand at its own question.
    """
    asked: list[Field] = []
    typed: dict[str, str] = {}
    wrong: dict[str, Problem] = {}
    for field in fields:
        if field.fields:
            taken = _apart(field, kept, problems.get(field.name), today)
            asked += taken.fields
            typed |= taken.typed
            wrong |= taken.problems
            continue
        asked.append(field)
        typed |= procedures.raw_of(field, kept.get(field.name))
        wrong |= {field.name: problems[field.name]} if field.name in problems else {}
    return AtOnce(asked, typed, wrong)


def asked_for(questions: Iterable[Question]) -> str:
    """The names of the form's own fields behind these questions, each once: what the page says it asked."""
    return " ".join(dict.fromkeys(question.name.partition(".")[0] for question in questions))


def _apart(group: Field, kept: Answers, problem: Problem | None, today: date) -> AtOnce:
    entries: list[Answers] = [entry.answers for entry in procedures.entries(group, kept)]
    count = len(entries) + 1 if len(entries) < group.most else len(entries)
    asked: list[Field] = []
    typed: dict[str, str] = {}
    wrong: dict[str, Problem] = {}
    for number in range(count):
        entry: Answers = entries[number] if number < len(entries) else {}
        found = procedures.check_entry(group, entry, today) if problem and entry else {}
        for inner in _shown(group, entry):
            here = _named(group, number, inner, needed=bool(entry) or number < group.least)
            asked.append(here)
            typed |= procedures.raw_of(here, entry.get(inner.name))
            wrong |= {here.name: found[inner.name]} if inner.name in found else {}
    if problem and not wrong and asked:
        wrong[asked[0].name] = problem
    return AtOnce(asked, typed, wrong)


def _shown(group: Field, entry: Answers) -> list[Field]:
    """What is asked of an entry; an empty one is asked whatever the first of each choice would bring up."""
    usual: dict[str, Any] = dict(entry)
    if not entry:
        usual = {inner.name: inner.options[0][0] for inner in group.fields if inner.options}
    return group.shown(usual)


def _named(group: Field, number: int, inner: Field, *, needed: bool) -> Field:
    """The question of one entry, under a name of its own and told apart by its number."""
    label = Words(
        f"{group.item.in_language('vi')} {number + 1}: {inner.label.in_language('vi')}",
        f"{group.item.in_language('en')} {number + 1}: {inner.label.in_language('en')}",
    )
    return replace(inner, name=f"{group.name}.{number}.{inner.name}", label=label, required=inner.required and needed)
