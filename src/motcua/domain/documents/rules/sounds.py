"""A voice note: what its bytes are, how long it lasts, and the same without what a telephone writes beside it.

Three kinds are taken, which are what browsers record (WebM, MP4) or a recorder on a telephone saves (MP4, MP3).
What holds a picture that moves is none, whatever it is called. Pure decisions over bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.documents.rules import mpeg4, mpeg_audio, webm
from motcua.kernel.errors import Refused

KILOBYTE = 1000


@dataclass(frozen=True)
class Longest:
    """How long a voice note may be, and how large; a number decided by the province."""

    seconds: int
    kilobytes: int


@dataclass(frozen=True)
class Sound:
    """A voice note that may be kept: its kind, how many seconds it lasts at least, and its bare bytes."""

    kind: str
    seconds: float
    content: bytes


def sound(content: bytes, longest: Longest) -> Sound:
    """What the bytes are, whatever the file was called, without titles, places, names and pictures beside the sound.

    Raises:
        Refused: `file_empty`, `sound_too_large`, `sound_type_unknown`, `file_cut_short` or `sound_too_long`.
    """
    if not content:
        raise Refused("file_empty")
    if len(content) > longest.kilobytes * KILOBYTE:
        raise Refused("sound_too_large", kilobytes=longest.kilobytes)
    if content.startswith(webm.BEGINS):
        kind, (seconds, bare) = "audio/webm", webm.read(content)
    elif content[4:8] == mpeg4.BEGINS:
        kind, (seconds, bare) = "audio/mp4", mpeg4.read(content)
    else:
        kind, (seconds, bare) = "audio/mpeg", mpeg_audio.read(content)
    if seconds > longest.seconds + 1:  # a recorder that is stopped at the limit runs on for a moment
        raise Refused("sound_too_long", seconds=longest.seconds)
    return Sound(kind, seconds, bare)
