"""A letter typeset: every kind lasts, has the form of the decree, and says where signatures, number and day belong."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from motcua.domain.letters.queries import files, typesetting
from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.page_findings import of_pdf
from motcua.domain.letters.rules.pages import MM, Page, Text, read
from motcua.domain.letters.states import Kind, Urgency
from motcua.domain.papers.queries.typesetting import drawable, form
from motcua.kernel.errors import Malformed
from tests.domain.letters.typesetting_samples import CHECK, SEED, SEED_FILE, a_letter, all_kinds
from tests.domain.papers.lasting import failures

AT = datetime(2024, 10, 15, 2, 12, tzinfo=UTC)
SENTENCE = "Sở Thông tin và Truyền thông chủ trì, phối hợp với các đơn vị có liên quan thực hiện nhiệm vụ được giao"


def pages_of(letter: Document, *, draft: bool = False) -> list[Page]:
    return read(typesetting.pdf(letter, at=AT, draft=draft).pdf)


def words_on(pages: list[Page]) -> str:
    return " ".join(text.words for page in pages for line in page.lines for text in line)


def the_text(page: Page, words: str) -> Text:
    (found,) = [text for text in page.texts if text.words == words]
    return found


@pytest.mark.parametrize("letter", all_kinds(), ids=lambda letter: f"{letter.kind}-{letter.number}")
def test_every_kind_lasts_and_has_the_form_of_the_decree(letter: Document) -> None:
    typeset = typesetting.pdf(letter, at=AT)
    assert failures(typeset.pdf) == []
    assert of_pdf(typeset.pdf, letter, typeset.boxes) == []


def test_the_seed_letter_box_by_box() -> None:
    pages = pages_of(SEED)
    assert len(pages) == 3
    said = words_on(pages)
    for words in (
        "ỦY BAN NHÂN DÂN", "TỈNH BÌNH PHƯỚC", "SỞ THÔNG TIN", "VÀ TRUYỀN THÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "/STTTT-BCVTCNTT", "Bình Phước, ngày tháng 10 năm 2024", "V/v trả lời ý kiến,",
        "Kính gửi:", "- Hội đồng nhân dân tỉnh;", "- Ủy ban nhân dân tỉnh.", "Trân trọng./.", "Nơi nhận:",
        "- Như trên;",
        "- BGĐ Sở;", "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC",
    ):  # fmt: skip
        assert words in said, words
    first = pages[0]
    number, place = the_text(first, "Số:"), next(text for text in first.texts if text.words.startswith("Bình Phước,"))
    assert abs(number.baseline - place.baseline) < 2, "number and date stand on one line"
    symbol = the_text(first, "/STTTT-BCVTCNTT")
    assert symbol.left - number.right > 12 * MM, "room for the number"
    signing, copies = the_text(pages[-1], "KT. GIÁM ĐỐC"), the_text(pages[-1], "Nơi nhận:")
    assert copies.left < 31 * MM
    assert signing.left > 297 / 2
    assert abs(copies.top - signing.top) < 4


def test_number_and_date_stay_on_one_line_whatever_the_place_is_called() -> None:
    for place in ("Bình Phước", "Thành phố Hồ Chí Minh"):
        (page,) = pages_of(a_letter(place=place))
        number, year = (
            the_text(page, "Số:"),
            next(text for text in page.texts if text.words.endswith("năm 2024") and text.italic),
        )
        assert abs(number.baseline - year.baseline) < 2
        assert year.size in {13, 14}


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "TRUNG TÂM CÔNG NGHỆ THÔNG TIN, TRUYỀN THÔNG VÀ CHUYỂN ĐỔI SỐ TRỰC THUỘC SỞ THÔNG TIN"},
        {"symbol": "QLKCN-BCĐCCHC-VPĐPNTM-KHTCHC", "number": "1024", "date": "2024-10-05"},
        {"subject": " ".join([SENTENCE] * 3)},
        {"to": tuple(f"{SENTENCE} {at}" for at in range(5))},
        {"copies": ("Như trên", *(f"Các Phó Chủ tịch phụ trách khối {at}" for at in range(30)), "Lưu: VT")},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_boxes_that_are_long_keep_their_form(changed: dict[str, object]) -> None:
    letter = a_letter(**changed)
    typeset = typesetting.pdf(letter, at=AT)
    assert of_pdf(typeset.pdf, letter, typeset.boxes) == []


def test_a_page_number_stands_in_the_top_margin_from_the_second_page_on() -> None:
    first, second, third = pages_of(SEED)
    assert all(text.baseline < first.height - 20 * MM for text in first.texts)
    for page, number in ((second, "2"), (third, "3")):
        above = [text for text in page.texts if text.baseline > page.height - 20 * MM]
        assert [text.words for text in above] == [number]


def test_an_annex_counts_its_own_pages() -> None:
    rows = "\n".join(f"| {n} | Đơn vị thứ {n} |" for n in range(1, 90))
    own = a_letter(Kind.DECISION).body.partition("# Phụ lục")[0]
    body = f"{own}\n# Phụ lục I\n\nDANH SÁCH\n\n| STT | Tên |\n|---|---|\n{rows}"
    pages = pages_of(a_letter(Kind.DECISION, body=body))
    above = [[text.words for text in page.texts if text.baseline > page.height - 20 * MM] for page in pages]
    assert above == [[], [], ["2"], ["3"]]


def test_the_places_of_number_and_day_are_where_they_will_stand() -> None:
    blank, filled = (
        typesetting.pdf(SEED, at=AT),
        typesetting.pdf(replace(SEED, number="1024", date="2024-10-15"), at=AT),
    )
    page = read(filled.pdf)[0]
    for name, words in (("so", "1024/STTTT-BCVTCNTT"), ("ngay", "15")):
        room, printed = getattr(blank.boxes, name), getattr(filled.boxes, name)
        text = next(text for text in page.texts if text.words == words)
        assert (room.page, printed.page) == (1, 1)
        assert abs(printed.left - text.left) < 1.5
        assert abs(printed.baseline - text.baseline) < 0.1
        assert printed.bottom < text.bottom
        assert text.top < printed.top
        assert room.size == text.size
        assert room.right - room.left >= printed.right - printed.left, "the room takes what comes"
        assert not [one for one in read(blank.pdf)[0].texts if one.left < room.right - 1 and one.right > room.left + 1
                    and room.bottom < one.baseline < room.top], "nothing is printed there yet"  # fmt: skip


def test_the_seal_covers_a_third_of_the_signature_on_its_left() -> None:
    boxes = typesetting.pdf(a_letter(), at=AT).boxes
    overlap = (boxes.dau.right - boxes.ky.left) / (boxes.ky.right - boxes.ky.left)
    assert overlap == pytest.approx(1 / 3, abs=0.01)
    assert boxes.dau.left < boxes.ky.left
    assert boxes.ky.rectangle[1] > boxes.dau.bottom


def test_the_signature_stands_between_the_position_and_the_name() -> None:
    letter = a_letter()
    typeset = typesetting.pdf(letter, at=AT)
    page = read(typeset.pdf)[typeset.boxes.ky.page - 1]
    position, name = the_text(page, "GIÁM ĐỐC"), the_text(page, letter.signer.name)
    assert name.top < typeset.boxes.ky.bottom < typeset.boxes.ky.top < position.bottom
    assert abs((typeset.boxes.ky.left + typeset.boxes.ky.right) / 2 - (position.left + position.right) / 2) < 1


@pytest.mark.parametrize("tail", [1, 2, 5, 11, 25])
def test_two_lines_of_text_stay_with_the_signature(tail: int) -> None:
    for fill in range(18, 46, 2):
        body = "\n\n".join([*["Đoạn ngắn."] * fill, " ".join([SENTENCE] * tail) + "./."])
        typeset = typesetting.pdf(a_letter(body=body), at=AT)
        codes = {finding.code for finding in of_pdf(typeset.pdf, a_letter(body=body), typeset.boxes)}
        assert "signature-alone" not in codes, fill


def test_a_last_paragraph_longer_than_a_page_is_told_when_it_leaves_the_signature_alone() -> None:
    body = "\n\n".join([*["Đoạn ngắn."] * 18, " ".join([SENTENCE] * 60) + "./."])
    typeset = typesetting.pdf(a_letter(body=body), at=AT)
    assert [finding.code for finding in of_pdf(typeset.pdf, a_letter(body=body), typeset.boxes)] == ["signature-alone"]


@pytest.mark.parametrize(
    ("urgency", "words", "width"),
    [(Urgency.URGENT, "KHẨN", 20), (Urgency.VERY_URGENT, "THƯỢNG KHẨN", 40), (Urgency.MOST_URGENT, "HỎA TỐC", 30)],
)
def test_haste_is_framed_in_its_size(urgency: Urgency, words: str, width: int) -> None:
    (page,) = pages_of(a_letter(urgency=urgency))
    text = the_text(page, words)
    (frame,) = [
        shape for shape in page.shapes if shape.bottom < text.bottom and shape.top > text.top and shape.left < text.left
    ]
    assert (frame.width / MM, frame.height / MM) == (pytest.approx(width, abs=1), pytest.approx(8, abs=1))


def test_vv_is_upright_and_not_bold_and_only_in_an_official_letter() -> None:
    abstract = next(text for text in pages_of(SEED)[0].texts if text.words.startswith("V/v"))
    assert (abstract.bold, abstract.italic) == (False, False)
    assert "V/v" not in words_on(pages_of(a_letter(Kind.PLAN)))


def test_one_addressee_stands_on_the_line_of_the_greeting() -> None:
    assert "Kính gửi: Ủy ban nhân dân tỉnh" in words_on(pages_of(a_letter()))


def test_a_decision_has_its_authority_its_italic_bases_and_bold_articles() -> None:
    page = pages_of(a_letter(Kind.DECISION))[0]
    assert the_text(page, "ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC").bold
    assert the_text(page, "QUYẾT ĐỊNH:").bold
    bases = [text for text in page.texts if text.words.startswith(("Căn cứ", "Theo đề nghị"))]
    assert len(bases) == 3
    assert all(text.italic for text in bases)
    assert all(the_text(page, f"Điều {number}.").bold for number in (1, 2, 3))


def test_number_and_symbol_of_a_document_are_not_parted() -> None:
    assert "4102/UBND-TH" in [text.words for page in pages_of(SEED) for text in page.texts]


def test_a_draft_says_so_and_a_specimen_on_every_page() -> None:
    assert "DỰ THẢO" in words_on(pages_of(a_letter(), draft=True))
    assert "DỰ THẢO" not in words_on(pages_of(a_letter()))
    pages = pages_of(replace(SEED, demo=True))
    assert all("BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in words_on([page]) for page in pages)


def test_the_public_check_stands_at_the_foot_of_the_first_page_alone() -> None:
    pages = pages_of(replace(SEED, check_address=CHECK))
    found = [CHECK.removeprefix("https://") in words_on([page]) for page in pages]
    assert found == [True, False, False]
    foot = next(text for text in pages[0].texts if "Kiểm tra văn bản" in text.words)
    assert foot.top < 20 * MM


def test_what_no_font_has_is_a_box_and_what_looks_like_typst_is_text() -> None:
    body = r"Trả lời #set page(width: 1pt) $x$ \\u{1F600} 😀 @a <b-c> `d`./."
    letter = a_letter(body=body.replace("`d`", "d"))
    typeset = typesetting.pdf(letter, at=AT)
    said = words_on(read(typeset.pdf))
    assert "#set page(width: 1pt) $x$" in said
    assert [finding.code for finding in of_pdf(typeset.pdf, letter, typeset.boxes)] == ["no-letter"]
    assert drawable("a😀b") == "a□b"


def test_a_word_that_fits_no_line_is_parted() -> None:
    typeset = typesetting.pdf(a_letter(body=f"Xem {'x' * 400}./."), at=AT)
    assert of_pdf(typeset.pdf, a_letter(body=f"Xem {'x' * 400}./."), typeset.boxes) == []


def test_the_same_letter_gives_the_same_bytes_whoever_asks() -> None:
    def work(_: int) -> bytes:
        return typesetting.pdf(SEED, at=AT).pdf

    with ThreadPoolExecutor(4) as workers:
        assert len(set(workers.map(work, range(8)))) == 1


def test_places_are_those_of_each_letter_when_many_are_typeset_at_once() -> None:
    letters = [a_letter(body="\n\n".join([*["Đoạn."] * n, f"{SENTENCE}./."])) for n in (1, 30, 60)] * 4
    with ThreadPoolExecutor(4) as workers:
        found = list(workers.map(lambda letter: typesetting.pdf(letter, at=AT).boxes, letters))
    assert found == [typesetting.pdf(letter, at=AT).boxes for letter in letters]
    assert len(set(found)) == 3


def test_a_form_that_breaks_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#let x = (", encoding="utf-8")
    with pytest.raises(Malformed, match="cannot be typeset"):
        form(broken, {}, at=AT, asked="nothing")


def test_a_file_is_rendered_with_its_findings(tmp_path: Path) -> None:
    done = files.render_file(SEED_FILE, at=AT)
    assert (done.pages, done.findings) == (3, ())
    changed = tmp_path / "letter.yaml"
    changed.write_text(SEED_FILE.read_text(encoding="utf-8").replace("Trân trọng./.", "Trân trọng."), encoding="utf-8")
    assert [finding.code for finding in files.render_file(changed, at=AT).findings] == ["no-end-mark"]
