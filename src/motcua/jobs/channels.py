"""Jobs of the ways in: pictures fetched from elsewhere, and what goes back by e-mail and Zalo."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.domain.channels import actions
from motcua.domain.channels.gateways import NotFetched, NotTaken, PictureGateway, ZaloGateway
from motcua.jobs import clock
from motcua.kernel.actors import System


class Again(Exception):
    """It did not work now; procrastinate tries again, later each time."""


RETRY = RetryStrategy(max_attempts=6, exponential_wait=4, retry_exceptions={Again})


@app.task(name="channels.fetch_picture", queue="people", retry=RETRY)
def fetch_picture(fetching_id: int) -> None:
    """Fetch one picture that came as an address; what is there already is not fetched again."""
    address = actions.to_fetch(fetching_id)
    if address is None:
        return
    by = System("jobs")
    gateway: PictureGateway = import_string(settings.MOTCUA_PICTURE_GATEWAY)()
    try:
        content = gateway.fetch(address)
    except NotFetched as no:
        if actions.fetch_failed(fetching_id, no.problem, final=no.final, by=by, now=clock.now()):
            raise Again from None
        return
    actions.fetched(fetching_id, content, by=by, now=clock.now())


@app.task(name="channels.send", queue="people", retry=RETRY)
def send(outgoing_id: int) -> None:
    """Send one letter or message back; what has gone is not sent again."""
    by, made = System("jobs"), actions.ready(outgoing_id, now=clock.now())
    if made is None:
        return
    try:
        _hand_over(made)
    except NotTaken as no:
        if actions.send_failed(outgoing_id, no.problem, final=no.final, by=by, now=clock.now()):
            raise Again from None
    except (SMTPException, OSError) as problem:
        # The class only: a server's words may repeat the address.
        if actions.send_failed(outgoing_id, type(problem).__name__, final=False, by=by, now=clock.now()):
            raise Again from None
    else:
        actions.sent(outgoing_id, by=by, now=clock.now())


def _hand_over(made: actions.Ready) -> None:
    if made.address:
        letter = EmailMessage(
            subject=made.subject,
            body=made.body,
            from_email=made.own_address,
            to=[made.address],
            headers={**made.headers, "Reply-To": made.own_address},
        )
        letter.send()
        return
    gateway: ZaloGateway = import_string(settings.MOTCUA_ZALO_GATEWAY)()
    gateway.send(made.zalo_user, made.body)


@app.task(name="channels.file_conversations", queue="clock", queueing_lock="channels.file_conversations")
def file_conversations() -> None:
    """Make reports of what people wrote to the official account and have finished writing."""
    actions.file_conversations(now=clock.now())
