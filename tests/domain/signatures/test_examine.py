"""Whatever somebody brings to be checked is answered: whose it is, whether it holds, or that it cannot be read."""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import Any

import pytest

from motcua.adapters import signing_specimens as specimens
from motcua.domain.papers.queries import typesetting
from motcua.domain.signatures import actions, queries
from motcua.domain.signatures.models import Authority, Key
from motcua.domain.signatures.queries.examining import LARGEST
from motcua.domain.signatures.rules.examining import examine
from motcua.kernel.errors import Refused
from tests.build import signing
from tests.build.signing import ADMINISTRATOR, NOW, YESTERDAY

pytestmark = pytest.mark.usefixtures("tokens")


def signed(key: Key) -> bytes:
    with actions.pen(key, signing.PIN, by=ADMINISTRATOR, now=NOW) as pen:
        return pen.sign(signing.a_letter(), "ky", signing.SIGNED_AT)


def test_a_paper_without_signatures_has_none() -> None:
    found = queries.examined(typesetting.pdf(signing.SOURCE, {}, at=NOW))
    assert (found.document, found.signatures, found.sound) == (None, (), False)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", b"\x00" * 2000])
def test_what_is_no_pdf_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Refused, match="not_a_pdf"):
        queries.examined(content)


def test_a_pdf_that_is_too_large_is_not_read() -> None:
    with pytest.raises(Refused, match="too_large_to_check"):
        queries.examined(b"%PDF-1.7" + b"0" * LARGEST)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"])
def test_a_damaged_pdf_is_said_to_be_damaged(content: bytes) -> None:
    with pytest.raises(Refused, match="cannot_be_checked"):
        queries.examined(content)


def test_a_pdf_that_grows_without_end_is_given_up() -> None:
    # An object stream of a few megabytes that opens to gigabytes.
    packed = zlib.compress(zlib.compress(b"\0" * (1 << 30), 9), 9)
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/XRef/Size 2/W[1 2 1]/Root 2 0 R/Filter[/FlateDecode/FlateDecode]/Length "
        + str(len(packed)).encode()
        + b">>\nstream\n"
        + packed
        + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
    )
    with pytest.raises(Refused, match="cannot_be_checked"):
        queries.examined(body)


def test_wherever_a_byte_changes_that_is_signed_the_signature_does_not_hold(person: Key) -> None:
    whole, trust, now = signed(person), queries.trust(), queries.this_moment()
    assert all(each.holds for each in examine(whole, trust, now))
    hole = range(whole.index(b"/Contents <") + 11, whole.index(b">", whole.index(b"/Contents <")))
    places = [place for place in range(60, len(whole), len(whole) // 24) if place not in hole]
    assert len(places) > 12
    for place in places:
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        try:
            found = examine(changed, trust, now)
        except ValueError:
            continue  # it is damaged so that nobody can read it
        assert not any(each.holds for each in found), place


def test_a_signature_of_a_stranger_is_intact_and_not_trusted(person: Key) -> None:
    whole = signed(person)
    Authority.objects.all().delete()
    actions.trust(specimens.root("Tổ chức khác", since=YESTERDAY).pem, by=ADMINISTRATOR, now=NOW)
    (seen,) = queries.examined(whole).signatures
    assert (seen.intact, seen.fault, seen.holds) == (True, "foreign", False)


def test_a_time_stamp_tells_when_and_outlives_a_later_revocation(person: Key, settings: Any) -> None:
    with signing.serving_time() as address:
        settings.MOTCUA_TSA_URL = address
        whole = signed(person)
    (seen,) = queries.examined(whole).signatures
    assert (seen.stamped, seen.holds) == (True, True)
    revoked = signing.x509.load_der_x509_certificate(bytes(person.certificate))
    later = queries.this_moment() + timedelta(minutes=10)
    newer = signing.authority().revocations(revoked, at=later, lasting=timedelta(days=3000))
    actions.take_revocations(newer, by=ADMINISTRATOR, now=NOW)
    (seen,) = queries.examined(whole).signatures
    assert (seen.stamped, seen.fault) == (True, "")


def test_without_a_time_stamp_a_revoked_certificate_takes_the_signature_with_it(person: Key) -> None:
    whole = signed(person)
    revoked = signing.x509.load_der_x509_certificate(bytes(person.certificate))
    newer = signing.authority().revocations(revoked, at=NOW - timedelta(hours=1), lasting=timedelta(days=3000))
    actions.take_revocations(newer, by=ADMINISTRATOR, now=NOW)
    (seen,) = queries.examined(whole).signatures
    assert (seen.intact, seen.fault) == (True, "revoked")
