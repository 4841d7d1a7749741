"""Waking browsers: asked for by the secret of a report, signed by our key, wordless, forgotten when nobody is there."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from motcua.adapters.push_web import WebPush
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Subscription
from motcua.jobs import pushes
from motcua.kernel.errors import NotFound
from tests.build.people import NURSE
from tests.build.push_service import Heard, a_subscription, push_service
from tests.build.refusals import refused
from tests.build.reports import MONDAY, Offices, a_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Any) -> Iterator[tuple[str, list[Heard]]]:
    with push_service() as (origin, heard):
        settings.MOTCUA_PUSH_SERVICES = (origin,)
        yield origin, heard


def test_a_browser_is_woken_without_a_word_and_forgotten_when_it_is_gone(service: Any) -> None:
    origin, heard = service
    report = a_report()
    here = actions.subscribe(report.matter.token, a_subscription(f"{origin}/an/201"), "vi", by=NURSE, now=MONDAY)
    gone = actions.subscribe(report.matter.token, a_subscription(f"{origin}/binh/410"), "vi", by=NURSE, now=MONDAY)
    assert [each.pk for each in queries.to_wake(report.pk)] == [here.pk, gone.pk]
    assert isinstance(queries.push_gateway(), WebPush)
    for each in (here, gone):
        pushes.wake(each.pk)
    pushes.wake(gone.pk)
    assert [path for path, _headers, _body in heard] == ["/an/201", "/binh/410"]
    assert heard[0][1]["authorization"].startswith("vapid ")
    assert heard[0][2] == b""
    assert list(Subscription.objects.all()) == [here]
    assert queries.one_to_wake(gone.pk) is None


def test_a_service_that_is_down_is_tried_again(service: Any) -> None:
    origin, _heard = service
    made = actions.subscribe(a_report().matter.token, a_subscription(f"{origin}/x/503"), "vi", by=NURSE, now=MONDAY)
    with pytest.raises(OSError, match="503"):
        pushes.wake(made.pk)
    assert Subscription.objects.exists()
    actions.unsubscribe(made.pk, by=NURSE, now=MONDAY)
    assert not Subscription.objects.exists()


def test_each_message_about_a_report_asks_for_it(service: Any) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from motcua.jobs import reports

    origin, _heard = service
    report = a_report()
    made = actions.subscribe(report.matter.token, a_subscription(f"{origin}/an/201"), "vi", by=NURSE, now=MONDAY)
    reports.app.tasks["reports.tell_accepted"].func(report_id=report.pk)
    asked = ProcrastinateJob.objects.filter(task_name="pushes.wake").values_list("args", flat=True)
    assert [each["subscription_id"] for each in asked] == [made.pk]


def test_only_known_services_are_called_and_ten_browsers_are_enough(service: Any) -> None:
    origin, _heard = service
    token = a_report().matter.token
    for wrong in (
        a_subscription("http://127.0.0.1:1/x"),
        a_subscription("https://fcm.googleapis.com.evil.example/x"),
        {"endpoint": 5},
        {},
    ):
        with refused("push_service_unknown"):
            actions.subscribe(token, wrong, "vi", by=NURSE, now=MONDAY)
    for number in range(10):
        actions.subscribe(token, a_subscription(f"{origin}/{number}/201"), "vi", by=NURSE, now=MONDAY)
    actions.subscribe(token, a_subscription(f"{origin}/9/201"), "vi", by=NURSE, now=MONDAY)
    with refused("too_many_subscriptions", most=10):
        actions.subscribe(token, a_subscription(f"{origin}/11/201"), "vi", by=NURSE, now=MONDAY)


def test_nobody_without_the_secret_and_nothing_under_seal() -> None:
    with pytest.raises(NotFound):
        actions.subscribe("khong-co", a_subscription("https://fcm.googleapis.com/x"), "vi", by=NURSE, now=MONDAY)
    report = a_report()
    actions.seal(report.pk, by=Offices.of().dispatcher.official, now=MONDAY)
    with pytest.raises(NotFound):
        actions.subscribe(
            report.matter.token, a_subscription("https://fcm.googleapis.com/x"), "vi", by=NURSE, now=MONDAY
        )


def test_nobody_is_woken_about_what_went_under_seal_later(service: Any) -> None:
    origin, _heard = service
    report = a_report()
    actions.subscribe(report.matter.token, a_subscription(f"{origin}/an/201"), "vi", by=NURSE, now=MONDAY)
    actions.seal(report.pk, by=Offices.of().dispatcher.official, now=MONDAY)
    assert not Subscription.objects.exists()
    assert queries.to_wake(report.pk) == []


def test_the_address_lies_sealed_and_the_key_is_public(service: Any) -> None:
    origin, _heard = service
    actions.subscribe(a_report().matter.token, a_subscription(f"{origin}/an/201"), "vi", by=NURSE, now=MONDAY)
    assert origin not in str(list(Subscription.objects.values_list("address", "digest")))
    assert len(base64.urlsafe_b64decode(queries.push_key() + "=")) == 65


def test_one_that_does_not_want_it_any_more_is_let_sleep_and_nobody_else(service: Any) -> None:
    origin, _heard = service
    report, other = a_report(), a_report()
    mine, another = a_subscription(f"{origin}/an/201"), a_subscription(f"{origin}/binh/201")
    for token, given in ((report.matter.token, mine), (report.matter.token, another), (other.matter.token, mine)):
        actions.subscribe(token, given, "vi", by=NURSE, now=MONDAY)
    actions.unsubscribe_by_link(report.matter.token, mine, by=NURSE, now=MONDAY)
    actions.unsubscribe_by_link(report.matter.token, {}, by=NURSE, now=MONDAY)
    assert [each.address["endpoint"] for each in queries.to_wake(report.pk)] == [f"{origin}/binh/201"]
    assert len(queries.to_wake(other.pk)) == 1
    with pytest.raises(NotFound):
        actions.unsubscribe_by_link("khong-co", mine, by=NURSE, now=MONDAY)
