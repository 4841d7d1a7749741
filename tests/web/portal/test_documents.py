"""Anybody checks a document they hold: by the code printed on it, or by the file; nothing of it is kept."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.domain.agencies.models import Agency
from motcua.domain.documents.models import File
from motcua.domain.signatures import actions
from motcua.domain.signatures.actions import NewSigned
from motcua.domain.signatures.models import Key, Signed
from tests.build import signing
from tests.build.signing import ADMINISTRATOR, NOW
from tests.web.desk.visits import text_of

CODE, NEWER = "VB-7K3M-9PQ9", "VB-3434-343E"
HERE = "/kiem-tra-van-ban/"


@pytest.fixture
def seal(settings: Any) -> Key:
    """The seal of a department, in a token."""
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)
    signing.library()
    signing.everybody_trusts()
    return signing.a_key(signing.in_a_token("SỞ THÔNG TIN VÀ TRUYỀN THÔNG"), agency_id=office().pk)


def office() -> Agency:
    return Agency.objects.get(code="H10.12")


def sealed(key: Key) -> bytes:
    with actions.pen(key, signing.PIN, by=ADMINISTRATOR, now=NOW) as pen:
        return pen.sign(signing.a_letter(), "dau", signing.SEALED_AT)


def given_out(pdf: bytes = b"%PDF-1.7", code: str = CODE, number: int = 1024) -> Signed:
    new = NewSigned(
        code=code,
        pdf=pdf,
        kind="letter",
        subject_id=number,
        title="trả lời cử tri Nguyễn Quyết Thắng",
        symbol=f"{number}/STTTT-BCVTCNTT",
        agency_id=office().pk,
        signer="Nguyễn Văn Phó",
        issued_on=date(2024, 10, 15),
    )
    return actions.publish(new, by=ADMINISTRATOR, now=NOW)


def brought(pdf: bytes) -> Any:
    return Client().post(HERE, {"tep": SimpleUploadedFile("cong-van.pdf", pdf, "application/pdf")})


def test_the_code_tells_number_day_signer_and_state_and_nothing_of_what_it_says() -> None:
    given_out()
    text = text_of(Client().get(f"/kiem-tra-van-ban/{CODE}/"))
    for words in ("1024/STTTT-BCVTCNTT", "15/10/2024", "Nguyễn Văn Phó", "Đang có hiệu lực"):
        assert words in text
    assert "Nguyễn Quyết Thắng" not in text


def test_a_code_is_understood_however_it_was_typed() -> None:
    answer = Client().get(HERE, {"ma": " vb 7k3m 9pq9"})
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, f"{HERE}{CODE}/")


def test_a_slip_of_the_finger_is_said_and_what_was_typed_stays() -> None:
    answer = Client().get(HERE, {"ma": "VB-7K3M-9PQ3"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "gõ nhầm" in text_of(answer)
    assert 'value="VB-7K3M-9PQ3"' in answer.content.decode()


def test_a_code_that_no_document_has_warns_of_a_forgery() -> None:
    answer = Client().get(f"{HERE}{CODE}/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "có thể là giả" in text_of(answer)


def test_the_file_as_it_was_issued_is_called_genuine_and_not_kept(seal: Key) -> None:
    whole = sealed(seal)
    given_out(whole)
    text = text_of(brought(whole))
    assert "Đúng văn bản" in text
    assert "chưa bị thay đổi và đang có hiệu lực" in text
    assert not File.objects.exists()


def test_a_changed_byte_is_seen(seal: Key) -> None:
    whole = sealed(seal)
    given_out(whole)
    changed = whole[:3000] + bytes([whole[3000] ^ 1]) + whole[3001:]
    text = text_of(brought(changed))
    assert "Không nên tin tệp này" in text
    assert "Đúng văn bản" not in text


def test_a_file_that_is_no_longer_in_force_names_what_took_its_place(seal: Key) -> None:
    whole = sealed(seal)
    given_out(whole)
    given_out(code=NEWER, number=1025)
    actions.replace(CODE, NEWER, by=ADMINISTRATOR, now=NOW)
    answer = brought(whole)
    assert "Không còn dùng" in text_of(answer)
    assert f'href="{HERE}{NEWER}/"' in answer.content.decode()


def test_a_sound_file_that_was_never_issued_here_is_not_called_genuine(seal: Key) -> None:
    text = text_of(brought(sealed(seal)))
    assert "không giống hệt văn bản nào" in text
    assert "Đúng văn bản" not in text


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<html>", "không phải PDF"), (b"%PDF-1.7\n1 0 obj", "Không đọc được tệp này"), (b"", "không phải PDF")],
)
def test_what_cannot_be_checked_gets_a_sentence(content: bytes, words: str) -> None:
    answer = brought(content)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in text_of(answer)


def test_a_file_that_is_too_large_is_said_to_be_and_not_missing() -> None:
    answer = brought(b"%PDF-1.7" + bytes(21 * 1024 * 1024))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "lớn hơn 20 MB" in text_of(answer)
    assert "Hãy chọn tệp PDF" not in text_of(answer)


def test_without_a_file_one_is_asked_for() -> None:
    answer = Client().post(HERE)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Hãy chọn tệp PDF" in text_of(answer)


def test_it_is_all_there_in_english() -> None:
    given_out()
    text = text_of(Client().get(f"/en{HERE}{CODE}/"))
    assert "Issued by" in text
    assert "In force" in text
