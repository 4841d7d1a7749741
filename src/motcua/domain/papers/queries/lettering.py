"""Which letters a TrueType font has, read from its `cmap` table."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

_WINDOWS_UNICODE = (3, 1)
_SEGMENTS = 4


def letters_of(font: bytes) -> frozenset[int]:
    """The code points of the Basic Multilingual Plane that the font draws.

    Raises:
        ValueError: the font has no Unicode table of the usual form (format 4).
    """
    tables = {font[12 + 16 * n : 16 + 16 * n]: 20 + 16 * n for n in range(_short(font, 4))}
    if b"cmap" not in tables:
        raise ValueError("the font has no cmap table")
    (cmap,) = unpack_from(">I", font, tables[b"cmap"])
    for record in range(_short(font, cmap + 2)):
        platform, encoding, offset = unpack_from(">HHI", font, cmap + 4 + 8 * record)
        if (platform, encoding) == _WINDOWS_UNICODE and _short(font, cmap + offset) == _SEGMENTS:
            return frozenset(_drawn(font, cmap + offset))
    raise ValueError("the font has no Unicode cmap of format 4")


def _drawn(font: bytes, table: int) -> Iterator[int]:
    """Each code point whose glyph is not the empty one."""
    count = _short(font, table + 6) // 2
    ends, starts = table + 14, table + 16 + 2 * count
    deltas, ranges = starts + 2 * count, starts + 4 * count
    for segment in range(count):
        start, end = _short(font, starts + 2 * segment), _short(font, ends + 2 * segment)
        delta, place = _short(font, deltas + 2 * segment), ranges + 2 * segment
        distance = _short(font, place)
        for point in range(start, min(end, 0xFFFE) + 1):
            glyph = point if not distance else _short(font, place + distance + 2 * (point - start))
            if (glyph + delta) % 0x10000 if glyph or not distance else 0:
                yield point


def _short(font: bytes, place: int) -> int:
    value: int = unpack_from(">H", font, place)[0]
    return value
