"""What colleagues say of a draft, and that it was seen to."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.letters.actions.holding import locked, record
from motcua.domain.letters.models import Comment, Version
from motcua.domain.letters.rules import access, texts
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.text import clean_text

LONGEST = 5_000


@atomic
def comment(version_id: int, words: str, *, paragraph: int | None = None, by: Official, now: datetime) -> Comment:
    """Say something of a version, or of one of its paragraphs (counted from 1).

    Raises:
        NotFound: there is no such version, or its letter is another agency's.
        Refused: `nothing_said`, `comment_too_long`, `no_such_paragraph`.
    """
    version = Version.objects.filter(pk=version_id).order_by("pk").first()
    if version is None:
        raise NotFound("version")
    letter = locked(version.letter_id, by)
    said = clean_text(words)
    if not said:
        raise Refused("nothing_said")
    if len(said) > LONGEST:
        raise Refused("comment_too_long", most=LONGEST)
    if paragraph is not None and not 1 <= paragraph <= len(texts.paragraphs(version.body)):
        raise Refused("no_such_paragraph")
    kept = Comment.objects.create(
        version=version, paragraph=paragraph, words=said, said_by_id=by.account_id, said_at=now
    )
    record("letters.commented", letter, by, now, version=version.number)
    return kept


@atomic
def resolve(comment_id: int, *, by: Official, now: datetime) -> Comment:
    """Whoever writes the letter, or said it, has seen to a comment; pressed again it changes nothing.

    Raises:
        NotFound: there is no such comment, or its letter is another agency's.
        Refused: `other_duty`.
    """
    found = Comment.objects.filter(pk=comment_id).select_related("version").order_by("pk").first()
    if found is None:
        raise NotFound("comment")
    letter = locked(found.version.letter_id, by)
    found = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id)
    if found.resolved_at is not None:
        return found
    if found.said_by_id != by.account_id:
        access.ensure_duty(by, *access.WRITES)
    found.resolved_by_id, found.resolved_at = by.account_id, now
    found.save(update_fields=["resolved_by", "resolved_at"])
    record("letters.comment_resolved", letter, by, now, comment=found.pk)
    return found
