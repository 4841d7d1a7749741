"""Sending e-mail and SMS: the only place that waits for a mail server or a provider."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.domain.notices import actions, queries
from motcua.domain.notices.gateways import NotTaken as TextNotTaken
from motcua.domain.notices.gateways import SmsGateway
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


@app.task(name="notices.send_text", queue="people")
def send_text(text_id: int) -> None:
    """Send one SMS that is due; whoever comes second finds it taken. What failed is looked for again every minute."""
    by = System("jobs")
    text = actions.take_text(text_id, by=by, now=clock.now())
    if text is None:
        return
    gateway: SmsGateway = import_string(settings.MOTCUA_SMS_GATEWAY)()
    try:
        reference = gateway.send(text.phone, text.text, text.reference)
    except TextNotTaken as no:
        actions.text_failed(text_id, no.problem, final=no.final, by=by, now=clock.now())
    else:
        actions.text_sent(text_id, reference, by=by, now=clock.now())


def send_texts_due() -> None:
    """Queue every SMS whose time has come: after the quiet hours, after a back-off, after a worker that died."""
    if settings.MOTCUA_SMS_GATEWAY:
        for text_id in queries.texts_due(clock.now()):
            send_text.defer(text_id=text_id)
