"""From what a browser sends to answers, and back to what its inputs showed; nothing sent makes it fail."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from motcua.domain.procedures.rules import dates
from motcua.domain.procedures.rules.conditions import Answers, blank
from motcua.domain.procedures.rules.faults import GROUP
from motcua.domain.procedures.rules.forms import Field, Form, Page
from motcua.kernel.errors import Malformed
from motcua.kernel.text import clean_line, clean_name, clean_text, identity_number, phone

LONGEST = 10_000
"""Letters of one input that are read: more is no answer, and composing accents costs the square of it."""

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_IN_THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,6})?")
_TICKED = {"true", "on", "1", "yes"}

Raw = Mapping[str, Sequence[str]]


def read(page: Page | Iterable[Field], raw: Raw) -> dict[str, object]:
    """The answers that a posted page (or these fields) holds, by field; a field left empty has none.

    What cannot be read (31 February, letters for a number) is kept as typed: `check` says what is wrong
    with it and `raw_of` shows it again. The entries of a group are read where a page posts them all at once,
    as `members.0.name`; an entry that holds nothing is none.
    """
    answers: dict[str, object] = {}
    for field in page.fields if isinstance(page, Page) else page:
        value = _read_entries(field, raw) if field.component == GROUP else _read(field, raw)
        if not blank(value):
            answers[field.name] = value
    return answers


def raw_of(field: Field, value: object) -> dict[str, str]:
    """What the inputs of a field show for an answer, by the name of the input; the reverse of `read`."""
    name = field.name
    if field.component in {"date", "partial_date"}:
        return {f"{name}-{box}": typed for box, typed in dates.to_boxes(value).items()}
    if field.component in {"area", "area_of_event", "area_of_unit"}:
        parts = value if isinstance(value, Mapping) else {}
        return {each: str(parts.get(each.removeprefix(f"{name}-")) or "") for each in field.inputs}
    if field.component == "checkbox":
        return {name: "true"} if value is True else {}
    if isinstance(value, bool):
        return {name: "true" if value else "false"}
    if isinstance(value, float):
        return {name: number_shown(value)}
    return {name: str(value) if isinstance(value, str | int) else ""}


def number_shown(value: float) -> str:
    """A number with its decimals as people write it here: 12,5."""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def prefilled(form: Form, facts: Mapping[str, str]) -> dict[str, object]:
    """The answers that what is known of an account gives, by name: `full_name` or `account.full_name`.

    Days come in ISO form; a residence as text, or as JSON of the parts of an area.
    """
    answers: dict[str, object] = {}
    for field in form.fields.values():
        fact = facts.get(field.prefill) or facts.get(field.prefill.removeprefix("account.")) if field.prefill else None
        if fact:
            value = _read(field, _as_typed(field, fact))
            if not blank(value):
                answers[field.name] = value
    return answers


def event_area(form: Form, answers: Answers) -> str | None:
    """The code of the area whose office is asked, once it was chosen."""
    return _area_code(answers.get(form.event_field.name))


def unit_area(form: Form, answers: Answers) -> str | None:
    """The code of the area whose one-stop unit receives it and hands the result over: as chosen, or the event's.

    `answers` are without those to hidden fields.
    """
    chosen = _area_code(answers.get(form.unit_field.name)) if form.unit_field else None
    return chosen or event_area(form, answers)


def _area_code(value: object) -> str | None:
    code = value.get("code") if isinstance(value, Mapping) else None
    return code if isinstance(code, str) and code else None


def _read_entries(group: Field, raw: Raw) -> list[dict[str, object]]:
    begins = f"{group.name}."
    posted: dict[int, dict[str, Sequence[str]]] = {}
    for name in raw:
        number, _, inner = name.removeprefix(begins).partition(".")
        if name.startswith(begins) and inner and number.isascii() and number.isdecimal() and len(number) <= 4:
            posted.setdefault(int(number), {})[inner] = raw[name]
    found = (read(group.fields, posted[number]) for number in sorted(posted))
    return [entry for entry in found if any(value is not False for value in entry.values())]


def _read(field: Field, raw: Raw) -> object:
    match field.kind:
        case "date":
            return dates.from_boxes(_boxes(field, raw))
        case "partial_date":
            return dates.from_partial_boxes(_boxes(field, raw))
        case "area" | "area_of_event" | "area_of_unit":
            parts = {each.removeprefix(f"{field.name}-"): clean_line(_typed(raw, each)) for each in field.inputs}
            return {part: text for part, text in parts.items() if text}
        case "checkbox":
            return _typed(raw, field.name).strip().lower() in _TICKED
        case "longtext":
            return clean_text(_typed(raw, field.name))
    text = clean_line(_typed(raw, field.name))
    match field.kind:
        case "name":
            return clean_name(text)
        case "integer":
            digits = _digits(text)
            return int(digits) if _WHOLE.fullmatch(digits) else text
        case "number":
            digits = _digits(text).replace(",", ".")
            return _plain_number(digits) if _DECIMAL.fullmatch(digits) else text
        case "identity_number":
            return _or_as_typed(lambda: identity_number(text).digits, text)
        case "phone":
            return _or_as_typed(lambda: phone(text), text)
        case "email":
            return text.replace(" ", "")
        case "radios" | "select":
            return next((value for value, _ in field.options if raw_of(field, value)[field.name] == text), text)
    return text


def _digits(text: str) -> str:
    """A number as typed, without spaces and without the points that part its thousands (1.500.000)."""
    digits = unicodedata.normalize("NFKC", text).replace(" ", "")
    return digits.replace(".", "") if _IN_THOUSANDS.fullmatch(digits) else digits


def _plain_number(digits: str) -> int | float:
    """12 for “12,0”: as JSON has it, a whole number is one however it was typed."""
    value = float(digits)
    return int(value) if value.is_integer() else value


def _typed(raw: Raw, name: str) -> str:
    values = raw.get(name, ())
    text = values if isinstance(values, str) else values[-1] if values else ""
    return text[:LONGEST] if isinstance(text, str) else ""


def _boxes(field: Field, raw: Raw) -> dates.Boxes:
    return {box: clean_line(_typed(raw, f"{field.name}-{box}")) for box in dates.BOXES}


def _or_as_typed(reading: Callable[[], str], text: str) -> str:
    try:
        return reading()
    except Malformed:
        return text


def _as_typed(field: Field, fact: str) -> Raw:
    """A fact of an account as if somebody had typed it into the inputs of this field."""
    if field.component in {"date", "partial_date"}:
        return {each: [typed] for each, typed in raw_of(field, fact).items()}
    if field.component in {"area", "area_of_event", "area_of_unit"}:
        try:
            parts = json.loads(fact)
        except ValueError:
            parts = None
        if not isinstance(parts, Mapping):
            parts = {"elsewhere": fact}
        return {each: [typed] for each, typed in raw_of(field, parts).items()}
    return {field.name: [fact]}
