"""A letter as .docx: the pages and boxes of its PDF; and back, with what could not be taken over said."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from motcua.domain.letters.queries import typesetting
from motcua.domain.letters.rules import docx_package
from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.docx_in import from_docx
from motcua.domain.letters.rules.docx_out import to_docx
from motcua.domain.letters.rules.markdown import parse
from motcua.domain.letters.rules.pages import MM, read
from motcua.domain.letters.rules.writing import written
from motcua.domain.letters.states import Kind
from motcua.kernel.errors import Malformed
from tests.domain.letters.typesetting_samples import SEED, a_letter, all_kinds

AT = datetime(2024, 10, 15, 2, 12, tzinfo=UTC)
SENTENCE = "Sở Thông tin và Truyền thông chủ trì, phối hợp với các đơn vị có liên quan thực hiện nhiệm vụ được giao"
OFFICE = shutil.which("soffice")
BOXES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số:", "Bình Phước, ngày", "V/v", "Kính gửi:",
    "./.", "Nơi nhận:", "Lưu: VT", "GIÁM ĐỐC", "CHỦ TỊCH",
)  # fmt: skip
PLAN = a_letter(Kind.PLAN)


def lengths() -> list[Document]:
    """Letters that end at every height of a page."""
    return [
        a_letter(
            body="\n\n".join([*(f"{' '.join([SENTENCE] * (1 + at % 3))}." for at in range(count)), f"{SENTENCE}./."])
        )
        for count in range(6, 30, 2)
    ]


def order_of_boxes(pdf: bytes) -> list[str]:
    """The words of the boxes as they are read: what stands on the left from the top down, then the right."""
    found = []
    for number, page in enumerate(read(pdf)):
        for text in page.texts:
            for box in BOXES:
                if box in text.words and text.size > 10:
                    right = text.left > 93 * MM and box != "./."
                    found.append((right, number, -text.baseline, box))
    return [box for *_, box in sorted(found)]


@pytest.fixture(scope="module")
def office_pdfs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Document, bytes]]:
    """What a word processor makes of the .docx of each letter."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    letters = [*all_kinds(), *lengths()]
    files = [folder / f"{number:02d}.docx" for number in range(len(letters))]
    for letter, file in zip(letters, files, strict=True):
        file.write_bytes(to_docx(letter))
    home = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run([OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
                   check=True, capture_output=True, timeout=240)  # fmt: skip
    return [(letter, file.with_suffix(".pdf").read_bytes()) for letter, file in zip(letters, files, strict=True)]


def test_a_word_processor_makes_as_many_pages_of_it_as_the_typesetter(
    office_pdfs: list[tuple[Document, bytes]],
) -> None:
    pages = [(len(read(typesetting.pdf(letter, at=AT).pdf)), len(read(pdf))) for letter, pdf in office_pdfs]
    assert [ours for ours, _ in pages] == [theirs for _, theirs in pages]
    assert {ours for ours, _ in pages} == {1, 2, 3}


def test_its_boxes_stand_in_the_order_of_the_pdf(office_pdfs: list[tuple[Document, bytes]]) -> None:
    for letter, pdf in office_pdfs[: len(all_kinds())]:
        ours = order_of_boxes(typesetting.pdf(letter, at=AT).pdf)
        assert len(ours) >= 6
        assert order_of_boxes(pdf) == ours


def test_its_form_is_that_of_the_decree() -> None:
    file = docx.Document(BytesIO(to_docx(SEED)))
    section = file.sections[0]
    edges = (section.top_margin, section.left_margin, section.right_margin)
    assert [round(edge.pt / MM) for edge in edges if edge is not None] == [20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert not section.first_page_header.paragraphs[0].text
    heading, closing = file.tables
    assert (len(heading.rows), len(heading.columns)) == (2, 2)
    assert [cell.text.split("\n")[0] for row in heading.rows for cell in row.cells] == [
        "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số:          /STTTT-BCVTCNTT",
        "Bình Phước, ngày        tháng 10 năm 2024",
    ]  # fmt: skip
    assert heading._tbl.xml.count('w:val="nil"') >= 6, "no borders"
    assert [cell.text.split("\n")[0] for cell in closing.rows[0].cells] == ["Nơi nhận:", "KT. GIÁM ĐỐC"]
    fonts = {
        style.font.name for style in file.styles if style.name and style.name.startswith("mc-") and style.font.name
    }
    assert fonts == {"Times New Roman"}
    assert file.styles["mc-text"].font.size == Pt(14)
    assert "DỰ THẢO" in docx.Document(BytesIO(to_docx(SEED, draft=True))).tables[0].rows[1].cells[0].text


def test_a_fact_is_a_bookmark() -> None:
    assert re.search(r'<w:bookmarkStart w:id="\d+" w:name="fact_2_\d+"/>', document_xml(to_docx(PLAN)))


@pytest.mark.parametrize("letter", all_kinds(), ids=lambda letter: f"{letter.kind}-{letter.number}")
def test_what_was_not_edited_comes_back_as_it_was(letter: Document) -> None:
    taken = from_docx(to_docx(letter), current=letter)
    assert taken.not_taken == ()
    assert parse(taken.body).parts == parse(letter.body).parts


PIECES = [
    "Sở",
    "hồ sơ",
    "1.204",
    "(2)",
    "“trích”",
    "khoản;",
    "05/7/2023",
    "a_b",
    "[x]",
    "*",
    "#1",
    "|",
    "<y>",
    "&",
    "năm",
]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join)


def marked(mark: str, words: str) -> str:
    """The words in bold or italics, where Markdown can say it."""
    return f"{mark}{words}{mark}" if words[0].isalpha() and words[-1].isalnum() else words


def a_table(rows: list[list[str]]) -> str:
    """Rows as Markdown, the first as head, each column in the middle."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{':-:|' * len(rows[0])}", *lines[1:]])


RUNS = st.builds(marked, st.sampled_from(["", "*", "**", "***"]), WORDS)
FACTS = st.builds(lambda words, number: f"[{re.sub(r'[][]', '', words)}](fact:{number})", WORDS, st.integers(1, 9))
HEADS = st.sampled_from(["", "- ", "1. ", "a) ", "Điều 1. ", "I. "])
LINES = st.builds(lambda head, runs: head + " ".join(runs), HEADS, st.lists(RUNS | FACTS, min_size=1, max_size=4))
CELLS = RUNS.map(lambda run: run.replace("|", r"\|"))
TABLES = st.integers(1, 3).flatmap(
    lambda wide: st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=2, max_size=4).map(a_table)
)
BODIES = st.builds(
    lambda own, annex: "\n\n".join([*own, *(["# Phụ lục I", *annex] if annex else [])]),
    st.lists(LINES | TABLES, min_size=1, max_size=5),
    st.lists(LINES | TABLES, max_size=3),
)


@settings(max_examples=25)
@given(BODIES, st.sampled_from([Kind.OFFICIAL_LETTER, Kind.DECISION, Kind.PLAN]))
def test_any_body_comes_back_as_it_was(body: str, kind: Kind) -> None:
    letter = a_letter(kind, body=written(parse(body)))
    taken = from_docx(to_docx(letter))
    assert parse(taken.body).parts == parse(letter.body).parts
    assert taken.not_taken == ()


def document_xml(data: bytes) -> str:
    return ZipFile(BytesIO(data)).read("word/document.xml").decode()


def with_names(data: bytes, names: dict[str, str]) -> bytes:
    source, made = ZipFile(BytesIO(data)), BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            if item.filename not in names:
                target.writestr(item, source.read(item.filename))
        for name, text in names.items():
            target.writestr(name, text)
    return made.getvalue()


def edited(letter: Document, old: str, new: str) -> bytes:
    data = to_docx(letter)
    xml = document_xml(data)
    assert old in xml
    return with_names(data, {"word/document.xml": xml.replace(old, new, 1)})


RUN = "<w:r><w:t>{}</w:t></w:r>"
ORDINARY = a_letter(body="Nội dung một.\n\nNội dung hai./.")
FIRST = "<w:r><w:t>Nội dung một.</w:t></w:r>"


BOXED = f"<w:pict><w:txbxContent><w:p>{RUN.format('trong hộp')}</w:p></w:txbxContent></w:pict>"
DELETED = '<w:del w:id="8" w:author="a"><w:r><w:delText>Cũ.</w:delText></w:r></w:del>'


@pytest.mark.parametrize(
    ("code", "in_its_place", "body"),
    [
        ("tracked", f'<w:ins w:id="9" w:author="a">{RUN.format("Mới.")}</w:ins>{DELETED}', "Mới."),
        ("link", f'<w:hyperlink r:id="rId99">{RUN.format("Bấm vào đây.")}</w:hyperlink>', "Bấm vào đây."),
        ("footnote", f'{RUN.format("Có chú.")}<w:r><w:footnoteReference w:id="2"/></w:r>', "Có chú."),
        ("text-box", f"{RUN.format('Bên cạnh.')}<w:r>{BOXED}</w:r>", "Bên cạnh."),
        ("object", f"{RUN.format('Bảng tính.')}<w:r><w:object/></w:r>", "Bảng tính."),
        ("symbol", f'{RUN.format("Dấu.")}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "Dấu."),
    ],
    ids=lambda value: value if value.isascii() and value.replace("-", "").isalpha() else "",
)
def test_what_cannot_be_taken_over_is_told(code: str, in_its_place: str, body: str) -> None:
    data = edited(ORDINARY, FIRST, in_its_place)
    footnotes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p>'
        "<w:r><w:t>xem Luật</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    taken = from_docx(with_names(data, {"word/footnotes.xml": footnotes}))
    assert taken.body == f"{body}\n\nNội dung hai./."
    assert [each.code for each in taken.not_taken] == [code]
    if code == "footnote":
        assert "xem Luật" in taken.not_taken[0].story
    if code == "text-box":
        assert "trong hộp" in taken.not_taken[0].story


def through(letter: Document, change: object) -> bytes:
    """The file after an editor's work with python-docx."""
    file = docx.Document(BytesIO(to_docx(letter)))
    change(file)  # type: ignore[operator]  # a function of the file
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def test_a_picture_is_told() -> None:
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")

    def change(file: docx.document.Document) -> None:
        paragraph = next(each for each in file.paragraphs if each.text == "Nội dung một.")
        paragraph.add_run().add_picture(BytesIO(picture.getvalue()))

    taken = from_docx(through(ORDINARY, change))
    assert [each.code for each in taken.not_taken] == ["picture"]
    assert taken.body == ORDINARY.body


def test_new_paragraphs_looks_and_lists_are_taken() -> None:
    def change(file: docx.document.Document) -> None:
        last = next(each for each in file.paragraphs if each.text == "Nội dung hai./.")
        last.insert_paragraph_before("Đậm", style="mc-text").runs[0].bold = True
        last.insert_paragraph_before("tự đánh số", style="List Bullet")
        last.insert_paragraph_before("Đầu đề", style="Heading 1")

    def numbered(file: docx.document.Document) -> None:
        change(file)
        paragraph = next(each for each in file.paragraphs if each.text == "tự đánh số")
        paragraph._p.get_or_add_pPr().get_or_add_numPr()

    taken = from_docx(through(ORDINARY, numbered))
    assert taken.body == "Nội dung một.\n\n**Đậm**\n\n- tự đánh số\n\n**Đầu đề**\n\nNội dung hai./."
    assert [each.code for each in taken.not_taken] == ["numbering"]


def test_a_merged_table_is_taken_apart_and_told() -> None:
    def change(file: docx.document.Document) -> None:
        table = file.tables[1]
        table.cell(1, 0).merge(table.cell(1, 1))

    taken = from_docx(through(PLAN, change))
    assert "merged-cells" in [each.code for each in taken.not_taken]
    assert "Lập kế hoạch" in taken.body


def test_a_fact_stays_one_when_its_words_are_edited() -> None:
    taken = from_docx(edited(PLAN, "1.204 hồ sơ", "1.205 hồ sơ"))
    assert "[1.205 hồ sơ](fact:2)" in taken.body


@pytest.mark.parametrize(("old", "new"), [("Hội đồng nhân dân tỉnh", "Sở Nội vụ"), ("PHÓ GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")])
def test_boxes_that_were_edited_are_told_and_not_taken(old: str, new: str) -> None:
    taken = from_docx(edited(SEED, old, new), current=SEED)
    assert [each.code for each in taken.not_taken] == ["boxes"]
    assert parse(taken.body).parts == parse(SEED.body).parts


def test_a_foreign_file_is_all_body_and_says_so() -> None:
    file = docx.Document()
    file.add_heading("Tên", 1)
    file.add_paragraph("Một ").add_run("hai").italic = True
    saved = BytesIO()
    file.save(saved)
    taken = from_docx(saved.getvalue(), current=SEED)
    assert taken.body == "**Tên**\n\nMột *hai*"
    assert [each.code for each in taken.not_taken] == ["foreign", "boxes"]


def test_comments_macros_and_outside_content_are_told() -> None:
    data = to_docx(ORDINARY)
    relations = ZipFile(BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    outside = (
        '<Relationship Id="rId77" Type="http://x/attachedTemplate" Target="http://x/a.dotm" TargetMode="External"/>'
    )
    changed = with_names(data, {
        "word/comments.xml": "<x/>", "word/vbaProject.bin": "macro",
        "word/_rels/document.xml.rels": relations.replace("</Relationships>", f"{outside}</Relationships>"),
    })  # fmt: skip
    taken = from_docx(changed)
    assert [each.code for each in taken.not_taken] == ["macro", "comments", "external"]
    assert taken.body == ORDINARY.body


def test_what_may_not_be_opened_is_refused_with_a_sentence() -> None:
    sound = to_docx(ORDINARY)
    bomb = with_names(sound, {"word/document.xml": "<a>" + "x" * (docx_package.MAX_TEXT + 10) + "</a>"})
    many = with_names(sound, {f"word/{n}.xml": "" for n in range(docx_package.MAX_PARTS)})
    entities = '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    refused = {
        "20 MB": b"x" * (docx_package.MAX_BYTES + 1),
        "hỏng": b"%PDF-1.7",
        "hỏng ": sound[: len(sound) // 2],
        "hỏng  ": with_names(sound, {"word/document.xml": "<a>"}),
        "không phải văn bản Word": with_names(_only(sound, "[Content_Types].xml"), {"xl/workbook.xml": "<a/>"}),
        "nén quá nhiều": bomb,
        "nén quá nhiều ": many,
        "mã lạ": with_names(sound, {"word/document.xml": entities}),
    }
    for says, data in refused.items():
        with pytest.raises(Malformed, match=says.strip()):
            from_docx(data)


def _only(data: bytes, name: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as target:
        target.writestr(name, ZipFile(BytesIO(data)).read(name))
    return made.getvalue()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_what_a_word_processor_saved_comes_back_as_it_was(tmp_path: Path) -> None:
    """LibreOffice makes up the keys of styles anew and forgets the names of tables."""
    letters = [SEED, a_letter(Kind.DECISION), PLAN]
    files = [tmp_path / f"{number}.docx" for number in range(len(letters))]
    for letter, file in zip(letters, files, strict=True):
        file.write_bytes(to_docx(letter))
    saved = tmp_path / "saved"
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run([str(OFFICE), home, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(saved),
                    *map(str, files)],
                   check=True, capture_output=True, timeout=240)  # fmt: skip
    for letter, file in zip(letters, files, strict=True):
        taken = from_docx((saved / file.name).read_bytes(), current=letter)
        assert parse(taken.body).parts == parse(letter.body).parts
        assert taken.not_taken == ()
