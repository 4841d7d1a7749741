"""A finding as a rule tells it, before anybody asks how severe it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A code and its sentence; a `hint` keeps nobody from signing."""

    code: str
    story: str
    hint: bool = False
