"""The ways an action says no. A door turns each into a sentence; the code is stable, the words are not."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The act is not allowed, or not possible now. `code` is stable snake_case; `details` fill the sentence."""

    def __init__(self, code: str, message: str = "", **details: Any) -> None:
        super().__init__(message or code)
        self.code = code
        self.details = details


class NotFound(Exception):
    """There is no such thing, or it is not the reader's: from outside the two look alike."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what or "not found")


class Malformed(ValueError):
    """Something read from outside cannot be understood: one sentence for its author."""
