"""What is done to a sealed letter afterwards, however it is done, is never called the letter that was issued."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, NumberObject, StreamObject
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from motcua.domain.letters import queries
from motcua.domain.signatures import queries as signatures
from motcua.domain.signatures.rules.preparing import Writer
from motcua.kernel.errors import Refused
from tests.build.letters import Desk, House

EVERYWHERE = ArrayObject(map(FloatObject, (0, 0, 600, 800)))


def _white(writer: Writer) -> generic.IndirectObject:
    form = {name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"), name("/BBox"): EVERYWHERE}
    return writer.add_object(StreamObject(dict_data=form, stream_data=b"1 g 0 0 600 800 re f"))


def _hidden(writer: Writer) -> None:
    """A white note over the text."""
    page, _resources = writer.find_page_for_modification(0)
    note = DictionaryObject(
        {name("/Type"): name("/Annot"), name("/Subtype"): name("/FreeText"), name("/F"): NumberObject(4)}
    )
    note[name("/Rect")], note[name("/AP")] = EVERYWHERE, DictionaryObject({name("/N"): _white(writer)})
    page.get_object()["/Annots"].append(writer.add_object(note))
    writer.update_container(page.get_object()["/Annots"])


def _other_text(writer: Writer) -> None:
    page, _resources = writer.find_page_for_modification(0)
    page.get_object()[name("/Contents")] = writer.add_object(StreamObject(stream_data=b"1 g 0 0 600 800 re f"))
    writer.update_container(page.get_object())


def _forged_field(writer: Writer) -> None:
    append_signature_field(writer, SigFieldSpec("gia", on_page=0, box=(50, 200, 550, 500)))


def _script(writer: Writer) -> None:
    does = {name("/S"): name("/JavaScript"), name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root[name("/OpenAction")] = DictionaryObject(does)
    writer.update_root()


def _seal_over_the_text(writer: Writer) -> None:
    seal = next(each.get_object() for each in writer.root["/AcroForm"]["/Fields"] if each.get_object()["/T"] == "dau")
    seal[name("/Rect")], seal[name("/AP")] = EVERYWHERE, DictionaryObject({name("/N"): _white(writer)})
    writer.update_container(seal)


def _changed(pdf: bytes, change: Callable[[Writer], None]) -> bytes:
    writer, out = Writer(BytesIO(pdf)), BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def _locked_up(pdf: bytes) -> bytes:
    writer, out = pypdf.PdfWriter(clone_from=BytesIO(pdf)), BytesIO()
    writer.encrypt("", owner_password="x")
    writer.write(out)
    return out.getvalue()


def test_nothing_that_is_added_after_the_seal_passes(keys: None) -> None:
    pdf = queries.signed_pdf(Desk(House.of()).with_keys().issued())
    assert signatures.examined(pdf).sound
    for change in (_hidden, _other_text, _forged_field, _script, _seal_over_the_text):
        found = signatures.examined(_changed(pdf, change))
        assert (found.document, found.sound) == (None, False), change.__name__
        assert all(each.spoilt for each in found.signatures), change.__name__
    for broken in (pdf[:-20], pdf[: len(pdf) // 2], _locked_up(pdf)):
        with pytest.raises(Refused) as no:
            signatures.examined(broken)
        assert no.value.code == "cannot_be_checked"
