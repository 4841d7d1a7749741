"""What one-stop units have to publish, as a pack writes it: the items of the checklist."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.shapes import MARK, SLUG, TEXT, WORDS, Shape, listing, mapping
from motcua.domain.packs.rules.shaping import check_shape

PUBLICATION_FILE = "publication.yaml"
PLACES = ("posted", "electronic", "both")

_CODE: Shape = SLUG | {"maxLength": 60}
_ITEM = mapping(
    {
        "code": _CODE,
        "title": TEXT,
        "where": {"enum": list(PLACES)},
        "basis": WORDS,
        "every_days": {"type": "integer", "minimum": 1, "maximum": 366},
    },
    {"mark": MARK},
)
SHAPE = mapping({"items": listing(_ITEM)})


def check_publication(document: Document, found: Findings) -> None:
    """Note every fault of the file: its form, and items that stand twice."""
    check_shape(document, SHAPE, found)
    items = document.body.get("items") if isinstance(document.body, Mapping) else None
    seen: dict[str, int] = {}
    for position, item in enumerate(items if isinstance(items, list) else ()):
        code = item.get("code") if isinstance(item, Mapping) else None
        if not isinstance(code, str):
            continue
        line = document.line("items", position, "code")
        if seen.setdefault(code, line) != line:
            found.add(
                "duplicate-key",
                document.file,
                line,
                f"Mục {shown(code)} đã có ở dòng {seen[code]}.",
                f"The item {shown(code)} stands on line {seen[code]} already.",
            )
