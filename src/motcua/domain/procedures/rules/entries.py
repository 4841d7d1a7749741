"""Repeated groups: each entry is kept under a key of its own while it is being filled in.

So what two tabs do to different entries never meets, and a page sent twice is one entry. The keys are no
answers: `Form.pruned` leaves them out, and what is handed in is a plain array.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.domain.procedures.rules.conditions import Answers
from motcua.domain.procedures.rules.faults import GROUP
from motcua.domain.procedures.rules.forms import Field, Form, Page

KEY = "_key"
"""Where an entry of a draft keeps its key: no field can be called so."""

_KEY = re.compile(r"[a-z0-9]{1,20}")


@dataclass(frozen=True)
class GroupEntry:
    """One entry of a group as it stands in a draft; `number` counts from 1."""

    key: str
    number: int
    answers: Answers


def group_of(page: Page) -> Field | None:
    """The group that stands alone on this page; `None` for any other page."""
    return next((field for field in page.fields if field.component == GROUP), None)


def is_key(text: str) -> bool:
    """Whether an entry may be kept under this."""
    return _KEY.fullmatch(text) is not None


def entries(group: Field, answers: Answers) -> list[GroupEntry]:
    """The entries of a group, in the order in which they were added."""
    value = answers.get(group.name)
    kept = [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    return [
        GroupEntry(str(each.get(KEY) or f"n{number}"), number, {name: each[name] for name in each if name != KEY})
        for number, each in enumerate(kept, start=1)
    ]


def with_entry(group: Field, answers: Answers, key: str, given: Answers) -> dict[str, object]:
    """The answers with this entry in the place it had, or after all others when it is new.

    What was not asked of it keeps its answer: it may be asked again.
    """
    listed = entries(group, answers)
    before = next((each.answers for each in listed if each.key == key), {})
    asked = {field.name for field in group.shown(before)} if before else set()
    entry = {**{name: value for name, value in before.items() if name not in asked}, **given}
    if not any(each.key == key for each in listed):
        listed.append(GroupEntry(key, len(listed) + 1, entry))
    return {
        **answers,
        group.name: [{**(entry if each.key == key else each.answers), KEY: each.key} for each in listed],
    }


def without_entry(group: Field, answers: Answers, key: str) -> dict[str, object]:
    """The answers without this entry; the same when there is none."""
    kept = [{**each.answers, KEY: each.key} for each in entries(group, answers) if each.key != key]
    return {**answers, group.name: kept}


def entries_flat(form: Form, answers: Answers) -> dict[str, object]:
    """Every answer inside a group under a name of its own: `members.0.name`."""
    return {
        f"{group.name}.{entry.number - 1}.{name}": value
        for group in _groups(form)
        for entry in entries(group, answers)
        for name, value in entry.answers.items()
    }


def entries_named(form: Form, answers: Answers) -> dict[str, str]:
    """For each group, what its entries are called one after another: their first name, or else first answer."""
    named: dict[str, str] = {}
    for group in _groups(form):
        field = next((each for each in group.fields if each.kind == "name"), group.fields[0])
        names = (entry.answers.get(field.name) for entry in entries(group, answers))
        named[group.name] = ", ".join(name for name in names if isinstance(name, str) and name)
    return named


def _groups(form: Form) -> list[Field]:
    return [field for field in form.fields.values() if field.component == GROUP]
