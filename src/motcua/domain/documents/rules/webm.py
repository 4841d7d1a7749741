"""WebM as browsers record sound (Matroska, RFC 9559): elements one after the other, some of no stated length."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.kernel.errors import Refused

BEGINS = b"\x1aE\xdf\xa3"
DOC_TYPE, TRACK_TYPE, SCALE, CLUSTER_AT = 0x4282, 0x83, 0x2AD7B1, 0xE7
BLOCKS = frozenset({0xA3, 0xA1})
OPENED = frozenset({0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675, 0xA0})
"""Header, segment, information, tracks, one track, cluster, group of blocks: what is read into, not over."""
TOLD = frozenset({0x1254C367, 0x1941A469, 0x7BA9, 0x4461, 0x7384})
"""Tags, attachments, title, date, file name: what is said beside the sound."""
SOUND = 2
USUAL_SCALE = 1_000_000
"""Nanoseconds of one tick."""
VOID = 0xEC
SHORT = 126
BILLION = 1e9


def read(content: bytes) -> tuple[float, bytes]:
    """Seconds, and the same without what is told beside the sound.

    Raises:
        Refused: `sound_type_unknown` where it is no WebM or holds more than sound; `file_cut_short`.
    """
    bare, kinds, document = bytearray(content), set[int](), b""
    scale, cluster, last = USUAL_SCALE, 0, 0
    for identity, begins, starts, ends in _elements(content):
        value = content[starts:ends]
        if identity == DOC_TYPE:
            document = value.rstrip(b"\0")
        elif identity == TRACK_TYPE:
            kinds.add(int.from_bytes(value, "big"))
        elif identity == SCALE:
            scale = int.from_bytes(value, "big") or USUAL_SCALE
        elif identity == CLUSTER_AT:
            cluster = int.from_bytes(value, "big")
        elif identity in BLOCKS:
            last = max(last, cluster + _within_cluster(value))
        elif identity in TOLD:
            bare[begins:ends] = _void(ends - begins)
    if document != b"webm" or kinds != {SOUND}:
        raise Refused("sound_type_unknown")
    return last * scale / BILLION, bytes(bare)


def _elements(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each element: what it is, where it begins, where its content starts and ends."""
    place = 0
    while place < len(content):
        identity, after = _number(content, place, marked=True)
        size, starts = _number(content, after, marked=False)
        endless = size == (1 << (7 * (starts - after))) - 1
        if identity in OPENED:
            yield identity, place, starts, starts
            place = starts
            continue
        if endless or starts + size > len(content):
            raise Refused("file_cut_short")
        yield identity, place, starts, starts + size
        place = starts + size


def _number(content: bytes, place: int, *, marked: bool) -> tuple[int, int]:
    """A number of one to eight bytes, whose first says how many; `marked`: the bit that says so belongs to it."""
    first = content[place] if place < len(content) else 0
    length = 9 - first.bit_length()
    if first == 0 or place + length > len(content):
        raise Refused("file_cut_short")
    value = int.from_bytes(content[place : place + length], "big")
    return (value if marked else value & ((1 << (7 * length)) - 1)), place + length


def _within_cluster(block: bytes) -> int:
    """Ticks from the beginning of its cluster."""
    _track, at = _number(block, 0, marked=False)
    return int.from_bytes(block[at : at + 2], "big", signed=True)


def _void(length: int) -> bytes:
    """Nothing, as long as what stood there."""
    if length - 2 <= SHORT:
        return bytes([VOID, 0x80 | (length - 2)]) + bytes(length - 2)
    return bytes([VOID, 0x01]) + (length - 9).to_bytes(7, "big") + bytes(length - 9)
