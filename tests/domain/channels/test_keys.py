"""Keys of other systems: told once, known by a digest, taken back for good."""

from __future__ import annotations

import pytest

from motcua.domain.channels import actions, queries
from motcua.domain.channels.models import ApiKey
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.people import NURSE
from tests.build.published import a_key, revoke
from tests.build.reports import MONDAY

pytestmark = pytest.mark.django_db


def test_a_key_is_told_once_and_known_again() -> None:
    issued = a_key()
    assert queries.key_of(issued.secret).pk == issued.key.pk
    stored = str(ApiKey.objects.values().get())
    assert issued.secret not in stored
    assert issued.key.begins == issued.secret[:6]
    assert queries.keys().get() == issued.key


def test_two_keys_differ_and_each_is_its_own() -> None:
    first, second = a_key("Một"), a_key("Hai")
    assert first.secret != second.secret
    assert queries.key_of(second.secret).name == "Hai"


@pytest.mark.parametrize("secret", ["", "x", "\x00", "a" * 5000])
def test_what_is_no_key_opens_nothing(secret: str) -> None:
    a_key()
    with pytest.raises(NotFound):
        queries.key_of(secret)


def test_a_revoked_key_opens_nothing_any_more() -> None:
    issued = a_key()
    revoke(issued.key)
    with pytest.raises(NotFound):
        queries.key_of(issued.secret)
    with pytest.raises(Refused) as refused:
        revoke(issued.key)
    assert refused.value.code == "key_revoked_before"


def test_a_key_is_somebodys() -> None:
    with pytest.raises(Refused) as refused:
        actions.issue_key(" ", "ai", by=NURSE, now=MONDAY)
    assert refused.value.code == "key_without_name"


def test_the_journal_knows_who_gave_and_took_it() -> None:
    by = people.chi().official
    issued = actions.issue_key("Ứng dụng", "Ai đó", by=by, now=MONDAY)
    actions.revoke_key(issued.key.pk, by=by, now=MONDAY)
    verbs = Entry.objects.filter(subject_kind="api_key", subject_id=issued.key.pk).order_by("pk")
    assert [(entry.verb, entry.by_id) for entry in verbs] == [
        ("channels.key_issued", by.key),
        ("channels.key_revoked", by.key),
    ]


def test_there_is_no_key_of_that_number() -> None:
    with pytest.raises(NotFound):
        actions.revoke_key(10**6, by=NURSE, now=MONDAY)
