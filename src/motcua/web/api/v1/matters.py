"""Looking a matter up by its public code: state and dates, nothing of anybody's person; as often as on the page."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest
from ninja import Router, Schema

from motcua.domain.dossiers import queries
from motcua.web.shared import clock, throttle
from motcua.web.shared.views import problem

LONGEST = 60
router = Router(tags=["matters"], auth=None)


class PublicMatter(Schema):
    """What anybody with the code may know. Moments are ISO 8601 in UTC."""

    code: str
    title: str
    state: str
    unit: str
    submitted_at: datetime
    due_at: datetime | None
    closed_at: datetime | None


@router.get("/{code}", response=PublicMatter, summary="Where a matter stands")
def matter(request: HttpRequest, code: str) -> object:
    """The matter with this code, as it is printed on the receipt."""
    now, asked = clock.now(), code[:LONGEST]
    if throttle.looked_up_too_often(request, asked, now):
        return problem(HTTPStatus.TOO_MANY_REQUESTS, "Asked too often. Try again in ten minutes.", code="too_often")
    view = queries.public_view(asked)
    return PublicMatter(
        code=view.code,
        title=view.procedure,
        state=view.state,
        unit=view.unit,
        submitted_at=view.submitted_at,
        due_at=view.due_at,
        closed_at=view.closed_at,
    )
