"""What time it is for the jobs: the real time, or that of the demonstration."""

from __future__ import annotations

from datetime import UTC, datetime

from motcua.domain.packs import queries as packs


def now() -> datetime:
    """This installation's now."""
    return datetime.now(UTC) - packs.clock_offset()
