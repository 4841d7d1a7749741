"""A letter as .docx, to be edited in a word processor, and what an edited one would make of the letter."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.letters.models import Letter
from motcua.domain.letters.queries.printable import document_of
from motcua.domain.letters.rules import access, texts
from motcua.domain.letters.rules.differences import Paragraph, differences
from motcua.domain.letters.rules.docx_in import NotTaken, from_docx, revision_in
from motcua.domain.letters.rules.docx_out import to_docx
from motcua.domain.letters.states import State

_FACT = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(fact:(\d+)\)")


@dataclass(frozen=True)
class Edited:
    """What the letter would say, what of the file is not in it, and how it differs from what the letter says now."""

    body: str
    not_taken: tuple[NotTaken, ...]
    changes: tuple[Paragraph, ...]


def docx_of(letter: Letter, now: datetime) -> bytes:
    """The letter as .docx, with every box of the form; it knows of which revision it is. Marked while it is a draft."""
    mark = f"{letter.pk}-{letter.revision}"
    return to_docx(document_of(letter, now), draft=letter.state == State.DRAFTING, mark=mark)


def edited_docx(letter: Letter, data: bytes, now: datetime) -> Edited:
    """What the letter would be made of by this file; nothing is kept yet.

    Raises:
        Malformed: the file may not or cannot be opened.
        Refused: `letter_too_long`.
    """
    taken = from_docx(data, current=document_of(letter, now))
    body, unknown = _with_known_facts(texts.as_kept(taken.body), letter.current.facts if letter.current else {})
    access.ensure_fits(body)
    notes = [*taken.not_taken, *unknown]
    mark = revision_in(data)
    if mark and mark.partition("-")[0] != str(letter.pk):
        notes.insert(0, NotTaken("other-letter", _("Tệp này tải xuống từ một văn bản khác. Hãy xem kỹ trước khi giữ.")))
    elif mark and mark != f"{letter.pk}-{letter.revision}":
        said = _("Văn bản đã được sửa sau khi tải tệp này xuống. Những chỗ sửa ấy không có trong tệp; hãy so ở dưới.")
        notes.insert(0, NotTaken("older", said))
    now_says = str(letter.current.body) if letter.current is not None else ""
    return Edited(body, tuple(notes), tuple(differences(now_says, body)))


def _with_known_facts(body: str, known: Collection[str]) -> tuple[str, list[NotTaken]]:
    """A link to a fact that the letter does not have is only its words."""
    missed: list[NotTaken] = []

    def plain(found: re.Match[str]) -> str:
        if found[2] in known:
            return found[0]
        story = _("“%(words)s” không còn gắn với dẫn chứng nào của văn bản; chỉ còn lại chữ.") % {"words": found[1]}
        missed.append(NotTaken("fact", story))
        return found[1]

    return _FACT.sub(plain, body), missed
