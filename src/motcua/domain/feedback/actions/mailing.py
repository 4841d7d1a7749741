"""E-mail to somebody who reported without an account and left an address: at every change, until they say stop.

Whoever reported by a letter or by Zalo is answered in that conversation (`channels`), not here.
"""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic
from django.utils import translation

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.telling import AGAIN, _circumstances, _times
from motcua.domain.feedback.models import Report, SenderLetter
from motcua.domain.feedback.rules.addresses import is_address
from motcua.domain.feedback.rules.letters import letter
from motcua.domain.feedback.states import OF_ONE_SENDER, Channel, Event, State
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.later import defer

BY_MAIL = frozenset({Channel.WEB, Channel.APP, Channel.PHONE, Channel.COUNTER})
"""Ways in that are no conversation of their own."""


@atomic
def write_to_sender(report_id: int, event: Event, *, by: Actor, now: datetime) -> list[SenderLetter]:
    """One letter about one event to each who reported it without an account and wants to know; again, it is none."""
    report = queries.of_matter(report_id)
    if report is None or report.state == State.SEALED:
        return []
    merged = report.merged.select_related("matter", "category").order_by("pk")
    written = []
    for each in [report, *merged] if event not in OF_ONE_SENDER else [report]:
        if each.sender_id is None and each.channel in BY_MAIL and each.mail_stopped_at is None:
            written += _write(report, each, event, now) if is_address(each.sender_email) else []
    return written


def _write(report: Report, mine: Report, event: Event, now: datetime) -> list[SenderLetter]:
    counted = getattr(report, AGAIN[event]) if event in AGAIN else _times(report, event)
    with translation.override("vi"):
        about = _circumstances(report, mine, event)
        subject, body = letter(event, about)
    words: dict[str, object] = {"subject": subject, "body": body}
    made, fresh = SenderLetter.objects.get_or_create(
        report=mine,
        event=f"{event}-{counted}",
        defaults={"words": words, "queued_at": now},
    )
    if not fresh:
        return []
    defer("reports.mail", letter_id=made.pk)
    return [made]


@atomic
def letter_tried(letter_id: int, *, sent: bool, by: Actor, now: datetime) -> None:
    """The mail server has taken it, and its words are wiped; or it would not, and it is tried again some times."""
    found = SenderLetter.objects.select_for_update().filter(pk=letter_id).order_by("pk").first()
    if found is None:
        return
    found.attempts += 1
    if sent:
        found.sent_at, found.words = now, {}
    found.save(update_fields=["attempts", "sent_at", "words"])


@atomic
def stop_mail(token: str, *, by: Actor, now: datetime) -> Report:
    """Write no more letters about the report with this secret; pressed again, nothing changes.

    Raises:
        NotFound: there is no report with this secret, or it is under seal.
    """
    report = queries.reported(token)
    if report.state == State.SEALED:
        raise NotFound("report")
    if report.mail_stopped_at is None:
        report.mail_stopped_at = now
        report.save(update_fields=["mail_stopped_at"])
    return report
