"""What may be handed in as a file. Pure decisions over its bytes."""

from __future__ import annotations

import puremagic

from motcua.kernel.errors import Refused

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
SIGNATURES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
# A scan or a photograph needs none of these; a trap does.
ACTIVE_IN_PDF = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")


def media_type(content: bytes) -> str:
    """What the bytes are, whatever the file was called.

    Raises:
        Refused: `file_empty`, `file_too_large`, `file_type_unknown` or `file_with_active_content`.
    """
    if not content:
        raise Refused("file_empty")
    if len(content) > LARGEST:
        raise Refused("file_too_large", megabytes=LARGEST // MEGABYTE)
    kind = next((kind for signature, kind in SIGNATURES.items() if content.startswith(signature)), None)
    if kind is None or kind not in _by_content(content):
        raise Refused("file_type_unknown")
    if kind == "application/pdf" and any(mark in content for mark in ACTIVE_IN_PDF):
        raise Refused("file_with_active_content")
    return kind


def _by_content(content: bytes) -> set[str]:
    """What a library of signatures says, so that a signature of ours alone does not decide."""
    try:
        return {found.mime_type for found in puremagic.magic_string(content)}
    except puremagic.PureError:
        return set()
