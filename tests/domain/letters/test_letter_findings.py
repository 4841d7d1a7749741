"""What is wrong with the form of a letter: a sound one has no finding, each change that breaks a rule has its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import FloatObject, NameObject, RectangleObject

from motcua.domain.letters.queries import typesetting
from motcua.domain.letters.rules.document import Document, SignerLines
from motcua.domain.letters.rules.findings import Severity, of_document, refusing
from motcua.domain.letters.rules.page_findings import of_pages, of_pdf
from motcua.domain.letters.rules.pages import MM, Page, Shape, Text, read
from motcua.domain.letters.states import Authority, Kind
from tests.domain.letters.typesetting_samples import SEED, a_letter, all_kinds

AT = datetime(2024, 10, 15, 2, 12, tzinfo=UTC)
DECISION = a_letter(Kind.DECISION)


def codes(letter: Document, **how: object) -> set[str]:
    return {finding.code for finding in of_document(letter, **how)}  # type: ignore[arg-type]  # keywords of the rule


@pytest.mark.parametrize("letter", all_kinds(), ids=lambda letter: f"{letter.kind}-{letter.number}")
def test_a_sound_letter_has_no_finding(letter: Document) -> None:
    assert of_document(letter) == []


@pytest.mark.parametrize(
    ("number", "symbol"),
    [("05", "STTTT-BCVTCNTT"), ("4102", "UBND-TH"), ("12", "TTr-SNV"), ("07", "CTr-UBND"), ("15", "NQ-HĐND")],
)
def test_the_symbols_of_the_law_are_taken(number: str, symbol: str) -> None:
    letter = a_letter(number=number, symbol=symbol, date="2024-10-15")
    assert "symbol" not in codes(letter)
    assert "number" not in codes(letter)


def signed(**changed: object) -> Document:
    return a_letter(signer=replace(a_letter().signer, **changed))  # type: ignore[arg-type]  # lines of a signer


def body(old: str, new: str, letter: Document = DECISION) -> Document:
    assert old in letter.body
    return replace(letter, body=letter.body.replace(old, new))


MUTATIONS: list[tuple[str, bool, Document]] = [
    ("missing-issuer", True, a_letter(issuer="")),
    ("missing-place", True, a_letter(place="")),
    ("missing-subject", True, a_letter(subject=" ")),
    ("missing-body", True, a_letter(body="")),
    ("missing-position", True, signed(position="")),
    ("superior-of-council", False, replace(DECISION, superior="HỘI ĐỒNG NHÂN DÂN TỈNH")),
    ("number", True, a_letter(number="5", date="2024-10-15")),
    ("number", True, a_letter(number="12a", date="2024-10-15")),
    ("symbol", True, a_letter(symbol="STTTT BCVT")),
    ("symbol", True, a_letter(symbol="sttt-BC")),
    ("symbol-kind", True, a_letter(Kind.PLAN, symbol="STTTT-KH")),
    ("symbol-kind", True, a_letter(symbol="QĐ-STTTT")),
    ("date", True, a_letter(date="2024-02-30")),
    ("number-without-day", True, a_letter(number="12")),
    ("subject-vv", True, a_letter(subject="V/v trả lời kiến nghị")),
    ("subject-vv", True, a_letter(Kind.PLAN, subject="V/v kiểm tra năm 2024")),
    ("subject-stop", False, a_letter(subject="trả lời kiến nghị.")),
    ("subject-title", False, a_letter(Kind.PLAN, subject="Kế hoạch kiểm tra năm 2024")),
    ("no-addressee", True, a_letter(to=())),
    ("addressee-in-decision", True, replace(DECISION, to=("Sở Nội vụ",))),
    ("empty-line", True, a_letter(to=("Ủy ban nhân dân tỉnh", "- ;"))),
    ("line-punctuation", False, a_letter(to=("- Ủy ban nhân dân tỉnh;",))),
    ("no-copies", True, a_letter(copies=())),
    ("copies-archive", True, a_letter(copies=("Như trên", "BGĐ Sở"))),
    ("copies-order", True, a_letter(copies=("Như trên", "Lưu: VT", "BGĐ Sở"))),
    ("copies-first", True, a_letter(copies=("BGĐ Sở", "Lưu: VT"))),
    ("copies-first", True, replace(DECISION, copies=("Như Điều 9", "Lưu: VT"))),
    ("copies-first", True, replace(DECISION, copies=("Như trên", "Lưu: VT"))),
    ("copies-first", False, a_letter(Kind.PLAN, copies=("Như trên", "Lưu: VT"))),
    ("authority-typed", True, signed(position="KT. GIÁM ĐỐC")),
    ("name-title", True, signed(name="TS. Nguyễn Văn A")),
    ("deputy-without-kt", True, signed(position="PHÓ GIÁM ĐỐC")),
    ("deputy-without-kt", True, signed(position="PHÓ GIÁM ĐỐC", authority=Authority.ACTING)),
    ("kt-position", True, signed(position="GIÁM ĐỐC", head="GIÁM ĐỐC", authority=Authority.DEPUTY)),
    ("kt-position", True, signed(position="PHÓ CHỦ TỊCH", head="GIÁM ĐỐC", authority=Authority.DEPUTY)),
    ("no-head", True, signed(position="PHÓ GIÁM ĐỐC", authority=Authority.DEPUTY)),
    ("no-head", True, signed(position="CHÁNH VĂN PHÒNG", authority=Authority.BY_ORDER)),
    ("head-without-authority", True, signed(position="CHÁNH VĂN PHÒNG", head="GIÁM ĐỐC")),
    ("tm-body", True, replace(DECISION, signer=replace(DECISION.signer, body=""))),
    ("no-end-mark", True, body("Quyết định này./.", "Quyết định này.")),
    ("end-mark-alone", True, body("Quyết định này./.", "Quyết định này.\n\n./.")),
    ("end-mark-apart", True, body("Quyết định này./.", "Quyết định này ./.")),
    ("end-mark-early", True, body("b) Báo cáo kết quả trong 30 ngày.", "b) Báo cáo./.")),
    ("no-basis", True, body("Căn cứ", "Nhớ đến", body("Theo đề nghị", "Nhớ", DECISION))),
    ("basis-punctuation", False, body("2015;", "2015.")),
    ("basis-order", False, body("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
                                "Căn cứ Thông tư số 01/2018/TT-VPCP ngày 23 tháng 11 năm 2018;")),
    ("basis-incomplete", False, body("Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của", "Nghị định của")),
    ("no-article", True, body("Điều", "Mục", replace(DECISION, copies=("Như Điều 3", "Lưu: VT")))),
    ("article-numbers", True, body("Điều 2. Giao", "Điều 4. Giao")),
    ("clause-numbers", False, body("2. Các đơn vị", "4. Các đơn vị")),
    ("point-letters", False, body("b) Báo cáo", "c) Báo cáo")),
    ("chapter-numbers", False, body("II. NỘI DUNG", "IV. NỘI DUNG", a_letter(Kind.PLAN))),
    ("date-zeros", False, body("ngày 05 tháng 3", "ngày 5 tháng 3")),
    ("date-zeros", False, a_letter(body="Theo văn bản ngày 5/4/2024./.")),
    ("capitals", False, body("Sở Thông tin và Truyền thông:", "Ủy Ban Nhân Dân:")),
    ("secret", True, body("b) Báo cáo kết quả trong 30 ngày.", "TỐI MẬT")),
    ("left-out-picture", True, body("b) Báo cáo", "b) ![sơ đồ](so-do.png) Báo cáo")),
    ("left-out-html", True, body("b) Báo cáo", "b) <u>Báo cáo</u>")),
    ("left-out-link", True, body("b) Báo cáo", "b) [Báo cáo](https://example.vn)")),
    ("left-out-code", False, body("b) Báo cáo", "b) `Báo cáo`")),
    ("left-out-quote", False, body("b) Báo cáo", "> Báo cáo")),
    ("annex-numbers", True, body("# Phụ lục I", "# Phụ lục II")),
    ("annex-title", False, body("DANH SÁCH ĐƠN VỊ ĐƯỢC KIỂM TRA", "Danh sách")),
    ("annex-attached", False, body("*(Kèm theo Quyết định số 520", "*(Xem Quyết định số 520")),
    ("annex-unmentioned", False, body("(kèm theo Phụ lục I)", "")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "refuses", "letter"), MUTATIONS, ids=[code for code, _, _ in MUTATIONS])
def test_each_mistake_has_its_finding(code: str, *, refuses: bool, letter: Document) -> None:
    found = {finding.code: finding for finding in of_document(letter)}
    assert code in found
    assert found[code].refuses is refuses
    assert found[code].severity is (Severity.REFUSES if refuses else Severity.HINT)
    assert len(found[code].story) > 15
    assert (found[code] in refusing(found.values())) is refuses


def test_a_finding_is_told_in_the_language_of_the_reader() -> None:
    with override("vi"):
        (vietnamese,) = of_document(a_letter(to=()))[:1]
    with override("en"):
        (english,) = of_document(a_letter(to=()))[:1]
    assert vietnamese.code == english.code == "no-addressee"
    assert vietnamese.story.startswith("Thiếu nơi gửi")
    assert english.story.startswith("There is no addressee")


def test_before_the_signature_there_is_a_name_and_neither_number_nor_day() -> None:
    assert codes(a_letter(), to_sign=True) == set()
    assert codes(SEED, to_sign=True) == {"missing-name"}
    numbered = a_letter(number="12", date="2024-10-15")
    assert codes(numbered, to_sign=True) == {"number-before-signing", "day-before-signing"}


def test_the_position_of_who_signs_is_the_one_that_is_written() -> None:
    assert codes(a_letter(), position="Giám đốc") == set()
    assert codes(a_letter(), position="Phó Giám đốc") == {"other-position"}


@pytest.mark.parametrize(
    "signer",
    [
        SignerLines("GIÁM ĐỐC", "A B"),
        SignerLines("PHÓ GIÁM ĐỐC", "A B", Authority.DEPUTY, "GIÁM ĐỐC"),
        SignerLines("CHỦ TỊCH", "A B", Authority.COLLECTIVE, "", "ỦY BAN NHÂN DÂN"),
        SignerLines("PHÓ CHỦ TỊCH", "A B", Authority.COLLECTIVE, "CHỦ TỊCH", "ỦY BAN NHÂN DÂN"),
        SignerLines("CHÁNH VĂN PHÒNG", "A B", Authority.BY_ORDER, "CHỦ TỊCH"),
        SignerLines("PHÓ CHÁNH VĂN PHÒNG", "A B", Authority.DEPUTY, "CHÁNH VĂN PHÒNG"),
        SignerLines("TRƯỞNG PHÒNG", "A B", Authority.AUTHORISED, "GIÁM ĐỐC"),
        SignerLines("GIÁM ĐỐC", "A B", Authority.ACTING),
    ],
)
def test_the_ways_to_sign_that_the_law_knows_are_sound(signer: SignerLines) -> None:
    assert codes(a_letter(signer=signer)) == set()


@given(st.text(max_size=200), st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3), st.sampled_from(Kind))
def test_whatever_is_written_findings_are_told_and_nothing_breaks(
    text: str, line: str, lines: list[str], kind: Kind
) -> None:
    letter = a_letter(kind, body=text, subject=line, symbol=line, place=line, to=tuple(lines), copies=tuple(lines))
    assert all(finding.story for finding in of_document(letter, to_sign=True))


TYPESET = typesetting.pdf(SEED, at=AT)
PAGES = read(TYPESET.pdf)


def with_page(number: int, change: Callable[[Page], Page]) -> set[str]:
    """The findings of the seed letter with one page changed."""
    pages = [change(page) if at == number else page for at, page in enumerate(PAGES)]
    return {finding.code for finding in of_pages(pages, SEED, TYPESET.boxes)}


def texts(change: Callable[[Text], Text | None]) -> Callable[[Page], Page]:
    def changed(page: Page) -> Page:
        return replace(page, texts=tuple(text for text in map(change, page.texts) if text is not None))

    return changed


def only(words: str, /, **changed: object) -> Callable[[Page], Page]:
    return texts(lambda text: replace(text, **changed) if text.words.startswith(words) else text)  # type: ignore[arg-type]


def shapes(change: Callable[[Shape], Shape]) -> Callable[[Page], Page]:
    return lambda page: replace(page, shapes=tuple(map(change, page.shapes)))


PAGE_MUTATIONS: list[tuple[str, int, Callable[[Page], Page]]] = [
    ("page-size", 0, lambda page: replace(page, width=215.9 * MM)),
    ("fonts-embedded", 1, texts(lambda text: replace(text, embedded=False))),
    ("font-family", 0, only("V/v", font="Arial")),
    ("no-letter", 0, only("Thực hiện", words="Thực □")),
    ("margins", 1, texts(lambda text: replace(text, left=text.left - 20))),
    ("margins", 1, texts(lambda text: replace(text, right=text.right + 20))),
    ("margins", 0, texts(lambda text: replace(text, left=text.left + 30, right=min(text.right + 30, 550)))),
    ("page-number-first", 0, lambda page: replace(page, texts=(*page.texts, PAGES[1].texts[0]))),
    ("page-number", 1, lambda page: replace(page, texts=page.texts[1:])),
    ("page-number", 1, only("2", size=10)),
    ("box-size", 0, only("CỘNG HÒA", size=16)),
    ("box-look", 0, only("V/v", font="Tinos-Bold")),
    ("box-look", 0, only("Bình Phước,", font="Tinos-Regular")),
    ("box-missing", 0, texts(lambda text: None if text.words.startswith("Độc lập") else text)),
    ("rule-motto", 0, shapes(lambda shape: replace(shape, right=shape.right - 60, left=shape.left + 60))),
    ("rule-issuer", 0, shapes(lambda shape: replace(shape, right=shape.right + 60, left=shape.left - 60))),
    ("end-mark-alone", 2, only("Trân trọng", words="./.")),
    ("signature-alone", 2, texts(lambda text: text if text.top < TYPESET.boxes.ky.top + 60 else None)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "page", "change"), PAGE_MUTATIONS, ids=[code for code, _, _ in PAGE_MUTATIONS])
def test_each_mistake_on_the_pages_has_its_finding(code: str, page: int, change: Callable[[Page], Page]) -> None:
    assert with_page(page, lambda same: same) == set()
    assert code in with_page(page, change)


def test_the_rule_under_the_subject_is_measured() -> None:
    letter = a_letter(Kind.PLAN)
    typeset = typesetting.pdf(letter, at=AT)
    pages = [replace(page, shapes=page.shapes[:2]) for page in read(typeset.pdf)]
    assert "rule-subject" in {finding.code for finding in of_pages(pages, letter, typeset.boxes)}


def test_a_pdf_of_another_size_and_shifted_is_found_by_reading_it() -> None:
    """The same through a real file, changed by another library."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(TYPESET.pdf))
    for page in writer.pages:
        page[NameObject("/MediaBox")] = RectangleObject(tuple(map(FloatObject, (40, 0, 640, 842))))
    changed = BytesIO()
    writer.write(changed)
    found = {finding.code for finding in of_pdf(changed.getvalue(), SEED, TYPESET.boxes)}
    assert "page-size" in found
