"""MP3 (ISO/IEC 11172-3, layer III): frames one after the other, between what players write before and behind."""

from __future__ import annotations

from motcua.kernel.errors import Refused

TAGGED = b"ID3"
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Samples a second by version (3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5)."""
KILOBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
LAYER_3 = 1
FEWEST = 3
"""Frames in a row; fewer may be chance."""
MOST_BEFORE = 4096
"""Bytes of nothing that may stand before the first frame."""


def read(content: bytes) -> tuple[float, bytes]:
    """Seconds, and the frames alone.

    Raises:
        Refused: `sound_type_unknown` where there are no frames.
    """
    begins = _first(content, _behind_tag(content))
    place, frames, seconds = begins, 0, 0.0
    while (found := _frame(content, place)) is not None:
        length, lasts = found
        if place + length > len(content):
            break
        place, frames, seconds = place + length, frames + 1, seconds + lasts
    if frames < FEWEST:
        raise Refused("sound_type_unknown")
    return seconds, content[begins:place]


def _behind_tag(content: bytes) -> int:
    if not content.startswith(TAGGED) or len(content) < 10:
        return 0
    size = 0
    for byte in content[6:10]:  # seven bits of each
        size = size << 7 | byte & 0x7F
    return 10 + size


def _first(content: bytes, place: int) -> int:
    """Where three frames in a row begin; where none do, where they should."""
    for start in range(place, min(place + MOST_BEFORE, len(content))):
        ahead = start
        for _number in range(FEWEST):
            found = _frame(content, ahead)
            if found is None:
                break
            ahead += found[0]
        else:
            return start
    return place


def _frame(content: bytes, place: int) -> tuple[int, float] | None:
    """Bytes and seconds of the frame that begins here; `None` where none does."""
    head = content[place : place + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer, bits, rate = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != LAYER_3 or bits in {0, 15} or rate == 3:
        return None
    samples, hertz = (1152 if version == 3 else 576), RATES[version][rate]
    kilobits = KILOBITS[3 if version == 3 else 2][bits]
    return samples // 8 * kilobits * 1000 // hertz + (head[2] >> 1 & 1), samples / hertz
