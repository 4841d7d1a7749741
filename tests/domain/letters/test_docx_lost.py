"""What an edited .docx hides, strikes, draws or keeps outside its text: it is told, and nothing of it slips in."""

from __future__ import annotations

import docx
import pytest

from motcua.domain.letters.rules.docx_in import from_docx
from motcua.domain.letters.rules.docx_out import to_docx
from motcua.kernel.errors import Malformed
from tests.domain.letters.test_letter_docx import FIRST, ORDINARY, RUN, document_xml, edited, through, with_names

CHART = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></wp:inline></w:drawing>'
)
FIELD = "".join(f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "begin", "separate"))
TWICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
    f"{RUN.format('Một.')}</mc:Choice><mc:Fallback>{RUN.format('Một.')}</mc:Fallback></mc:AlternateContent>"
)


def looking(look: str, words: str) -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("in_its_place", "body", "codes"),
    [
        (looking("<w:vanish/>", "Ẩn.") + RUN.format("Hiện."), "Hiện.", ["hidden"]),
        (looking('<w:vanish w:val="0"/>', "Hiện."), "Hiện.", []),
        (looking("<w:strike/>", "Bỏ.") + RUN.format("Giữ."), "Bỏ.Giữ.", ["struck"]),
        (RUN.format("5 m") + looking('<w:vertAlign w:val="superscript"/>', "2"), "5 m2", ["raised"]),
        (looking('<w:u w:val="single"/>', "Gạch."), "Gạch.", ["underlined"]),
        (looking('<w:u w:val="none"/><w:vertAlign w:val="baseline"/>', "Thường."), "Thường.", []),
        (looking("<w:caps/>", "kế hoạch"), "KẾ HOẠCH", []),
        (f"{RUN.format('Xem.')}<w:r>{CHART}</w:r>", "Xem.", ["drawing"]),
        (f'{FIELD}{RUN.format("trong lệnh")}<w:r><w:fldChar w:fldCharType="end"/></w:r>', "", []),
        (TWICE, "Một.", []),
        (f"{RUN.format('a')}<w:r><w:ptab/></w:r>{RUN.format('b')}", "a b", []),
    ],
)
def test_looks_and_drawings_are_told(in_its_place: str, body: str, codes: list[str]) -> None:
    taken = from_docx(edited(ORDINARY, FIRST, in_its_place))
    assert taken.body == "\n\n".join(filter(None, [body, "Nội dung hai./."]))
    assert [each.code for each in taken.not_taken] == codes


def before_the_text(xml: str) -> bytes:
    data = to_docx(ORDINARY)
    whole = document_xml(data)
    at = whole.rindex("<w:p>", 0, whole.index(FIRST))
    return with_names(data, {"word/document.xml": whole[:at] + xml + whole[at:]})


def cell(words: str) -> str:
    return f"<w:tc><w:p>{RUN.format(words)}</w:p></w:tc>"


def test_a_cell_in_a_content_control_is_a_cell_and_a_deleted_row_is_none() -> None:
    head = f"<w:tr>{cell('A')}<w:sdt><w:sdtContent>{cell('B')}</w:sdtContent></w:sdt></w:tr>"
    gone = f'<w:tr><w:trPr><w:del w:id="3" w:author="x"/></w:trPr>{cell("cũ")}{cell("cũ")}</w:tr>'
    taken = from_docx(before_the_text(f"<w:tbl>{head}<w:tr>{cell('1')}{cell('2')}</w:tr>{gone}</w:tbl>"))
    assert taken.body.startswith("| A | B |\n| --- | --- |\n| 1 | 2 |\n\nNội dung một.")
    assert [each.code for each in taken.not_taken] == ["tracked"]


def test_text_of_another_file_and_of_the_margins_is_told() -> None:
    taken = from_docx(before_the_text('<w:altChunk r:id="rId9"/>'))
    assert [each.code for each in taken.not_taken] == ["external"]

    def change(file: docx.document.Document) -> None:
        file.sections[0].header.paragraphs[0].text = "Tài liệu của ông A"

    taken = from_docx(through(ORDINARY, change), current=ORDINARY)
    assert [each.code for each in taken.not_taken] == ["margin"]
    assert "Tài liệu của ông A" in taken.not_taken[0].story


def test_a_list_by_its_style_is_told_like_one_by_hand() -> None:
    def change(file: docx.document.Document) -> None:
        paragraph = next(each for each in file.paragraphs if each.text == "Nội dung một.")
        paragraph.style = file.styles["List Bullet"]

    taken = from_docx(through(ORDINARY, change))
    assert taken.body == "- Nội dung một.\n\nNội dung hai./."
    assert [each.code for each in taken.not_taken] == ["numbering"]


def test_a_file_that_only_looks_like_one_is_refused_with_a_sentence() -> None:
    for inside in ("<a/>", '<?xml version="1.0"?><!-- x --><b><body/></b>'):
        with pytest.raises(Malformed, match="hỏng"):
            from_docx(with_names(to_docx(ORDINARY), {"word/document.xml": inside}))
