"""Files on their way out: never run, never guessed at, never kept by a cache."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SAFE_TYPES = {"application/pdf", "image/jpeg", "image/png", "audio/webm", "audio/mp4", "audio/mpeg"}


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """The bytes as a file to save, under a name that browsers of any age can read."""
    kind = media_type if media_type in SAFE_TYPES else "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
