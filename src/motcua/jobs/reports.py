"""Jobs about reports: telling those who reported, copies for the public, and watching the clocks."""

from __future__ import annotations

from collections.abc import Callable
from smtplib import SMTPException

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.domain.channels import actions as channels
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.states import Event
from motcua.domain.hotline import actions as hotline
from motcua.jobs import clock, pushes
from motcua.kernel.actors import System


def _teller(event: Event) -> Callable[..., None]:
    def tell(report_id: int) -> None:
        actions.tell(report_id, event, by=System("jobs"), now=clock.now())
        actions.write_to_sender(report_id, event, by=System("jobs"), now=clock.now())
        channels.tell_thread(report_id, event, by=System("jobs"), now=clock.now())
        pushes.wake_followers(report_id)

    return tell


for _event in Event:
    app.task(name=f"reports.tell_{_event}", queue="people", retry=8)(_teller(_event))


class NotTaken(Exception):
    """The mail server would not take the letter now; procrastinate tries again, later each time."""


@app.task(
    name="reports.mail",
    queue="people",
    retry=RetryStrategy(max_attempts=queries.MOST_LETTER_ATTEMPTS, exponential_wait=4, retry_exceptions={NotTaken}),
)
def mail(letter_id: int) -> None:
    """Send one letter to who reported without an account; one that has gone is not sent again."""
    ready = queries.letter_to_send(letter_id)
    if ready is None:
        return
    letter = EmailMessage(
        subject=ready.subject,
        body=f"{ready.body}\n\n--\nKhông muốn nhận thư về phản ánh này nữa, hoặc không phải bạn gửi: {ready.stop}",
        to=[ready.address],
        headers={
            "Message-ID": f"<{ready.reference}@motcua>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{ready.stop}>",
        },
    )
    try:
        letter.send()
    except (SMTPException, OSError):
        actions.letter_tried(letter_id, sent=False, by=System("jobs"), now=clock.now())
        raise NotTaken from None
    actions.letter_tried(letter_id, sent=True, by=System("jobs"), now=clock.now())


@app.task(name="reports.tell_escalation", queue="people", retry=8)
def tell_escalation(report_id: int, percent: int) -> None:
    """Tell whom the pack names that a report's time is half, nearly or wholly gone."""
    actions.tell_escalation(report_id, percent, by=System("jobs"), now=clock.now())


@app.task(name="reports.tell_sealed_queue", queue="people", retry=8)
def tell_sealed_queue(letter_id: int) -> None:
    """Tell the sealed queue that there is a letter, and nothing of it."""
    channels.forget_sealed(by=System("jobs"), now=clock.now())
    hotline.forget_sealed(by=System("jobs"), now=clock.now())
    actions.tell_sealed_queue(letter_id, by=System("jobs"), now=clock.now())


@app.task(name="reports.make_public_copies", queue="papers", retry=4)
def make_public_copies(report_id: int) -> None:
    """Make the copies of a report's pictures that tell nothing but what is seen on them."""
    actions.make_public_copies(report_id, by=System("jobs"), now=clock.now())


@app.task(name="reports.recount_answers", queue="people")
def recount_answers(calendar_id: int) -> None:
    """Count the hours to take a report or give it back anew, after a calendar was amended."""
    actions.recount_answers(calendar_id, by=System("jobs"), now=clock.now())


@app.task(name="reports.watch", queue="clock", queueing_lock="reports.watch")
def watch() -> None:
    """Escalate what runs out of time; end waits for replies that did not come; take silence for consent in the end."""
    actions.escalate(by=System("jobs"), now=clock.now())
    actions.lapse_questions(by=System("jobs"), now=clock.now())
    actions.confirm_lapsed(by=System("jobs"), now=clock.now())


@app.task(name="reports.make_room", queue="clock", queueing_lock="reports.make_room")
def make_room() -> None:
    """Clear letters that telephones began to send and left, the oldest first where the house is nearly full."""
    actions.make_room(by=System("jobs"), now=clock.now())


@app.task(name="reports.forget_drafts", queue="clock", queueing_lock="reports.forget_drafts")
def forget_drafts() -> None:
    """Throw away reports that were begun and left, and what remains of those that were sent."""
    actions.forget_drafts(by=System("jobs"), now=clock.now())
