"""The inbox on the site, and what becomes of an e-mail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.notices import actions, queries
from motcua.domain.notices.models import Email, Message
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import jobs, people
from tests.build.dossiers import MONDAY

pytestmark = pytest.mark.django_db
JOBS = System("jobs")


def told(account_id: int, event: str = "e-1") -> Message | None:
    """A message about an event."""
    return actions.tell(account_id, event, "Tiêu đề", "Nội dung", by=JOBS, now=MONDAY)


def test_a_message_lies_in_the_inbox_until_it_is_read() -> None:
    an = people.an()
    message = told(an.account_id)
    assert message is not None
    assert queries.unread(an.account_id) == 1
    assert [found.subject for found in queries.inbox_of(an)] == ["Tiêu đề"]
    actions.read(message.pk, by=an, now=MONDAY)
    actions.read(message.pk, by=an, now=MONDAY + timedelta(days=1))
    assert queries.unread(an.account_id) == 0
    assert Message.objects.get().read_at == MONDAY


def test_the_same_event_is_told_once_and_another_person_hears_of_it_too() -> None:
    an, other = people.an(), people.a_stranger()
    assert told(an.account_id) is not None
    assert told(an.account_id) is None
    assert told(other.account_id) is not None
    assert told(an.account_id, "e-2") is not None
    assert len(jobs.waiting("notices.send_email")) == 3


def test_the_newest_comes_first() -> None:
    an = people.an()
    told(an.account_id, "e-1")
    told(an.account_id, "e-2")
    assert [message.event for message in queries.inbox_of(an)] == ["e-2", "e-1"]


def test_nobody_reads_the_message_of_another() -> None:
    message = told(people.an().account_id)
    assert message is not None
    with pytest.raises(NotFound):
        actions.read(message.pk, by=people.a_stranger(), now=MONDAY)
    with pytest.raises(NotFound):
        actions.read(999_999, by=people.an(), now=MONDAY)


@pytest.mark.parametrize("change", [{"wants_email": False}, {"contact_email": ""}])
def test_without_an_address_or_the_wish_no_e_mail_goes_out(change: dict[str, object]) -> None:
    an = people.an()
    Account.objects.filter(pk=an.account_id).update(**change)
    assert told(an.account_id) is not None
    assert not Email.objects.exists()
    assert jobs.waiting("notices.send_email") == []


def test_a_sent_e_mail_is_not_outgoing_any_more() -> None:
    told(people.an().account_id)
    email = Email.objects.get()
    assert queries.outgoing(email.pk) == email
    actions.email_failed(email.pk, "ConnectionRefusedError", by=JOBS, now=MONDAY)
    assert queries.outgoing(email.pk) == email
    sent = actions.email_sent(email.pk, by=JOBS, now=MONDAY)
    assert (sent.state, sent.sent_at, sent.attempts, sent.problem) == ("sent", MONDAY, 2, "")
    assert queries.outgoing(email.pk) is None


def test_after_eight_attempts_it_is_given_up_and_stays_in_the_inbox() -> None:
    an = people.an()
    told(an.account_id)
    email = Email.objects.get()
    states = [actions.email_failed(email.pk, "SMTPException", by=JOBS, now=MONDAY).state for _ in range(8)]
    assert states == ["failed"] * 7 + ["given_up"]
    assert queries.outgoing(email.pk) is None
    assert queries.unread(an.account_id) == 1
