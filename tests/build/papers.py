"""A PDF as people send one: its pages, and what programs and cameras wrote beside them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from tests.build.reports import a_photo

AUTHOR, ON_THE_PAGE = "Dieu Thi An", "Cau gay mot nhip"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{AUTHOR}</dc:creator></x:xmpmeta>".encode()


def a_paper(*, password: str = "") -> bytes:
    """Two pages with words and a photograph; its author stands in every place where a program may write them."""
    writer = PdfWriter()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    for _page in range(2):
        page = writer.add_blank_page(200, 200)
        page[NameObject("/Contents")] = writer._add_object(_stream(f"BT /F 12 Tf 20 100 Td ({ON_THE_PAGE}) Tj ET"))
        page[NameObject("/Resources")] = DictionaryObject(
            {
                NameObject("/Font"): DictionaryObject({NameObject("/F"): font}),
                NameObject("/XObject"): DictionaryObject({NameObject("/P"): writer._add_object(_photograph(writer))}),
            }
        )
        page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): TextStringObject(AUTHOR)})
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(_note())])
    writer.add_metadata({"/Author": AUTHOR, "/Title": AUTHOR})
    writer.xmp_metadata = XMP
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/Nobody"): TextStringObject(AUTHOR)})
    if password:
        writer.encrypt(password)
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def words_on(content: bytes) -> list[str]:
    """What stands on each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def everything_in(content: bytes) -> bytes:
    """Each object of a PDF, unpacked, so that what is hidden in it is found by its words."""
    reader = PdfReader(BytesIO(content))
    writer = PdfWriter(clone_from=reader)
    return b"\n".join([content, *(_unpacked(each) for each in writer._objects)])


def _unpacked(thing: Any) -> bytes:
    data = thing.get_data() if isinstance(thing, StreamObject) else b""
    return repr(thing).encode() + data + getattr(thing, "_data", b"")


def _stream(words: str) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(words.encode())
    return made


def _photograph(writer: PdfWriter) -> StreamObject:
    made = StreamObject()
    made._data = a_photo(where=True)
    for key, value in (("/Type", "/XObject"), ("/Subtype", "/Image"), ("/ColorSpace", "/DeviceRGB")):
        made[NameObject(key)] = NameObject(value)
    for key, number in (("/Width", 64), ("/Height", 48), ("/BitsPerComponent", 8)):
        made[NameObject(key)] = NumberObject(number)
    made[NameObject("/Filter")] = NameObject("/DCTDecode")
    described = DecodedStreamObject()
    described.set_data(XMP)
    made[NameObject("/Metadata")] = writer._add_object(described)
    return made


def _note() -> DictionaryObject:
    note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text")})
    note[NameObject("/Rect")] = ArrayObject([FloatObject(10), FloatObject(10), FloatObject(30), FloatObject(30)])
    note[NameObject("/Contents")] = TextStringObject("Xem anh")
    note[NameObject("/T")] = TextStringObject(AUTHOR)
    return note
