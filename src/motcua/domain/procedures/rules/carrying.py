"""What changed for one person when the version of a procedure they were filling in has ended.

Only what concerns them: the questions they would be asked, the papers and fees of their case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.procedures.rules.asking import fees_due, parts_wanted
from motcua.domain.procedures.rules.conditions import Answers
from motcua.domain.procedures.rules.forms import Form, Words


@dataclass(frozen=True)
class FormVersion:
    """A version of a procedure as the comparison needs it; `day` is one on which it is in force."""

    body: Mapping[str, Any]
    form: Form
    limit: str
    day: date


@dataclass(frozen=True)
class VersionChange:
    """What is new and what is gone. `limit` and `fee` (đồng) are before and after, where they differ."""

    questions_new: tuple[Words, ...] = ()
    questions_gone: tuple[Words, ...] = ()
    parts_new: tuple[Words, ...] = ()
    parts_gone: tuple[Words, ...] = ()
    limit: tuple[str, str] | None = None
    fee: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return self != VersionChange()


def carried(before: Form, after: Form, answers: Answers) -> dict[str, object]:
    """The answers that still have their question: the same name, answered in the same way."""
    return {
        name: value
        for name, value in answers.items()
        if name in after.fields and name in before.fields and after.fields[name].kind == before.fields[name].kind
    }


def version_change(before: FormVersion, after: FormVersion, answers: Answers, channel: str) -> VersionChange:
    """What changes for somebody with these answers who files by this channel."""
    old, kept = before.form.pruned(answers), after.form.pruned(carried(before.form, after.form, answers))
    asked = {name: field for name, field in after.form.fields.items() if name in _asked(after.form, kept)}
    wanted = {part.code: part.name for part in parts_wanted(before.body, old)}
    wants = {part.code: part.name for part in parts_wanted(after.body, kept)}
    fees = tuple(
        sum(fee.total for fee in fees_due(version.body, given, channel, version.day))
        for version, given in ((before, old), (after, kept))
    )
    return VersionChange(
        questions_new=tuple(field.label for name, field in asked.items() if name not in before.form.fields),
        questions_gone=tuple(
            field.label for name, field in before.form.fields.items() if name in old and name not in after.form.fields
        ),
        parts_new=tuple(name for code, name in wants.items() if code not in wanted),
        parts_gone=tuple(name for code, name in wanted.items() if code not in wants),
        limit=(before.limit, after.limit) if before.limit != after.limit else None,
        fee=(fees[0], fees[1]) if fees[0] != fees[1] else None,
    )


def _asked(form: Form, kept: Answers) -> set[str]:
    return {field.name for page in form.pages for field in page.shown(kept)}
