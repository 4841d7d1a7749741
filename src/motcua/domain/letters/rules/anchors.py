"""Where a comment belongs now that the text has gone on: its paragraph as it stands, changed, or gone."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.letters.rules.differences import Change, differences


@dataclass(frozen=True)
class Anchor:
    """A paragraph of the newer text (from 1), and whether its words are not those that were commented on."""

    paragraph: int
    changed: bool


def anchors(before: str, after: str) -> dict[int, Anchor]:
    """For each paragraph of the older text (from 1) its place in the newer; what is gone has none."""
    found: dict[int, Anchor] = {}
    old = new = 0
    for paragraph in differences(before, after):
        old += paragraph.change is not Change.ADDED
        new += paragraph.change is not Change.REMOVED
        if paragraph.change in {Change.SAME, Change.CHANGED}:
            found[old] = Anchor(new, paragraph.change is Change.CHANGED)
    return found
