"""A letter file (YAML): what somebody wrote outside the program, as a `Document`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import TextChoices

from motcua.domain.letters.rules.document import Document, SignerLines
from motcua.domain.letters.states import Authority, Kind, Urgency
from motcua.kernel.errors import Malformed
from motcua.kernel.reading import parse_yaml, read_text
from motcua.kernel.text import clean_line, clean_text

NEEDED = ("kind", "issuer", "symbol", "place", "date", "subject", "body")
ALLOWED = (*NEEDED, "superior", "number", "to", "copies", "signer", "secretary", "urgency", "check_address", "demo")
SIGNER = ("authority", "head", "position", "name", "body")
MOST_LINES = 200
"""More addressees or recipients than any letter has."""
LONGEST_LINE = 1000

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_Choice = TypeVar("_Choice", bound=TextChoices)


def read_letter(path: Path) -> Document:
    """The letter in a file of at most 1 MB.

    Raises:
        Malformed: it is no letter file; the sentence names the file and the key.
    """
    return parse_letter(read_text(path), str(path))


def parse_letter(text: str, name: str) -> Document:
    """The letter in a text; `name` is what errors call it.

    Raises:
        Malformed: it is no letter file. An empty box is none: `findings` tells what a letter lacks.
    """
    written = parse_yaml(text, name)
    if not isinstance(written, dict):
        raise Malformed(f"{name}: a letter file is a mapping that begins with `kind`.")
    unknown = [str(key) for key in written if key not in ALLOWED]
    if unknown:
        raise Malformed(f"{name}: {unknown[0]} is no key of a letter file; known are {', '.join(ALLOWED)}.")
    for key in NEEDED:
        if key not in written:
            raise Malformed(f"{name}: the key {key} is missing.")
    return Document(
        kind=_choice(Kind, written["kind"], name, "kind"),
        superior=_line(written, "superior", name),
        issuer=_line(written, "issuer", name),
        number=_number(written.get("number"), name),
        symbol=_line(written, "symbol", name),
        place=_line(written, "place", name),
        date=_date(written["date"], name),
        subject=_line(written, "subject", name),
        to=_lines(written, "to", name),
        body=_body(written["body"], name),
        copies=_lines(written, "copies", name),
        signer=_signer(written.get("signer"), name),
        secretary=_line(written, "secretary", name),
        urgency=_choice(Urgency, written["urgency"], name, "urgency") if written.get("urgency") else None,
        check_address=_line(written, "check_address", name),
        demo=_truth(written.get("demo"), name),
    )


def _choice(choices: type[_Choice], written: object, name: str, key: str) -> _Choice:
    if written not in choices.values:
        raise Malformed(f"{name}: {key}: {_told(written)} is not known; known are {', '.join(choices.values)}.")
    return choices(written)


def _line(written: Mapping[Any, object], key: str, name: str) -> str:
    value = written.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int | float | date) or isinstance(value, bool):
        raise Malformed(f"{name}: {key} is a line of text.")
    return _short(clean_line(str(value)), name, key)


def _short(text: str, name: str, key: str) -> str:
    if len(text) > LONGEST_LINE:
        raise Malformed(f"{name}: {key} is longer than {LONGEST_LINE} characters.")
    return text


def _lines(written: Mapping[Any, object], key: str, name: str) -> tuple[str, ...]:
    value = written.get(key)
    if value is None or value == "":
        return ()
    items = value if isinstance(value, list) else [value]
    if len(items) > MOST_LINES:
        raise Malformed(f"{name}: {key} has more than {MOST_LINES} lines.")
    lines = []
    for item in items:
        if not isinstance(item, str | int) or isinstance(item, bool):
            raise Malformed(f"{name}: {key} is a list of lines; a line with a colon in it stands in quotes.")
        lines.append(_short(clean_line(str(item)), name, key))
    return tuple(lines)


def _body(written: object, name: str) -> str:
    if written is None:
        return ""
    if not isinstance(written, str):
        raise Malformed(f"{name}: body is Markdown text, written below `body: |`.")
    # Two spaces that end a line are Markdown, so lines are kept as they are; only what is invisible goes.
    return "\n".join(clean_text(line) + ("  " if line.endswith("  ") else "") for line in written.split("\n")).strip()


def _number(written: object, name: str) -> str:
    if written is None or written == "":
        return ""
    if isinstance(written, int) and not isinstance(written, bool) and written > 0:
        return f"{written:02d}"
    if isinstance(written, str) and re.fullmatch(r"[0-9]{1,9}", written.strip()):
        return written.strip()
    raise Malformed(f"{name}: number is a whole number, such as 1024, or empty while there is none.")


def _date(written: object, name: str) -> str:
    if isinstance(written, date):
        return written.isoformat()
    if isinstance(written, str) and _MONTH.fullmatch(written.strip()):
        return written.strip()
    try:
        return date.fromisoformat(str(written).strip()).isoformat()
    except ValueError:
        raise Malformed(
            f"{name}: date is a day, such as 2024-10-15, or a month, such as 2024-10, while the day is open."
        ) from None


def _signer(written: object, name: str) -> SignerLines:
    if written is None or written == "":
        return SignerLines()
    if not isinstance(written, dict):
        raise Malformed(f"{name}: signer is a mapping with {', '.join(SIGNER)}.")
    unknown = [str(key) for key in written if key not in SIGNER]
    if unknown:
        raise Malformed(f"{name}: signer: {unknown[0]} is not known; known are {', '.join(SIGNER)}.")
    given = written.get("authority")
    return SignerLines(
        position=_line(written, "position", name),
        name=_line(written, "name", name),
        authority=_choice(Authority, str(given).rstrip("."), name, "signer.authority") if given else None,
        head=_line(written, "head", name),
        body=_line(written, "body", name),
    )


def _truth(written: object, name: str) -> bool:
    if written not in (None, True, False):
        raise Malformed(f"{name}: demo is true or false.")
    return bool(written)


def _told(written: object) -> str:
    text = str(written)
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
