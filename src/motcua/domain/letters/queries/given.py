"""An issued letter for somebody it answers: whoever asks has made sure that it does."""

from __future__ import annotations

from motcua.domain.letters.models import Letter
from motcua.domain.letters.queries.printable import signed_pdf
from motcua.domain.letters.rules import composing
from motcua.domain.letters.states import State
from motcua.kernel.errors import NotFound


def given_out(letter_id: int) -> tuple[str, bytes]:
    """The symbol and the signed file of a letter that was issued and not recalled since.

    Raises:
        NotFound: there is none.
        Refused: `paper_damaged` when the file is not the one that was signed, or is gone.
    """
    found = Letter.objects.filter(pk=letter_id, state__in=[State.ISSUED, State.REPLACED]).order_by("pk").first()
    if found is None or not found.number:
        raise NotFound("letter")
    return composing.full_symbol(found.number, found.symbol), signed_pdf(found)
