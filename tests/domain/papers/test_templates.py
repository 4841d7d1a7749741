"""The papers of the pack, typeset for real: what can be read on them, their size, that they last (PDF/A)."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from time import perf_counter
from typing import Any

import pypdf
import pypdfium2
import pytest

from motcua.domain.papers import queries
from motcua.domain.papers.queries import typesetting
from motcua.kernel.errors import Malformed
from tests.domain.papers.common import COMMON
from tests.domain.papers.contents import CODES, CONTENTS, LISTED, PAPERS, printed_on, source_of
from tests.domain.papers.lasting import failures

AT = datetime(2024, 10, 7, 1, 31, tzinfo=UTC)
DEMO = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
SIZES = {"a4": (210, 297), "a4-landscape": (297, 210), "a5": (148, 210)}
DOTS = "……………………"
LEFT_OUT = {"giay-chung-nhan", "quyet-dinh-kq", "thong-bao-kq"}
LISTED_IN_A_RESULT = [(code, "decision", "full_name") for code in ("quyet-dinh-kq", "thong-bao-kq")]


def heads() -> str:
    """What all papers of the pack begin with."""
    return "\n".join((PAPERS / name).read_text(encoding="utf-8") for name in ("the-thuc-ky.typ", "common.typ"))


def places_left(text: str) -> int:
    """How many places say that nothing is said there."""
    return text.count("---") + text.count(DOTS)


def typeset(code: str, content: dict[str, object] | None = None) -> bytes:
    return typesetting.pdf(source_of(code), CONTENTS[code] if content is None else content, at=AT)


def read(pdf: bytes) -> str:
    """What a reader copies out of the PDF, lines joined."""
    return " ".join(" ".join(each.extract_text() for each in pypdf.PdfReader(BytesIO(pdf)).pages).split())


def fonts_of(sheet: Any) -> list[Any]:
    """The font dictionaries of a page."""
    return [entry.get_object() for entry in sheet["/Resources"]["/Font"].values()]


def stands_in(text: str, line: str) -> bool:
    """Whether the line can be read; a row may have ended after a slash or a dash of it."""
    return re.search(re.sub(r"(/|–|\\-)(?=\S)", r"\1 ?", re.escape(line)), text) is not None


def everywhere(content: Any, text: str) -> Any:
    """The content with every text replaced but drawings, dates and what an office itself is called."""
    if isinstance(content, dict):
        kept = {"qr_svg", "position", "authority", "agency"}
        return {key: part if key in kept else everywhere(part, text) for key, part in content.items()}
    if isinstance(content, list):
        return [everywhere(part, text) for part in content]
    return text if isinstance(content, str) and not re.match(r"\d{4}-\d{2}", content) else content


def letters_outside(pdf: bytes, margin_mm: float) -> Iterator[str]:
    """The letters that stand nearer to an edge of their page than the margin, or overlap it."""
    margin = margin_mm * 72 / 25.4
    document = pypdfium2.PdfDocument(pdf)
    for sheet in document:
        text = sheet.get_textpage()
        width, height = sheet.get_size()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            if left < margin or right > width - margin or bottom < margin / 2 or top > height - margin / 2:
                letter = text.get_text_range(index, 1)
                if not letter.isspace():  # a space may hang over the margin at the end of a row, unseen
                    yield letter
    document.close()


def test_every_paper_of_the_pack_is_tried_here() -> None:
    assert sorted(CODES) == sorted(CONTENTS)


@pytest.mark.parametrize("code", CODES)
def test_every_field_of_the_form_can_be_read(code: str) -> None:
    text = read(typeset(code))
    assert [line for line in printed_on(code) if not stands_in(text, line)] == []
    assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("code", CODES)
def test_a_paper_lasts_as_pdf_a(code: str) -> None:
    for content in (CONTENTS[code], {**CONTENTS[code], "demo": True}, {}):
        assert failures(typeset(code, content)) == []


@pytest.mark.parametrize("paper", LISTED, ids=CODES)
def test_a_paper_has_the_size_it_declares(paper: dict[str, object]) -> None:
    for sheet in pypdf.PdfReader(BytesIO(typeset(str(paper["code"])))).pages:
        size = [float(side) * 25.4 / 72 for side in (sheet.mediabox.width, sheet.mediabox.height)]
        assert size == pytest.approx(SIZES[str(paper["paper"])], abs=0.1)


@pytest.mark.parametrize("code", CODES)
def test_a_usual_paper_needs_one_sheet(code: str) -> None:
    pages = len(pypdf.PdfReader(BytesIO(typeset(code))).pages)
    assert pages == (2 if code == "giay-khai-sinh" else 1)  # the back of a birth certificate is for later notes


@pytest.mark.parametrize("code", CODES)
def test_only_the_font_of_official_papers_is_used_and_it_is_embedded(code: str) -> None:
    fonts = {
        font["/BaseFont"]: font["/DescendantFonts"][0]["/FontDescriptor"].keys()
        for sheet in pypdf.PdfReader(BytesIO(typeset(code))).pages
        for font in fonts_of(sheet)
    }
    assert all("Tinos" in name for name in fonts)
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in fonts.values())


@pytest.mark.parametrize("code", CODES)
def test_what_is_missing_is_printed_as_dashes_or_dots_never_left_empty(code: str) -> None:
    text = read(typeset(code, {}))
    assert places_left(text) >= 10
    assert "none" not in text.lower()
    filled = {line.split(":")[0] for line in printed_on(code) if re.match(r"\D[^:]+: \S", line)}
    with_words = {
        "(Liên",
        "(Liên 1",
        "(Liên 2",
        "(Liên 3",
        "Tổng số",
        "Nơi nhận",
        "Kính gửi",
        "Giá trị sử dụng",
    }  # their value is more than one field
    dashed = re.sub(f"{DOTS}|---", "---", text)
    assert [label for label in filled - with_words if f"{label}: ---" not in dashed] == []


@pytest.mark.parametrize("code", CODES)
def test_an_empty_answer_counts_as_missing(code: str) -> None:
    text = read(typeset(code, everywhere(CONTENTS[code], "  ")))
    assert text == read(typeset(code, everywhere(CONTENTS[code], "")))
    assert places_left(text) >= (3 if code in LEFT_OUT else 10)


@pytest.mark.parametrize(("code", "group", "said"), [("giay-chung-nhan", "owner", "full_name"), *LISTED_IN_A_RESULT])
def test_what_nobody_answered_is_left_out_of_a_list_of_results(code: str, group: str, said: str) -> None:
    text = read(typeset(code, {group: {said: "Điểu Thị An", "birth_date": "", "residence": "  "}}))
    assert "Điểu Thị An" in text
    assert "Nơi cư trú" not in text
    assert "sinh" not in text.lower()


@pytest.mark.parametrize(
    ("kind", "position", "lines"),
    [
        ("ubnd-xa", "Chủ tịch", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Thị Chi"),
        ("ubnd-tinh", "Phó Chủ tịch", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Phạm Thị Chi"),
        ("ubnd-huyen", "Quyền Chủ tịch", "TM. ỦY BAN NHÂN DÂN Q. CHỦ TỊCH Phạm Thị Chi"),
        ("so-tu-phap", "Giám đốc", "như trên GIÁM ĐỐC Phạm Thị Chi"),
        ("so-tu-phap", "Phó Giám đốc", "như trên KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Phạm Thị Chi"),
        ("phong-tu-phap", "Phó Trưởng phòng", "như trên KT. TRƯỞNG PHÒNG PHÓ TRƯỞNG PHÒNG Phạm Thị Chi"),
        ("ubnd-xa", "Công chức Tư pháp - Hộ tịch", "như trên CÔNG CHỨC TƯ PHÁP - HỘ TỊCH Phạm Thị Chi"),
        ("van-phong-khac", "", "như trên CHÁNH VĂN PHÒNG Phạm Thị Chi"),
        ("khong-co-loai-nay", "Giám đốc", "như trên GIÁM ĐỐC Phạm Thị Chi"),
    ],
)
def test_who_signs_is_written_as_the_decree_has_it_for_that_kind_of_agency(
    kind: str, position: str, lines: str
) -> None:
    """Nghị định 30/2020/NĐ-CP, Điều 13: TM. for a collective body, KT. for a deputy, Q. for who acts as head."""
    content = {"agency": {"kind": kind}, "signer": {"position": position, "name": "Phạm Thị Chi"}}
    closure = "#let closure = [như trên]\n#closure\n#official-signature()"
    assert read(typesetting.pdf(f"{heads()}\n{closure}", content, at=AT)).endswith(lines)


def test_the_pack_knows_how_each_of_its_agencies_signs() -> None:
    with (PAPERS.parent / "agencies.csv").open(encoding="utf-8") as rows:
        kinds = sorted({row["kind"] for row in csv.DictReader(rows)})
    asked = "\n".join(f'#signs("{kind}")' for kind in kinds)
    known = "#let signs(kind) = [#kind: #signing.any(row => row.kinds.any(each => fits(kind, each)))\\ ]"
    text = read(typesetting.pdf(f"{heads()}\n{known}\n{asked}", {}, at=AT))
    assert [kind for kind in kinds if f"{kind}: true" not in text] == []


def test_a_decision_of_the_head_in_person_is_not_signed_for_the_body() -> None:
    agency = {**dict(COMMON["agency"]), "kind": "ubnd-xa", "name": "Ủy ban nhân dân xã Minh Thành"}  # type: ignore[call-overload]  # a mapping
    signer = {"position": "Phó Chủ tịch", "name": "Phạm Thị Chi"}
    text = read(typeset("quyet-dinh-kq", {**CONTENTS["quyet-dinh-kq"], "agency": agency, "signer": signer}))
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MINH THÀNH" in text
    assert text.endswith("KT. CHỦ TỊCH PHÓ CHỦ TỊCH Phạm Thị Chi")
    assert "TM." not in text


@pytest.mark.parametrize(
    ("place", "written"),
    [("Xã Đak Nhau", "Đak Nhau"), ("Thị xã Phước Long", "Phước Long"), ("Phường 3", "Phường 3"), ("Bình Phước",) * 2],
)
def test_the_place_before_the_date_is_its_proper_name(place: str, written: str) -> None:
    content = {"agency": {"place": place}, "issued_at": "2024-10-07"}
    assert f"--- {written}, ngày 07 tháng 10 năm 2024" in read(
        typesetting.pdf(f"{heads()}\n#national-heading()", content, at=AT)
    )


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("word", ["Nguyễn", "Nguyễn Thị Ngọc "])
def test_a_name_of_500_letters_wraps_and_stays_on_the_page(code: str, word: str) -> None:
    pdf = typeset(code, everywhere(CONTENTS[code], (word * 84)[:500].strip()))
    assert list(letters_outside(pdf, margin_mm=10)) == []


def test_a_name_that_wraps_is_copied_out_whole() -> None:
    name = ("Nguyễn" * 84)[:500]
    assert name in read(typeset("form-03", {**CONTENTS["form-03"], "applicant": {"name": name}})).replace(" ", "")


def test_a_word_pasted_hundreds_of_times_does_not_hold_up_the_others() -> None:
    begun = perf_counter()
    typeset("form-03", everywhere(CONTENTS["form-03"], "Nguyễn" * 300))
    assert perf_counter() - begun < 20  # weighing whole paragraphs took minutes for a quarter of it


def test_the_look_for_letters_outside_can_find_some() -> None:
    astray = typesetting.pdf('#set page(margin: 0pt); #set text(font: "Tinos")\nNguyễn', {}, at=AT)
    assert "N" in list(letters_outside(astray, margin_mm=10))


@pytest.mark.parametrize("code", CODES)
def test_a_demonstration_says_so_on_every_page(code: str) -> None:
    long = {**everywhere(CONTENTS[code], "Nguyễn " * 70), "demo": True}
    pages = pypdf.PdfReader(BytesIO(typeset(code, long))).pages
    assert len(pages) > 1
    assert all(DEMO in " ".join(sheet.extract_text().split()) for sheet in pages)
    assert "TRÌNH DIỄN" not in read(typeset(code))


def test_pages_are_numbered_from_the_second_on() -> None:
    parts = [{"name": f"Giấy tờ thứ {n}", "originals": 1} for n in range(60)]
    pages = pypdf.PdfReader(BytesIO(typeset("form-01", {**CONTENTS["form-01"], "parts": parts}))).pages
    assert pages[0].extract_text().split()[0] == "UBND"
    assert pages[1].extract_text().split()[0] == "2"


def test_the_table_of_papers_repeats_its_head_on_the_next_page() -> None:
    parts = [{"name": f"Giấy tờ thứ {n}", "originals": 1} for n in range(60)]
    pages = pypdf.PdfReader(BytesIO(typeset("form-01", {**CONTENTS["form-01"], "parts": parts}))).pages
    assert all("Tên giấy tờ" in sheet.extract_text() for sheet in pages[:2])


def test_a_second_stage_is_printed_where_there_is_one() -> None:
    stage = {"received_at": "2024-10-10T07:00+07:00", "due_at": "2024-10-12T16:30+07:00"}
    text = read(typeset("form-01", {**CONTENTS["form-01"], "stage_two": stage}))
    assert "Thời gian trả kết quả (giai đoạn 2): 16 giờ 30 phút, ngày 12 tháng 10 năm 2024" in text
    assert "giai đoạn 2" not in read(typeset("form-01"))


@pytest.mark.parametrize(
    ("instant", "printed"),
    [
        ("2024-10-07T01:30:00+00:00", "08 giờ 30 phút, ngày 07 tháng 10 năm 2024"),
        ("2024-12-31T17:05:00Z", "00 giờ 05 phút, ngày 01 tháng 01 năm 2025"),
        ("2024-05-09T16:00:00+07:00", "16 giờ 00 phút, ngày 09 tháng 5 năm 2024"),
        ("2024-02-03", "ngày 03 tháng 02 năm 2024"),
    ],
)
def test_moments_are_printed_in_local_time_as_the_decree_writes_them(instant: str, printed: str) -> None:
    assert f"Thời gian nhận hồ sơ: {printed}" in read(
        typeset("form-01", {**CONTENTS["form-01"], "received_at": instant})
    )


@pytest.mark.parametrize("known", ["1991", "03/1991"])
def test_a_date_known_in_part_is_printed_as_far_as_it_is_known(known: str) -> None:
    child = {**CONTENTS["the-bhyt"], "child": {"birth_date": known}}
    assert f"Ngày sinh: {known} " in read(typeset("the-bhyt", child))


def test_a_birth_certificate_takes_its_number_from_the_register_when_none_is_said() -> None:
    content = {**CONTENTS["giay-khai-sinh"], "registration_number": "", "symbol": "08/2024"}
    assert "Số: 08/2024" in read(typeset("giay-khai-sinh", content))


def test_later_notes_stand_on_the_back_of_a_birth_certificate() -> None:
    note = {"on": "2025-03-04", "text": "Cải chính họ mẹ", "basis": "Quyết định số 12", "by": "Lê Thị Bình"}
    text = read(typeset("giay-khai-sinh", {**CONTENTS["giay-khai-sinh"], "amendments": [note]}))
    assert "04/03/2025 Cải chính họ mẹ Quyết định số 12 Lê Thị Bình" in text


@pytest.mark.parametrize("code", CODES)
def test_no_letter_that_people_paste_keeps_a_paper_from_being_printed(code: str) -> None:
    odd = 'An 😀 中文 ☐ \x00\x07\u202e\ud83d ê̆ Ƀlăm H’Đĭm #eval(1) $x$ *b* \\ " @a <b>'
    text = read(typeset(code, everywhere(CONTENTS[code], odd)))
    assert "□" in text
    assert '#EVAL(1) $X$ *B* \\ " @A <B>' in text.upper()


@pytest.mark.parametrize(
    "trick", ['"', "\\", '\\"', '\\\\"', '")); #panic() //', '\\")); #panic() //', "\\u{22}", "${x}", "*/ /*"]
)
def test_what_people_write_is_never_taken_for_the_template(trick: str) -> None:
    bare = '#set text(font: "Tinos")\n#let name = json(bytes(sys.inputs.content)).name\n#name.len() = #name'
    assert read(typesetting.pdf(bare, {"name": trick}, at=AT)) == f"{len(trick)} = {trick}"


def test_the_name_of_a_minority_is_printed_with_its_own_letters() -> None:
    assert "Y Ƀlăm Niê, H’Đĭm Êban" in read(
        typeset("form-03", {**CONTENTS["form-03"], "applicant": {"name": "Y Ƀlăm Niê, H’Đĭm Êban"}})
    )


def test_a_decomposed_letter_is_printed_as_the_same_letter() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Ngọc Ánh")
    assert "Nguyễn Thị Ngọc Ánh" in read(typeset("form-03", {**CONTENTS["form-03"], "applicant": {"name": decomposed}}))


@pytest.mark.parametrize("code", CODES)
def test_the_same_paper_gives_the_same_bytes(code: str) -> None:
    assert typeset(code) == typeset(code)


def test_many_ask_at_once_and_each_gets_their_own_paper() -> None:
    names = [f"Nguyễn Văn {letter * 3}" for letter in "ABCDEFGH"]

    def named(name: str) -> str:
        return read(typeset("form-03", {**CONTENTS["form-03"], "applicant": {"name": name}}))

    with ThreadPoolExecutor(8) as desks:
        texts = list(desks.map(named, names))
    assert [f"Tiếp nhận hồ sơ của: {name} " in text for name, text in zip(names, texts, strict=True)] == [True] * 8


@pytest.mark.parametrize(
    "reaching",
    [
        '#import "@preview/cetz:0.3.4"',
        '#include "/etc/hostname"',
        '#read("/etc/hostname")',
        '#read("../../../../../../etc/hostname")',
        '#dictionary(std).at("ev" + "al")("1")',
        '#image("/etc/hostname")',
    ],
)
def test_a_template_reads_neither_files_nor_the_network(reaching: str) -> None:
    with pytest.raises(Malformed):
        queries.ensure_typesets(f'#set text(font: "Tinos")\n{reaching}')


@pytest.mark.parametrize("broken", ["#let x = (", "#unknown-word", "#json(bytes(sys.inputs.contents))"])
def test_a_broken_template_is_named_in_a_sentence(broken: str) -> None:
    with pytest.raises(Malformed, match="cannot be typeset: "):
        queries.ensure_typesets(broken)


@pytest.mark.parametrize("code", CODES)
def test_a_template_of_the_pack_is_fit_to_be_stored(code: str) -> None:
    queries.ensure_typesets(source_of(code))
