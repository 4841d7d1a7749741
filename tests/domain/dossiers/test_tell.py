"""Telling the applicant: once, in their language, with the one thing to do next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.states import Event
from motcua.domain.notices.models import Email, Message
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs
from tests.build.cast import REASON, Cast
from tests.build.dossiers import MONDAY, a_dossier

pytestmark = pytest.mark.django_db
JOBS = System("jobs")
STOPPED = "Quá thời hạn mà chưa bổ sung giấy tờ."


def told(dossier_id: int, event: Event) -> Message:
    """The message about an event."""
    message = actions.tell(dossier_id, event, by=JOBS, now=MONDAY)
    assert message is not None
    return message


def test_the_acceptance_is_told_with_code_and_due_date() -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    message = told(dossier.pk, Event.ACCEPTED)
    assert dossier.matter.code is not None
    assert dossier.matter.code in message.subject
    assert "17:00 14/10/2024" in message.body
    assert "Điểu Thị An" in message.body
    assert (message.account_id, message.matter_id) == (cast.an.account_id, dossier.pk)
    assert jobs.waiting("notices.send_email") == [{"email_id": Email.objects.get(message=message).pk}]


def test_an_event_is_told_once() -> None:
    dossier = a_dossier()
    told(dossier.pk, Event.SUBMITTED)
    assert actions.tell(dossier.pk, Event.SUBMITTED, by=JOBS, now=MONDAY) is None
    assert Message.objects.count() == 1
    assert len(jobs.waiting("notices.send_email")) == 1


def test_a_second_request_for_papers_is_told_again() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "ask_more", now=MONDAY)
    first = told(dossier.pk, Event.SUPPLEMENT_ASKED)
    cast.go(dossier, "supplied", "ask_more", now=MONDAY + timedelta(hours=1))
    assert told(dossier.pk, Event.SUPPLEMENT_ASKED).pk != first.pk


def test_the_request_tells_what_is_wrong_and_until_when() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "ask_more", now=MONDAY)
    message = told(dossier.pk, Event.SUPPLEMENT_ASKED)
    assert "13/11/2024" in message.subject
    assert REASON in message.body


def test_a_stop_tells_its_own_reason_and_not_that_of_the_request() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "ask_more", now=MONDAY)
    actions.stop(dossier.pk, STOPPED, by=cast.whose(dossier), now=MONDAY + timedelta(days=31))
    body = told(dossier.pk, Event.STOPPED).body
    assert STOPPED in body
    assert REASON not in body


def test_a_rejection_tells_its_reason() -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "reject", MONDAY)
    assert REASON in told(dossier.pk, Event.REJECTED).body


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_event_has_its_letter_in_both_languages(event: Event, language: str) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    Account.objects.filter(pk=cast.an.account_id).update(language=language)
    message = told(dossier.pk, event)
    assert message.subject
    assert "%(" not in message.subject + message.body
    assert "/ho-so/" in message.body
    assert ("/en/ho-so/" in message.body) is (language == "en")


def test_who_wants_no_e_mail_finds_it_in_the_inbox_only() -> None:
    dossier = a_dossier()
    Account.objects.filter(pk=dossier.applicant_id).update(wants_email=False)
    told(dossier.pk, Event.SUBMITTED)
    assert not Email.objects.exists()


def test_there_is_no_such_dossier() -> None:
    with pytest.raises(NotFound):
        actions.tell(999_999, Event.ACCEPTED, by=JOBS, now=MONDAY)
