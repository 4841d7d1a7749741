"""Which pack this installation runs, and what time it is there."""

from __future__ import annotations

from datetime import timedelta

from motcua.domain.packs.models import Installation


def installation() -> Installation | None:
    """The loaded pack; `None` before the first load."""
    return Installation.objects.order_by("pk").first()


def clock_offset() -> timedelta:
    """How far this installation's now lies behind the real one: nothing, except in a demonstration."""
    found = installation()
    return found.clock_offset if found else timedelta(0)
