"""A letter as .docx: the same boxes in the same order as the PDF, to be edited in a word processor and taken back.

Styles carry the names by which `docx_in` knows what is what; facts are bookmarks, so that they survive editing.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import count
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.docx_styles import FONT, Look, add_field, add_style, add_table, element, rule_under
from motcua.domain.letters.rules.markdown import Paragraph, Run, Table
from motcua.domain.letters.rules.measures import lines_of, width_of
from motcua.domain.letters.rules.pages import MM
from motcua.domain.letters.rules.printed import (
    ARTICLE,
    HASTE,
    HASTE_WIDTHS,
    NUMBER_LIKE,
    SECRETARY,
    Laid,
    Printed,
    Role,
    Sheet,
    counted,
    printed,
    widths,
)
from motcua.domain.letters.states import Kind, Urgency

PREFIX = "mc-"
MADE, BOX, ANNEX = f"{PREFIX}made", f"{PREFIX}box", f"{PREFIX}annex"
HEADING, CLOSING = "motcua-heading", "motcua-closing"
TABLE = "motcua-table"
MARK = "motcua:"
"""Before the word among a file's properties that says what it was made of."""
AUTO = f"{PREFIX}auto"
"""A character style: bold that the form gives by itself."""

_WIDTH = 165 * MM
_LEFT, _RIGHT = 62 * MM, 103 * MM
_FOOT_LEFT = 80 * MM
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_LINE, _GAP = 17.0, 6.0
_BODY = Look(14, _LINE, "both", indent=36, after=_GAP)
_CENTRED = Look(14, _LINE, "center", bold=True, after=_GAP, with_next=True)
_STYLES = {
    Role.TEXT: _BODY,
    Role.BASIS: Look(14, _LINE, "both", italic=True, indent=36, after=_GAP),
    Role.ARTICLE: _BODY,
    Role.CHAPTER: Look(14, _LINE, "both", bold=True, indent=36, after=_GAP),
    Role.AUTHORITY: Look(14, _LINE, "center", bold=True, before=6, after=12, with_next=True),
    Role.DECIDES: Look(14, _LINE, "center", bold=True, before=6, after=12, with_next=True),
    Role.DIVISION: _CENTRED,
    Role.TITLE: _CENTRED,
    Role.ATTACHED: Look(14, _LINE, "center", italic=True, after=3),
}
_BOXES = {
    "state": Look(13, 14.4, "center", bold=True, after=2),
    "motto": Look(14, 15.5, "center", bold=True, after=2),
    "superior": Look(13, 14.4, "center", after=1.5),
    "issuer": Look(13, 14.4, "center", bold=True, after=1.5),
    "rule": Look(2, 2, "center", after=2),
    "number": Look(13, 14.4, "center", before=2),
    "date": Look(14, 15.5, "center", italic=True, before=2),
    "abstract": Look(12, 14.8, "center", before=6),
    "frame": Look(13, 23, "center", bold=True, before=6),
    "kind": Look(14, _LINE, "center", bold=True, before=12, after=3, with_next=True),
    "subject": Look(14, _LINE, "center", bold=True, after=3, with_next=True),
    "subject-rule": Look(2, 2, "center", after=12, with_next=True),
    "to": Look(14, _LINE, "center", before=12, after=12),
    "to-first": Look(14, _LINE, "left", before=12, after=2),
    "to-next": Look(14, _LINE, "left", after=2),
    "copies": Look(12, 13.3, "left", bold=True, italic=True, after=2),
    "copy": Look(11, 12.2, "left", after=2),
    "signing": Look(14, 15.5, "center", bold=True, after=2),
    "room": Look(14, 15.5, "center"),
    "cell": Look(12, 15.3, "left"),
    "cell-head": Look(12, 15.3, "center", bold=True),
    "cell-number": Look(12, 15.3, "right"),
    "cell-counted": Look(11, 14.2, "center", italic=True),
}


