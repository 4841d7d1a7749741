"""Signing and issuing at the desk with real tokens that fail: one sentence each, and what was done stays done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from motcua.adapters import signing_specimens as specimens
from motcua.domain.letters.models import Delivery, Letter
from motcua.domain.signatures.models import Key, Signed
from tests.build import pens, signing
from tests.build.dossiers import MONDAY
from tests.build.letters import Desk, House
from tests.build.pens import PIN, WRONG_PIN
from tests.build.signing import NOW, InToken
from tests.web.desk.visits import at, text_of

SIGN = "/can-bo/van-ban/ky/"
ISSUE = "/can-bo/van-ban/ban-hanh/"
SIGNER, SEAL = "Mai Thị Ký", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"


@pytest.fixture
def desk(settings: Any) -> Desk:
    """Keys in memory for everybody; a test puts a token in their place."""
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)
    signing.library()
    pens.in_memory(settings)
    return Desk(House.of(), MONDAY).with_keys()


def token_of_the_signer(desk: Desk) -> tuple[Key, InToken]:
    token = signing.in_a_token(SIGNER)
    return signing.a_key(token, account_id=desk.house.signer.account.pk), token


def token_of_the_agency(desk: Desk) -> tuple[Key, InToken]:
    token = signing.in_a_token(SEAL)
    return signing.a_key(token, agency_id=desk.house.agency.pk), token


def expired(key: Key, token: InToken) -> None:
    late = signing.in_a_token(key.subject, since=NOW - timedelta(days=400), until=NOW - timedelta(days=1))
    signing.left_by_time(key, late)


def revoked(key: Key, token: InToken) -> None:
    signing.revoke(token)


def foreign(key: Key, token: InToken) -> None:
    stranger = specimens.root("Tổ chức không ai biết", since=signing.YESTERDAY)
    signing.left_by_time(key, signing.in_a_token(key.subject, by=stranger))


def anothers(key: Key, token: InToken) -> None:
    other = signing.in_a_token("Người Khác")
    Key.objects.filter(pk=key.pk).update(token=other.place.token)


def missing(key: Key, token: InToken) -> None:
    Key.objects.filter(pk=key.pk).update(token="da-rut-ra")


FAULTS = [
    (expired, "Chứng thư số của {} đã hết hạn. Hãy đề nghị cấp lại trước khi ký."),
    (revoked, "Chứng thư số của {} đã bị thu hồi nên không ký được."),
    (foreign, "Chứng thư số của {} không do tổ chức được tỉnh công nhận cấp."),
    (anothers, "Thiết bị ký đang cắm không có chứng thư số đã đăng ký ở đây."),
    (missing, "Không thấy thiết bị ký. Hãy cắm thiết bị rồi ký lại."),
]


def ticked(response: Any, letter: Letter) -> bool:
    return f'value="{letter.pk}" checked' in response.content.decode()


@pytest.mark.parametrize(("fault", "sentence"), FAULTS, ids=[each.__name__ for each, _ in FAULTS])
def test_a_person_whose_key_is_not_good_signs_nothing_and_is_told_why(
    desk: Desk, fault: Callable[[Key, InToken], None], sentence: str
) -> None:
    chosen, other = desk.to_sign(), desk.to_sign()
    fault(*token_of_the_signer(desk))
    answer = at(desk.house.signer).post(SIGN, {"letter": chosen.pk, "pin": PIN})
    assert text_of(answer).count(sentence.format(SIGNER)) == 1
    assert (ticked(answer, chosen), ticked(answer, other)) == (True, False)
    assert PIN not in answer.content.decode()
    assert {letter.state for letter in Letter.objects.all()} == {"to_sign"}


@pytest.mark.parametrize(("fault", "sentence"), FAULTS, ids=[each.__name__ for each, _ in FAULTS])
def test_an_agency_whose_key_is_not_good_issues_nothing_and_no_number_is_lost(
    desk: Desk, fault: Callable[[Key, InToken], None], sentence: str
) -> None:
    letter, clerk = desk.to_issue(), at(desk.house.clerk)
    fault(*token_of_the_agency(desk))
    answer = clerk.post(ISSUE, {"letter": letter.pk, "pin": PIN})
    assert text_of(answer).count(sentence.format(SEAL)) == 1
    assert ticked(answer, letter)
    assert (Letter.objects.get().state, Delivery.objects.count(), Signed.objects.count()) == ("to_issue", 0, 0)
    token_of_the_agency(desk)
    clerk.post(ISSUE, {"letter": letter.pk, "pin": PIN})
    assert (Letter.objects.get().state, Letter.objects.get().number) == ("issued", 1)


def test_a_token_pulled_out_while_one_signs_keeps_what_is_signed_and_says_what_waits(desk: Desk) -> None:
    letters = [desk.to_sign(subject=f"trả lời cử tri lần {number}") for number in (1, 2, 3)]
    token_of_the_signer(desk)
    signer, sent = at(desk.house.signer), {"letter": [letter.pk for letter in letters], "pin": PIN}
    with signing.pulled_out(after=1):
        answer = signer.post(SIGN, sent)
    shown = text_of(answer)
    assert answer.status_code == 409
    assert "Đã xong 1 văn bản." in shown
    assert shown.count("Thiết bị ký bị ngắt giữa chừng.") == 1
    waiting = shown[shown.index("Thiết bị ký bị ngắt giữa chừng.") :]
    assert [f"lần {number}" in waiting for number in (1, 2, 3)] == [False, True, True]
    assert [ticked(answer, letter) for letter in letters[1:]] == [True, True]
    states = list(Letter.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["to_issue", "to_sign", "to_sign"]
    assert "Đã xong 2 văn bản." in text_of(signer.post(SIGN, {**sent, "letter": sent["letter"][1:]}, follow=True))


def test_a_token_pulled_out_while_one_issues_gives_the_number_back(desk: Desk) -> None:
    letters = [desk.to_issue(subject=f"trả lời cử tri lần {number}") for number in (1, 2, 3)]
    token_of_the_agency(desk)
    clerk, sent = at(desk.house.clerk), {"letter": [letter.pk for letter in letters], "pin": PIN}
    with signing.pulled_out(after=1):
        answer = clerk.post(ISSUE, sent)
    assert answer.status_code == 409
    assert "Đã xong 1 văn bản." in text_of(answer)
    assert list(Letter.objects.order_by("pk").values_list("number", flat=True)) == [1, None, None]
    assert (Signed.objects.count(), Delivery.objects.values("letter").distinct().count()) == (1, 1)
    clerk.post(ISSUE, {**sent, "letter": sent["letter"][1:]})
    assert list(Letter.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3]


def test_a_letter_that_nobody_stamps_the_time_of_is_not_signed(desk: Desk, settings: Any) -> None:
    letter = desk.to_sign()
    with signing.serving_time() as address:
        pass
    settings.MOTCUA_TSA_URL = address  # nobody is there any more
    answer = at(desk.house.signer).post(SIGN, {"letter": letter.pk, "pin": PIN})
    assert text_of(answer).count("Chưa lấy được dấu thời gian nên chưa ký.") == 1
    assert Letter.objects.get().state == "to_sign"


def test_a_pin_is_never_shown_again_and_a_wrong_one_signs_nothing(desk: Desk) -> None:
    letter = desk.to_sign()
    signer = at(desk.house.signer)
    answer = signer.post(SIGN, {"letter": letter.pk, "pin": WRONG_PIN})
    html = answer.content.decode()
    assert WRONG_PIN not in html
    assert 'autocomplete="off"' in html
    assert "Mã PIN chưa đúng" in text_of(answer)
    assert ticked(answer, letter)
    assert Letter.objects.get(pk=letter.pk).state == "to_sign"
    assert "Hãy chọn ít nhất một văn bản." in text_of(signer.post(SIGN, {"pin": PIN}))


def test_the_pin_is_in_no_row_and_in_no_log_whatever_happens(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    letters = [desk.to_sign() for _ in range(3)]
    token_of_the_signer(desk)
    token_of_the_agency(desk)
    signer, clerk = at(desk.house.signer), at(desk.house.clerk)
    sent = {"letter": [letter.pk for letter in letters], "pin": PIN}
    caplog.set_level(logging.DEBUG)
    with signing.pulled_out(after=1):
        signer.post(SIGN, sent)
    signer.post(SIGN, sent)
    clerk.post(ISSUE, sent)
    assert PIN not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}" AS line WHERE line::text LIKE %s', [f"%{PIN}%"])
            assert cursor.fetchone() == (0,), name
