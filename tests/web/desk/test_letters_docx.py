"""A letter goes out as .docx and comes back: looked at with what is lost, then kept, and nothing is lost."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import load_workbook
from PIL import Image

from motcua.domain.letters import queries
from motcua.domain.letters.models import Letter, Version
from tests.build import pens
from tests.build.dossiers import MONDAY
from tests.build.letters import BODY, Desk, House
from tests.web.desk.visits import at, text_of


@pytest.fixture
def desk(settings: Any) -> Desk:
    pens.in_memory(settings)
    return Desk(House.of(), MONDAY).with_keys()


def page_of(letter: Letter, name: str) -> str:
    return reverse(name, kwargs={"letter_id": letter.pk})


def downloaded(who: Client, letter: Letter) -> bytes:
    answer = who.get(page_of(letter, "desk:letter_docx"))
    assert ".docx" in answer["Content-Disposition"]
    return answer.content


def uploaded(who: Client, letter: Letter, data: bytes) -> Any:
    return who.post(page_of(letter, "desk:upload_docx"), {"file": SimpleUploadedFile("sua.docx", data)})


def edited(data: bytes, words: str = "đã hoàn thành") -> Any:
    file = docx.Document(BytesIO(data))
    (paragraph,) = [each for each in file.paragraphs if "đã xong" in each.text]
    paragraph.runs[-1].text = paragraph.runs[-1].text.replace("đã xong", words)
    return file


def saved(file: Any) -> bytes:
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def kept(who: Client, letter: Letter, answer: Any) -> Any:
    html = answer.content.decode()
    based_on = re.search(r'name="based_on" value="(\d+)"', html)
    assert based_on is not None
    body = answer.context["body"] if answer.context else re.search(r"(?s)<textarea[^>]*>(.*?)</textarea>", html)[1]  # type: ignore[index]  # it is there
    return who.post(page_of(letter, "desk:take_over_docx"), {"body": body, "based_on": based_on[1]}, follow=True)


def test_an_edited_docx_is_shown_before_it_is_kept_as_the_next_version(desk: Desk) -> None:
    letter, writer = desk.draft(), at(desk.house.writer)
    answer = uploaded(writer, letter, saved(edited(downloaded(writer, letter))))
    shown = text_of(answer)
    assert "Mọi nội dung trong tệp đều đưa vào được." in shown
    assert "<ins>hoàn</ins>" in answer.content.decode() or "<ins>" in answer.content.decode()
    assert Version.objects.count() == 1, "nothing is kept yet"
    assert "thành bản số 2" in text_of(kept(writer, letter, answer))
    letter.refresh_from_db()
    assert letter.current is not None
    assert letter.current.body == BODY.replace("đã xong", "đã hoàn thành")
    assert Version.objects.get(number=1).body == BODY, "what it said until now stays"


def test_each_thing_that_cannot_be_taken_over_has_its_sentence(desk: Desk) -> None:
    letter, writer = desk.draft(), at(desk.house.writer)
    file = edited(downloaded(writer, letter))
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    last = next(each for each in file.paragraphs if "Trân trọng" in each.text)
    last.add_run().add_picture(picture)
    added = OxmlElement("w:ins")
    added.append(OxmlElement("w:r"))
    last._p.append(added)
    link = OxmlElement("w:hyperlink")
    target = "https://example.invalid/"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    link.set(qn("r:id"), file.part.relate_to(target, f"{kind}hyperlink", is_external=True))
    last._p.append(link)
    file.part.relate_to(target, f"{kind}attachedTemplate", is_external=True)
    shown = text_of(uploaded(writer, letter, saved(file)))
    for sentence in (
        "Hình ảnh không được đưa vào.",
        "Tệp có theo dõi thay đổi (track changes)",
        "Liên kết ra ngoài chỉ còn lại chữ",
        "Tệp gọi đến nội dung ở nơi khác",
    ):
        assert sentence in shown
    assert "Trân trọng./." in shown


@pytest.mark.parametrize("what", ["empty", "pdf", "bomb", "entities", "large", "long"])
def test_a_hostile_or_large_file_gets_a_sentence_and_changes_nothing(desk: Desk, what: str) -> None:
    letter, writer = desk.draft(), at(desk.house.writer)
    good = downloaded(writer, letter)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", "<!DOCTYPE a>" if what == "entities" else "0" * 120_000_000)
    data, sentence = {
        "empty": (b"", "rỗng (0 byte)"),
        "pdf": (b"%PDF-1.7 nothing", "không phải văn bản Word"),
        "bomb": (made.getvalue(), "nén quá nhiều"),
        "entities": (made.getvalue(), "mã lạ"),
        "large": (b"PK" + bytes(21 * 1024 * 1024), "Tệp lớn hơn 20 MB"),
        "long": (saved(edited(good, "a" * 201_000)), "Nội dung dài quá"),
    }[what]
    answer = uploaded(writer, letter, data)
    assert sentence in text_of(answer)
    assert Version.objects.count() == 1
    assert Letter.objects.get(pk=letter.pk).revision == letter.revision


def test_of_two_editors_the_second_is_told_and_what_the_file_said_is_kept_beside(desk: Desk) -> None:
    letter, writer, other = desk.draft(), at(desk.house.writer), at(desk.house.colleague)
    data = saved(edited(downloaded(writer, letter)))
    looked_at = uploaded(writer, letter, data)
    other.post(page_of(letter, "desk:write_letter"), {"body": "Khác hẳn./.", "based_on": letter.revision})
    answer = kept(writer, letter, looked_at)
    assert answer.status_code == 409
    assert "Người khác đã lưu trước anh/chị." in text_of(answer)
    letter.refresh_from_db()
    assert letter.current is not None
    assert letter.current.body == "Khác hẳn./."
    assert "đã hoàn thành" in Version.objects.get(aside=True).body
    shown = text_of(uploaded(writer, letter, data))
    assert "Văn bản đã được sửa sau khi tải tệp này xuống." in shown


def test_a_file_of_another_letter_is_told_apart(desk: Desk) -> None:
    letter, other, writer = desk.draft(), desk.draft(), at(desk.house.writer)
    shown = text_of(uploaded(writer, letter, downloaded(writer, other)))
    assert "Tệp này tải xuống từ một văn bản khác." in shown


def test_a_letter_that_is_being_checked_takes_no_file(desk: Desk) -> None:
    letter, writer = desk.to_content_check(), at(desk.house.writer)
    assert uploaded(writer, letter, downloaded(writer, letter)).status_code == 409


def test_a_draft_is_discarded_by_a_button(desk: Desk) -> None:
    letter, writer = desk.draft(), at(desk.house.writer)
    assert "Bỏ dự thảo" in text_of(writer.get(page_of(letter, "desk:letter")))
    assert "Đã bỏ dự thảo." in text_of(writer.post(page_of(letter, "desk:discard_letter"), follow=True))
    assert "Đã bỏ, không ban hành" in text_of(writer.get(page_of(letter, "desk:letter")))


def test_a_register_is_a_spreadsheet_with_the_rows_of_the_paper(desk: Desk) -> None:
    desk.issued()
    desk.issued(subject="=1+1")
    clerk, there = at(desk.house.clerk), {"register": "van-ban-di-cong-van", "year": MONDAY.year}
    answer = clerk.get(reverse("desk:letter_book_sheet", kwargs=there))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    columns, rows = queries.book_table(desk.house.clerk.official, "van-ban-di-cong-van", MONDAY.year)
    assert [["" if each is None else each for each in line] for line in sheet.values] == [columns, *rows]
    assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}, "nothing is a formula"
