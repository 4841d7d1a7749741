"""A PDF without what programs wrote beside its pages: who made it, when, with what, and files hidden in it.

What stands on a page stays, whoever it names. Pure decisions over bytes.
"""

from __future__ import annotations

import logging
import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.filters import FlateDecode
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

# What is wrong with a file that somebody sent is said with words of the file: no log keeps it.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

OF_A_PAGE = frozenset(
    {"/Type", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit"}
    | {"/Resources", "/Contents", "/Group", "/Annots", "/Parent"}
)
OF_A_NOTE = frozenset(
    {"/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F", "/C", "/BS", "/Border", "/MK", "/DA", "/Contents"}
    | {"/QuadPoints", "/InkList", "/L", "/Vertices"}
)
"""What is seen of a note or a box of a form; not who wrote it, when, or what it does when it is pressed."""
WITH_A_FILE = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Popup"})
BESIDE = frozenset({"/Metadata", "/PieceInfo", "/AF", "/LastModified", "/OPI", "/Usage", "/StructParent"})
"""What programs write beside a picture, a font or a drawing of a page."""
JPEG, PACKED = "/DCTDecode", "/FlateDecode"
SCAN, LAST = 0xDA, 0xD9
TOLD_BY_CAMERAS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""Segments of a JPEG where cameras write place, time and owner; 0xE0 and 0xEE are needed to draw it."""
_AFTER_A_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def bare_pdf(content: bytes) -> bytes | None:
    """The pages alone, as they look; `None` for what cannot be read, or only with a password."""
    try:
        # What is cut off in the first turn is left behind in the second, which takes over only what pages need.
        return _pages_of(_pages_of(content))
    except Exception:  # its maker decides what is wrong with a file, and the library has no one name for it
        return None


def _pages_of(content: bytes) -> bytes:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("a password")
    writer = PdfWriter()
    for page in reader.pages:
        _strip_page(writer.add_page(page))
    if not writer.pages:
        raise ValueError("no pages")
    writer.metadata = None
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def _strip_page(page: Any) -> None:
    for key in [key for key in page if key not in OF_A_PAGE]:
        del page[key]
    notes = [note.get_object() for note in page["/Annots"]] if page.get("/Annots") else []
    seen = [note for note in notes if note.get("/Subtype") not in WITH_A_FILE]
    for note in seen:
        for key in [key for key in note if key not in OF_A_NOTE]:
            del note[key]
    page[NameObject("/Annots")] = ArrayObject(seen)
    _strip([page[key] for key in page if key != "/Parent"])


def _strip(things: list[Any]) -> None:
    """Take from everything that hangs on a page what was written beside it."""
    known: set[int] = set()
    while things:
        thing = things.pop()
        thing = thing.get_object() if isinstance(thing, IndirectObject) else thing
        if id(thing) in known:
            continue
        known.add(id(thing))
        if isinstance(thing, DictionaryObject):
            for key in BESIDE & thing.keys():
                del thing[key]
            if isinstance(thing, StreamObject):
                _strip_picture(thing)
            things += thing.values()
        elif isinstance(thing, ArrayObject):
            things += list(thing)


def _strip_picture(stream: Any) -> None:
    """A photograph lies in a PDF as its camera made it."""
    filters = stream.get("/Filter")
    names = [str(each) for each in (filters if isinstance(filters, ArrayObject) else [filters])]
    if names == [PACKED, JPEG]:
        stream._data = FlateDecode.decode(stream._data)
        stream[NameObject("/Filter")] = NameObject(JPEG)
        stream.pop("/DecodeParms", None)
    elif names != [JPEG]:
        return
    stream._data = bare_jpeg(stream._data)


def bare_jpeg(content: bytes) -> bytes:
    """A JPEG as it looks, without what its camera wrote before the picture or behind it."""
    if not content.startswith(b"\xff\xd8"):
        return content
    kept, place = bytearray(content[:2]), 2
    while place + 4 <= len(content):
        marker = content[place + 1]
        if content[place] != 0xFF or marker == LAST:
            break
        if marker == 0xFF:  # a filling byte
            place += 1
            continue
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == SCAN:
            found = _AFTER_A_SCAN.search(content, end)
            end = found.start() if found is not None else len(content)
        if marker not in TOLD_BY_CAMERAS:
            kept += content[place:end]
        place = end
    return bytes(kept) + b"\xff\xd9"
