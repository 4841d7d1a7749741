"""The sealed queue, for whoever takes denunciations at the one agency the province names; for nobody else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from motcua.domain.accounts.states import Duty
from motcua.domain.feedback.models import SealedLetter
from motcua.domain.feedback.queries.categories import terms
from motcua.domain.feedback.rules.sealing import marks, open_letter
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


@dataclass(frozen=True)
class Letter:
    """A letter that lies open before one person: what was written, by whom, where, and its files' names and bytes."""

    sealed: SealedLetter
    said: dict[str, Any]

    @property
    def content(self) -> str:
        """The text as it was sent."""
        return str(self.said.get("content") or "")

    @property
    def sender(self) -> dict[str, Any]:
        """What the author said of themselves."""
        return dict(self.said.get("sender") or {})

    @property
    def place(self) -> dict[str, Any]:
        """Where it is about."""
        return dict(self.said.get("place") or {})

    @property
    def later(self) -> list[dict[str, Any]]:
        """What its author sent after it, in order: when, in which words, by which way."""
        return [dict(each) for each in self.said.get("later") or ()]

    @property
    def files(self) -> list[tuple[str, str]]:
        """Name and base64 of each file, those that came later last."""
        parts = (self.said, *self.later)
        return [(str(name), str(content)) for part in parts for name, content in part.get("files") or ()]


def keeps_the_queue(official: Official) -> bool:
    """Whether the official takes denunciations at the agency that may."""
    return Duty.SEALED in official.duties and official.agency_code == str(terms().get("sealed_unit", ""))


def letters_for(official: Official) -> QuerySet[SealedLetter]:
    """Every letter without what is in it, open ones first by their date.

    Raises:
        NotFound: the queue is nothing of this official's.
    """
    if not keeps_the_queue(official):
        raise NotFound("queue")
    return SealedLetter.objects.defer("letter").order_by("due_at", "pk")


def letter_for(official: Official, letter_id: int) -> SealedLetter:
    """One letter, still closed.

    Raises:
        NotFound: there is none, or the queue is nothing of this official's.
    """
    found = letters_for(official).filter(pk=letter_id).first()
    if found is None:
        raise NotFound("letter")
    return found


def sealed_before(client_key: str) -> SealedLetter | None:
    """The letter that was sent under this name already, still closed; for the program's own work."""
    if not client_key:
        return None
    return SealedLetter.objects.filter(mark__in=marks(client_key)).defer("letter").order_by("pk").first()


def is_sealed(code: str) -> bool:
    """Whether a letter under seal has this code and is still open, so that more may be put to it."""
    return SealedLetter.objects.filter(code=code, closed_at__isnull=True).exists()


def unsealed(letter: SealedLetter) -> Letter:
    """What lies in it. Only `actions.open_sealed` hands this out: every opening is written down first."""
    return Letter(letter, json.loads(open_letter(bytes(letter.letter))))
