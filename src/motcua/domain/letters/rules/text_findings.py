"""Findings in the text and its annexes (Phụ lục I, ô 6; Điều 8, 9; Phụ lục II)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from motcua.domain.letters.rules.markdown import LeftOut, Paragraph
from motcua.domain.letters.rules.printed import CHAPTER, END, Laid, Printed, Role
from motcua.domain.letters.rules.told import SECRET, Told, secret
from motcua.domain.letters.states import Kind

POINTS = "abcdđeghiklmnopqrstuvxy"
"""The letters of điểm, in their order."""
RANKS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Thông tư")
_DATED = ("Nghị định", "Thông tư", "Quyết định", "Nghị quyết", "Chỉ thị", "Công văn")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LONG_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_SHORT_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})")
# What Markdown takes for no link (`javascript:`) stands there as it was typed.
_TYPED_LINK = re.compile(r"\]\(\s*[a-z][a-z0-9+.-]*:[^)\s]*\)?", re.IGNORECASE)
_CAPITALS = {
    "Ủy Ban Nhân Dân": "Ủy ban nhân dân",
    "Uỷ Ban Nhân Dân": "Ủy ban nhân dân",
    "Hội Đồng Nhân Dân": "Hội đồng nhân dân",
    "Nghị Định": "Nghị định",
    "Quyết Định số": "Quyết định số",
    "điều 1 ": "Điều 1 ",
}


def text(boxes: Printed) -> Iterator[Told]:
    """The letter's own text."""
    for left in boxes.body.left_out:
        yield _left_out(left)
    blocks = boxes.sheets[0].blocks
    paragraphs = [laid for laid in blocks if laid.role is not Role.TABLE]
    if boxes.body.text:
        yield from _end(blocks)
    yield from _bases(boxes, paragraphs)
    if boxes.kind == Kind.DECISION and not any(laid.role is Role.ARTICLE for laid in paragraphs):
        yield Told("no-article", _("Quyết định phải chia thành Điều."))
    yield from _numbers(paragraphs)
    for laid in paragraphs:
        yield from _words(_text(laid))


def _left_out(left: LeftOut) -> Told:
    stories = {
        "picture": _("Hình ảnh không đưa vào văn bản được: %(words)s."),
        "html": _("Mã HTML không đưa vào văn bản được: %(words)s."),
        "link": _("Liên kết ra ngoài không đưa vào văn bản được: %(words)s. Chỉ còn lại chữ."),
        "code": _("Đoạn mã được in như chữ thường: %(words)s."),
        "quote": _("Đoạn trích dẫn (>) được in như đoạn văn thường."),
    }
    story = stories[left.what] % ({} if left.what == "quote" else {"words": left.words})
    return Told(f"left-out-{left.what}", story, hint=left.what in {"code", "quote"})


def _end(blocks: Sequence[Laid]) -> Iterator[Told]:
    texts = [_text(laid).rstrip() for laid in blocks]
    if not texts[-1].endswith(END):
        yield Told("no-end-mark", _("Kết thúc văn bản phải có dấu “./.” ngay sau chữ cuối."))
    elif texts[-1] == END:
        yield Told("end-mark-alone", _("Dấu “./.” đứng ngay sau chữ cuối, không đứng riêng một dòng."))
    elif texts[-1].removesuffix(END)[-1:].isspace():
        yield Told("end-mark-apart", _("Dấu “./.” liền với chữ cuối, không có dấu cách ở trước."))
    if any(END in each for each in texts[:-1]) or texts[-1].count(END) > 1:
        yield Told("end-mark-early", _("Dấu “./.” chỉ đứng ở chỗ kết thúc văn bản."))


def _bases(boxes: Printed, paragraphs: Sequence[Laid]) -> Iterator[Told]:
    bases = [_text(laid) for laid in paragraphs if laid.role is Role.BASIS]
    if not bases:
        if boxes.kind == Kind.DECISION and boxes.body.text:
            yield Told("no-basis", _("Quyết định phải có căn cứ ban hành."))
        return
    if any(not each.endswith(";") for each in bases[:-1]) or not bases[-1].endswith("."):
        yield Told(
            "basis-punctuation",
            _("Mỗi căn cứ kết thúc bằng dấu chấm phẩy, căn cứ cuối cùng kết thúc bằng dấu chấm."),
            hint=True,
        )
    ranks = [RANKS.index(rank) for each in bases if (rank := _names(each, RANKS))]
    if ranks != sorted(ranks):
        yield Told(
            "basis-order",
            _("Căn cứ xếp theo hiệu lực pháp lý: luật, pháp lệnh, nghị định rồi đến thông tư."),
            hint=True,
        )
    for each in bases:
        if _names(each, _DATED) and not re.search(r"\bsố \d.*(?:ngày|\d/\d)", each):
            yield Told(
                "basis-incomplete",
                _("Căn cứ phải ghi đủ số, ký hiệu và ngày: “%(basis)s”") % {"basis": _cut(each)},
                hint=True,
            )


