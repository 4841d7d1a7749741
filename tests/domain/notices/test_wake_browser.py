"""Browsers of a person are woken at each message, be it of a report or a dossier, and forgotten when they are gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.states import Event as OfDossier
from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.states import Event as OfReport
from motcua.domain.notices import actions, queries
from motcua.domain.notices.models import Browser, Message
from motcua.jobs import pushes
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.people import NURSE
from tests.build.push_service import Heard, a_subscription, push_service
from tests.build.refusals import refused
from tests.build.reports import a_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Any) -> Iterator[tuple[str, list[Heard]]]:
    with push_service() as (origin, heard):
        settings.MOTCUA_PUSH_SERVICES = (origin,)
        yield origin, heard


@pytest.fixture
def an() -> Citizen:
    return people.an()


def asked(task: str) -> list[dict[str, int]]:
    return list(ProcrastinateJob.objects.filter(task_name=task).order_by("id").values_list("args", flat=True))


def test_a_change_of_a_dossier_and_of_a_report_wakes_every_browser_of_the_person(service: Any, an: Citizen) -> None:
    origin, heard = service
    dossier, report = a_dossier(an), a_report(an)
    kept = [
        actions.wake_browser(a_subscription(f"{origin}/{name}/201"), by=an, now=MONDAY) for name in ("may", "tablet")
    ]
    other = people.a_stranger()
    actions.wake_browser(a_subscription(f"{origin}/khac/201"), by=other, now=MONDAY)
    dossiers.tell(dossier.pk, OfDossier.ACCEPTED, by=NURSE, now=MONDAY)
    feedback.tell(report.pk, OfReport.ACCEPTED, by=NURSE, now=MONDAY)
    told = [each["message_id"] for each in asked("pushes.wake_person")]
    assert told == list(Message.objects.filter(account_id=an.account_id).order_by("pk").values_list("pk", flat=True))
    for message_id in told:
        pushes.wake_person(message_id)
    browsers = [each["browser_id"] for each in asked("pushes.wake_browser")]
    assert browsers == [each.pk for each in kept] * 2
    for browser_id in browsers:
        pushes.wake_browser(browser_id)
    assert [path for path, _headers, _body in heard] == ["/may/201", "/tablet/201"] * 2
    assert {body for _path, _headers, body in heard} == {b""}, "no word of anybody's matter passes the service"
    assert all(headers["authorization"].startswith("vapid ") for _path, headers, _body in heard)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(service: Any, an: Citizen, status: int) -> None:
    origin, _heard = service
    gone = actions.wake_browser(a_subscription(f"{origin}/may/{status}"), by=an, now=MONDAY)
    pushes.wake_browser(gone.pk)
    assert queries.browser_to_wake(gone.pk) is None
    pushes.wake_browser(gone.pk)
    actions.forget_browser(gone.pk, by=NURSE, now=MONDAY)


def test_a_service_that_is_down_is_tried_again(service: Any, an: Citizen) -> None:
    origin, _heard = service
    made = actions.wake_browser(a_subscription(f"{origin}/may/503"), by=an, now=MONDAY)
    with pytest.raises(OSError, match="503"):
        pushes.wake_browser(made.pk)
    assert Browser.objects.exists()


def test_what_was_read_wakes_nobody_any_more_and_who_has_no_browser_costs_no_job(service: Any, an: Citizen) -> None:
    origin, _heard = service
    message = actions.tell(an.account_id, "e-1", "Tin", "Lời", by=NURSE, now=MONDAY)
    assert message is not None
    assert asked("pushes.wake_person") == []
    made = actions.wake_browser(a_subscription(f"{origin}/may/201"), by=an, now=MONDAY)
    assert queries.browsers_to_wake(message.pk) == [made]
    actions.read(message.pk, by=an, now=MONDAY)
    assert queries.browsers_to_wake(message.pk) == []


def test_asked_twice_it_is_one_and_it_is_let_sleep_by_its_person_alone(service: Any, an: Citizen) -> None:
    origin, _heard = service
    given = a_subscription(f"{origin}/may/201")
    first = actions.wake_browser(given, by=an, now=MONDAY)
    assert actions.wake_browser(given, by=an, now=MONDAY) == first
    actions.let_browser_sleep(given, by=people.a_stranger(), now=MONDAY)
    assert Browser.objects.count() == 1
    actions.let_browser_sleep(given, by=an, now=MONDAY)
    actions.let_browser_sleep({}, by=an, now=MONDAY)
    assert not Browser.objects.exists()


def test_only_known_services_and_not_without_end(service: Any, an: Citizen) -> None:
    origin, _heard = service
    with refused("push_service_unknown"):
        actions.wake_browser(a_subscription("https://example.org/x"), by=an, now=MONDAY)
    for number in range(10):
        actions.wake_browser(a_subscription(f"{origin}/{number}/201"), by=an, now=MONDAY)
    with refused("too_many_browsers", most=10):
        actions.wake_browser(a_subscription(f"{origin}/11/201"), by=an, now=MONDAY)
    assert origin not in str(list(Browser.objects.values_list("address", "digest")))
    assert len(queries.push_key()) > 80
    assert queries.push_gateway() is not None
