"""A letter is signed by a person, numbered, signed by the agency, and still PDF/A; poppler agrees that it is signed."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from motcua.domain.signatures import actions, queries
from motcua.domain.signatures.models import Key
from motcua.domain.signatures.rules.preparing import fields_of, filled
from motcua.domain.signatures.states import MOST_WRONG_PINS
from motcua.kernel.errors import Refused
from tests.build import signing
from tests.build.signing import ADMINISTRATOR, NOW, PIN, WRONG_PIN
from tests.domain.papers.lasting import failures


def signed(pdf: bytes, key: Key, field: str, pin: str = PIN) -> bytes:
    with actions.pen(key, pin, by=ADMINISTRATOR, now=NOW) as pen:
        return pen.sign(pdf, field, signing.BOXES[field])


def of_both(person: Key, agency: Key) -> bytes:
    by_person = signed(signing.a_letter(), person, "ky")
    texts = {name: signing.written(said, signing.BOXES[name]) for name, said in (("so", "1024"), ("ngay", "15"))}
    return signed(filled(by_person, texts), agency, "dau")


def judged_by_poppler(pdf: bytes, folder: Path) -> list[str]:
    (folder / "letter.pdf").write_bytes(pdf)
    said = subprocess.run(
        ["pdfsig", "-nocert", folder / "letter.pdf"], capture_output=True, text=True, check=False
    ).stdout
    return re.findall(r"Signature Validation: (.*)", said)


def revisions_left_open(pdf: bytes) -> list[int]:
    """Of which signature, counted from 0, the range is not all of its revision but the signature itself."""
    ranges = [[int(each) for each in found[1].split()] for found in re.finditer(rb"/ByteRange \[ ?([\d ]+?) ?\]", pdf)]
    ends = [found.end() + 1 for found in re.finditer(rb"%%EOF", pdf)]
    open_ones = []
    for number, (start, length, after, rest) in enumerate(ranges):
        hole = pdf[length:after]
        if start != 0 or after + rest not in ends or not re.fullmatch(rb"<[0-9A-Fa-f]*>", hole):
            open_ones.append(number)
    return open_ones


def test_a_letter_with_both_signatures_lasts_as_pdf_a(person: Key, agency: Key) -> None:
    letter = signing.a_letter()
    assert fields_of(letter) == {"ky", "dau", "so", "ngay"}
    assert failures(letter) == []
    assert failures(signed(letter, person, "ky")) == []
    whole = of_both(person, agency)
    # Of a file with two signatures the checker wants that the first covers the second, which no file can.
    assert failures(whole) == [
        "a signature /ByteRange does not cover the complete PDF except for its signature contents"
    ]
    assert revisions_left_open(whole) == []


def test_poppler_and_we_call_both_signatures_valid(person: Key, agency: Key, tmp_path: Path) -> None:
    whole = of_both(person, agency)
    assert judged_by_poppler(whole, tmp_path) == ["Signature is Valid."] * 2
    found = queries.examined(whole)
    assert [(each.field, each.signer, each.holds, each.added) for each in found.signatures] == [
        ("ky", "Nguyễn Văn Phó", True, True),
        ("dau", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", True, False),
    ]


def test_poppler_and_we_call_a_changed_byte_invalid(person: Key, agency: Key, tmp_path: Path) -> None:
    whole = of_both(person, agency)
    place = whole.index(b"1024")
    changed = whole[:place] + b"1025" + whole[place + 4 :]
    assert "Signature is Valid." not in judged_by_poppler(changed, tmp_path)[1:]
    assert not queries.examined(changed).sound


def test_a_number_that_is_changed_after_the_seal_spoils_it(person: Key, agency: Key) -> None:
    whole = of_both(person, agency)
    found = queries.examined(filled(whole, {"so": signing.written("9999", signing.NUMBERED_AT)}))
    assert [(each.field, each.spoilt) for each in found.signatures] == [("ky", False), ("dau", True)]
    assert not found.sound


def test_between_the_signatures_nothing_is_filled_but_number_and_day(person: Key, agency: Key) -> None:
    texts = {"so": signing.written("1024", signing.NUMBERED_AT)}
    found = queries.examined(filled(signed(signing.a_letter(), person, "ky"), texts))
    assert [(each.field, each.holds) for each in found.signatures] == [("ky", True)]


def test_the_pin_is_in_no_row(person: Key) -> None:
    signed(signing.a_letter(), person, "ky")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM signatures_key AS key WHERE key::text LIKE %s", [f"%{PIN}%"])
        assert cursor.fetchone() == (0,)


def test_a_wrong_pin_signs_nothing_and_the_fifth_lets_the_key_rest(person: Key) -> None:
    for _ in range(MOST_WRONG_PINS):
        with pytest.raises(Refused, match="wrong_pin"):
            signed(signing.a_letter(), person, "ky", WRONG_PIN)
    with pytest.raises(Refused, match="key_rests"):
        signed(signing.a_letter(), person, "ky")


def test_an_empty_pin_is_a_wrong_one(person: Key) -> None:
    with pytest.raises(Refused, match="wrong_pin"):
        signed(signing.a_letter(), person, "ky", "")


def test_a_right_pin_forgets_the_wrong_ones(person: Key) -> None:
    for _ in range(MOST_WRONG_PINS - 1):
        with pytest.raises(Refused, match="wrong_pin"):
            signed(signing.a_letter(), person, "ky", WRONG_PIN)
    signed(signing.a_letter(), person, "ky")
    person.refresh_from_db()
    assert person.wrong_pins == 0


def test_one_block_after_another_may_open_a_token(person: Key) -> None:
    assert len(signed(signed(signing.a_letter(), person, "ky"), person, "dau")) > 0


def test_a_token_that_is_not_there_is_said(person: Key) -> None:
    Key.objects.filter(pk=person.pk).update(token="another")
    person.refresh_from_db()
    with pytest.raises(Refused, match="token_missing"):
        signed(signing.a_letter(), person, "ky")


def test_a_revoked_certificate_signs_nothing(person: Key) -> None:
    revoked = signing.x509.load_der_x509_certificate(bytes(person.certificate))
    newer = signing.authority().revocations(revoked, at=NOW - timedelta(hours=1), lasting=timedelta(days=2000))
    actions.take_revocations(newer, by=ADMINISTRATOR, now=NOW)
    with pytest.raises(Refused, match="certificate_revoked"):
        signed(signing.a_letter(), person, "ky")
