"""What was handed over on a day, and what lies at the post."""

from __future__ import annotations

from datetime import date

from motcua.domain.returns.models import HandOver, Posting
from motcua.kernel.actors import Official


def handed_over_on(official: Official, day: date) -> list[HandOver]:
    """Everything the official's unit handed over on a day, in order."""
    return list(
        HandOver.objects.filter(unit_id=official.agency_id, handed_on=day)
        .select_related("matter", "handed_by")
        .order_by("handed_at", "pk")
    )


def at_the_post(official: Official) -> list[Posting]:
    """What the official's unit has posted and nobody has reported delivered, the oldest first."""
    return list(
        Posting.objects.filter(unit_id=official.agency_id, delivered_on__isnull=True)
        .select_related("matter")
        .order_by("posted_at", "pk")
    )


def of_matter(matter_id: int) -> tuple[HandOver | None, Posting | None]:
    """How the result of a matter left, and its posting; for the program itself."""
    handed = HandOver.objects.select_related("handed_by").filter(matter_id=matter_id).order_by("pk").first()
    return handed, Posting.objects.filter(matter_id=matter_id).order_by("pk").first()
