"""Sending e-mail: the only place that waits for a mail server."""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.domain.notices import actions, queries
from motcua.jobs import clock
from motcua.kernel.actors import System


class NotTaken(Exception):
    """The mail server would not take the message now; procrastinate tries again, later each time."""


@app.task(
    name="notices.send_email",
    queue="people",
    retry=RetryStrategy(max_attempts=actions.ATTEMPTS, exponential_wait=4, retry_exceptions={NotTaken}),
)
def send_email(email_id: int) -> None:
    """Send one message; a message that has gone is not sent again."""
    email = queries.outgoing(email_id)
    if email is None:
        return
    # The same Message-ID at every attempt: a server that took it twice can tell.
    letter = EmailMessage(
        subject=email.message.subject,
        body=email.message.body,
        to=[email.address],
        headers={"Message-ID": f"<motcua-{email.pk}@motcua>"},
    )
    try:
        letter.send()
    except (SMTPException, OSError) as problem:
        # The class only: a server's words may repeat the address.
        actions.email_failed(email_id, type(problem).__name__, by=System("jobs"), now=clock.now())
        raise NotTaken from None
    actions.email_sent(email_id, by=System("jobs"), now=clock.now())
