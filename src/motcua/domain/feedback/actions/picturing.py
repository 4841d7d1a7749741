"""Copies of pictures for the public: what is seen on them, and nothing of what a camera writes beside it."""

from __future__ import annotations

import io
from datetime import datetime

from django.db.transaction import atomic
from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.domain.documents import actions as documents
from motcua.domain.documents import queries as documents_asked
from motcua.domain.feedback.models import Photo
from motcua.kernel.actors import Actor
from motcua.kernel.later import defer

WIDEST = 1280
"""Pixels of the longer side."""
MOST_PIXELS = 50_000_000
QUALITY = 80
PICTURES = frozenset({"image/jpeg", "image/png"})


@atomic
def make_public_copies(report_id: int, *, by: Actor, now: datetime) -> int:
    """Draw each picture of a report anew, upright and small; how many. What is no picture gets no copy.

    PDFs are copied by a job of their own: one of them may take long.
    """
    papers = Photo.objects.filter(report_id=report_id, file__media_type="application/pdf", bare__isnull=True)
    if papers.filter(role=Photo.Role.REPORT, unreadable=False).exists():
        defer("reports.make_bare_copies", report_id=report_id)
    waiting = (
        Photo.objects.select_for_update(of=("self",))
        .select_related("file")
        .filter(report_id=report_id, public__isnull=True, unreadable=False, file__media_type__in=PICTURES)
        .order_by("pk")
    )
    made = 0
    for photo in waiting:
        drawn = redrawn(documents_asked.content_of(photo.file))
        if drawn is None:
            photo.unreadable = True
            photo.save(update_fields=["unreadable"])
            continue
        photo.public = documents.take_in("anh.jpg", drawn, by=by, now=now)
        photo.save(update_fields=["public"])
        made += 1
    return made


def redrawn(content: bytes) -> bytes | None:
    """The pixels alone as a JPEG: no place, no time, no camera, no thumbnail; `None` for what cannot be drawn."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    upright.thumbnail((WIDEST, WIDEST))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    kept = io.BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
