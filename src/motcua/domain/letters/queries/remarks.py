"""What colleagues said of a letter, each beside the paragraph as it stands now."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.accounts.models import but_the_name
from motcua.domain.letters.models import Comment, Letter
from motcua.domain.letters.rules import texts
from motcua.domain.letters.rules.anchors import Anchor, anchors


@dataclass(frozen=True)
class Remark:
    """A comment; `anchor` is where its paragraph is now, `quoted` what that said where it was changed or is gone.

    One on the whole letter has neither.
    """

    comment: Comment
    anchor: Anchor | None
    quoted: str


def comments_of(letter: Letter) -> list[Remark]:
    """What was said of the letter, what is open first, then the latest; beside paragraphs as they stand now."""
    found = Comment.objects.filter(version__letter=letter).select_related("version", "said_by", "resolved_by")
    found = found.defer("version__facts", *but_the_name("said_by"), *but_the_name("resolved_by"))
    now = letter.current.body if letter.current is not None else ""
    followed: dict[int, dict[int, Anchor]] = {}
    remarks = []
    for comment in found.order_by("-pk"):
        version = comment.version
        if comment.paragraph is not None and version.pk not in followed:
            followed[version.pk] = anchors(version.body, now)
        remarks.append(_remark(comment, followed.get(version.pk, {})))
    return sorted(remarks, key=lambda each: each.comment.resolved_at is not None)


def _remark(comment: Comment, followed: dict[int, Anchor]) -> Remark:
    if comment.paragraph is None:
        return Remark(comment, None, "")
    anchor = followed.get(comment.paragraph)
    if anchor is not None and not anchor.changed:
        return Remark(comment, anchor, "")
    said_of = texts.paragraphs(comment.version.body)
    return Remark(comment, anchor, said_of[comment.paragraph - 1] if comment.paragraph <= len(said_of) else "")
