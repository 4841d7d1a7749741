"""Files handed in and papers issued, opened by officials whose agency works on the dossier or runs the unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from motcua.domain.documents import queries as documents
from motcua.domain.dossiers import queries
from motcua.domain.papers import actions as papers_done
from motcua.domain.papers import queries as papers
from motcua.domain.publicity import queries as publicity
from motcua.web.desk import opening
from motcua.web.desk.seat import DeskRequest, at_desk

PDF = "application/pdf"
SHOWN_IN_THE_BROWSER = frozenset({PDF, "image/jpeg", "image/png", "audio/webm", "audio/mp4", "audio/mpeg"})
"""What was found to be one of these by its content is shown; anything else is only ever saved."""


@require_safe
@at_desk
def file(request: DeskRequest, attachment_id: int) -> HttpResponse:
    """A file of the dossier as it was handed in."""
    attachment = queries.file_seen_by(request.official, attachment_id)
    kept = attachment.file
    return opening.opened(
        request,
        attachment.dossier_id or 0,
        lambda _dossier: download(documents.content_of(kept), kept.media_type, kept.name),
    )


@require_safe
@at_desk
def paper(request: DeskRequest, paper_id: int) -> HttpResponse:
    """A paper as it was issued; one whose typesetting has not been done yet is typeset now."""
    issued = queries.paper_seen_by(request.official, paper_id, localdate(request.now))
    return opening.opened(request, issued.matter_id or 0, lambda _dossier: _printed(request, issued))


def _printed(request: DeskRequest, issued: Any) -> HttpResponse:
    if issued.typeset_at is None:
        papers_done.typeset(issued.pk, by=request.official, now=request.now)
    name = f"{issued.title} {issued.symbol}".replace("/", "-")
    return download(papers.pdf_of(issued.pk), PDF, f"{name}.pdf")


@require_safe
@at_desk
def control_slip(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Form 05 as it stands at this moment: every hand-over so far."""
    return opening.opened(request, dossier_id, lambda dossier: _slip(request, dossier))


def _slip(request: DeskRequest, dossier: Any) -> HttpResponse:
    content = {
        **queries.common_content(dossier, request.official, request.now, dossier.matter.one_stop),
        **queries.control_slip(dossier),
    }
    pdf = papers.render("form-05", content, on=localdate(request.now))
    return download(pdf, PDF, f"phieu-kiem-soat-{dossier.matter}.pdf")


@require_safe
@at_desk
def evidence(request: DeskRequest, verification_id: int) -> HttpResponse:
    """A photograph that was handed in when an item of a unit was verified."""
    kept = publicity.evidence_seen_by(request.official, verification_id, request.now)
    return download(documents.content_of(kept), kept.media_type, kept.name)


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    shown = media_type in SHOWN_IN_THE_BROWSER
    response = HttpResponse(content, content_type=media_type if shown else "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
