"""The paper with the code that a voter is given at a meeting, from the council's office."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from motcua.domain.papers import queries as papers
from motcua.domain.petitions import queries
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.seat import DeskRequest, at_desk


@require_safe
@at_desk
def slip(request: DeskRequest, petition_id: int) -> HttpResponse:
    """The slip as PDF."""
    content = queries.slip_content(petition_id, request.official, request.now)
    pdf = papers.render("phieu-nhan-kien-nghi", content, on=localdate(request.now))
    return download(pdf, PDF, f"phieu-kien-nghi-{content['code']}.pdf")
