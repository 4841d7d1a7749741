"""The text of an edited .docx back as a letter's Markdown, and what could not be taken over, each in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.docx_lost import (
    KEPT,
    Lost,
    drawn,
    in_margins,
    is_hidden,
    look,
    name_of,
    of_run,
    texts,
    words_of,
)
from motcua.domain.letters.rules.docx_out import ANNEX, BOX, CLOSING, HEADING, MADE, MARK, TABLE, to_docx
from motcua.domain.letters.rules.docx_package import Package, opened
from motcua.domain.letters.rules.markdown import Block, Body, Paragraph, Part, Run, Table, tidied
from motcua.domain.letters.rules.writing import written
from motcua.kernel.errors import Malformed
from motcua.kernel.text import nfc

_FACT = re.compile(r"fact_(\d{1,18})_\d+")
_BOLD_STYLES = frozenset({"Strong"})
_ITALIC_STYLES = frozenset({"Emphasis"})
_HEADINGS = re.compile(r"(?:heading|title|tiêu đề|đầu đề) ?\d?", re.IGNORECASE)
_MARK = re.compile(rf"{re.escape(MARK)}(\d{{1,18}}-\d{{1,9}})\b")


@dataclass(frozen=True)
class NotTaken:
    """Something of the file that is not in the text now, or is in it otherwise; a stable code and a sentence."""

    code: str
    story: str


@dataclass(frozen=True)
class TakenOver:
    """The body as Markdown and what could not be taken over."""

    body: str
    not_taken: tuple[NotTaken, ...]


def from_docx(data: bytes, *, current: Document | None = None) -> TakenOver:
    """The body of a letter as it was edited in a word processor.

    Of tracked changes the newer text is taken. `current` is the letter that was given out: with it changes in the boxes
    around the text are noticed too, and told, as they are made in the program and not in the file.

    Raises:
        Malformed: the file may not or cannot be opened.
    """
    package = opened(data)
    reading = _Reading(package)
    body = reading.body()
    if current is not None:
        reading.compare(current)
    return TakenOver(written(body), tuple(dict.fromkeys(reading.notes)))


def revision_in(data: bytes) -> str:
    """Of which letter and revision a file was made, as it was given out; nothing where it does not say.

    Raises:
        Malformed: the file may not or cannot be opened.
    """
    properties = opened(data).properties
    if properties is None:
        return ""
    words = " ".join(each.text or "" for each in properties.iter() if name_of(each) in {"keywords", "keyword"})
    found = _MARK.search(words)
    return found[1] if found else ""


@dataclass
class _State:
    """What holds while runs are read."""

    fact: str = ""
    fact_marks: dict[str, str] = field(default_factory=dict)
    fields: list[bool] = field(default_factory=list)
    """Of each field that is open, the outermost first: whether its instruction is being read still."""


class _Reading:
    def __init__(self, package: Package) -> None:
        self.notes: list[NotTaken] = []
        self._package = package
        self._around: list[str] = []
        self._footnotes = _footnotes(package.footnotes)
        self._style_names = _style_names(package.styles)
        self._numbered_styles = _numbered_styles(package.styles)
        if package.holds("vbaproject.bin"):
            self._note("macro", _("Tệp có macro: macro không được đưa vào và không được chạy."))
        if package.holds("word/comments.xml"):
            self._note("comments", _("Nhận xét trong tệp không được đưa vào văn bản."))
        self._lost(in_margins(package.margins))
        if next(package.document.iter(qn("w:altChunk"), qn("w:subDoc")), None) is not None:
            self._note("external", _("Tệp gọi đến nội dung ở nơi khác; nội dung ấy không được đưa vào."))
        if package.relations is not None:
            for relation in package.relations:
                if relation.get("TargetMode") == "External" and not str(relation.get("Type")).endswith("/hyperlink"):
                    self._note("external", _("Tệp gọi đến nội dung ở nơi khác; nội dung ấy không được đưa vào."))

    def _note(self, code: str, story: str) -> None:
        self.notes.append(NotTaken(code, story))

    def body(self) -> Body:
        """The text between the heading and the signature, and the annexes."""
        whole = self._package.document.find(qn("w:body"))
        if whole is None:
            raise Malformed(_("Tệp này hỏng, hoặc không phải văn bản Word (.docx)."))
        elements = list(_flat(whole))
        captions = [self._frame_of(each) for each in elements]
        known = HEADING in captions and CLOSING in captions
        if not known:
            self._note(
                "foreign",
                _("Tệp không theo mẫu đã tải xuống: cả tệp được coi là nội dung, hãy bỏ phần đầu và phần ký nếu có."),
            )
        begins = captions.index(HEADING) if known else -1
        ends = captions.index(CLOSING) if known else len(elements)
        parts: list[Part] = []
        title, blocks = "", list[Block]()
        for at, (each, caption) in enumerate(zip(elements, captions, strict=True)):
            if caption in {HEADING, CLOSING}:
                self._around += texts(each)
                if at not in {begins, ends}:
                    self._note("foreign-table", _("Phần đầu hoặc phần ký có hai lần trong tệp; chỉ tính một."))
                continue
            if at < begins:
                self._foreign_before(each)
                continue
            style = self._style(each)
            if style == ANNEX and at > ends:
                parts.append(Part(title, tuple(blocks)))
                title, blocks = " ".join(texts(each)).strip(), []
                continue
            if style.startswith((f"{BOX}-", MADE)):
                self._box(each)
                continue
            if at > ends and not parts and texts(each):
                self._note("after-closing", _("Đoạn viết sau phần ký được đưa vào cuối nội dung."))
            block = self._table(each) if each.tag == qn("w:tbl") else self._paragraph(each, style)
            if block is not None:
                blocks.append(block)
        parts.append(Part(title, tuple(blocks)))
        return Body(tuple(parts))

    def compare(self, current: Document) -> None:
        """Notes when the boxes around the text are not those of the letter that was given out."""
        before = _Reading(opened(to_docx(current)))
        before.body()
        # A copy that was given out as a draft says so; that is no change.
        if [line for line in self._around if line != "DỰ THẢO"] != before._around:
            self._note(
                "boxes",
                _("Phần đầu, trích yếu, nơi gửi, nơi nhận và phần ký sửa trong chương trình, không sửa trong tệp."),
            )

    def _frame_of(self, each: Any) -> str:
        """Which of the tables around the text it is, by its styles: word processors forget the names of tables."""
        if each.tag != qn("w:tbl"):
            return ""
        styles = {self._style(paragraph) for paragraph in each.iter(qn("w:p"))}
        if styles & {f"{BOX}-state", f"{BOX}-motto", f"{BOX}-number"}:
            return HEADING
        return CLOSING if styles & {f"{BOX}-copies", f"{BOX}-signing"} else ""

    def _style(self, each: Any) -> str:
        found = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        key = str(found.get(qn("w:val"))) if found is not None else ""
        return self._style_names.get(key, key)

    def _foreign_before(self, each: Any) -> None:
        if texts(each):
            self._note("before-heading", _("Chữ viết trước phần đầu của văn bản không được đưa vào."))

    def _box(self, each: Any) -> None:
        self._around += texts(each)
        self._look_at(each)

    def _paragraph(self, each: Any, style: str) -> Paragraph | None:
        runs = list(self._runs(each, _State()))
        if _HEADINGS.fullmatch(style):
            runs = [replace(run, bold=True) for run in runs]
        runs_tidied = tidied(runs)
        if self._is_numbered(each) and runs_tidied:
            self._note("numbering", _("Số hoặc dấu tự động ở đầu dòng được thay bằng dấu gạch; hãy gõ lại số nếu cần."))
            runs_tidied = tidied([Run("- "), *runs_tidied])
        return Paragraph(runs_tidied) if runs_tidied else None

    def _is_numbered(self, each: Any) -> bool:
        """Whether a word processor puts a number or a dot before it, by itself or by its style."""
        own = each.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None:
            number = own.find(qn("w:numId"))
            return number is None or number.get(qn("w:val")) != "0"
        style = each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return style is not None and style.get(qn("w:val")) in self._numbered_styles

    def _table(self, each: Any) -> Table | None:
        rows: list[tuple[tuple[Run, ...], ...]] = []
        for row in each.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not each:
                continue
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                self._note("tracked", _("Tệp có theo dõi thay đổi (track changes): lấy chữ mới thêm, bỏ chữ đã xóa."))
                continue
            cells = [cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row]
            rows.append(tuple(map(self._cell, cells)))
        if not rows:
            return None
        if each.find(f".//{qn('w:gridSpan')}") is not None or each.find(f".//{qn('w:vMerge')}") is not None:
            self._note("merged-cells", _("Bảng có ô gộp: các ô được tách ra, hãy xem lại bảng."))
        columns = max(map(len, rows))
        full = [row + ((),) * (columns - len(row)) for row in rows]
        return Table(full[0], tuple(full[1:]), self._sides(each, columns))

    def _sides(self, each: Any, columns: int) -> tuple[str, ...]:
        """As our own table was told; else by the first row below the head that has sides of its own."""
        name, *told = _caption(each).split("|")
        if name == TABLE and len(told) == columns:
            return tuple(told)
        rows = [row.findall(f"{qn('w:tc')}/{qn('w:p')}") for row in each.findall(qn("w:tr"))[1:]]
        own = [row for row in rows if row and self._style(row[0]) != f"{BOX}-cell-counted"]
        found = [cell.find(f"{qn('w:pPr')}/{qn('w:jc')}") for cell in (own[0] if own else ())]
        sides = [str(one.get(qn("w:val"))) if one is not None else "" for one in found]
        known = [{"start": "left", "end": "right"}.get(side, side) for side in sides]
        known = [side if side in {"left", "center", "right"} else "" for side in known]
        return tuple((known + [""] * columns)[:columns])

    def _cell(self, cell: Any) -> tuple[Run, ...]:
        if cell.find(f".//{qn('w:tbl')}") is not None:
            self._note("nested-table", _("Bảng nằm trong bảng chỉ còn lại chữ."))
        runs: list[Run] = []
        for paragraph in cell.iter(qn("w:p")):
            runs += [Run(" "), *self._runs(paragraph, _State())]
        return tidied(replace(run, text=run.text.replace("\n", " ")) for run in runs)

    def _runs(self, holder: Any, state: _State) -> Iterator[Run]:
        for child in holder:
            name = name_of(child)
            if name == "r":
                yield from self._run(child, state)
            elif name in {"ins", "moveTo"}:
                self._note("tracked", _("Tệp có theo dõi thay đổi (track changes): lấy chữ mới thêm, bỏ chữ đã xóa."))
                yield from self._runs(child, state)
            elif name in {"del", "moveFrom"}:
                self._note("tracked", _("Tệp có theo dõi thay đổi (track changes): lấy chữ mới thêm, bỏ chữ đã xóa."))
            elif name == "hyperlink":
                if child.get(qn("r:id")):
                    words = words_of(child)
                    self._note("link", _("Liên kết ra ngoài chỉ còn lại chữ: “%(words)s”.") % {"words": words})
                yield from self._runs(child, state)
            elif name == "bookmarkStart":
                found = _FACT.fullmatch(str(child.get(qn("w:name"))))
                if found:
                    state.fact_marks[str(child.get(qn("w:id")))] = found[1]
                    state.fact = found[1]
            elif name == "bookmarkEnd":
                if state.fact_marks.pop(str(child.get(qn("w:id"))), None) is not None:
                    state.fact = next(reversed(state.fact_marks.values()), "")
            elif name == "AlternateContent":
                yield from self._runs(child[:1], state)  # the second says the same in an older way
            elif name in {"oMath", "oMathPara"}:
                self._note("formula", _("Công thức toán không được đưa vào."))
            elif name not in {"pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr"}:
                yield from self._runs(child, state)

    def _run(self, run: Any, state: _State) -> Iterator[Run]:
        self._lost(of_run(run))
        if is_hidden(run):
            return
        bold, italic = _looks(run)
        capitals = look(run, "w:caps") or look(run, "w:smallCaps")
        for child in run:
            name = name_of(child)
            if name == "fldChar":
                self._field(str(child.get(qn("w:fldCharType"))), state)
            elif name == "t" and not any(state.fields):
                words = nfc(child.text or "")
                yield Run(words.upper() if capitals else words, bold, italic, state.fact)
            elif name in {"br", "cr"}:
                yield Run(" " if child.get(qn("w:type")) in {"page", "column"} else "\n", bold, italic, state.fact)
            elif name in {"tab", "ptab"}:
                yield Run(" ", bold, italic, state.fact)
            elif name == "ruby":
                yield from self._runs(child.find(qn("w:rubyBase")), state)
            elif name == "noBreakHyphen":
                yield Run("-", bold, italic, state.fact)
            elif name == "footnoteReference":
                words = self._footnotes.get(str(child.get(qn("w:id"))), "")[:KEPT]
                self._note("footnote", _("Cước chú không được đưa vào: “%(words)s”.") % {"words": words})
            elif name == "endnoteReference":
                self._note("footnote", _("Chú thích cuối văn bản không được đưa vào."))
            else:
                self._look_at(child)

    def _field(self, mark: str, state: _State) -> None:
        if mark == "begin":
            state.fields.append(True)
        elif mark == "separate" and state.fields:
            state.fields[-1] = False
        elif mark == "end" and state.fields:
            state.fields.pop()

    def _look_at(self, child: Any) -> None:
        self._lost(drawn(child))

    def _lost(self, lost: Iterable[Lost]) -> None:
        for code, story in lost:
            self._note(code, story)


def _flat(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, out of content controls and custom elements."""
    for child in body:
        name = name_of(child)
        if name in {"p", "tbl"}:
            yield child
        elif name != "sectPr":
            yield from _flat(child)


