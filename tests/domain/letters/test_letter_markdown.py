"""The body of a letter: Markdown to blocks and back, nothing dropped in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.letters.rules.markdown import LeftOut, Paragraph, Run, Table, parse, read_paragraph
from motcua.domain.letters.rules.printed import Role, printed
from motcua.domain.letters.rules.writing import written
from motcua.domain.letters.states import Kind
from tests.domain.letters.typesetting_samples import a_letter


def texts(body: str) -> list[str]:
    return [block.text if isinstance(block, Paragraph) else "table" for block in parse(body).text]


def test_numbers_letters_and_dashes_stay_as_they_were_typed() -> None:
    assert texts("Kính thưa:\n\n1. Một\n- hai\n- ba\n3. Bốn\na) năm\nđ) sáu\nĐiều 7. Bảy") == [
        "Kính thưa:", "1. Một", "- hai", "- ba", "3. Bốn", "a) năm", "đ) sáu", "Điều 7. Bảy",
    ]  # fmt: skip


def test_a_line_that_goes_on_is_the_same_paragraph() -> None:
    assert texts("Sở Thông tin\nvà Truyền thông  \ntỉnh") == ["Sở Thông tin và Truyền thông\ntỉnh"]


def test_looks_and_facts() -> None:
    (block,) = parse("Có **đậm *cả hai*** và *nghiêng*, [1.204 hồ sơ](fact:2).").text
    assert isinstance(block, Paragraph)
    assert block.runs == (
        Run("Có "), Run("đậm", bold=True), Run(" "), Run("cả hai", bold=True, italic=True), Run(" và "),
        Run("nghiêng", italic=True), Run(", "), Run("1.204 hồ sơ", fact="2"), Run("."),
    )  # fmt: skip


def test_a_table_with_its_sides() -> None:
    (table,) = parse("| STT | Tên | Số |\n|:-:|---|--:|\n| 1 | **A** | 2.000 |").text
    assert isinstance(table, Table)
    assert table.sides == ("center", "", "right")
    assert table.rows == (((Run("1"),), (Run("A", bold=True),), (Run("2.000"),)),)


def test_annexes_begin_at_their_headings() -> None:
    body = parse("Một\n\n# Phụ lục I\n\nHAI\n\n# Phụ lục II\n\nBA\n\n# Đầu đề thường")
    assert [(part.title, len(part.blocks)) for part in body.parts] == [("", 1), ("Phụ lục I", 1), ("Phụ lục II", 2)]
    last = body.annexes[1].blocks[1]
    assert isinstance(last, Paragraph)
    assert last.runs == (Run("Đầu đề thường", bold=True),)


@pytest.mark.parametrize(
    ("body", "what", "words", "kept"),
    [
        ("a ![sơ đồ](x.png) b", "picture", "sơ đồ", ["a b"]),
        ("a <b>b</b>", "html", "<b>", ["a b"]),
        ("<div>\nmột\n</div>", "html", "<div> một </div>", []),
        ("[tên](https://example.vn/x)", "link", "https://example.vn/x", ["tên"]),
        ("[tên](javascript:alert)", None, "", ["[tên](javascript:alert)"]),
        ("<https://example.vn>", "link", "https://example.vn", ["https://example.vn"]),
        ("chạy `rm`", "code", "rm", ["chạy rm"]),
        ("```\nmột\nhai\n```", "code", "một hai", ["một", "hai"]),
        ("> lời", "quote", ">", ["lời"]),
        ("5 < 6 & 7", None, "", ["5 < 6 & 7"]),
    ],
)
def test_what_a_letter_cannot_have_is_told(body: str, what: str | None, words: str, kept: list[str]) -> None:
    assert texts(body) == kept
    told = parse(body).left_out
    assert (told[:1] == (LeftOut(what, words),)) if what else told == ()  # type: ignore[arg-type]  # one of the kinds


def test_the_parts_of_a_decision_are_known_by_their_words() -> None:
    body = (
        "Căn cứ Luật A ngày 01 tháng 7 năm 2015;\n\nChương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Một\n\nI. HAI\n\n"
        "# Phụ lục I\n\nDANH SÁCH\n\n(Kèm theo Quyết định số 1)\n\nba"
    )
    own, annex = printed(a_letter(Kind.DECISION, body=body)).sheets
    assert [(laid.role, laid.made) for laid in own.blocks] == [
        (Role.AUTHORITY, True), (Role.BASIS, False), (Role.DECIDES, True), (Role.DIVISION, False), (Role.TITLE, False),
        (Role.ARTICLE, False), (Role.CHAPTER, False),
    ]  # fmt: skip
    assert [laid.role for laid in annex.blocks] == [Role.TITLE, Role.ATTACHED, Role.TEXT]
    assert [laid.role for laid in printed(a_letter(body="Căn cứ Luật A;\n\nb")).sheets[0].blocks] == [
        Role.TEXT,
        Role.TEXT,
    ]


@given(st.text(alphabet="ab *_[]()|#-1.\\<&!`\n> :đ“”+~=", max_size=60))
def test_what_is_written_back_is_read_as_the_same(text: str) -> None:
    body = parse(text)
    again = parse(written(body))
    assert again.parts == body.parts
    assert again.left_out == ()


def test_a_paragraph_is_read_without_its_signs_and_a_fact_keeps_its_number() -> None:
    runs = read_paragraph("1. Đã nhận **1.204** hồ sơ, theo [Quyết định số 520](fact:5), *đúng hạn*")
    assert [(run.text, run.bold, run.italic, run.fact) for run in runs] == [
        ("1. Đã nhận ", False, False, ""),
        ("1.204", True, False, ""),
        (" hồ sơ, theo ", False, False, ""),
        ("Quyết định số 520", False, False, "5"),
        (", ", False, False, ""),
        ("đúng hạn", False, True, ""),
    ]


@pytest.mark.parametrize("typed", ["| Xã | Số hồ sơ |\n|---|---|\n| Đak Nhau | 12 |", "![ảnh](anh.png)", ""])
def test_what_is_no_text_stands_as_it_was_typed(typed: str) -> None:
    assert read_paragraph(typed) == (Run(typed),)
