"""Who is trusted, what they revoked, and whose key is whose: told by an administrator, with a sentence for each no."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization

from motcua.adapters import signing_specimens as specimens
from motcua.domain.agencies.models import Agency
from motcua.domain.journal.models import Entry
from motcua.domain.signatures import actions, queries
from motcua.domain.signatures.actions import NewKey
from motcua.domain.signatures.gateways import Place
from motcua.domain.signatures.models import Authority, Key
from motcua.kernel.errors import Malformed, NotFound, Refused
from tests.build import signing
from tests.build.signing import ADMINISTRATOR, NOW, YESTERDAY

pytestmark = pytest.mark.usefixtures("tokens")


def office() -> int:
    return Agency.objects.get(code="H10.12").pk


def test_trusting_twice_changes_nothing() -> None:
    actions.trust(signing.authority().pem, by=ADMINISTRATOR, now=NOW)
    assert [each.subject for each in queries.authorities()] == ["Tổ chức chứng thực trình diễn"]
    assert Entry.objects.filter(verb="signatures.trusted").count() == 1


def test_a_certificate_that_may_issue_none_is_no_authority() -> None:
    with pytest.raises(Refused, match="not_an_authority"):
        actions.trust(signing.in_a_token("Ai đó").pem, by=ADMINISTRATOR, now=NOW)


@pytest.mark.parametrize(
    "content", [b"", b"xin chao", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_file_that_is_no_certificate_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Malformed, match="chứng thư"):
        actions.trust(content, by=ADMINISTRATOR, now=NOW)


def test_an_older_list_of_revocations_changes_nothing() -> None:
    before = Authority.objects.get().revocations_until
    older = signing.authority().revocations(at=YESTERDAY, lasting=timedelta(days=2))
    actions.take_revocations(older, by=ADMINISTRATOR, now=NOW)
    assert Authority.objects.get().revocations_until == before


def test_a_list_that_somebody_else_made_under_the_name_is_not_taken() -> None:
    forger = specimens.root("Tổ chức chứng thực trình diễn", since=YESTERDAY)
    with pytest.raises(Refused, match="list_of_a_stranger"):
        actions.take_revocations(forger.revocations(at=YESTERDAY), by=ADMINISTRATOR, now=NOW)


def test_a_key_of_an_agency_is_found_by_it() -> None:
    made = signing.a_key(signing.in_a_token("Sở"), agency_id=office())
    assert queries.key_of_agency(office()) == made
    assert queries.keys_in_use() == [made]
    assert queries.fault_of_key(made) is None
    with pytest.raises(NotFound):
        queries.key_of_person(4711)


def test_a_second_key_retires_the_first() -> None:
    first = signing.a_key(signing.in_a_token("Sở"), agency_id=office())
    second = signing.a_key(signing.in_a_token("Sở"), agency_id=office())
    first.refresh_from_db()
    assert first.retired_at == NOW
    assert queries.key_of_agency(office()) == second


def test_a_retired_key_is_nobodys_any_more() -> None:
    made = signing.a_key(signing.in_a_token("Sở"), agency_id=office())
    actions.retire_key(made.pk, by=ADMINISTRATOR, now=NOW)
    actions.retire_key(made.pk, by=ADMINISTRATOR, now=NOW)
    with pytest.raises(NotFound):
        queries.key_of_agency(office())
    assert Entry.objects.filter(verb="signatures.key_retired").count() == 1


def issued(code: str) -> bytes:
    """A certificate with one thing wrong."""
    key = specimens.ec.generate_private_key(specimens.ec.SECP256R1()).public_key()
    trusted, foreign = signing.authority(), specimens.root("Tổ chức lạ", since=YESTERDAY)
    long_ago, soon = NOW - timedelta(days=400), NOW + timedelta(days=2)
    made = {
        "certificate_expired": lambda: trusted.issue("A", key, since=long_ago, until=YESTERDAY),
        "certificate_not_yet": lambda: trusted.issue("A", key, since=soon),
        "certificate_foreign": lambda: foreign.issue("A", key, since=YESTERDAY),
        "certificate_not_for_signing": lambda: trusted.issue("A", key, since=YESTERDAY, signs=False),
    }[code]()
    return made.public_bytes(serialization.Encoding.PEM)


@pytest.mark.parametrize(
    "code",
    ["certificate_expired", "certificate_not_yet", "certificate_foreign", "certificate_not_for_signing"],
)
def test_a_key_whose_certificate_nobody_would_trust_is_not_taken(code: str) -> None:
    new = NewKey("pkcs11", Place("token", "key"), issued(code), agency_id=office())
    with pytest.raises(Refused, match=code):
        actions.add_key(new, by=ADMINISTRATOR, now=NOW)
    assert not Key.objects.exists()


def test_without_a_list_that_still_counts_nobody_can_say_whether_a_certificate_is_revoked() -> None:
    Authority.objects.update(revocations=b"", revocations_until=None)
    with pytest.raises(Refused, match="certificate_unsure"):
        signing.a_key(signing.in_a_token("Sở"), agency_id=office())


def test_who_can_sign_is_known_of_a_person_and_their_agency(person: Key, agency: Key) -> None:
    assert person.account_id is not None
    assert agency.agency_id is not None
    assert queries.who_can_sign(person.account_id, agency.agency_id) == (True, True)
    actions.retire_key(person.pk, by=ADMINISTRATOR, now=NOW)
    assert queries.who_can_sign(person.account_id, agency.agency_id) == (False, True)
    assert queries.who_can_sign(0, 0) == (False, False)
