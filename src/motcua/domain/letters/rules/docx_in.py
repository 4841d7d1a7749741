"""The text of an edited .docx back as a letter's Markdown, and what could not be taken over, each in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.docx_out import ANNEX, BOX, CLOSING, HEADING, MADE, MARK, TABLE, to_docx
from motcua.domain.letters.rules.docx_package import Package, opened
from motcua.domain.letters.rules.markdown import Block, Body, Paragraph, Part, Run, Table, tidied
from motcua.domain.letters.rules.writing import written
from motcua.kernel.text import nfc

_FACT = re.compile(r"fact_(\d{1,18})_\d+")
_BOLD_STYLES = frozenset({"Strong"})
_ITALIC_STYLES = frozenset({"Emphasis"})
_HEADINGS = re.compile(r"(?:heading|title|tiêu đề|đầu đề) ?\d?", re.IGNORECASE)
_KEPT = 60
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
    words = " ".join(each.text or "" for each in properties.iter() if _name(each) in {"keywords", "keyword"})
    found = _MARK.search(words)
    return found[1] if found else ""


@dataclass
class _State:
    """What holds while runs are read."""

    fact: str = ""
    fact_marks: dict[str, str] = field(default_factory=dict)
    field_depth: int = 0
    in_instruction: bool = False


class _Reading:
    def __init__(self, package: Package) -> None:
        self.notes: list[NotTaken] = []
        self._package = package
        self._around: list[str] = []
        self._footnotes = _footnotes(package.footnotes)
        self._style_names = _style_names(package.styles)
        if package.holds("vbaproject.bin"):
            self._note("macro", _("Tệp có macro: macro không được đưa vào và không được chạy."))
        if package.holds("word/comments.xml"):
            self._note("comments", _("Nhận xét trong tệp không được đưa vào văn bản."))
        if package.relations is not None:
            for relation in package.relations:
                if relation.get("TargetMode") == "External" and not str(relation.get("Type")).endswith("/hyperlink"):
                    self._note("external", _("Tệp gọi đến nội dung ở nơi khác; nội dung ấy không được đưa vào."))

    def _note(self, code: str, story: str) -> None:
        self.notes.append(NotTaken(code, story))

    def body(self) -> Body:
        """The text between the heading and the signature, and the annexes."""
        elements = list(_flat(self._package.document.find(qn("w:body"))))
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
                self._around += _texts(each)
                if at not in {begins, ends}:
                    self._note("foreign-table", _("Phần đầu hoặc phần ký có hai lần trong tệp; chỉ tính một."))
                continue
            if at < begins:
                self._foreign_before(each)
                continue
            style = self._style(each)
            if style == ANNEX and at > ends:
                parts.append(Part(title, tuple(blocks)))
                title, blocks = " ".join(_texts(each)).strip(), []
                continue
            if style.startswith((f"{BOX}-", MADE)):
                self._box(each, style)
                continue
            if at > ends and not parts and _texts(each):
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
        if _texts(each):
            self._note("before-heading", _("Chữ viết trước phần đầu của văn bản không được đưa vào."))

    def _box(self, each: Any, style: str) -> None:
        self._around += _texts(each)
        self._look_at(each)

    def _paragraph(self, each: Any, style: str) -> Paragraph | None:
        runs = list(self._runs(each, _State()))
        if _HEADINGS.fullmatch(style):
            runs = [replace(run, bold=True) for run in runs]
        numbering = each.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        runs_tidied = tidied(runs)
        if numbering is not None and runs_tidied:
            self._note("numbering", _("Số hoặc dấu tự động ở đầu dòng được thay bằng dấu gạch; hãy gõ lại số nếu cần."))
            runs_tidied = tidied([Run("- "), *runs_tidied])
        return Paragraph(runs_tidied) if runs_tidied else None

    def _table(self, each: Any) -> Table | None:
        rows: list[tuple[tuple[Run, ...], ...]] = []
        for row in each.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not each:
                continue
            rows.append(tuple(self._cell(cell) for cell in row.iterchildren(qn("w:tc"))))
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
            name = _name(child)
            if name == "r":
                yield from self._run(child, state)
            elif name in {"ins", "moveTo"}:
                self._note("tracked", _("Tệp có theo dõi thay đổi (track changes): lấy chữ mới thêm, bỏ chữ đã xóa."))
                yield from self._runs(child, state)
            elif name in {"del", "moveFrom"}:
                self._note("tracked", _("Tệp có theo dõi thay đổi (track changes): lấy chữ mới thêm, bỏ chữ đã xóa."))
            elif name == "hyperlink":
                if child.get(qn("r:id")):
                    words = "".join(_texts(child))[:_KEPT]
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
            elif name in {"oMath", "oMathPara"}:
                self._note("formula", _("Công thức toán không được đưa vào."))
            elif name not in {"pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr"}:
                yield from self._runs(child, state)

    def _run(self, run: Any, state: _State) -> Iterator[Run]:
        bold, italic = _looks(run)
        for child in run:
            name = _name(child)
            if name == "fldChar":
                kind = child.get(qn("w:fldCharType"))
                state.in_instruction = kind == "begin"
            elif name == "t" and not state.in_instruction:
                yield Run(nfc(child.text or ""), bold, italic, state.fact)
            elif name in {"br", "cr"}:
                yield Run(" " if child.get(qn("w:type")) in {"page", "column"} else "\n", bold, italic, state.fact)
            elif name == "tab":
                yield Run(" ", bold, italic, state.fact)
            elif name == "noBreakHyphen":
                yield Run("-", bold, italic, state.fact)
            elif name == "footnoteReference":
                words = self._footnotes.get(str(child.get(qn("w:id"))), "")[:_KEPT]
                self._note("footnote", _("Cước chú không được đưa vào: “%(words)s”.") % {"words": words})
            elif name == "endnoteReference":
                self._note("footnote", _("Chú thích cuối văn bản không được đưa vào."))
            else:
                self._look_at(child)

    def _look_at(self, child: Any) -> None:
        """Notes pictures, text boxes and what else is drawn, wherever it lies in the element."""
        for each in child.iter():
            name = _name(each)
            if name == "txbxContent":
                words = " ".join(_texts(each))[:_KEPT]
                self._note("text-box", _("Hộp chữ không được đưa vào: “%(words)s”.") % {"words": words})
            elif name in {"blip", "imagedata"}:
                self._note("picture", _("Hình ảnh không được đưa vào."))
            elif name in {"object", "OLEObject"}:
                self._note("object", _("Đối tượng nhúng (bảng tính, tệp khác) không được đưa vào."))
            elif name == "sym":
                self._note("symbol", _("Một ký hiệu vẽ bằng phông riêng không được đưa vào; hãy gõ lại."))


def _flat(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, out of content controls and custom elements."""
    for child in body:
        name = _name(child)
        if name in {"p", "tbl"}:
            yield child
        elif name != "sectPr":
            yield from _flat(child)


