"""How a paper is numbered and what may stand on it. Pure: no queries, no clock, no typesetter."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo
from io import BytesIO

import segno

from motcua.kernel.errors import Malformed
from motcua.kernel.text import clean_text

MISSING_LETTER = "□"
DRAWINGS = frozenset({"qr_svg"})

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})")
# By `std` and `eval` a text could spell the other two words in pieces.
_REACHES_OUT = re.compile(r"\b(import|include|eval|std|plugin)\b")


def symbol(pattern: str, *, number: int, year: int, agency: str = "") -> str:
    """The number as it is written on the paper: `07/BPTNTKQ` for the pattern `{number}/BPTNTKQ`.

    Numbers below 10 take a leading zero (Nghị định 30/2020/NĐ-CP, Phụ lục I); `{year}` and `{agency}` (the
    agency's symbol) may stand beside `{number}`.
    """
    parts = {"{number}": f"{number:02d}", "{year}": str(year), "{agency}": agency}
    return re.sub(r"\{(?:number|year|agency)\}", lambda place: parts[place[0]], pattern)


def ensure_closed(source: str) -> None:
    """A template reads nothing but its content: neither other files nor packages from the network.

    Raises:
        Malformed: it holds a word by which it could.
    """
    for number, line in enumerate(source.splitlines(), start=1):
        found = _REACHES_OUT.search(line)
        if found:
            raise Malformed(f"The template may not use `{found[0]}` (line {number} of its joined files).")


def as_printed(content: Mapping[str, object], *, zone: tzinfo, letters: Collection[int]) -> dict[str, object]:
    """The content as the typesetter gets it: clean text, moments in local time, only letters the font has.

    A letter no font can draw becomes `□`: a pasted emoji must not keep a citizen from a receipt.
    """
    return {key: value if key in DRAWINGS else _printed(value, zone, letters) for key, value in content.items()}


def _printed(value: object, zone: tzinfo, letters: Collection[int]) -> object:
    if isinstance(value, Mapping):
        return {str(key): _printed(part, zone, letters) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(part, zone, letters) for part in value]
    if not isinstance(value, str):
        return value
    if _INSTANT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(zone).isoformat(timespec="minutes")
    return drawn(clean_text(value), letters)


def drawn(text: str, letters: Collection[int]) -> str:
    """The text with `□` for each letter that is none of these."""
    return "".join(letter if letter == "\n" or ord(letter) in letters else MISSING_LETTER for letter in text)


def qr_svg(text: str) -> str:
    """A QR code of the text as an SVG drawing, fit for `content["qr_svg"]`; a fifth of it may be damaged."""
    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, border=2)
    return drawing.getvalue().decode()
