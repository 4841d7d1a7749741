"""What may be handed in as a file. Pure decisions over its bytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import puremagic

from motcua.kernel.errors import Refused

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
ENDS = {"application/pdf": b"%%EOF", "image/jpeg": b"\xff\xd9", "image/png": b"IEND\xaeB`\x82"}
SIGNATURES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
# A scan or a photograph needs none of these; a trap does.
# The short names must be followed by their value, or one scan in a few hundred would hold them by chance.
ACTIVE_IN_PDF = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia|Rendition)|/JS\s*(?:\(|<|\d+\s+\d+\s+R)|/XFA\s*(?:\[|\d+\s+\d+\s+R)"
)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJSTM = b"".join(b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in b"ObjStm")
_OBJECT_STREAM = re.compile(b"/" + _OBJSTM + rb"\b.{0,400}?stream\r?\n", re.DOTALL)
LARGEST_OBJECTS = 32 * MEGABYTE
_CHUNK = 64 * 1024


def media_type(content: bytes) -> str:
    """What the bytes are, whatever the file was called.

    Raises:
        Refused: `file_empty`, `file_too_large`, `file_type_unknown`, `file_cut_short` or
            `file_with_active_content`.
    """
    if not content:
        raise Refused("file_empty")
    if len(content) > LARGEST:
        raise Refused("file_too_large", megabytes=LARGEST // MEGABYTE)
    kind = next((kind for signature, kind in SIGNATURES.items() if content.startswith(signature)), None)
    if kind is None or kind not in _by_content(content):
        raise Refused("file_type_unknown")
    if not _is_whole(kind, content):
        raise Refused("file_cut_short")
    if kind == "application/pdf" and _is_active(content):
        raise Refused("file_with_active_content")
    return kind


def _is_whole(kind: str, content: bytes) -> bool:
    """Whether the file reaches its own end; what some cameras and scanners add behind it does no harm."""
    if kind == "image/jpeg":
        return content.find(ENDS[kind], _picture_starts(content)) >= 0
    start = -1024 if kind == "application/pdf" else 0  # a linearised PDF says %%EOF near its beginning too
    return ENDS[kind] in content.rstrip(b"\0\r\n\t ")[start:]


def _picture_starts(content: bytes) -> int:
    """Where the picture of a JPEG begins, past its headers: a thumbnail in them has an end of its own."""
    place = 2
    while content[place : place + 1] == b"\xff" and content[place + 1 : place + 2] != b"\xda":
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return place


def _is_active(content: bytes) -> bool:
    """Whether a PDF can do something when it is opened, also where that is written in escapes or packed away."""
    return any(ACTIVE_IN_PDF.search(part) for text in _texts(content) for part in (text, _unescaped(text)))


def _unescaped(text: bytes) -> bytes:
    return _ESCAPED.sub(lambda escape: bytes([int(escape[1], 16)]), text)


def _texts(content: bytes) -> Iterator[bytes]:
    """The file itself, and the objects it keeps compressed (as far as `LARGEST_OBJECTS` in all)."""
    yield content
    left = LARGEST_OBJECTS
    for found in _OBJECT_STREAM.finditer(content):
        unpacked = _unpacked(content, found.end(), left)
        left -= len(unpacked)
        if left <= 0:
            raise Refused("file_with_active_content")  # no scan needs this much; a bomb does
        yield unpacked


def _unpacked(content: bytes, start: int, most: int) -> bytes:
    """What is compressed from `start` on, at most so many bytes of it; nothing where it is not compressed."""
    unpacking, unpacked = zlib.decompressobj(), bytearray()
    try:
        for place in range(start, len(content), _CHUNK):
            unpacked += unpacking.decompress(content[place : place + _CHUNK], most - len(unpacked))
            if unpacking.eof or len(unpacked) >= most:
                break
    except zlib.error:
        pass  # what came before the fault still counts
    return bytes(unpacked)


def _by_content(content: bytes) -> set[str]:
    """What a library of signatures says, so that a signature of ours alone does not decide."""
    try:
        return {found.mime_type for found in puremagic.magic_string(content)}
    except puremagic.PureError:
        return set()