def _caption(each: Any) -> str:
    found = each.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}") if each.tag == qn("w:tbl") else None
    return str(found.get(qn("w:val"))) if found is not None else ""


def _style_names(part: Any) -> dict[str, str]:
    """The names of styles by their keys, which word processors make up anew when they save."""
    if part is None:
        return {}
    named = ((each.get(qn("w:styleId")), each.find(qn("w:name"))) for each in part.iter(qn("w:style")))
    return {str(key): str(name.get(qn("w:val"))) for key, name in named if name is not None}


def _numbered_styles(part: Any) -> frozenset[str]:
    """The keys of styles that number their paragraphs."""
    if part is None:
        return frozenset()
    numbered = (each for each in part.iter(qn("w:style")) if each.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None)
    return frozenset(str(each.get(qn("w:styleId"))) for each in numbered)


def _looks(run: Any) -> tuple[bool, bool]:
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    named = str(style.get(qn("w:val"))) if style is not None else ""
    return look(run, "w:b") or named in _BOLD_STYLES, look(run, "w:i") or named in _ITALIC_STYLES


def _footnotes(part: Any) -> dict[str, str]:
    if part is None:
        return {}
    return {str(each.get(qn("w:id"))): " ".join(texts(each)) for each in part.iter(qn("w:footnote"))}
