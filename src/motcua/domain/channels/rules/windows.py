"""When an official account may write to somebody: for so long after they wrote, and so often (configuration)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Window:
    """What the provider allows without paying: hours after the person's last message, and messages in them [?]."""

    hours: int
    messages: int


def may_write(last_heard_at: datetime, sent_since: int, now: datetime, window: Window) -> bool:
    """Whether one more message may go out now."""
    return now <= last_heard_at + timedelta(hours=window.hours) and sent_since < window.messages
