"""The outside of an uploaded .docx: whether it may be opened at all, and its parts."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from docx.oxml import parse_xml

from motcua.kernel.errors import Malformed

MAX_BYTES = 20_000_000
MAX_UNPACKED = 100_000_000
"""Of all parts together, as they say themselves and as they turn out."""
MAX_PARTS = 2_000
MAX_TEXT = 20_000_000
"""Of one part that is read as XML."""

_MARGIN = re.compile(r"word/(?:header|footer)[0-9]{0,2}\.xml")


@dataclass(frozen=True)
class Package:
    """The parts that are looked at; a part that is not there is nothing."""

    document: Any
    footnotes: Any
    relations: Any
    styles: Any
    properties: Any
    margins: tuple[Any, ...]
    """The heads and feet of pages."""
    names: frozenset[str]

    def holds(self, ending: str) -> bool:
        """Whether there is a part whose name ends like this."""
        return any(name.lower().endswith(ending) for name in self.names)


def opened(data: bytes) -> Package:
    """The parts of a .docx.

    Raises:
        Malformed: it is no .docx, larger than 20 MB, or grows beyond measure when unpacked.
    """
    if len(data) > MAX_BYTES:
        raise Malformed(_("Tệp lớn hơn 20 MB."))
    try:
        with ZipFile(BytesIO(data)) as file:
            parts = file.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Malformed(_("Tệp nén quá nhiều so với kích thước của nó nên không mở."))
            names = frozenset(part.filename for part in parts)
            if "word/document.xml" not in names:
                raise Malformed(_("Tệp này không phải văn bản Word (.docx)."))
            wanted = ("word/footnotes.xml", "word/_rels/document.xml.rels", "word/styles.xml", "docProps/core.xml")
            found = [_xml(file, name) if name in names else None for name in wanted]
            footnotes, relations, styles, properties = found
            margins = tuple(_xml(file, name) for name in sorted(names) if _MARGIN.fullmatch(name))
            return Package(_xml(file, "word/document.xml"), footnotes, relations, styles, properties, margins, names)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as problem:
        if isinstance(problem, Malformed):
            raise
        raise Malformed(_("Tệp này hỏng, hoặc không phải văn bản Word (.docx).")) from None


def _xml(file: ZipFile, name: str) -> Any:
    with file.open(name) as part:
        written = part.read(MAX_TEXT + 1)  # what the part says of its size proves nothing
    if len(written) > MAX_TEXT:
        raise Malformed(_("Tệp nén quá nhiều so với kích thước của nó nên không mở."))
    if b"<!DOCTYPE" in written or b"<!ENTITY" in written:
        raise Malformed(_("Tệp này chứa mã lạ nên không mở."))
    try:
        return parse_xml(written)
    except SyntaxError:
        raise Malformed(_("Tệp này hỏng, hoặc không phải văn bản Word (.docx).")) from None
