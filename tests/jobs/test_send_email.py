"""E-mail by SMTP, with a real server and the real worker: delivered once, retried while it cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.domain.notices import actions
from motcua.domain.notices.models import Email
from motcua.jobs import notices
from motcua.kernel.actors import System
from tests.build import jobs, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier
from tests.jobs.post_office import PostOffice, free_port, opened


@pytest.fixture(autouse=True)
def a_mail_server_of_our_own(settings: Any) -> None:
    """Django sends to a port of the test's own, by the backend it uses in earnest."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


def told() -> Email:
    """An e-mail that waits to be sent."""
    message = actions.tell(people.an().account_id, "e-1", "Đã nhận hồ sơ", "Xin chào", by=System("x"), now=MONDAY)
    assert message is not None
    return Email.objects.get(message=message)


def test_it_is_delivered_and_never_twice(committed_db: str, settings: Any) -> None:
    email = told()
    with opened(PostOffice(), settings.EMAIL_PORT) as office:
        jobs.work("people")
        notices.send_email(email_id=email.pk)  # the same job replayed
        assert office.subjects() == ["Đã nhận hồ sơ"]
        assert office.receivers == [["an@example.vn"]]
        assert office.letters[0]["Message-ID"] == f"<motcua-{email.pk}@motcua>"
    email.refresh_from_db()
    assert (email.state, email.attempts, email.problem) == ("sent", 1, "")
    assert jobs.waiting("notices.send_email") == []


def test_a_closed_server_is_tried_again_once_it_is_back(committed_db: str, settings: Any) -> None:
    email = told()
    jobs.work("people")
    email.refresh_from_db()
    assert (email.state, email.attempts, email.problem) == ("failed", 1, "ConnectionRefusedError")
    assert jobs.waiting("notices.send_email") == [{"email_id": email.pk}]
    with opened(PostOffice(), settings.EMAIL_PORT) as office:
        jobs.work("people")
        assert office.letters == []  # not at once: it waits before it tries again
        jobs.hurry()
        jobs.work("people")
        assert len(office.letters) == 1
    email.refresh_from_db()
    assert (email.state, email.attempts) == ("sent", 2)


@pytest.mark.parametrize("answer", ["450 try later", "550 no such user an@example.vn"])
def test_what_the_server_says_is_not_kept_for_it_may_repeat_the_address(
    committed_db: str, settings: Any, answer: str
) -> None:
    email = told()
    with opened(PostOffice(answer), settings.EMAIL_PORT):
        jobs.work("people")
    email.refresh_from_db()
    assert (email.state, email.attempts) == ("failed", 1)
    assert "an@example.vn" not in email.problem


def test_after_the_last_attempt_the_queue_is_empty_and_the_message_still_in_the_inbox(committed_db: str) -> None:
    email = told()
    for _ in range(actions.ATTEMPTS + 1):
        jobs.work("people")
        jobs.hurry()
    email.refresh_from_db()
    assert (email.state, email.attempts) == ("given_up", actions.ATTEMPTS)
    assert jobs.waiting("notices.send_email") == []


def test_from_a_step_at_the_desk_to_the_letter_in_the_box(committed_db: str, settings: Any) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an), "accept", MONDAY)
    with opened(PostOffice(), settings.EMAIL_PORT) as office:
        jobs.work("people")
        jobs.work("people")
        told_of = office.subjects()
    assert len(told_of) == 2
    assert any(str(dossier.matter.code) in subject for subject in told_of)
