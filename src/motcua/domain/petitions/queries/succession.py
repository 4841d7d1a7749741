"""Petitions that lean on agencies which have ended."""

from __future__ import annotations

from collections.abc import Collection

from motcua.domain.petitions.models import Answer, Assignment, Commitment, Petition, Point
from motcua.domain.petitions.states import State

_BEFORE_IT_IS_ASSIGNED = (State.COLLECTED, State.CLASSIFIED, State.SENT, State.RETURNED)


def leaning_on(gone: Collection[int], most: int) -> list[int]:
    """Petitions that one of these agencies coordinates, drafts an answer to, owes a promise to, or seems competent for:
    `most` of them, the oldest first.
    """
    coordinated = Assignment.objects.filter(
        returned_at__isnull=True, coordinating__in=gone, petition__matter__closed_at__isnull=True
    )
    promised = Commitment.objects.filter(kept_at__isnull=True, unit__in=gone)
    drafts = Answer.objects.filter(issued_at__isnull=True, agency__in=gone, point__answered_at__isnull=True)
    early = Petition.objects.filter(state__in=_BEFORE_IT_IS_ASSIGNED, competent__in=gone)
    points = Point.objects.filter(petition__state__in=_BEFORE_IT_IS_ASSIGNED, competent__in=gone)
    found = (
        coordinated.order_by()
        .values_list("petition_id", flat=True)
        .union(
            promised.order_by().values_list("petition_id", flat=True),
            drafts.order_by().values_list("point__petition_id", flat=True),
            early.order_by().values_list("pk", flat=True),
            points.order_by().values_list("petition_id", flat=True),
        )
    )
    return sorted(found)[:most]
