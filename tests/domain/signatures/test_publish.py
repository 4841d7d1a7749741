"""A document that was given out: anybody finds it by code or file, and learns that another took its place."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.domain.agencies.models import Agency
from motcua.domain.signatures import actions, queries
from motcua.domain.signatures.actions import NewSigned
from motcua.domain.signatures.models import Key, Signed
from motcua.domain.signatures.states import Standing
from motcua.kernel.errors import NotFound, Refused
from tests.build import signing
from tests.build.signing import ADMINISTRATOR, NOW

pytestmark = pytest.mark.django_db


def given_out(code: str = "VB-7K3M-9PQ9", pdf: bytes = b"%PDF-1.7 1", subject_id: int = 1) -> Signed:
    new = NewSigned(
        code=code,
        pdf=pdf,
        kind="letter",
        subject_id=subject_id,
        title="trả lời ý kiến, kiến nghị của cử tri",
        symbol="1024/STTTT-BCVTCNTT",
        agency_id=Agency.objects.get(code="H10.12").pk,
        signer="Nguyễn Văn Phó",
        issued_on=date(2024, 10, 15),
    )
    return actions.publish(new, by=ADMINISTRATOR, now=NOW)


def test_it_is_found_by_its_code_and_by_what_it_was_made_from() -> None:
    made = given_out()
    assert queries.signed_with_code("VB-7K3M-9PQ9") == made
    assert queries.signed_as("letter", 1) == made
    assert queries.signed_as("paper", 1) is None


def test_a_code_that_nobody_has_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.signed_with_code("VB-7K3M-9PQ9")


def test_the_file_itself_is_known_to_the_byte(agency: Key) -> None:
    with actions.pen(agency, signing.PIN, by=ADMINISTRATOR, now=NOW) as pen:
        sealed = pen.sign(signing.a_letter(), "dau", signing.SEALED_AT)
    made = given_out(pdf=sealed)
    found = queries.examined(sealed)
    assert found.document == made
    assert found.sound
    assert queries.examined(sealed + b"\n").document is None


def test_one_that_was_replaced_names_the_other() -> None:
    given_out()
    newer = given_out("VB-9PQ9-7K3M", b"%PDF-1.7 2", subject_id=2)
    old = actions.replace("VB-7K3M-9PQ9", "VB-9PQ9-7K3M", by=ADMINISTRATOR, now=NOW)
    assert (old.standing, old.replaced_by) == (Standing.REPLACED, newer)
    for act in (
        lambda: actions.replace("VB-7K3M-9PQ9", "VB-9PQ9-7K3M", by=ADMINISTRATOR, now=NOW),
        lambda: actions.recall("VB-7K3M-9PQ9", by=ADMINISTRATOR, now=NOW),
    ):
        with pytest.raises(Refused, match="document_over"):
            act()


def test_one_cannot_take_its_own_place() -> None:
    given_out()
    with pytest.raises(Refused, match="document_by_itself"):
        actions.replace("VB-7K3M-9PQ9", "VB-7K3M-9PQ9", by=ADMINISTRATOR, now=NOW)


def test_one_that_does_not_exist_is_neither_replaced_nor_recalled() -> None:
    given_out()
    with pytest.raises(NotFound):
        actions.replace("VB-7K3M-9PQ9", "VB-9PQ9-7K3M", by=ADMINISTRATOR, now=NOW)
    with pytest.raises(NotFound):
        actions.recall("VB-9PQ9-7K3M", by=ADMINISTRATOR, now=NOW)


def test_one_that_was_recalled_says_so() -> None:
    given_out()
    assert actions.recall("VB-7K3M-9PQ9", by=ADMINISTRATOR, now=NOW).standing == Standing.RECALLED
