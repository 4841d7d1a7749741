"""Findings that were missing: sizes of the text and the lists, facts that are none, and what only looks like a link."""

from __future__ import annotations

from dataclasses import replace

import pytest

from motcua.domain.letters import actions, queries
from motcua.domain.letters.queries import typesetting
from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.fact_findings import of_facts
from motcua.domain.letters.rules.findings import of_document
from motcua.domain.letters.rules.page_findings import of_pages
from motcua.domain.letters.rules.pages import read
from motcua.domain.letters.states import Kind
from motcua.kernel.errors import Refused
from tests.build.letters import Desk, House
from tests.domain.letters.test_letter_findings import AT, DECISION, only, with_page
from tests.domain.letters.typesetting_samples import a_letter, all_kinds

FACT = {
    "label": "Hồ sơ tháng 9",
    "value": "1.204 hồ sơ",
    "as_of": "2024-09-30",
    "source_kind": "figure",
    "source_id": "so-lieu/2024-09",
}


def codes(letter: Document) -> set[tuple[str, bool]]:
    return {(finding.code, finding.refuses) for finding in of_document(letter)}


@pytest.mark.parametrize(
    ("words", "page", "size"), [("Thực hiện", 0, 9.0), ("Kính gửi:", 0, 9.0), ("- Như trên", 2, 14.0)]
)
def test_text_greeting_and_recipients_have_their_sizes(words: str, page: int, size: float) -> None:
    assert with_page(page, lambda same: same) == set()
    assert "box-size" in with_page(page, only(words, size=size))


def test_every_kind_has_the_sizes_that_are_looked_for() -> None:
    for letter in all_kinds():
        typeset = typesetting.pdf(letter, at=AT)
        assert of_pages(read(typeset.pdf), letter, typeset.boxes) == []


def test_a_cell_or_a_recipient_that_begins_like_the_text_is_not_taken_for_it() -> None:
    row = "Ủy ban nhân dân huyện"
    letter = a_letter(
        body=f"{row} đã báo cáo.\n\n| Đơn vị | Số |\n| --- | --- |\n| {row} | 1 |\n\nTrân trọng./.",
        copies=("Như trên", f"{row} Thứ Nhất", "Lưu: VT"),
    )
    typeset = typesetting.pdf(letter, at=AT)
    assert of_pages(read(typeset.pdf), letter, typeset.boxes) == []


def test_a_link_to_a_fact_that_is_not_there_is_refused_and_a_changed_figure_is_told() -> None:
    facts = {"1": FACT}
    assert of_facts("Có [1.204 **hồ sơ**](fact:1) rồi./.", facts) == []
    (unknown,) = of_facts("Có [1.204 hồ sơ](fact:999) rồi./.", facts)
    assert (unknown.code, unknown.refuses) == ("fact-unknown", True)
    (changed,) = of_facts("| a | b |\n| --- | --- |\n| 1 | [9.204 hồ sơ](fact:1) |", facts)
    assert (changed.code, changed.refuses) == ("fact-changed", False)
    assert "1.204 hồ sơ" in changed.story
    assert "30/09/2024" in changed.story


@pytest.mark.django_db
def test_a_letter_with_a_link_to_no_fact_does_not_go_on_to_be_signed() -> None:
    desk = Desk(House.of())
    letter = desk.to_form_check(body="Đã xong [1.204 hồ sơ](fact:999).\n\nTrân trọng./.")
    with pytest.raises(Refused) as no:
        actions.check_form(letter.pk, by=desk.house.clerk.official, now=desk.later())
    assert no.value.code == "form_has_faults"
    assert len(no.value.details["findings"]) == 1
    _printed, found = queries.to_sign(letter, desk.now)
    assert "fact-unknown" in {each.code for each in found}


def test_what_markdown_takes_for_no_link_is_told_like_one() -> None:
    for typed in ("[x](javascript:alert(1))", "[x](data:text/html,y)", "[x](FILE:///etc/passwd)"):
        assert ("left-out-link", True) in codes(a_letter(body=f"Xem {typed} rồi./.")), typed


def test_a_titled_document_may_say_what_it_is_about_and_only_an_official_letter_may_not_say_it_twice() -> None:
    assert codes(replace(DECISION, subject="Về việc phê duyệt Kế hoạch kiểm tra")) == set()
    assert ("subject-vv", True) in codes(replace(DECISION, subject="V/v phê duyệt"))
    assert ("subject-vv", True) in codes(a_letter(subject="Về việc trả lời"))


def test_a_secret_is_known_by_its_mark_wherever_it_stands_alone() -> None:
    for letter in (
        a_letter(subject="TUYỆT MẬT"),
        a_letter(body="**Độ mật: TỐI MẬT**\n\nNội dung./."),
        a_letter(Kind.PLAN, body="MẬT\n\nX./."),
    ):
        assert ("secret", True) in codes(letter)


def test_a_day_that_no_calendar_has_is_told() -> None:
    assert ("date-impossible", False) in codes(a_letter(body="Họp ngày 31 tháng 02 năm 2024./."))
    assert ("date-impossible", False) in codes(a_letter(body="Họp ngày 30/02/2024./."))
    assert codes(a_letter(body="Họp ngày 29/02/2024./.")) == set()


def test_the_number_the_year_and_the_symbol_of_a_law_stay_on_one_line() -> None:
    body = "\n\n".join(f"{'a ' * at}theo Nghị định số 61/2018/NĐ-CP đã ban hành." for at in range(20, 32))
    for page in read(typesetting.pdf(a_letter(body=f"{body}\n\nTrân trọng./."), at=AT).pdf):
        assert [text.words for text in page.texts if text.words.endswith("61/")] == []
