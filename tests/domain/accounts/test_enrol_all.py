"""Enrolling the staff of many agencies at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.accounts import actions
from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.actions import Newcomer, Person
from motcua.domain.accounts.models import Account, Post
from motcua.domain.accounts.states import Duty
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.people import LONG_AGO, NURSE
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db


def newcomers(count: int) -> list[Newcomer]:
    agency = people.agency_of("ubnd-xa")
    return [
        Newcomer(f"moi-{number}", Person("Lê Thị Mới"), agency.pk, [Duty.SPECIALIST, Duty.CLERK], "Văn thư")
        for number in range(count)
    ]


def test_each_is_an_official_with_the_duties_of_the_post() -> None:
    made = actions.enrol_all(newcomers(3), by=NURSE, now=LONG_AGO)
    assert [account.username for account in made] == ["moi-0", "moi-1", "moi-2"]
    agency = people.agency_of("ubnd-xa")
    official = accounts.official_at(made[2].pk, agency.pk, LONG_AGO)
    assert official.duties == {"specialist", "clerk"}
    assert accounts.position_of(made[2].pk, agency.pk, LONG_AGO) == "Văn thư"
    assert Account.objects.get(pk=made[0].pk).full_name == "Lê Thị Mới"
    assert not Account.objects.get(pk=made[0].pk).has_usable_password()


def test_each_is_journalled_like_one_enrolled_alone() -> None:
    (made,) = actions.enrol_all(newcomers(1), by=NURSE, now=LONG_AGO)
    verbs = Entry.objects.filter(subject_kind="account", subject_id=made.pk).order_by("pk").values_list("verb", "facts")
    agency = people.agency_of("ubnd-xa").code
    assert list(verbs) == [
        ("accounts.recognised", {"level": "official"}),
        ("accounts.posted", {"agency": agency, "duty": "specialist", "from": "2024-01-02"}),
        ("accounts.posted", {"agency": agency, "duty": "clerk", "from": "2024-01-02"}),
    ]


def test_a_hundred_cost_no_more_statements_than_one() -> None:
    def cost(some: list[Newcomer]) -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.enrol_all(some, by=NURSE, now=LONG_AGO)
        return len(captured)

    assert cost(newcomers(101)[1:]) == cost(newcomers(1))


def test_when_one_cannot_be_enrolled_nobody_is() -> None:
    actions.enrol_all(newcomers(1), by=NURSE, now=LONG_AGO)
    entries, posts = journal.count(), Post.objects.count()
    with refused("username_taken"):
        actions.enrol_all(newcomers(2), by=NURSE, now=LONG_AGO)
    with refused("username_taken"):
        actions.enrol_all(newcomers(9)[8:] * 2, by=NURSE, now=LONG_AGO)
    with pytest.raises(NotFound):
        actions.enrol_all([Newcomer("ai", Person("Lê Thị Ai"), 999_999, [Duty.CLERK])], by=NURSE, now=LONG_AGO)
    assert (journal.count(), Post.objects.count()) == (entries, posts)
    assert not Account.objects.filter(username__in=["moi-1", "moi-8", "ai"]).exists()
