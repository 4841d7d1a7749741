"""SMS through a provider that speaks HTTP: once each, later when it must be, never at night, and never with a name."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from threading import Event as Signal
from typing import Any

import pytest

from motcua.adapters.sms_http import HttpGateway
from motcua.adapters.sms_simulated import SimulatedGateway
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.states import Event
from motcua.domain.notices import actions, queries
from motcua.domain.notices.gateways import NotTaken
from motcua.domain.notices.models import Message, Text
from motcua.domain.notices.rules import Quiet, after
from motcua.domain.notices.states import Delivery
from motcua.jobs import notices
from motcua.kernel.actors import System
from tests.build import jobs, people
from tests.build.dossiers import MONDAY, Commune, a_dossier, walk
from tests.build.threads import at_once
from tests.jobs.post_office import free_port
from tests.jobs.sms_provider import Provider, opened

JOBS = System("jobs")
NIGHT = datetime(2024, 10, 14, 15, 30, tzinfo=UTC)
"""Half past ten in the evening in Việt Nam."""


@pytest.fixture(autouse=True)
def a_provider_of_our_own(settings: Any) -> int:
    """The program sends to a port of the test's own, by the adapter it uses in earnest; no hour is quiet."""
    port = free_port()
    settings.MOTCUA_SMS_GATEWAY = "motcua.adapters.sms_http.HttpGateway"
    settings.MOTCUA_SMS_URL, settings.MOTCUA_SMS_SECRET = f"http://127.0.0.1:{port}/v1", "shared-key"
    settings.MOTCUA_SMS_QUIET, settings.MOTCUA_SMS_TIMEOUT = Quiet(time(0), time(0)), 5
    return port


def told(now: datetime = MONDAY, short: str = "Hồ sơ đã có kết quả.", event: str = "e-1") -> Text:
    message = actions.tell(people.an().account_id, event, "T", "N", by=JOBS, now=now, short=short)
    assert message is not None
    return Text.objects.get(message=message)


def test_it_is_handed_over_once_with_our_token_and_reference(committed_db: str, a_provider_of_our_own: int) -> None:
    text = told()
    with opened(Provider(), a_provider_of_our_own) as provider:
        jobs.work("people")
        notices.send_text(text_id=text.pk)  # the same job replayed
    assert provider.asked == [{"to": "0912345678", "text": "Ho so da co ket qua.", "reference": f"motcua-{text.pk}"}]
    assert provider.tokens == ["Bearer shared-key"]
    text.refresh_from_db()
    assert (text.state, text.reference, text.attempts) == (Delivery.SENT, f"id-motcua-{text.pk}", 1)


def test_two_workers_send_one_message(committed_db: str, a_provider_of_our_own: int) -> None:
    text = told()
    with opened(Provider(held=Signal()), a_provider_of_our_own) as provider:
        assert provider.held is not None
        taken = at_once([partial(actions.take_text, text.pk, by=JOBS, now=MONDAY) for _ in range(4)])
        provider.held.set()
    assert [each for each in taken if each is not None] == [
        actions.Outgoing("0912345678", "Ho so da co ket qua.", f"motcua-{text.pk}")
    ]


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_a_provider_in_trouble_is_asked_again_later(db: None, a_provider_of_our_own: int, status: int) -> None:
    text = told()
    with opened(Provider(status=status), a_provider_of_our_own):
        notices.send_text.func(text_id=text.pk)
    text.refresh_from_db()
    assert (text.state, text.problem, text.attempts) == (Delivery.FAILED, f"HTTP {status}", 1)
    assert queries.texts_due(MONDAY) == []
    assert queries.texts_due(datetime.now(UTC) + after(1)) == [text.pk]


@pytest.mark.parametrize("status", [400, 401, 422])
def test_what_is_refused_for_good_is_given_up_at_once(db: None, a_provider_of_our_own: int, status: int) -> None:
    text = told()
    with opened(Provider(status=status), a_provider_of_our_own):
        notices.send_text.func(text_id=text.pk)
    text.refresh_from_db()
    assert text.state == Delivery.GIVEN_UP
    assert Message.objects.filter(pk=text.message_id).exists()


def test_a_provider_that_sends_us_elsewhere_is_not_followed(settings: Any, a_provider_of_our_own: int) -> None:
    with opened(Provider(status=302, answer=b"moved"), a_provider_of_our_own) as provider:
        with pytest.raises(NotTaken):
            HttpGateway().send("0912345678", "x", "motcua-1")
        assert len(provider.asked) == 1