def _name(child: Any) -> str:
    return child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""


def _texts(holder: Any) -> list[str]:
    """The texts of each paragraph; deleted text is none."""
    paragraphs = holder.iter(qn("w:p")) if holder.tag != qn("w:p") else [holder]
    found = (nfc(" ".join("".join(each.text or "" for each in one.iter(qn("w:t"))).split())) for one in paragraphs)
    return [words for words in found if words] if holder.tag != qn("w:hyperlink") else [
        "".join(each.text or "" for each in holder.iter(qn("w:t")))
    ]  # fmt: skip


def _caption(each: Any) -> str:
    found = each.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}") if each.tag == qn("w:tbl") else None
    return str(found.get(qn("w:val"))) if found is not None else ""


def _style_names(part: Any) -> dict[str, str]:
    """The names of styles by their keys, which word processors make up anew when they save."""
    if part is None:
        return {}
    named = ((each.get(qn("w:styleId")), each.find(qn("w:name"))) for each in part.iter(qn("w:style")))
    return {str(key): str(name.get(qn("w:val"))) for key, name in named if name is not None}


def _looks(run: Any) -> tuple[bool, bool]:
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    named = str(style.get(qn("w:val"))) if style is not None else ""
    bold, italic = (_is_on(run.find(f"{qn('w:rPr')}/{qn(name)}")) for name in ("w:b", "w:i"))
    return bold or named in _BOLD_STYLES, italic or named in _ITALIC_STYLES


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(qn("w:val")) not in {"0", "false", "off"}


def _footnotes(part: Any) -> dict[str, str]:
    if part is None:
        return {}
    return {str(each.get(qn("w:id"))): " ".join(_texts(each)) for each in part.iter(qn("w:footnote"))}
