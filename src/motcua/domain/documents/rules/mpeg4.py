"""MP4 with sound alone (ISO/IEC 14496-12): boxes in boxes; a recorder writes it whole or in fragments."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.kernel.errors import Refused

BEGINS = b"ftyp"
OPENED = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"})
TOLD = frozenset({b"udta", b"meta", b"uuid"})
"""What a telephone says beside the sound: title, place, whose it is."""
PLAYED = (b"mp4a", b"Opus")
"""The codings that browsers play."""
SOUND = b"soun"
HEADER = 8


def read(content: bytes) -> tuple[float, bytes]:
    """Seconds (in fragments: until the last of them begins), and the same without what is told beside the sound.

    Raises:
        Refused: `sound_type_unknown` where there is more than sound, or a coding no browser plays; `file_cut_short`.
    """
    bare, handlers, there = bytearray(content), set[bytes](), set[bytes]()
    seconds, ticks, coded = 0.0, 1, True
    for kind, starts, ends in _boxes(content, 0, len(content)):
        value = content[starts:ends]
        there.add(kind)
        if kind in TOLD:
            bare[starts - 4 : starts] = b"free"
            bare[starts:ends] = bytes(ends - starts)
        elif kind == b"mvhd":
            seconds = max(seconds, _length(value))
        elif kind == b"mdhd":
            ticks = _ticks(value)
        elif kind == b"tfdt":
            seconds = max(seconds, int.from_bytes(value[4:], "big") / ticks)
        elif kind == b"hdlr":
            handlers.add(value[8:12])
        elif kind == b"stsd":
            coded = coded and any(value[12:].startswith(each) for each in PLAYED)
    if not {b"moov", b"mdat", b"stsd"} <= there:
        raise Refused("file_cut_short")
    if SOUND not in handlers or b"vide" in handlers or not coded:
        raise Refused("sound_type_unknown")
    return seconds, bytes(bare)


def _boxes(content: bytes, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Each box, outer before inner: its kind, where its content starts and ends."""
    while place < end:
        if place + HEADER > end:
            raise Refused("file_cut_short")
        size, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        starts = place + HEADER
        if size == 1:  # the length stands behind the kind, in eight bytes
            size, starts = int.from_bytes(content[starts : starts + 8], "big"), starts + 8
        elif size == 0:  # to the end
            size = end - place
        if size < starts - place or place + size > end:
            raise Refused("file_cut_short")
        yield kind, starts, place + size
        if kind in OPENED:
            yield from _boxes(content, starts, place + size)
        place += size


def _length(header: bytes) -> float:
    """Seconds that a movie header states; in fragments it states none."""
    long = header[:1] == b"\x01"
    ticks, length = (header[20:24], header[24:32]) if long else (header[12:16], header[16:20])
    return int.from_bytes(length, "big") / (int.from_bytes(ticks, "big") or 1)


def _ticks(header: bytes) -> int:
    """Ticks of a second, as a media header states them."""
    return int.from_bytes(header[20:24] if header[:1] == b"\x01" else header[12:16], "big") or 1
