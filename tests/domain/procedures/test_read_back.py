"""Answers shown to the person who gave them, and to officials."""

from __future__ import annotations

from motcua.domain.procedures.rules import read_back, subject
from tests.domain.procedures.forms import FORM, FULL

AREAS = {"25405": "xã Đak Nhau, huyện Bù Đăng"}


def _shown(answers: dict[str, object], language: str = "vi") -> dict[str, str]:
    return {row.field: row.text for page in read_back(FORM, answers, language, AREAS) for row in page.rows}


def test_every_page_that_is_asked_is_read_back_in_its_order() -> None:
    pages = read_back(FORM, FULL, "vi", AREAS)
    assert [(page.title, page.page_id) for page in pages][:3] == [
        ("Nơi nộp", "noi-nop"),
        ("Người yêu cầu", "nguoi-yeu-cau"),
        ("Bé", "be"),
    ]
    assert pages[0].rows[0] == ("Nơi đăng ký", "thôn Đak Xuyên, xã Đak Nhau, huyện Bù Đăng", "place", True)


def test_answers_are_in_the_words_of_people() -> None:
    shown = _shown({**FULL, "mother_born": "03/1995", "married": True, "copies": 2})
    assert shown["asks_for"] == "Cho con tôi"
    assert shown["child_born"] == "02/11/2026"
    assert shown["mother_born"] == "03/1995"
    assert shown["twin"] == "Không"
    assert shown["pledge"] == "Có"
    assert shown["married"] == "Rồi"
    assert shown["copies"] == "2"


def test_what_was_not_answered_is_said_so() -> None:
    assert _shown(FULL)["email"] == "Không khai"
    rows = {row.field: row.answered for page in read_back(FORM, FULL, "vi", AREAS) for row in page.rows}
    assert (rows["email"], rows["place"]) == (False, True)


def test_hidden_answers_are_not_shown() -> None:
    assert "child_name" not in _shown({**FULL, "asks_for": "self"})


def test_what_could_not_be_read_is_shown_as_typed() -> None:
    shown = _shown({**FULL, "child_born": {"day": "31", "month": "02", "year": "2024"}, "copies": "hai"})
    assert (shown["child_born"], shown["copies"]) == ("31/02/2024", "hai")


def test_an_area_of_no_known_name_shows_its_code_and_a_place_elsewhere_its_words() -> None:
    assert _shown({**FULL, "place": {"code": "99999"}})["place"] == "99999"
    assert _shown({**FULL, "origin": {"elsewhere": "Phnom Penh"}})["origin"] == "Phnom Penh"


def test_labels_and_options_come_in_the_language_asked() -> None:
    pages = read_back(FORM, FULL, "en", AREAS)
    assert pages[0].title == "Where"
    assert pages[0].rows[1] == ("For whom?", "For my child", "asks_for", True)


def test_the_dossier_is_about_the_child() -> None:
    assert subject(FORM, FULL) == "Điểu Minh An"
    assert subject(FORM, {}) == ""
    assert subject(FORM, {**FULL, "asks_for": "self"}) == ""
