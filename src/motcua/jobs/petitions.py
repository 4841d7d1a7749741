"""Jobs about petitions: telling voters, watching the clocks, taking sheets in, handing denunciations on."""

from __future__ import annotations

from collections.abc import Callable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.transaction import atomic
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.domain.feedback import actions as feedback
from motcua.domain.feedback.states import Channel
from motcua.domain.notices.gateways import NotTaken as SmsNotTaken
from motcua.domain.notices.gateways import SmsGateway
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.states import Event, Way
from motcua.jobs import clock
from motcua.kernel.actors import System

BY = System("jobs")


def _teller(event: Event) -> Callable[..., None]:
    def tell(petition_id: int) -> None:
        actions.tell(petition_id, event, by=BY, now=clock.now())

    return tell


for _event in Event:
    app.task(name=f"petitions.tell_{_event}", queue="people", retry=8)(_teller(_event))


class NotTaken(Exception):
    """The mail server or the provider would not take it now; procrastinate tries again, later each time."""


@app.task(
    name="petitions.send_letter",
    queue="people",
    retry=RetryStrategy(max_attempts=queries.MOST_LETTER_ATTEMPTS, exponential_wait=4, retry_exceptions={NotTaken}),
)
def send_letter(letter_id: int) -> None:
    """Send one letter to a voter without an account; one that has gone is not sent again."""
    ready = queries.letter_to_send(letter_id)
    if ready is None:
        return
    try:
        _send(ready)
    except (SMTPException, OSError, SmsNotTaken):
        actions.letter_tried(letter_id, sent=False, by=BY, now=clock.now())
        raise NotTaken from None
    actions.letter_tried(letter_id, sent=True, by=BY, now=clock.now())


def _send(ready: queries.LetterReady) -> None:
    if ready.way is Way.SMS:
        gateway: SmsGateway = import_string(settings.MOTCUA_SMS_GATEWAY)()
        gateway.send(ready.address, ready.body, ready.reference)
        return
    EmailMessage(
        subject=ready.subject,
        body=f"{ready.body}\n\n--\nKhông muốn nhận thư về kiến nghị này nữa: {ready.stop}",
        to=[ready.address],
        headers={
            "Message-ID": f"<{ready.reference}@motcua>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{ready.stop}>",
        },
    ).send()


@app.task(name="petitions.tell_reminder", queue="people", retry=8)
def tell_reminder(reminder_id: int) -> None:
    """Tell whom it concerns that an answer is asked for again."""
    actions.tell_reminder(reminder_id, by=BY, now=clock.now())


@app.task(name="petitions.tell_commitment", queue="people", retry=8)
def tell_commitment(commitment_id: int) -> None:
    """Tell the unit that promised that the day comes near, or is over."""
    actions.tell_commitment(commitment_id, by=BY, now=clock.now())


@app.task(name="petitions.tell_unanswered", queue="people", retry=8)
def tell_unanswered(petition_id: int) -> None:
    """Tell the council's office that voters call a petition unanswered."""
    actions.tell_unanswered(petition_id, by=BY, now=clock.now())


@app.task(name="petitions.tell_of_recall", queue="people", retry=8)
def tell_of_recall(petition_id: int) -> None:
    """Tell the council's office and the lead agency that the letter that answered was recalled."""
    actions.tell_of_recall(petition_id, by=BY, now=clock.now())


@app.task(name="petitions.reroute", queue="people", retry=8)
def reroute(petition_id: int) -> None:
    """Hand a denunciation that came as a petition to the sealed queue, then forget it: all of it or nothing."""
    with atomic():
        ready = queries.to_reroute(petition_id)
        if ready is None:
            return
        sender = feedback.Sender(ready.name, ready.phone, ready.email, ready.address)
        filed = feedback.file_report(
            feedback.NewReport(
                ready.category,
                ready.content,
                Channel.COUNTER,
                sender,
                feedback.Place(ready.area),
                client_key=ready.client_key,
            ),
            by=BY,
            now=clock.now(),
        )
        if ready.more or ready.files:
            feedback.add_to_sealed(
                filed.code,
                ready.more,
                Channel.COUNTER,
                sender={},
                files=ready.files,
                by=BY,
                now=clock.now(),
            )
        actions.forget_words(petition_id, by=BY, now=clock.now())


@app.task(name="petitions.tell_quoting", queue="people", retry=8)
def tell_quoting(letter_id: int) -> None:
    """Tell whoever wrote a letter that it quotes what went under seal."""
    actions.tell_quoting(letter_id, by=BY, now=clock.now())


@app.task(name="petitions.read_sheet", queue="papers", retry=4)
def read_sheet(sheet_id: int) -> None:
    """Read a large sheet that somebody handed in."""
    actions.read_waiting(sheet_id, by=BY, now=clock.now())


@app.task(name="petitions.take_lines", queue="papers", retry=4)
def take_lines(sheet_id: int) -> None:
    """Take the lines of a sheet in, some at a time, until all are there."""
    while actions.take_lines(sheet_id, by=BY, now=clock.now()):
        pass


@app.task(name="petitions.recount_answers", queue="people")
def recount_answers(calendar_id: int) -> None:
    """Nothing of a petition leans on a calendar: its day is that of the letter that assigned it."""


@app.task(name="petitions.watch", queue="clock", queueing_lock="petitions.watch")
def watch() -> None:
    """Remind of answers and promises whose day comes near."""
    actions.watch(by=BY, now=clock.now())
