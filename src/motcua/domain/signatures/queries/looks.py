"""What is seen of a signature: the picture that goes with the key, or its holder's name drawn in its stead."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path

from motcua.domain.papers.queries import typesetting
from motcua.domain.signatures.models import Key
from motcua.domain.signatures.rules.preparing import Box

NOWHEN = datetime(2000, 1, 1, tzinfo=UTC)
"""A drawing is of no day: the same one gives the same bytes."""
DRAWINGS = Path(__file__).resolve().parents[1] / "typst"


def look_of(key: Key, box: Box) -> bytes:
    """A drawing of the size of the box: the person's signature in blue, or the agency's seal in red."""
    width, height = box.size
    picture = b64encode(bytes(key.picture)).decode() if key.picture else ""
    kind = "picture" if picture else "seal" if key.agency_id is not None else "name"
    return _drawn(kind, key.subject, picture, round(width, 2), round(height, 2))


@lru_cache(maxsize=64)
def _drawn(kind: str, name: str, picture: str, width: float, height: float) -> bytes:
    content = {"name": name, "picture": picture, "width": width, "height": height}
    return typesetting.pdf(_source(kind), content, at=NOWHEN)


@cache
def _source(kind: str) -> str:
    return (DRAWINGS / "page.typ").read_text("utf-8") + (DRAWINGS / f"{kind}.typ").read_text("utf-8")