@pytest.mark.parametrize("answer", [b"not json", b"{}", b'{"id": ""}', b"[]", b'{"id": "' + b"x" * 300 + b'"}'])
def test_an_answer_without_a_reference_is_no_answer(settings: Any, a_provider_of_our_own: int, answer: bytes) -> None:
    with opened(Provider(answer=answer), a_provider_of_our_own), pytest.raises(NotTaken) as no:
        HttpGateway().send("0912345678", "x", "motcua-1")
    assert (no.value.problem, no.value.final) == ("no reference in the answer", False)


def test_nobody_there_and_somebody_too_slow_are_tried_again(settings: Any, a_provider_of_our_own: int) -> None:
    with pytest.raises(NotTaken) as no:
        HttpGateway().send("0912345678", "x", "motcua-1")
    assert not no.value.final
    settings.MOTCUA_SMS_TIMEOUT = 0.2
    with opened(Provider(held=Signal()), a_provider_of_our_own), pytest.raises(NotTaken) as slow:
        HttpGateway().send("0912345678", "x", "motcua-1")
    assert slow.value.problem == "ReadTimeout"


def test_after_the_last_attempt_it_is_given_up(db: None, a_provider_of_our_own: int) -> None:
    text = told()
    for _ in range(actions.ATTEMPTS):
        Text.objects.update(next_attempt_at=MONDAY)
        notices.send_text.func(text_id=text.pk)
    text.refresh_from_db()
    assert (text.state, text.attempts) == (Delivery.GIVEN_UP, actions.ATTEMPTS)
    assert actions.take_text(text.pk, by=JOBS, now=datetime.now(UTC)) is None


def test_at_night_it_waits_for_the_morning_and_a_job_looks_for_it(
    committed_db: str, settings: Any, a_provider_of_our_own: int
) -> None:
    settings.MOTCUA_SMS_QUIET = Quiet(time(21), time(7))
    text = told(now=NIGHT)
    assert jobs.waiting("notices.send_text") == []
    assert text.next_attempt_at == datetime(2024, 10, 15, 0, 0, tzinfo=UTC)
    assert queries.texts_due(NIGHT + timedelta(hours=8)) == []
    notices.send_texts_due()  # by now that morning is long past
    with opened(Provider(), a_provider_of_our_own) as provider:
        jobs.work("people")
    assert len(provider.asked) == 1


def test_a_receipt_says_whether_it_arrived_and_a_second_changes_nothing(db: None) -> None:
    text = told()
    actions.take_text(text.pk, by=JOBS, now=MONDAY)
    actions.text_sent(text.pk, "p-1", by=JOBS, now=MONDAY)
    for delivered in (True, False):
        actions.text_reported("p-1", delivered=delivered, by=JOBS, now=MONDAY)
    text.refresh_from_db()
    assert (text.state, text.reported_at) == (Delivery.DELIVERED, MONDAY)
    actions.text_failed(text.pk, "late", final=True, by=JOBS, now=MONDAY)
    text.refresh_from_db()
    assert text.state == Delivery.DELIVERED


def test_what_a_dossier_says_by_sms_names_nobody(db: None) -> None:
    dossier = walk(a_dossier(), Commune.of(), "accepted")
    dossiers.tell(dossier.pk, Event.ACCEPTED, by=JOBS, now=MONDAY)
    text = Text.objects.get(message__matter_id=dossier.pk)
    assert str(dossier.matter.code) in text.body
    assert text.body.isascii()
    assert not {"Dieu", "An ", "070194001234", "0912345678"} & set(text.body.split())
    [message] = queries.told_about(dossier.pk)
    assert message.text.pk == text.pk


def test_without_a_provider_or_a_mobile_number_no_sms_is_made(db: None, settings: Any) -> None:
    settings.MOTCUA_SMS_GATEWAY = ""
    actions.tell(people.an().account_id, "e-1", "T", "N", by=JOBS, now=MONDAY, short="x")
    notices.send_texts_due()
    assert not Text.objects.exists()
    settings.MOTCUA_SMS_GATEWAY = "motcua.adapters.sms_simulated.SimulatedGateway"
    actions.tell(people.an().account_id, "e-2", "T", "N", by=JOBS, now=MONDAY)  # nothing short to say
    assert not Text.objects.exists()


def test_the_simulated_provider_takes_everything(db: None, settings: Any) -> None:
    settings.MOTCUA_SMS_GATEWAY = "motcua.adapters.sms_simulated.SimulatedGateway"
    text = told()
    notices.send_text.func(text_id=text.pk)
    text.refresh_from_db()
    assert text.reference == SimulatedGateway().send("", "", f"motcua-{text.pk}")
