"""A typeset letter is made ready for signatures, and its number and day are drawn into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from motcua.domain.letters.queries.typesetting import Typeset
from motcua.domain.letters.rules.places import Box
from motcua.domain.signatures.queries.looks import Type, text_in
from motcua.domain.signatures.rules import preparing
from motcua.domain.signatures.states import AGENCY, DAY, NUMBER, PERSON, SECRETARY

FIELDS = (SECRETARY, PERSON, AGENCY, NUMBER, DAY)


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
    room = preparing.Box(box.page - 1, *box.rectangle)
    return text_in(room, text, Type(box.size, box.top - box.baseline, style), at=at)