def _names(basis: str, names: Sequence[str]) -> str:
    return next((name for name in names if basis.startswith(f"Căn cứ {name}")), "")


def _numbers(paragraphs: Sequence[Laid]) -> Iterator[Told]:
    """Điều run through; chương, khoản and điểm begin anew in what holds them."""
    article = chapter = clause = 0
    point = -1
    for laid in paragraphs:
        words = _text(laid)
        if laid.role is Role.ARTICLE:
            number = int(re.findall(r"\d+", words)[0])
            if number != article + 1:
                yield Told(
                    "article-numbers",
                    _("Sau Điều %(before)d là Điều %(number)d: các điều phải liên tục từ 1.")
                    % {"before": article, "number": number},
                )
            article, clause, point = number, 0, -1
        elif laid.role is Role.CHAPTER or (CHAPTER.match(words) and laid.role is Role.TEXT):
            number = _roman(words.partition(".")[0])
            if number not in {chapter + 1, 1}:
                yield Told("chapter-numbers", _("Mục “%(words)s” không liên tục.") % {"words": _cut(words)}, hint=True)
            chapter, clause, point = number, 0, -1
        elif found := re.match(r"(\d+)\. ", words):
            if int(found[1]) not in {clause + 1, 1}:
                yield Told("clause-numbers", _("Khoản “%(words)s” không liên tục.") % {"words": _cut(words)}, hint=True)
            clause, point = int(found[1]), -1
        elif found := re.match(r"([a-zđ])\) ", words):
            if found[1] not in POINTS or POINTS.index(found[1]) not in {point + 1, 0}:
                yield Told(
                    "point-letters",
                    _("Điểm “%(words)s” không theo thứ tự a, b, c, d, đ, e, g, h…") % {"words": _cut(words)},
                    hint=True,
                )
            point = POINTS.index(found[1]) if found[1] in POINTS else point


def _words(words: str) -> Iterator[Told]:
    for pattern in (_LONG_DATE, _SHORT_DATE):
        for found in pattern.finditer(words):
            day, month = found[1], found[2]
            if not _is_real(found[3], month, day):
                yield Told("date-impossible", _("“%(date)s”: không có ngày này.") % {"date": found[0]}, hint=True)
            if day != f"{int(day):02d}" or month != (f"{int(month):02d}" if int(month) < 3 else str(int(month))):
                if pattern is _SHORT_DATE and month.startswith("0") and len(month) == 2 and len(day) == 2:
                    continue  # 08/09/2024: usual, and no rule is against it
                yield Told(
                    "date-zeros",
                    _("“%(date)s”: ngày dưới 10 và tháng 1, tháng 2 thêm số 0 ở trước.") % {"date": found[0]},
                    hint=True,
                )
    for wrong, right in _CAPITALS.items():
        if wrong in words:
            yield Told(
                "capitals",
                _("Viết hoa: “%(right)s”, không phải “%(wrong)s”.") % {"right": right, "wrong": wrong},
                hint=True,
            )
    if SECRET.fullmatch(words.strip()):
        yield secret()
    if typed := _TYPED_LINK.search(words):
        yield _left_out(LeftOut("link", _cut(typed[0][2:].removesuffix(")").strip())))


def _is_real(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def annexes(boxes: Printed) -> Iterator[Told]:
    """The annexes: numbered in Roman, titled, bound to their letter."""
    sheets = boxes.sheets[1:]
    own = " ".join(_text(laid) for laid in boxes.sheets[0].blocks).lower()
    for at, sheet in enumerate(sheets, start=1):
        number = sheet.title.partition(" ")[2].partition(" ")[2]
        if (number or len(sheets) > 1) and _roman(number) != at:
            yield Told(
                "annex-numbers", _("“%(title)s”: các phụ lục đánh số La Mã liên tục từ I.") % {"title": sheet.title}
            )
        if not any(laid.role is Role.TITLE for laid in sheet.blocks):
            yield Told(
                "annex-title", _("“%(title)s” chưa có tên, viết bằng chữ in hoa.") % {"title": sheet.title}, hint=True
            )
        if not any(laid.role is Role.ATTACHED for laid in sheet.blocks):
            yield Told(
                "annex-attached",
                _("“%(title)s” phải ghi kèm theo văn bản nào: (Kèm theo … số … ngày …).") % {"title": sheet.title},
                hint=True,
            )
        if sheet.title.lower() not in own:
            yield Told(
                "annex-unmentioned", _("Trong văn bản không nhắc đến “%(title)s”.") % {"title": sheet.title}, hint=True
            )
        for laid in sheet.blocks:
            if laid.role is not Role.TABLE:
                yield from _words(_text(laid))


def _text(laid: Laid) -> str:
    return laid.block.text if isinstance(laid.block, Paragraph) else ""


def _cut(words: str) -> str:
    return words if len(words) <= 50 else f"{words[:50]}…"


def _roman(number: str) -> int:
    """The value of a Roman number; 0 for what is none."""
    if not number or any(letter not in _ROMAN for letter in number):
        return 0
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
