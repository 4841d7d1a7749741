"""Letters by e-mail as they come to the province, and what goes back."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

from django.core import mail as post

from motcua.domain.channels import actions
from motcua.domain.channels.models import Letter
from motcua.jobs import channels as jobs
from tests.build.jobs import waiting

NOW = datetime(2024, 10, 14, 3, 0, tzinfo=UTC)
OURS = "tiep-nhan@motcua.local"
AN = "an@example.vn"


def a_letter(text: str = "Cầu dân sinh ở xã Đak Nhau gãy một nhịp.", **headers: str) -> EmailMessage:
    """A letter of An's about a bridge; a header that is given empty is left out."""
    letter = EmailMessage()
    for name, value in {
        "From": f"Điểu Thị An <{AN}>",
        "To": OURS,
        "Subject": "Cầu hỏng",
        "Message-ID": "<1@x>",
    }.items():
        letter[name] = value
    for name, value in headers.items():
        del letter[name.replace("_", "-")]
        if value:
            letter[name.replace("_", "-")] = value
    letter.set_content(text)
    return letter


def take(letter: EmailMessage | bytes, *, sender: str = AN, to: str = OURS, now: datetime = NOW) -> Letter:
    """It comes."""
    raw = letter if isinstance(letter, bytes) else letter.as_bytes()
    return actions.take_mail(raw, sender, [to], now=now)


def sent_back() -> list[Any]:
    """Everything that waits to go back, sent."""
    before = len(post.outbox)
    for each in waiting("channels.send"):
        jobs.send(**each)
    return post.outbox[before:]
