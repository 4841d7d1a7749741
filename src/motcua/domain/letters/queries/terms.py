"""What is in force about letters: the province's terms."""

from __future__ import annotations

from motcua.domain.letters.models import Terms
from motcua.domain.letters.rules.terms import LetterTerms


def terms() -> LetterTerms:
    """The terms; empty ones where the pack says nothing of letters."""
    kept = Terms.objects.filter(pk=1).defer("body").first()
    return LetterTerms(kept.body if kept is not None else {})


def specimens() -> bool:
    """Whether every letter here is worth nothing."""
    return Terms.objects.filter(pk=1, specimen=True).exists()
