"""Voice notes as telephones record them, put together by hand: WebM, MP4 and MP3 with what is told beside the sound."""

from __future__ import annotations

import struct

PLACE = b"+12.0312+107.1245/"
"""Where it was recorded: what nobody may learn from a voice note."""
ENDLESS = b"\x01" + b"\xff" * 7


def element(identity: str, body: bytes) -> bytes:
    """An element of WebM with its length in eight bytes."""
    return bytes.fromhex(identity) + b"\x01" + len(body).to_bytes(7, "big") + body


def webm(seconds: int = 3, *, kinds: tuple[int, ...] = (2,), document: bytes = b"webm") -> bytes:
    """As Chromium and Firefox record: a segment and clusters of no stated length, one block in each half second."""
    told = element("1549A966", element("2AD7B1", (1_000_000).to_bytes(3, "big")) + element("7BA9", PLACE))
    tracks = [element("AE", element("D7", b"\x01") + element("83", bytes([kind]))) for kind in kinds]
    clusters = b"".join(
        bytes.fromhex("1F43B675")
        + ENDLESS
        + element("E7", (second * 1000).to_bytes(4, "big"))
        + b"".join(element("A3", b"\x81" + struct.pack(">h", at) + b"\x80" + bytes(40)) for at in (0, 500))
        for second in range(seconds)
    )
    segment = told + element("1654AE6B", b"".join(tracks)) + clusters + element("1254C367", PLACE * 20)
    return element("1A45DFA3", element("4282", document)) + bytes.fromhex("18538067") + ENDLESS + segment


def box(kind: bytes, *inner: bytes) -> bytes:
    """A box of MP4."""
    body = b"".join(inner)
    return struct.pack(">I", 8 + len(body)) + kind + body


def m4a(seconds: int = 3, *, handler: bytes = b"soun", coding: bytes = b"mp4a", fragments: bool = False) -> bytes:
    """As a telephone's recorder saves, or in fragments as Safari records."""
    stated = 0 if fragments else seconds * 1000
    header = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, stated), bytes(80))
    media = box(
        b"mdia",
        box(b"mdhd", struct.pack(">IIIII", 0, 0, 0, 48_000, 0), bytes(4)),
        box(b"hdlr", bytes(8), handler, bytes(13)),
        box(b"minf", box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1), box(coding, bytes(28))))),
    )
    told = box(b"udta", box(b"\xa9xyz", PLACE))
    whole = box(b"ftyp", b"M4A \0\0\0\0M4A ") + box(b"moov", header, box(b"trak", media), told)
    if not fragments:
        return whole + box(b"mdat", bytes(400))
    pieces = [
        box(b"moof", box(b"traf", box(b"tfdt", struct.pack(">II", 0, second * 48_000)))) + box(b"mdat", bytes(100))
        for second in range(seconds + 1)
    ]
    return whole + b"".join(pieces)


def mp3(seconds: int = 3) -> bytes:
    """Frames of 128 kbit/s, with a title before and behind them."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    before = b"ID3\x03\x00\x00" + bytes([0, 0, 0, len(PLACE)]) + PLACE
    return before + frame * (seconds * 44_100 // 1152) + b"TAG" + PLACE.ljust(125, b"\0")
