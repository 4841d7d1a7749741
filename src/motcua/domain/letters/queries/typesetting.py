"""A letter as PDF/A-2b in the form of Nghị định 30/2020/NĐ-CP, and where on it signatures, number and day belong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.markdown import Run, Table
from motcua.domain.letters.rules.places import Box, Boxes
from motcua.domain.letters.rules.printed import HASTE, HASTE_WIDTHS, Laid, printed, widths
from motcua.domain.letters.states import Urgency
from motcua.domain.papers.queries.typesetting import drawable, form
from motcua.domain.papers.rules import qr_svg

_FORM = Path(__file__).resolve().parents[1] / "typst" / "letter.typ"
_MARK = "motcua-place"


@dataclass(frozen=True)
class Typeset:
    """A letter as it is printed."""

    pdf: bytes
    boxes: Boxes


def pdf(document: Document, *, at: datetime, draft: bool = False) -> Typeset:
    """The letter as PDF/A-2b, its creation dated `at`; room stays blank for a number or a day that it has not yet.

    `draft` marks it DỰ THẢO. The same letter and moment give the same bytes.

    Raises:
        Malformed: it cannot be typeset.
    """
    laid, told = form(_FORM, _content(document, draft=draft), at=at, asked=_MARK)
    places = {place["name"]: _box(place) for place in told}
    return Typeset(
        laid, Boxes(**{name: places[name] for name in ("ky", "dau", "so", "ngay", "thu_ky") if name in places})
    )


def _content(document: Document, *, draft: bool) -> Mapping[str, Any]:
    boxes = printed(document)
    return {
        "kind": boxes.kind.value,
        **{
            name: drawable(getattr(boxes, name))
            for name in ("superior", "issuer", "number", "symbol", "place", "title", "subject", "name", "secretary")
        },
        "day": boxes.day,
        "month": boxes.month,
        "year": boxes.year,
        "to": [drawable(line) for line in boxes.to],
        "copies": [drawable(line) for line in boxes.copies],
        "signing": [drawable(line) for line in boxes.signing],
        "sheets": [
            {"title": drawable(sheet.title), "blocks": [_block(laid) for laid in sheet.blocks]}
            for sheet in boxes.sheets
        ],
        "urgency": _urgency(document.urgency),
        "long": re.search(r"[^\s/]{34,}", f"{document.body} {document.subject} {document.symbol}") is not None,
        "draft": draft,
        "demo": document.demo,
        "check": {"address": drawable(_short(document.check_address)), "qr": qr_svg(document.check_address)}
        if document.check_address
        else None,
    }


def _block(laid: Laid) -> Mapping[str, Any]:
    if isinstance(laid.block, Table):
        return {
            "role": laid.role.value,
            "sides": laid.block.sides,
            "widths": widths(laid.block),
            "head": [_runs(cell) for cell in laid.block.head],
            "rows": [[_runs(cell) for cell in row] for row in laid.block.rows],
        }
    return {"role": laid.role.value, "runs": _runs(laid.block.runs)}


def _runs(runs: Sequence[Run]) -> list[tuple[str, bool, bool]]:
    return [(drawable(run.text), run.bold, run.italic) for run in runs]


def _urgency(urgency: Urgency | None) -> Mapping[str, Any] | None:
    if urgency is None:
        return None
    return {"words": HASTE[Urgency(urgency)], "width": HASTE_WIDTHS[Urgency(urgency)]}


def _short(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").removesuffix("/")


def _box(place: Mapping[str, Any]) -> Box:
    """From typst's place (from the top left corner, downwards) to PDF's."""
    height = place["sheet"]
    return Box(
        page=place["page"],
        left=round(place["x"], 2),
        bottom=round(height - place["y"] - place["height"], 2),
        right=round(place["x"] + place["width"], 2),
        top=round(height - place["y"], 2),
        size=place["size"],
        baseline=round(height - place["baseline"], 2) if place["size"] else 0,
    )
