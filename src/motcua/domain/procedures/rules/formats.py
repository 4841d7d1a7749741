"""JSON Schema 2020-12 with the formats and day limits of our forms; says which keywords an answer breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import validate_email
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from motcua.domain.procedures.rules import dates
from motcua.kernel.errors import Malformed
from motcua.kernel.text import identity_number, person_name, phone

TODAY = "today"
AREA_TEXT_LENGTH = 300

_AREA_CODE = re.compile(r"[0-9A-Za-z.\-]{1,20}")


def broken(rule: Mapping[str, Any], value: object, today: date) -> list[tuple[str, Any]]:
    """The keywords of a schema that a value breaks, each with what the schema asks there."""
    bound = {key: today.isoformat() if key in _DAY_LIMITS and asked == TODAY else asked for key, asked in rule.items()}
    validator = _Validator(bound, format_checker=_FORMATS)
    return [(str(error.validator), error.validator_value) for error in validator.iter_errors(value)]


def is_area(value: object) -> bool:
    """Whether this is a place: the code of an area, with a detail or not, or a place described in words."""
    if not isinstance(value, Mapping) or not set(value) <= {"code", "detail", "elsewhere"}:
        return False
    if not all(isinstance(text, str) and 0 < len(text) <= AREA_TEXT_LENGTH for text in value.values()):
        return False
    if "code" in value:
        return "elsewhere" not in value and _AREA_CODE.fullmatch(value["code"]) is not None
    return "elsewhere" in value


def _not_after(_: Any, limit: Any, value: object, __: Any) -> Iterator[ValidationError]:
    given, last = dates.span(value), dates.span(limit)
    if given and last and given[0] > last[1]:
        yield ValidationError(f"after {limit}")


def _not_before(_: Any, limit: Any, value: object, __: Any) -> Iterator[ValidationError]:
    given, first = dates.span(value), dates.span(limit)
    if given and first and given[1] < first[0]:
        yield ValidationError(f"before {limit}")


def _understood(reading: Callable[[str], object]) -> Callable[[object], bool]:
    """A format as a reading of the kernel: whatever it understands has the format."""

    def has_format(value: object) -> bool:
        if not isinstance(value, str):
            return True  # `type` says so better
        try:
            reading(value)
        except (Malformed, DjangoValidationError):
            return False
        return True

    return has_format


_DAY_LIMITS = {"x-not-after": _not_after, "x-not-before": _not_before}
_Validator: Any = extend(Draft202012Validator, _DAY_LIMITS)  # type: ignore[no-untyped-call]

_FORMATS = FormatChecker(formats=())
for _name, _check in {
    "date": lambda value: not isinstance(value, str) or dates.is_day(value),
    "partial-date": lambda value: not isinstance(value, str) or dates.is_partial(value),
    "email": _understood(validate_email),
    "person-name": _understood(person_name),
    "identity-number": _understood(identity_number),
    "phone-vn": _understood(phone),
    "area": lambda value: not isinstance(value, Mapping) or is_area(value),
}.items():
    _FORMATS.checkers[_name] = (_check, ())
