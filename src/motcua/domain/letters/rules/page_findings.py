"""Findings on the pages of a letter as typeset (Phụ lục I): paper, margins, type of each box, rules, numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.findings import Finding, Severity
from motcua.domain.letters.rules.markdown import Paragraph, Table
from motcua.domain.letters.rules.pages import MM, Page, Shape, Text, read
from motcua.domain.letters.rules.places import Boxes
from motcua.domain.letters.rules.printed import END, SECRETARY, Printed, printed
from motcua.domain.letters.states import Kind

SHEET = (210 * MM, 297 * MM)
MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
"""In mm, from and to."""
FAMILIES = ("Tinos", "TimesNewRoman", "LiberationSerif")
"""Times New Roman and what has its measures."""
MISSING_LETTER = "□"
LEAST_LINES = 2
"""Of text that stand on the page of the signature."""

_TELLING = 8
"""Letters at the beginning of a paragraph that tell it from others."""
_SLACK = 3.0
"""Points by which a letter may reach out of its own box."""


def of_pdf(pdf: bytes, document: Document, boxes: Boxes) -> list[Finding]:
    """What is wrong with the pages of a letter. All of it refuses signing: the form itself is broken then."""
    return of_pages(read(pdf), document, boxes)


def of_pages(pages: Sequence[Page], document: Document, boxes: Boxes) -> list[Finding]:
    """The same of pages that were read already (`pages.read`)."""
    told = [
        *_paper(pages),
        *_fonts(pages),
        *_margins(pages),
        *_page_numbers(pages, [sheet.title for sheet in printed(document).sheets[1:]]),
        *_types(pages, printed(document)),
        *_body(pages, printed(document)),
        *_rules(pages[0], printed(document)),
        *_end(pages, boxes, printed(document)),
    ]
    return [Finding(code, story, Severity.REFUSES) for code, story in dict.fromkeys(told)]


def _paper(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    for page in pages:
        if abs(page.width - SHEET[0]) > 1 or abs(page.height - SHEET[1]) > 1:
            yield "page-size", _("Trang giấy không phải khổ A4 (210 mm × 297 mm) dựng đứng.")


def _fonts(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    for text in (text for page in pages for text in page.texts):
        if not text.embedded:
            yield "fonts-embedded", _("Phông chữ %(font)s không được nhúng vào tệp.") % {"font": text.font}
        if not text.font.replace(" ", "").startswith(FAMILIES):
            yield "font-family", _("Phông chữ %(font)s không phải Times New Roman.") % {"font": text.font}
        if MISSING_LETTER in text.words:
            yield "no-letter", _("Có chữ mà phông chữ không in được, in thành □: “%(words)s”.") % {"words": text.words}


def _margins(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    top, bottom, left, right = (MARGINS[side][0] * MM for side in ("top", "bottom", "left", "right"))
    for number, page in enumerate(pages, start=1):
        body = [text for text in page.texts if not _is_in_margin(text, page)]
        if not body:
            continue
        low = min(text.baseline for text in body)
        if (
            min(text.left for text in body) < left - _SLACK
            or max(text.right for text in body) > page.width - right + _SLACK
            or max(text.baseline for text in body) > page.height - top
            or low < bottom
        ):
            yield (
                "margins",
                _("Trang %(page)d: chữ ra ngoài lề (trên, dưới 20 mm, trái 30 mm, phải 15 mm).") % {"page": number},
            )
    first = pages[0].texts
    begins = min((text.left for text in first if not _is_in_margin(text, pages[0])), default=left)
    if begins > MARGINS["left"][1] * MM + _SLACK:
        yield "margins", _("Lề trái rộng quá 35 mm.")


def _is_in_margin(text: Text, page: Page) -> bool:
    """The page number, and the foot of a page: the public check, the strip of a specimen."""
    return text.baseline > page.height - 20 * MM or text.top < 19 * MM


def _page_numbers(pages: Sequence[Page], annexes: Sequence[str]) -> Iterator[tuple[str, str]]:
    wanted, number, left = [], 0, list(annexes)
    for page in pages:
        begins = bool(left) and any(text.words == left[0] and text.bold for text in page.texts[:3])
        if begins:
            left.pop(0)
        number = 1 if begins else number + 1
        wanted.append(number)
    for page, number in zip(pages, wanted, strict=True):
        above = [text for text in page.texts if text.baseline > page.height - 20 * MM]
        if number == 1:
            if above:
                yield "page-number-first", _("Trang đầu không ghi số trang.")
            continue
        fine = len(above) == 1 and above[0].words == str(number) and 13 <= above[0].size <= 14 and not above[0].italic
        # In the middle of the text, which lies 7,5 mm right of the middle of the paper.
        middle = page.width / 2 + (MARGINS["left"][0] - MARGINS["right"][0]) * MM / 2
        if not fine or abs((above[0].left + above[0].right) / 2 - middle) > 2:
            yield (
                "page-number",
                _("Số trang %(number)d phải ở giữa lề trên, cỡ chữ 13 đến 14, kiểu đứng.") % {"number": number},
            )


def _types(pages: Sequence[Page], boxes: Printed) -> Iterator[tuple[str, str]]:
    """Size and look of the boxes, found by their words."""
    first = pages[0].texts
    every = [text for page in pages for text in page.texts]
    wanted = [
        (_("Quốc hiệu"), _named(first, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (12, 13), True, False),
        (_("Tiêu ngữ"), _named(first, "Độc lập - Tự do - Hạnh phúc"), (13, 14), True, False),
        (_("Tên cơ quan ban hành"), _part_of(first, boxes.issuer, bold=True), (12, 13), True, False),
        (_("Số, ký hiệu"), _named(first, "Số:"), (13, 13), False, False),
        (_("Địa danh, ngày tháng năm"), _starting(first, f"{boxes.place}, ngày"), (13, 14), False, True),
        (_("Nơi nhận"), _named(every, "Nơi nhận:"), (12, 12), True, True),
        *(
            (_("Chức vụ người ký"), _named(every, line), (13, 14), True, False)
            for line in boxes.signing
            if len(line) < 35
        ),
    ]
    if boxes.to and boxes.kind != Kind.DECISION:
        greeting = _starting(every, "Trân trọng kính mời:" if boxes.kind == Kind.INVITATION else "Kính gửi:")
        wanted.append((_("Kính gửi"), greeting, (13, 14), False, False))
    if boxes.copies:
        wanted.append((_("Danh sách nơi nhận"), _first_copy(pages, boxes), (11, 11), False, False))
    if boxes.kind == Kind.MINUTES:
        wanted.append((_("Thư ký"), _named(every, SECRETARY), (13, 14), True, False))
    if boxes.superior:
        wanted.append((_("Tên cơ quan chủ quản"), _part_of(first, boxes.superior, bold=False), (12, 13), False, False))
    if boxes.kind == Kind.OFFICIAL_LETTER and boxes.subject:
        wanted.append((_("Trích yếu công văn"), _starting(first, "V/v"), (12, 13), False, False))
    if boxes.title:
        wanted.append((_("Tên loại văn bản"), _named(first, boxes.title), (13, 14), True, False))
    if boxes.name and len(boxes.name) < 35:
        wanted.append((_("Họ tên người ký"), _named(every, boxes.name), (13, 14), True, False))
    for box, text, (least, most), bold, italic in wanted:
        if text is None:
            yield "box-missing", _("Không thấy trên trang in: %(box)s.") % {"box": box}
        elif not least <= text.size <= most:
            yield "box-size", _("%(box)s: cỡ chữ %(size)g, phải từ %(least)d đến %(most)d.") % {
                "box": box, "size": text.size, "least": least, "most": most,
            }  # fmt: skip
        elif (text.bold, text.italic) != (bold, italic):
            yield "box-look", _("%(box)s: sai kiểu chữ đậm, nghiêng.") % {"box": box}


def _first_copy(pages: Sequence[Page], boxes: Printed) -> Text | None:
    """The first line below Nơi nhận."""
    for page in pages:
        if title := _named(page.texts, "Nơi nhận:"):
            below = [text for text in page.texts if text.baseline < title.baseline and text.left < page.width / 2]
            return _starting(below, f"- {boxes.copies[0][:_TELLING]}")
    return None


def _body(pages: Sequence[Page], boxes: Printed) -> Iterator[tuple[str, str]]:
    """Size of the text: its paragraphs are found by their first words, where no smaller box begins with the same."""
    blocks = [laid.block for sheet in boxes.sheets for laid in sheet.blocks]
    rows = [row for block in blocks if isinstance(block, Table) for row in (block.head, *block.rows)]
    smaller = [*("".join(run.text for run in cell) for row in rows for cell in row), *boxes.copies]
    smaller += [f"V/v {boxes.subject}", *(f"- {line}" for line in boxes.copies)]
    begins = {block.text[:_TELLING] for block in blocks if isinstance(block, Paragraph) and len(block.text) >= _TELLING}
    begins -= {words[:_TELLING] for words in smaller}
    for page in pages:
        for text in page.texts:
            if text.words[:_TELLING] in begins and not 13 <= text.size <= 14 and not _is_in_margin(text, page):
                yield "box-size", _("%(box)s: cỡ chữ %(size)g, phải từ %(least)d đến %(most)d.") % {
                    "box": _("Nội dung"), "size": text.size, "least": 13, "most": 14,
                }  # fmt: skip
                return


def _named(texts: Sequence[Text], words: str) -> Text | None:
    return next((text for text in texts if text.words == words), None)


def _starting(texts: Sequence[Text], words: str) -> Text | None:
    return next((text for text in texts if text.words.startswith(words)), None)


def _part_of(texts: Sequence[Text], words: str, *, bold: bool) -> Text | None:
    """A name that may be broken into lines, in the heading: its first line."""
    parts = [text for text in texts[:12] if len(text.words) > 1 and words.startswith(text.words)]
    return next((text for text in parts if text.bold == bold), parts[0] if parts else None)


def _rules(page: Page, boxes: Printed) -> Iterator[tuple[str, str]]:
    motto = _named(page.texts, "Độc lập - Tự do - Hạnh phúc")
    if motto and not any(abs(rule.width - (motto.right - motto.left)) < 6 for rule in _under(page, motto)):
        yield "rule-motto", _("Dưới Tiêu ngữ phải có đường kẻ dài bằng dòng chữ.")
    number = _named(page.texts, "Số:")
    below = number.top if number else 0
    issuer = [
        text
        for text in page.texts
        if text.bold
        and text.words
        and text.words in boxes.issuer
        and text.baseline > below
        and text.right < page.width / 2
    ]
    if issuer:
        yield from _third_to_half(page, issuer, "rule-issuer", _("Dưới tên cơ quan ban hành"))
    if boxes.title and boxes.subject:
        subject = [text for text in page.texts if text.bold and text.words and text.words in boxes.subject]
        if subject:
            yield from _third_to_half(page, subject, "rule-subject", _("Dưới trích yếu"))


def _third_to_half(page: Page, lines: Sequence[Text], code: str, where: str) -> Iterator[tuple[str, str]]:
    longest = max(text.right - text.left for text in lines)
    last = min(lines, key=lambda text: text.baseline)
    if not any(longest / 3 - 3 <= rule.width <= longest / 2 + 3 for rule in _under(page, last)):
        yield code, _("%(where)s phải có đường kẻ dài từ 1/3 đến 1/2 dòng chữ, ở giữa.") % {"where": where}


def _under(page: Page, text: Text) -> list[Shape]:
    middle = (text.left + text.right) / 2
    return [
        shape
        for shape in page.shapes
        if shape.is_rule and 0 < text.baseline - shape.bottom < 10 and abs((shape.left + shape.right) / 2 - middle) < 3
    ]


def _end(pages: Sequence[Page], boxes: Boxes, words: Printed) -> Iterator[tuple[str, str]]:
    for page in pages:
        if any("".join(text.words for text in line).strip() == END for line in page.lines):
            yield "end-mark-alone", _("Dấu “./.” đứng ngay sau chữ cuối, không đứng riêng một dòng.")
    if boxes.ky.page > len(pages):
        return
    page = pages[boxes.ky.page - 1]
    closing = [_named(page.texts, "Nơi nhận:"), *(_named(page.texts, line) for line in words.signing[:1])]
    above = max((text.top for text in closing if text), default=boxes.ky.top)
    lines = [line for line in page.lines if above < line[0].bottom and line[0].baseline < page.height - 20 * MM]
    if len(lines) < LEAST_LINES:
        yield "signature-alone", _("Trang có chữ ký phải có ít nhất hai dòng nội dung văn bản.")
