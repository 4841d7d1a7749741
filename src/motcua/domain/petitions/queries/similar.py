"""Petitions that may ask the same, across sessions, and reports of the same place: found in SQL by digests of their
words, then compared as they were written.

Reports are nothing this module knows: whoever asks brings them as values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.queries.following import BoardFilter, board
from motcua.domain.petitions.queries.reading import seen_by
from motcua.domain.petitions.rules.likeness import LIKE, digests, likeness
from motcua.domain.petitions.states import State
from motcua.kernel.actors import Official

MOST_COMPARED, MOST_SHOWN = 60, 5
SAME_PLACE = 5.0
"""What the same place adds to the likeness of words."""


@dataclass(frozen=True)
class Told:
    """What somebody else was told of: a report by its code, words and area."""

    code: str
    words: str
    area: str = ""


@dataclass(frozen=True)
class Likeness:
    """A petition, or a report by its code, that may ask the same: how alike, 0 to 100."""

    code: str
    petition: Petition | None
    words: float


def similar_for_council(petition: Petition, by: Official, reports: Sequence[Told] = ()) -> list[Likeness]:
    """What may be the same as a petition, of any session and place, and among `reports`; the likest first."""
    area = petition.matter.event_area.code if petition.matter.event_area is not None else ""
    found = _alike(petition.content, petition.pairs, area, seen_by(by), petition.pk)
    for report in reports:
        close = _near(likeness(petition.content, report.words), area, report.area)
        if close >= LIKE:
            found.append(Likeness(report.code, None, close))
    return sorted(found, key=lambda each: (-each.words, each.code))[:MOST_SHOWN]


def similar_to_words(words: str, area: str = "") -> list[Petition]:
    """Petitions on the public board that may ask what somebody is about to ask: by their public words alone."""
    public = board(BoardFilter()).order_by()
    shortlist = public.filter(pk__in=_shortlist(digests(words), 0))
    scored = [(_near(likeness(words, each.public_text), area, _area(each)), each) for each in shortlist.order_by("pk")]
    return [each for score, each in sorted(scored, key=lambda one: (-one[0], one[1].pk)) if score >= LIKE][:MOST_SHOWN]


def _alike(words: str, pairs: Sequence[int], area: str, visible: QuerySet[Petition], but: int) -> list[Likeness]:
    ids = _shortlist(pairs, but)
    gone = [State.SEALED, State.GUIDED, State.SET_ASIDE, State.JOINED]
    rows = visible.filter(pk__in=ids).exclude(state__in=gone).exclude(suspected=True)
    scored = [(each, _near(likeness(words, each.content), area, _area(each))) for each in rows]
    return [Likeness(str(each.matter.code), each, score) for each, score in scored if score >= LIKE]


_SHORTLIST = """
    SELECT matter_id
      FROM petitions_petition
     WHERE pairs && %s::bigint[] AND matter_id <> %s
     ORDER BY cardinality(ARRAY(SELECT unnest(pairs) INTERSECT SELECT unnest(%s::bigint[]))) DESC, matter_id DESC
     LIMIT %s
"""


def _shortlist(pairs: Sequence[int], but: int) -> list[int]:
    """Those that share most pairs of syllables, by the index over the digests."""
    if not pairs:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SHORTLIST, [list(pairs), but, list(pairs), MOST_COMPARED])
        return [int(pk) for (pk,) in cursor.fetchall()]


def _near(words: float, area: str, other: str) -> float:
    return min(words + SAME_PLACE, 100.0) if area and area == other and words else words


def _area(petition: Petition) -> str:
    return petition.matter.event_area.code if petition.matter.event_area is not None else ""
