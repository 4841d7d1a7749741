"""What the actions issue is whole for poppler, pyHanko and a checker of PDF/A; one byte spoils it for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.domain.signatures import queries as signatures
from tests.build import signing
from tests.build.letters import Desk, House
from tests.domain.papers.lasting import failures
from tests.domain.signatures.test_sign import judged_by_poppler, revisions_left_open
from tests.web.desk.visits import text_of

NOT_THE_LAST = "a signature /ByteRange does not cover the complete PDF except for its signature contents"
"""Of a file with several signatures the checker wants that each covers those after it, which no file can."""


@dataclass(frozen=True)
class Tokens:
    """A department whose people and seal have real tokens."""

    desk: Desk

    def letter(self) -> Letter:
        """An official letter, signed by its signer and sealed."""
        return self.desk.issued()

    def minutes(self) -> Letter:
        """Minutes, signed by secretary and chair and sealed."""
        letter, house = self.desk.minutes_to_sign(), self.desk.house
        for who in (house.writer, house.signer):
            assert actions.sign([letter.pk], signing.PIN, by=who.official, now=self.desk.later()).left == ()
        assert self.desk.issue(letter).left == ()
        return Letter.objects.get(pk=letter.pk)


@pytest.fixture
def tokens(settings: Any, db: None) -> Tokens:
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)
    signing.library()
    signing.everybody_trusts()
    house = House.of()
    for who in (house.signer, house.writer):
        signing.a_key(signing.in_a_token(who.account.full_name), account_id=who.account.pk)
    signing.a_key(signing.in_a_token("SỞ THÔNG TIN VÀ TRUYỀN THÔNG"), agency_id=house.agency.pk)
    return Tokens(Desk(house))


def with_one_byte_changed(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def verdict_of_the_public_page(pdf: bytes) -> tuple[bool, bool]:
    """Whether anybody who brings the file is told that it is the document, and whether that they should look again."""
    shown = text_of(Client().post("/kiem-tra-van-ban/", {"tep": SimpleUploadedFile("cv.pdf", pdf)}))
    return "Đúng văn bản" in shown, "Cần xem lại" in shown


@pytest.mark.parametrize(("kind", "fields"), [("letter", ["ky", "dau"]), ("minutes", ["thu_ky", "ky", "dau"])])
def test_it_is_signed_by_everybody_and_lasts(tokens: Tokens, kind: str, fields: list[str], tmp_path: Path) -> None:
    pdf = queries.signed_pdf(getattr(tokens, kind)())
    assert judged_by_poppler(pdf, tmp_path) == ["Signature is Valid."] * len(fields)
    found = signatures.examined(pdf)
    assert [(each.field, each.holds) for each in found.signatures] == [(field, True) for field in fields]
    assert set(failures(pdf)) == {NOT_THE_LAST}
    assert revisions_left_open(pdf) == []
    assert verdict_of_the_public_page(pdf) == (True, False)


@pytest.mark.parametrize("kind", ["letter", "minutes"])
def test_one_byte_of_what_was_typeset_spoils_every_signature(tokens: Tokens, kind: str, tmp_path: Path) -> None:
    pdf = queries.signed_pdf(getattr(tokens, kind)())
    changed = with_one_byte_changed(pdf, pdf.index(b"endobj") - 4)
    said = judged_by_poppler(changed, tmp_path)
    assert said
    assert "Signature is Valid." not in said
    found = signatures.examined(changed)
    assert found.document is None
    assert [each.holds for each in found.signatures] == [False] * len(said)
    assert verdict_of_the_public_page(changed) == (False, True)


def test_one_byte_of_the_number_spoils_the_seal(tokens: Tokens, tmp_path: Path) -> None:
    pdf = queries.signed_pdf(tokens.letter())
    first_revision = pdf.index(b"%%EOF", pdf.index(b"/ByteRange"))
    changed = with_one_byte_changed(pdf, pdf.index(b"/V (01)", first_revision) + 4)
    assert judged_by_poppler(changed, tmp_path)[-1] != "Signature is Valid."
    found = signatures.examined(changed)
    assert (found.document, found.signatures[-1].holds) == (None, False)
    assert verdict_of_the_public_page(changed) == (False, True)
