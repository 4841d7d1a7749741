"""What is seen of a signature: the picture that goes with the key, or its holder's name drawn in its stead."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path

from motcua.domain.papers.queries import typesetting
from motcua.domain.signatures.models import Key
from motcua.domain.signatures.rules.preparing import Box

NOWHEN = datetime(2000, 1, 1, tzinfo=UTC)
"""A drawing is of no day: the same one gives the same bytes."""
DRAWINGS = Path(__file__).resolve().parents[1] / "typst"

# Both edges at the baseline: the text has no height, and stands where the document's own line does.
_TEXT = """
#let it = json(bytes(sys.inputs.content))
#set page(width: it.at("width", default: 10) * 1pt, height: it.at("height", default: 10) * 1pt, margin: 0pt, fill: none)
#set text(font: "Tinos", lang: "vi", size: it.at("size", default: 13) * 1pt, style: it.at("style", default: "normal"),
  weight: it.at("weight", default: "regular"), top-edge: "baseline", bottom-edge: "baseline")
#let said = it.at("text", default: "")
#let side = if it.at("left", default: false) { left } else { center }
#place(top + side, dy: it.at("down", default: 0) * 1pt, context {
  let wide = measure(said).width
  if wide > page.width { scale(x: page.width / wide * 100%, reflow: true, said) } else { said }
})
"""


def look_of(key: Key, box: Box) -> bytes:
    """A drawing of the size of the box: the person's signature in blue, or the agency's seal in red."""
    width, height = box.size
    picture = b64encode(bytes(key.picture)).decode() if key.picture else ""
    kind = "picture" if picture else "seal" if key.agency_id is not None else "name"
    return _drawn(kind, key.subject, picture, round(width, 2), round(height, 2))


@dataclass(frozen=True)
class Type:
    """How a text stands in its box: its size, how far below the upper edge its baseline is (points), how it is set."""

    size: float
    down: float
    style: str = "normal"
    weight: str = "regular"
    left: bool = False


def text_in(box: Box, text: str, type: Type, *, at: datetime) -> bytes:
    """A drawing of the size of the box with a text in it, no wider than the box."""
    width, height = box.size
    content = {
        "text": text,
        **asdict(type),
        "down": round(type.down, 2),
        "width": round(width, 2),
        "height": round(height, 2),
    }
    return typesetting.pdf(_TEXT, content, at=at)


@lru_cache(maxsize=64)
def _drawn(kind: str, name: str, picture: str, width: float, height: float) -> bytes:
    content = {"name": name, "picture": picture, "width": width, "height": height}
    return typesetting.pdf(_source(kind), content, at=NOWHEN)


@cache
def _source(kind: str) -> str:
    return (DRAWINGS / "page.typ").read_text("utf-8") + (DRAWINGS / f"{kind}.typ").read_text("utf-8")
