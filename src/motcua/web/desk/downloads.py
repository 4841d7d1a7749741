"""Files handed in and papers issued, opened by officials whose agency works on the dossier."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from motcua.domain.documents import queries as documents
from motcua.domain.dossiers import queries
from motcua.domain.papers import actions as papers_done
from motcua.domain.papers import queries as papers
from motcua.web.desk import reading
from motcua.web.desk.seat import DeskRequest, at_desk

PDF = "application/pdf"
SHOWN_IN_THE_BROWSER = frozenset({PDF, "image/jpeg", "image/png"})
"""What was found to be one of these by its content is shown; anything else is only ever saved."""


@require_safe
@at_desk
def file(request: DeskRequest, attachment_id: int) -> HttpResponse:
    """A file of the dossier as it was handed in."""
    kept = queries.file_seen_by(request.official, attachment_id).file
    return download(documents.content_of(kept), kept.media_type, kept.name)


@require_safe
@at_desk
def paper(request: DeskRequest, paper_id: int) -> HttpResponse:
    """A paper as it was issued; one whose typesetting has not been done yet is typeset now."""
    issued = queries.paper_seen_by(request.official, paper_id)
    if issued.typeset_at is None:
        papers_done.typeset(paper_id, by=request.official, now=request.now)
    name = f"{issued.title} {issued.symbol}".replace("/", "-")
    return download(papers.pdf_of(paper_id), PDF, f"{name}.pdf")


@require_safe
@at_desk
def control_slip(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Form 05 as it stands at this moment: every hand-over so far."""
    dossier = reading.dossier(request.official, dossier_id)
    content = {
        **queries.common_content(dossier, request.official, request.now, dossier.matter.one_stop),
        **queries.control_slip(dossier),
    }
    pdf = papers.render("form-05", content, on=localdate(request.now))
    return download(pdf, PDF, f"phieu-kiem-soat-{dossier.matter}.pdf")


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    shown = media_type in SHOWN_IN_THE_BROWSER
    response = HttpResponse(content, content_type=media_type if shown else "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
