"""The one place where the web reads a clock. In a demonstration, "now" lies behind the real time."""

from __future__ import annotations

from datetime import UTC, datetime

from motcua.web.shared.site import site


def now() -> datetime:
    """The present moment of this installation, in UTC."""
    return datetime.now(UTC) - site().clock_offset
