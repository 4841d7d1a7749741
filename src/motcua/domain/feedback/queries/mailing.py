"""Letters to who reported without an account, for the job that sends them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from motcua.domain.feedback.models import SenderLetter
from motcua.domain.feedback.states import State

MOST_LETTER_ATTEMPTS = 8


@dataclass(frozen=True)
class LetterReady:
    """A letter to hand over now; `stop` is the address of the page that stops them, `reference` the same each time."""

    address: str
    subject: str
    body: str
    stop: str
    reference: str


def letter_to_send(letter_id: int) -> LetterReady | None:
    """What has to go; `None` when it has gone, was given up, or its reader does not want it any more."""
    rows = SenderLetter.objects.select_related("report__matter").filter(
        pk=letter_id, sent_at__isnull=True, attempts__lt=MOST_LETTER_ATTEMPTS, report__mail_stopped_at__isnull=True
    )
    found = rows.exclude(report__state=State.SEALED).order_by("pk").first()
    if found is None or not found.report.sender_email:
        return None
    return LetterReady(
        found.report.sender_email,
        str(found.words.get("subject", "")),
        str(found.words.get("body", "")),
        f"{settings.MOTCUA_PUBLIC_URL}/phan-anh/{found.report.matter.token}/thoi-gui-thu/",
        f"motcua-report-{found.pk}",
    )
