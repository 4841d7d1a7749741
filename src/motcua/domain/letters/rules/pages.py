"""What stands where on the pages of a PDF: texts with their type, lines and frames; read by pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_uint
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
"""Points in a millimetre."""
_THIN = 2.5
_PALE = 0xE0


@dataclass(frozen=True)
class Text:
    """Words in one type on one line; points from the bottom left corner."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float
    size: float
    font: str
    embedded: bool

    @property
    def bold(self) -> bool:
        """By the name of its font."""
        return "bold" in self.font.lower()

    @property
    def italic(self) -> bool:
        """By the name of its font."""
        return "italic" in self.font.lower()


@dataclass(frozen=True)
class Shape:
    """A line or a frame, with half its stroke on each side."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_rule(self) -> bool:
        """Whether it is a horizontal line."""
        return self.top - self.bottom < _THIN

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom


@dataclass(frozen=True)
class Page:
    """One page. What is printed paler than text (a watermark) is left out."""

    width: float
    height: float
    texts: tuple[Text, ...]
    shapes: tuple[Shape, ...]

    @property
    def lines(self) -> list[list[Text]]:
        """Texts on one baseline, from the top down, each from the left."""
        lines: dict[int, list[Text]] = {}
        for text in self.texts:
            near = next((key for key in lines if abs(key - text.baseline) < 1), None)
            lines.setdefault(round(text.baseline) if near is None else near, []).append(text)
        return [sorted(lines[key], key=lambda text: text.left) for key in sorted(lines, reverse=True)]


def read(pdf: bytes) -> list[Page]:
    """Every page of a PDF.

    Raises:
        pypdfium2.PdfiumError: it is none.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    textpage = page.get_textpage()
    found = list(page.get_objects(textpage=textpage, max_depth=3))
    return Page(page.get_width(), page.get_height(), tuple(_texts(found)), tuple(_shapes(found)))


def _texts(found: list[pypdfium2.PdfObject]) -> Iterator[Text]:
    for each in found:
        if each.type != pdfium.FPDF_PAGEOBJ_TEXT or _is_pale(each):
            continue
        try:
            words = each.extract()
        except pypdfium2.PdfiumError:
            continue  # no text in it, as a run of nothing but space
        left, bottom, right, top = each.get_bounds()
        font = each.get_font()
        matrix = each.get_matrix()
        yield Text(
            words=words.strip(" "),
            left=left,
            bottom=bottom,
            right=right,
            top=top,
            baseline=matrix.f,
            size=round(each.get_font_size() * abs(matrix.d or 1), 2),
            font=font.get_base_name().partition("+")[2] or font.get_base_name(),
            embedded=bool(font.is_embedded),
        )


def _shapes(found: list[pypdfium2.PdfObject]) -> Iterator[Shape]:
    for each in found:
        if each.type == pdfium.FPDF_PAGEOBJ_PATH:
            yield Shape(*each.get_bounds())


def _is_pale(each: pypdfium2.PdfObject) -> bool:
    colours = [c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(each, *colours):
        return False
    return max(colour.value for colour in colours[:3]) > _PALE
