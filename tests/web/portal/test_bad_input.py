"""Bad input: a sentence that says what is wrong, the typed text still there, and nothing half-written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Draft
from motcua.kernel.actors import Citizen
from tests.build.dossiers import typed_birth
from tests.web.portal.pages import at_page, problems, text_of

SignedIn = Callable[[Citizen], Client]

LONG_NAME = "Điểu " * 99 + "Khôi"


@pytest.mark.parametrize(
    ("page_id", "changes", "sentence", "still_there"),
    [
        ("be", {"child_name": LONG_NAME}, "chỉ được dài tối đa 100 ký tự", [LONG_NAME]),
        ("be", {"child_name": "Khôi <b>1</b>"}, "không được có chữ số", ["Khôi <b>1</b>"]),
        ("be", {"child_birth_date-year": "2031"}, "không thể sau hôm nay", ["2031", "Điểu Minh Khôi"]),
        (
            "be",
            {"child_birth_date-day": "31", "child_birth_date-month": "2"},
            "không có ngày 31/2/2024",
            ["31", "Điểu Minh Khôi"],
        ),
        ("be", {"child_birth_date-month": "xyz"}, "tháng phải là số", ["xyz"]),
        ("be", {"child_birth_date-year": ""}, "còn thiếu năm", ["Điểu Minh Khôi"]),
        ("be", {"child_name": ""}, "còn trống", []),
        ("giay-to-cua-ban", {"requester_identity_number": "07019400123"}, "bạn đã nhập 11", ["07019400123"]),
        ("giay-to-cua-ban", {"requester_identity_number": "070 194 00123X"}, "đúng 12 chữ số", ["070 194 00123X"]),
        ("lien-he", {"requester_phone": "12345"}, "số điện thoại Việt Nam", ["12345"]),
        ("lien-he", {"requester_email": "an@@example"}, "địa chỉ thư điện tử", ["an@@example", "0912345678"]),
        ("me", {"mother_name": "100% Điểu"}, "không được có chữ số", ["100% Điểu"]),
    ],
)
def test_a_page_says_what_is_wrong_and_keeps_what_was_typed(  # noqa: PLR0917  # a table
    signed_in: SignedIn, an: Citizen, page_id: str, changes: dict[str, str], sentence: str, still_there: list[str]
) -> None:
    client = signed_in(an)
    address = at_page(client, page_id)
    client.post(address, typed_birth())  # so that questions which other answers bring up are on the page
    response = client.post(address, typed_birth(**changes))
    assert response.status_code == 200
    assert any(sentence in said for said in problems(response)), problems(response)
    shown = text_of(response)
    for typed in still_there:
        assert f'value="{typed}"' in shown
    assert "<title>Lỗi:" in shown
    draft = Draft.objects.get()
    assert page_id not in draft.pages_done
    again = text_of(client.get(address))
    for typed in still_there:
        assert f'value="{typed}"' in again


def test_a_place_chosen_and_written_is_said_at_the_writing(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "noi-sinh")
    client.post(address, typed_birth())
    response = client.post(address, typed_birth(**{"birth_place-elsewhere": "Viêng Chăn"}))
    assert any("không làm cả hai" in said for said in problems(response))
    assert 'value="Viêng Chăn"' in text_of(response)


def test_decomposed_letters_are_stored_composed(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "be")
    typed = typed_birth(child_name=unicodedata.normalize("NFD", "Nguyễn Thị Hường"))
    assert client.post(address, typed).status_code == 302
    kept = Draft.objects.get().answers["child_name"]
    assert kept == unicodedata.normalize("NFC", "Nguyễn Thị Hường")


def test_a_sentence_can_be_said_in_english(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "be")
    response = client.post(f"/en{address}", typed_birth(child_name=""))
    assert response.status_code == 200
    assert "<title>Error" in text_of(response)


def test_a_place_that_is_not_offered_is_not_taken(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "noi-dang-ky")
    response = client.post(address, {"registration_area-code": ""})
    assert any("chưa được chọn" in said for said in problems(response))


def test_fields_that_nobody_asked_for_are_not_kept(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "be")
    client.post(address, {**typed_birth(), "is_admin": ["true"], "pledge": ["true"]})
    answers = Draft.objects.get().answers
    assert "is_admin" not in answers
    assert "pledge" not in answers


def test_a_nul_and_a_huge_answer_do_not_break_the_page(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    address = at_page(client, "be")
    assert client.post(address, typed_birth(child_name="A\0B" + "x" * 50_000)).status_code == 200
