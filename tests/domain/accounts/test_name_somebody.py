"""A citizen names somebody else: an account for who is met the first time, and nothing changed of who is known."""

from __future__ import annotations

import pytest

from motcua.domain.accounts import actions
from motcua.domain.accounts.models import Account
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import Malformed
from tests.build import people
from tests.build.people import LONG_AGO

pytestmark = pytest.mark.django_db
MOTHER = actions.Person("Điểu  Thị Mơ", "070165007777", phone="0999999999")


def test_who_is_met_the_first_time_has_a_name_and_a_number_and_no_more() -> None:
    found = actions.name_somebody(MOTHER, by=people.an(), now=LONG_AGO)
    assert (found.full_name, found.identity_number, found.phone, found.identity_level) == (
        "Điểu Thị Mơ",
        "070165007777",
        "",
        0,
    )
    assert not found.has_usable_password()


def test_named_twice_it_is_one_account_and_one_entry() -> None:
    an = people.an()
    first = actions.name_somebody(MOTHER, by=an, now=LONG_AGO)
    assert actions.name_somebody(MOTHER, by=an, now=LONG_AGO).pk == first.pk
    assert Entry.objects.filter(verb="accounts.recognised", facts__level="named").count() == 1


def test_who_is_known_stays_as_they_are() -> None:
    known = people.an("070165007777", "Điểu Thị Mơ")
    before = Account.objects.filter(pk=known.account_id).values().get()
    actions.name_somebody(actions.Person("Tên Khác", "070165007777"), by=people.a_stranger(), now=LONG_AGO)
    assert Account.objects.filter(pk=known.account_id).values().get() == before


def test_a_number_that_is_none_is_not_understood() -> None:
    with pytest.raises(Malformed):
        actions.name_somebody(actions.Person("Điểu Thị Mơ", "12"), by=people.an(), now=LONG_AGO)
