"""Paragraphs, tables and fields of a .docx as our letters use them: thin words over python-docx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

FONT = "Times New Roman"
SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Look:
    """How the paragraphs of a style look; lengths in points. `pitch`: from line to line."""

    size: float
    pitch: float
    side: str = "left"
    bold: bool = False
    italic: bool = False
    indent: float = 0
    before: float = 0
    after: float = 0
    with_next: bool = False


def add_style(document: Any, name: str, look: Look) -> None:
    """A paragraph style of the document."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = None
    style.font.name, style.font.size = FONT, Pt(look.size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    style.font.bold, style.font.italic = look.bold, look.italic
    form = style.paragraph_format
    form.alignment = SIDES[look.side]
    form.first_line_indent = Pt(look.indent)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.pitch)
    form.keep_with_next, form.widow_control = look.with_next, True


def element(name: str, attributes: Mapping[str, str] | None = None) -> Any:
    """`w:name` with attributes of the same namespace."""
    made = OxmlElement(f"w:{name}")
    for key, value in (attributes or {}).items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Any, instruction: str) -> None:
    """A field that the reader's program fills in, as the number of the page."""
    for kind in ("begin", "instr", "end"):
        run = paragraph.add_run()._r
        if kind == "instr":
            text = element("instrText")
            text.text = instruction
            run.append(text)
        else:
            run.append(element("fldChar", {"fldCharType": kind}))


def rule_under(paragraph: Any, room: float, length: float) -> None:
    """An empty paragraph with a line of `length` in the middle of `room` points."""
    side = str(round(max(0, room - length) / 2 * 20))
    properties = paragraph._p.get_or_add_pPr()
    borders = element("pBdr")
    borders.append(element("top", {"val": "single", "sz": "6", "space": "0", "color": "000000"}))
    properties.append(borders)
    properties.append(element("ind", {"left": side, "right": side, "firstLine": "0"}))


def add_table(holder: Any, name: str, widths: list[float], rows: int, *, framed: bool) -> Any:
    """A table of fixed widths (points), told by `name`; its rows are never parted."""
    table = holder.add_table(rows, len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    for style in properties.findall(qn("w:tblStyle")):
        properties.remove(style)
    kind = "single" if framed else "nil"
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, {"val": kind, "sz": "4", "space": "0", "color": "000000"}))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, {"w": "85" if framed else "0", "type": "dxa"}))
    width = element("tblW", {"w": str(round(sum(widths) * 20)), "type": "dxa"})
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    layout = properties.find(qn("w:tblLayout"))
    at = list(properties).index(layout)
    properties.insert(at, borders)
    properties.insert(at, width)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(margins)
    properties.append(element("tblCaption", {"val": name}))
    for column, points in zip(table.columns, widths, strict=True):
        column.width = Pt(points)
    for row in table.rows:
        for cell, points in zip(row.cells, widths, strict=True):
            cell.width = Pt(points)
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    return table
