"""A typeset letter is made ready for signatures, and its number and day are drawn into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from motcua.domain.letters.queries.typesetting import Typeset
from motcua.domain.letters.rules.places import Box
from motcua.domain.papers.queries import typesetting
from motcua.domain.signatures.rules import preparing
from motcua.domain.signatures.states import AGENCY, DAY, NUMBER, PERSON, SECRETARY

FIELDS = (SECRETARY, PERSON, AGENCY, NUMBER, DAY)

# Both edges at the baseline: the text has no height, and stands where the letter's own line does.
_TEXT = """
#let it = json(bytes(sys.inputs.content))
#set page(width: it.at("width", default: 10) * 1pt, height: it.at("height", default: 10) * 1pt, margin: 0pt, fill: none)
#set text(font: "Tinos", lang: "vi", size: it.at("size", default: 13) * 1pt, style: it.at("style", default: "normal"),
  top-edge: "baseline", bottom-edge: "baseline")
#place(top + center, dy: it.at("down", default: 0) * 1pt, it.at("text", default: ""))
"""


def prepared(printed: Typeset) -> bytes:
    """The PDF with every field that is ever filled or signed."""
    return preparing.prepared(printed.pdf, {name: field(box) for name, box in kept_boxes(printed).items()})


def kept_boxes(printed: Typeset) -> dict[str, dict[str, float]]:
    """Where the fields stand, to be kept beside the file until it is sealed."""
    boxes = {name: getattr(printed.boxes, name) for name in FIELDS}
    return {name: asdict(box) for name, box in boxes.items() if box is not None}


def field(box: Mapping[str, Any]) -> preparing.Box:
    """A place of the layout (its pages from 1) as a field has it (from 0)."""
    return preparing.Box(int(box["page"]) - 1, box["left"], box["bottom"], box["right"], box["top"])


def numbered(pdf: bytes, boxes: Mapping[str, Mapping[str, Any]], number: str, day: str, *, at: datetime) -> bytes:
    """The PDF with its number and day."""
    texts = {
        NUMBER: (number, _drawn(number, Box(**boxes[NUMBER]), "normal", at)),
        DAY: (day, _drawn(day, Box(**boxes[DAY]), "italic", at)),
    }
    return preparing.filled(pdf, texts)


def _drawn(text: str, box: Box, style: str, at: datetime) -> bytes:
    content = {
        "text": text,
        "style": style,
        "size": box.size,
        "width": round(box.right - box.left, 2),
        "height": round(box.top - box.bottom, 2),
        "down": round(box.top - box.baseline, 2),
    }
    return typesetting.pdf(_TEXT, content, at=at)
