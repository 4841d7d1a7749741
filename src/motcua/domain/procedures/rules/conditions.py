"""When something is asked: each field a condition names must have one of the answers it lists."""

from __future__ import annotations

from collections.abc import Mapping

Answers = Mapping[str, object]
"""What was answered so far: plain JSON values by the name of their field."""

When = tuple[tuple[str, tuple[object, ...]], ...]
"""A condition: for each field named, the answers that satisfy it; an empty one always holds."""


def condition(written: object) -> When:
    """A condition as a pack writes it: `{field: [values]}`, one value alone being as good as a list."""
    if not isinstance(written, Mapping):
        return ()
    return tuple(
        (str(name), tuple(values) if isinstance(values, list | tuple) else (values,))
        for name, values in written.items()
    )


def holds(when: When, answers: Answers) -> bool:
    """Whether every named field has one of the listed answers; a field without an answer has none of them."""
    return all(name in answers and any(same(answers[name], value) for value in values) for name, values in when)


def same(one: object, other: object) -> bool:
    """Equality as JSON has it: `true` is not 1."""
    return type(one) is type(other) and one == other


def blank(value: object) -> bool:
    """Whether this is no answer at all."""
    return value is None or value in ("", [], {})
