"""How often a public code may be asked for: counted once for every door and every process."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.matters import actions
from motcua.domain.matters.models import Asking
from motcua.domain.matters.states import ASKING_WINDOW, MOST_FROM_AN_ADDRESS, MOST_OF_A_CODE
from motcua.kernel.actors import System
from tests.build.dossiers import MONDAY
from tests.build.threads import at_once

BY = System("lookup")


def ask(address: str = "203.0.113.7", code: str = "YC-1", minutes: float = 0) -> bool:
    return actions.ask(address, code, by=BY, now=MONDAY + timedelta(minutes=minutes))


@pytest.mark.django_db
def test_an_address_may_ask_so_often_and_again_when_the_first_is_over() -> None:
    answers = [ask(code=f"YC-{number}", minutes=number / 10) for number in range(MOST_FROM_AN_ADDRESS + 1)]
    assert answers == [False] * MOST_FROM_AN_ADDRESS + [True]
    assert ask(code="YC-x", minutes=9.99)
    assert not ask(address="203.0.113.8", code="YC-x", minutes=9.99)
    assert not ask(code="YC-x", minutes=10.01)  # the first is more than ten minutes old, the second is not
    assert ask(code="YC-x", minutes=10.02)


@pytest.mark.django_db
def test_a_code_may_be_asked_for_so_often_from_everywhere() -> None:
    answers = [ask(address=f"203.0.113.{number}") for number in range(MOST_OF_A_CODE + 1)]
    assert answers == [False] * MOST_OF_A_CODE + [True]
    assert not ask(address="203.0.113.0", code="YC-2")


@pytest.mark.django_db
def test_who_asks_too_much_cannot_shut_a_code_for_others() -> None:
    for number in range(MOST_FROM_AN_ADDRESS):
        ask(code=f"YC-{number}")
    assert all(ask(code="YC-shut") for _ in range(MOST_OF_A_CODE))
    assert not ask(address="203.0.113.8", code="YC-shut")


@pytest.mark.django_db
def test_it_costs_one_statement_and_keeps_nobody_by_name() -> None:
    with CaptureQueriesContext(connection) as asked:
        ask()
    assert len(asked) == 1
    assert {len(name) for name in Asking.objects.values_list("name", flat=True)} == {64}


@pytest.mark.django_db
def test_what_is_over_is_forgotten() -> None:
    ask()
    ask(address="203.0.113.8", code="YC-2", minutes=5)
    assert Asking.objects.count() == 4
    assert actions.forget_askings(by=BY, now=MONDAY + ASKING_WINDOW + timedelta(minutes=1)) == 2
    assert actions.forget_askings(by=BY, now=MONDAY + ASKING_WINDOW + timedelta(minutes=1)) == 0
    assert Asking.objects.count() == 2


def test_of_several_at_once_no_more_are_answered_than_may_be(committed_db: str) -> None:
    for number in range(MOST_OF_A_CODE - 1):
        ask(address=f"203.0.113.{number}")
    answers = at_once([lambda place=place: ask(address=f"198.51.100.{place}") for place in range(4)])
    assert sorted(answers) == [False, True, True, True]


def test_anything_may_be_counted_by_its_purpose(db: None) -> None:
    asked = [actions.too_often("thu", "ai", 3, by=BY, now=MONDAY) for _time in range(4)]
    assert asked == [False, False, False, True]
    assert not actions.too_often("khac", "ai", 3, by=BY, now=MONDAY)
    assert not actions.too_often("thu", "ai", 3, by=BY, now=MONDAY + timedelta(minutes=11))