def to_docx(document: Document, *, draft: bool = False, mark: str = "") -> bytes:
    """The letter as .docx; `draft` marks it DỰ THẢO. The public check and what a specimen says are the PDF's alone.

    `mark` says among the file's properties which letter and revision it is.
    """
    return _Writing(printed(document), document, draft=draft).bytes(f"{MARK}{mark}" if mark else "")


class _Writing:
    def __init__(self, boxes: Printed, document: Document, *, draft: bool) -> None:
        self._boxes, self._document, self._draft = boxes, document, draft
        self._file = docx.Document()
        self._numbers = count(1)

    def bytes(self, mark: str) -> bytes:
        self._styles()
        self._page(self._file.sections[0])
        self._heading()
        self._title()
        self._addressees()
        self._text(self._boxes.sheets[0], closing=True)
        self._closing()
        for sheet in self._boxes.sheets[1:]:
            self._annex(sheet)
        self._file.core_properties.title = self._boxes.subject[:200]
        self._file.core_properties.author = ""
        self._file.core_properties.keywords = mark
        written = BytesIO()
        self._file.save(written)
        return written.getvalue()

    def _styles(self) -> None:
        normal = self._file.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(14)
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        auto = self._file.styles.add_style(AUTO, WD_STYLE_TYPE.CHARACTER)
        auto.font.bold = True
        for role, look in _STYLES.items():
            add_style(self._file, f"{PREFIX}{role.value}", look)
        for role in (Role.AUTHORITY, Role.DECIDES):
            add_style(self._file, f"{MADE}-{role.value}", _STYLES[role])
        for name, look in _BOXES.items():
            add_style(self._file, f"{BOX}-{name}", look)
        add_style(self._file, ANNEX, _CENTRED)

    def _page(self, section: Any) -> None:
        section.page_width, section.page_height = Pt(210 * MM), Pt(297 * MM)
        section.top_margin, section.left_margin, section.right_margin = Pt(20 * MM), Pt(30 * MM), Pt(15 * MM)
        # A line of exactly 17 pt reaches lower than its letters, by as much as the typesetter gains.
        section.bottom_margin = Pt(20 * MM - (_LINE - 15.5))
        section.header_distance, section.footer_distance = Pt(9 * MM), Pt(8 * MM)
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = False
        paragraph = section.header.paragraphs[0]
        paragraph.style = self._file.styles[f"{BOX}-room"]
        for old in list(paragraph._p.findall(qn("w:r"))):
            paragraph._p.remove(old)
        add_field(paragraph, "PAGE")
        section._sectPr.append(element("pgNumType", {"start": "1"}))

    def _add(self, holder: Any, box: str, words: str = "") -> Any:
        return holder.add_paragraph(words, style=self._file.styles[f"{BOX}-{box}"])

    def _named(self, holder: Any, box: str, name: str, size: float, *, bold: bool, room: float = _LEFT) -> float:
        lines = lines_of(name, room, size, bold=bold)
        for line in lines:
            self._add(holder, box, line)
        return min(room, max(width_of(line, size, bold=bold) for line in lines))

    def _heading(self) -> None:
        boxes = self._boxes
        table = add_table(self._file, HEADING, [_LEFT, _RIGHT], 2, framed=False)
        (left, right), (below, beside) = (row.cells for row in table.rows)
        if boxes.superior:
            self._named(left, "superior", boxes.superior, 13, bold=False)
        longest = self._named(left, "issuer", boxes.issuer, 13, bold=True)
        rule_under(self._add(left, "rule"), _LEFT, longest * 0.4)
        self._add(right, "state", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        self._add(right, "motto", _MOTTO)
        rule_under(self._add(right, "rule"), _RIGHT, width_of(_MOTTO, 14, bold=True))
        number = boxes.number or " " * 9
        self._add(below, "number", f"Số: {number}/{boxes.symbol}")
        if boxes.kind == Kind.OFFICIAL_LETTER and boxes.subject:
            for at, line in enumerate(lines_of(f"V/v {boxes.subject}", 58 * MM, 12)):
                paragraph = self._add(below, "abstract", line)
                if at:
                    paragraph.paragraph_format.space_before = Pt(0)
        urgency = self._document.urgency
        if urgency:
            self._frame(self._add(below, "frame", HASTE[Urgency(urgency)]), HASTE_WIDTHS[Urgency(urgency)])
        if self._draft:
            self._frame(self._add(below, "frame", "DỰ THẢO"), 26)
        day = boxes.day or " " * 6
        dated = f"{boxes.place}, ngày {day} tháng {boxes.month} năm {boxes.year}"
        paragraph = self._add(beside, "date", dated)
        if width_of(dated, 14) > _RIGHT:
            paragraph.runs[0].font.size = Pt(13)
        for cell in (left, right, below, beside):
            cell._tc.remove(cell.paragraphs[0]._p)  # the empty one that a cell is made with
        # Between a table and what follows; a paragraph has to stand there.
        self._add(self._file, "rule")

    def _frame(self, paragraph: Any, width: float) -> None:
        properties = paragraph._p.get_or_add_pPr()
        borders = element("pBdr")
        for side in ("top", "left", "bottom", "right"):
            borders.append(element(side, {"val": "single", "sz": "6", "space": "0", "color": "000000"}))
        properties.append(borders)
        side = str(round((_LEFT - width * MM) / 2 * 20))
        properties.append(element("ind", {"left": side, "right": side, "firstLine": "0"}))

    def _title(self) -> None:
        if not self._boxes.title:
            return
        self._add(self._file, "kind", self._boxes.title)
        subject = self._boxes.subject
        longest = self._named(self._file, "subject", subject, 14, bold=True, room=_WIDTH)
        rule_under(self._add(self._file, "subject-rule"), _WIDTH, longest * 0.4)

    def _addressees(self) -> None:
        to = self._boxes.to
        if not to or self._boxes.kind == Kind.DECISION:
            return
        words = "Trân trọng kính mời:" if self._boxes.kind == Kind.INVITATION else "Kính gửi:"
        if len(to) == 1:
            self._add(self._file, "to", f"{words} {to[0]}")
            return
        lines = [f"- {line}{'.' if at == len(to) - 1 else ';'}" for at, line in enumerate(to)]
        first, rest = width_of(words, 14), max(width_of(line, 14) for line in lines)
        begins = max(0, (_WIDTH - first - rest) / 2)
        self._add(self._file, "to-first", words).paragraph_format.left_indent = Pt(begins)
        for line in lines:
            paragraph = self._add(self._file, "to-next", line)
            paragraph.paragraph_format.left_indent = Pt(min(begins + first, _WIDTH / 2))
        paragraph.paragraph_format.space_after = Pt(12)

    def _text(self, sheet: Sheet, *, closing: bool = False) -> None:
        last = len(sheet.blocks) - 1
        for at, laid in enumerate(sheet.blocks):
            if isinstance(laid.block, Table):
                self._table(laid.block)
                continue
            name = f"{MADE}-{laid.role.value}" if laid.made else f"{PREFIX}{laid.role.value}"
            paragraph = self._file.add_paragraph(style=self._file.styles[name])
            self._runs(paragraph, laid)
            if laid.role is Role.ATTACHED:
                rule_under(self._add(self._file, "subject-rule"), _WIDTH, _WIDTH * 0.4)
            if closing and (at == last or (at == last - 1 and self._is_short(sheet.blocks[last]))):
                paragraph.paragraph_format.keep_with_next = True
                paragraph.paragraph_format.keep_together = width_of(laid.block.text, 14) < 8 * _WIDTH

    def _is_short(self, laid: Laid) -> bool:
        return isinstance(laid.block, Paragraph) and width_of(laid.block.text, 14) < _WIDTH - 36

    def _runs(self, paragraph: Any, laid: Laid) -> None:
        assert isinstance(laid.block, Paragraph)
        runs: Sequence[Run] = laid.block.runs
        found = ARTICLE.match(runs[0].text) if laid.role is Role.ARTICLE and runs and not runs[0].bold else None
        if found and not runs[0].fact:
            head = runs[0].text[: found.end()]
            added = paragraph.add_run(head, style=self._file.styles[AUTO])
            if runs[0].italic:
                added.italic = True
            runs = [Run(runs[0].text[found.end() :], runs[0].bold, runs[0].italic), *runs[1:]]
        self._write(paragraph, runs)

    def _write(self, paragraph: Any, runs: Sequence[Run]) -> None:
        for run in runs:
            number = str(next(self._numbers))
            if run.fact:
                paragraph._p.append(element("bookmarkStart", {"id": number, "name": f"fact_{run.fact}_{number}"}))
            added = paragraph.add_run(run.text)  # a line break of the text becomes one of the file
            if run.bold:
                added.bold = True
            if run.italic:
                added.italic = True
            if run.fact:
                paragraph._p.append(element("bookmarkEnd", {"id": number}))

    def _table(self, block: Table) -> None:
        shares = widths(block)
        points = [_WIDTH * share / sum(shares) for share in shares]
        name = f"{TABLE}|{'|'.join(block.sides)}"
        table = add_table(self._file, name, points, 1 + len(block.rows), framed=True)
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        for at, row in enumerate((block.head, *block.rows)):
            every = at > 0 and counted(row)
            for side, cell, runs in zip(block.sides, table.rows[at].cells, row, strict=False):
                words = "".join(run.text for run in runs)
                style = "cell-head" if at == 0 else "cell-counted" if every else "cell"
                if style == "cell" and not side and NUMBER_LIKE.fullmatch(words):
                    style = "cell-number"
                paragraph = cell.paragraphs[0]
                paragraph.style = self._file.styles[f"{BOX}-{style}"]
                if style == "cell" and side in {"center", "right"}:
                    paragraph.alignment = {"center": 1, "right": 2}[side]
                self._write(paragraph, runs)
        gap = self._add(self._file, "rule")
        gap.paragraph_format.space_after = Pt(_GAP)

    def _closing(self) -> None:
        boxes = self._boxes
        minutes = boxes.kind == Kind.MINUTES
        table = add_table(self._file, CLOSING, [_FOOT_LEFT, _WIDTH - _FOOT_LEFT], 1 + minutes, framed=False)
        left, right = table.rows[0].cells
        if minutes:
            self._signature(left, (SECRETARY,), boxes.secretary)
            left = table.rows[1].cells[0]
        self._signature(right, boxes.signing, boxes.name)
        if boxes.copies:
            self._add(left, "copies", "Nơi nhận:").paragraph_format.space_before = Pt(6)
            for at, line in enumerate(boxes.copies):
                self._add(left, "copy", f"- {line}{'.' if at == len(boxes.copies) - 1 else ';'}")
        for cell in (cell for row in table.rows for cell in row.cells):
            if len(cell.paragraphs) > 1:
                cell._tc.remove(cell.paragraphs[0]._p)

    def _signature(self, cell: Any, lines: Sequence[str], name: str) -> None:
        for at, line in enumerate(lines):
            self._add(cell, "signing", line).paragraph_format.space_before = Pt(0 if at else 6)
        for _ in range(5):
            self._add(cell, "room").paragraph_format.space_after = Pt(1.5)
        if name:
            self._add(cell, "signing", name)

    def _annex(self, sheet: Sheet) -> None:
        section = self._file.add_section(WD_SECTION.NEW_PAGE)
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        section._sectPr.append(element("pgNumType", {"start": "1"}))
        self._file.add_paragraph(sheet.title, style=self._file.styles[ANNEX])
        self._text(sheet)
