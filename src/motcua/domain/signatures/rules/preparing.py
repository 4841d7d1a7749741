"""Making a PDF/A ready for signatures, and filling its number and day between them, so that it stays PDF/A-2b.

Tried: docs/adr/0012. Every field is there before the first signature; nothing else of the file changes afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, NumberObject, StreamObject
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field

from motcua.domain.signatures.states import AGENCY, DAY, NUMBER, PERSON, SECRETARY

PRINTED = 4
"""The flag of a field that is printed and takes no part in anything else (ISO 32000-1, table 165)."""

_LATER = [PERSON, AGENCY, NUMBER, DAY]
LOCKS = {
    SECRETARY: FieldMDPSpec(FieldMDPAction.EXCLUDE, _LATER),
    PERSON: FieldMDPSpec(FieldMDPAction.EXCLUDE, _LATER[1:]),
    AGENCY: FieldMDPSpec(FieldMDPAction.ALL),
}
"""After the agency has signed no field changes any more; after a person, only what comes later."""


@dataclass(frozen=True)
class Box:
    """A place on a page, from 0; in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, in points."""
        return self.right - self.left, self.top - self.bottom


class Writer(IncrementalPdfFileWriter):
    """Adds to a file and leaves what it says of itself alone: rewritten, typst's XMP is no PDF/A's any more."""

    def _update_meta(self) -> None:
        return


class Drawing(PdfContent):
    """The first page of a PDF, to be drawn inside another."""

    def __init__(self, pdf: bytes) -> None:
        self._from = PdfFileReader(BytesIO(pdf))
        corners = [float(each) for each in self._from.root["/Pages"]["/Kids"][0]["/MediaBox"]]
        super().__init__(box=BoxConstraints(corners[2] - corners[0], corners[3] - corners[1]))

    def render(self) -> bytes:
        """The operators that draw it."""
        assert self.writer is not None
        drawn = self.writer.import_page_as_xobject(self._from)
        self.set_resource(category=ResourceType.XOBJECT, name=name("/Drawing"), value=drawn)
        return b"/Drawing Do"


def prepared(pdf: bytes, boxes: Mapping[str, Box]) -> bytes:
    """The PDF with empty fields where boxes are given: signatures `thu_ky`, `ky`, `dau`; texts `so`, `ngay`."""
    writer = Writer(BytesIO(pdf if pdf.endswith(b"\n") else pdf + b"\n"))
    for field in (SECRETARY, PERSON, AGENCY):
        if (box := boxes.get(field)) is not None:
            corners = (round(box.left), round(box.bottom), round(box.right), round(box.top))
            spec = SigFieldSpec(field, on_page=box.page, box=corners, field_mdp_spec=LOCKS[field])
            append_signature_field(writer, spec)
    for field in (NUMBER, DAY):
        if (box := boxes.get(field)) is not None:
            _add_text_field(writer, field, box)
    return _written(writer)


def filled(pdf: bytes, texts: Mapping[str, tuple[str, bytes]]) -> bytes:
    """The PDF with texts in its fields: what each says, and a drawing of it of the size of its box."""
    writer = Writer(BytesIO(pdf))
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] not in texts:
            continue
        said, drawn = texts[field["/T"]]
        drawing = Drawing(drawn)
        drawing.set_writer(writer)
        operators = drawing.render()
        left, bottom, right, top = (float(each) for each in field["/Rect"])
        form = _form(right - left, top - bottom, operators, drawing.resources.as_pdf_object())
        field[name("/V")] = generic.pdf_string(said)
        field[name("/AP")] = DictionaryObject({name("/N"): writer.add_object(form)})
        writer.update_container(field)
    return _written(writer)


def fields_of(pdf: bytes) -> frozenset[str]:
    """The names of its fields."""
    root = PdfFileReader(BytesIO(pdf)).root
    if "/AcroForm" not in root:
        return frozenset()
    return frozenset(str(each.get_object()["/T"]) for each in root["/AcroForm"]["/Fields"])


def _add_text_field(writer: Writer, field: str, box: Box) -> None:
    page, _resources = writer.find_page_for_modification(box.page)
    empty = writer.add_object(_form(*box.size, b"", DictionaryObject()))
    widget = writer.add_object(
        DictionaryObject(
            {
                name("/FT"): name("/Tx"),
                name("/T"): generic.pdf_string(field),
                name("/Type"): name("/Annot"),
                name("/Subtype"): name("/Widget"),
                name("/F"): NumberObject(PRINTED),
                name("/Rect"): ArrayObject(map(FloatObject, (box.left, box.bottom, box.right, box.top))),
                name("/P"): page,
                name("/DA"): generic.pdf_string("/F0 13 Tf 0 g"),
                name("/AP"): DictionaryObject({name("/N"): empty}),
            }
        )
    )
    form, sheet = writer.root["/AcroForm"], page.get_object()
    form["/Fields"].append(widget)
    if "/Annots" in sheet:
        sheet["/Annots"].append(widget)
    else:
        sheet[name("/Annots")] = ArrayObject([widget])
    for changed in (form["/Fields"], sheet["/Annots"], sheet, form):
        writer.update_container(changed)


def _form(width: float, height: float, operators: bytes, resources: DictionaryObject) -> StreamObject:
    return StreamObject(
        dict_data={
            name("/Type"): name("/XObject"),
            name("/Subtype"): name("/Form"),
            name("/BBox"): ArrayObject(map(FloatObject, (0, 0, width, height))),
            name("/Resources"): resources,
        },
        stream_data=operators,
    )


def _written(writer: Writer) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
