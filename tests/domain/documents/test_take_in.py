"""What may be handed in as a file, and how it is kept."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings

from motcua.domain.documents import actions, queries
from motcua.domain.documents.models import File
from motcua.domain.documents.rules import media_type
from motcua.kernel.secrecy import SealBroken
from tests.build import people
from tests.build.dossiers import MONDAY, PDF
from tests.build.refusals import refused


def png(size: int = 8) -> bytes:
    """A small picture, whole."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(size) for _ in range(size)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


THUMBNAIL = b"\xff\xd8\xff\xdb\x00\x04\x00\x01\xff\xda\x00\x02tiny\xff\xd9"
EXIF = b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(THUMBNAIL)) + b"Exif\0\0" + THUMBNAIL
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    + EXIF
    + b"\xff\xda\x00\x02"
    + bytes(range(250)) * 4
    + b"\xff\xd9"
)


def a_pdf(*objects: bytes) -> bytes:
    """A PDF with these objects in it."""
    return PDF.replace(b"trailer", b"\n".join(objects) + b"\ntrailer")


def packed(content: bytes, name: bytes = b"ObjStm") -> bytes:
    """An object stream that hides its content from a plain search."""
    body = zlib.compress(content)
    return (
        b"5 0 obj<</Type/"
        + name
        + b"/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(body)
        + body
        + (b"\nendstream endobj")
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (png(), "image/png"),
        (JPEG, "image/jpeg"),
        (JPEG + b"SEFT" + bytes(2000), "image/jpeg"),  # a telephone's own notes behind the picture
        (PDF + b"\r\n\0\0\0", "application/pdf"),
        (a_pdf(b"5 0 obj(the word JavaScript in a text)endobj"), "application/pdf"),
        (a_pdf(packed(b"1 0 <</Type/Font>>")), "application/pdf"),
        (a_pdf(b"5 0 obj<</Length 9>>stream\n\x00/JS \x91/XFA\xff\nendstream endobj"), "application/pdf"),
    ],
)
def test_pictures_and_documents_are_known_by_their_content(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (PDF + bytes(10 * 1024 * 1024), "file_too_large"),
        (b"MZ\x90\x00" + bytes(500), "file_type_unknown"),
        (b"\x7fELF" + bytes(500), "file_type_unknown"),
        (b"#!/bin/sh\nrm -rf /\n%PDF-1.4", "file_type_unknown"),
        (b"PK\x03\x04" + bytes(500), "file_type_unknown"),
        (b"<html><script>alert(1)</script></html>", "file_type_unknown"),
        (b"GIF89a" + bytes(100), "file_type_unknown"),
        (b"\x00" * 40, "file_type_unknown"),
        (png()[:-12], "file_cut_short"),
        (png(64)[:60], "file_cut_short"),
        (JPEG[:-2], "file_cut_short"),  # the thumbnail's own end does not count
        (JPEG[:40], "file_cut_short"),
        (PDF[:-8], "file_cut_short"),
        (b"%PDF-1.4\n%%EOF\n" + bytes(range(1, 200)) * 20, "file_cut_short"),
    ],
)
def test_what_is_none_of_them_or_not_whole_is_refused(content: bytes, code: str) -> None:
    with refused(code):
        media_type(content)


@pytest.mark.parametrize(
    "trap",
    [
        b"5 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj",
        b"5 0 obj<</S/J#61vaScript/J#53 (app.alert)>>endobj",
        b"5 0 obj<</S/Rendition /JS 7 0 R>>endobj",
        b"5 0 obj<</JS <61>>>endobj",
        b"5 0 obj<</S/Launch/F(cmd.exe)>>endobj",
        b"5 0 obj<</Type/EmbeddedFile>>endobj",
        b"5 0 obj<</Subtype/RichMedia>>endobj",
        b"5 0 obj<</AcroForm<</XFA [(a) 7 0 R]>>>>endobj",
        packed(b"1 0 <</S/JavaScript/JS(app.alert(1))>>"),
        packed(b"1 0 <</S/J#61vaScript>>", name=b"Obj#53tm"),
        packed(bytes(40 * 1024 * 1024)),
    ],
    ids=range(11),
)
def test_a_document_that_can_do_something_is_refused(trap: bytes) -> None:
    with refused("file_with_active_content"):
        media_type(a_pdf(trap))


@pytest.mark.django_db
def test_it_is_kept_sealed_under_a_name_of_ours() -> None:
    an = people.an()
    file = actions.take_in("Giấy chứng sinh của Điểu Thị An.pdf", PDF, by=an, now=MONDAY)
    assert (file.media_type, file.size, file.owner_id, file.state) == (
        "application/pdf",
        len(PDF),
        an.account_id,
        "clean",
    )
    path = Path(settings.MOTCUA_HOME) / "files" / file.stored_name
    assert file.stored_name.startswith("uploads/2024/10/")
    assert "An" not in file.stored_name
    assert PDF not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert queries.content_of(File.objects.get(pk=file.pk)) == PDF


@pytest.mark.django_db
def test_the_same_file_twice_is_two_files() -> None:
    an = people.an()
    first, second = (actions.take_in("a.pdf", PDF, by=an, now=MONDAY) for _ in range(2))
    assert first.sha256 == second.sha256
    assert first.stored_name != second.stored_name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("", "tep"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ("gia\u0302\u0301y.pdf", "giấy.pdf"),
    ],
)
def test_a_name_is_only_words_to_show(name: str, kept: str) -> None:
    file = actions.take_in(name, PDF, by=people.an(), now=MONDAY)
    assert file.name.replace(" ", "") == kept
    assert file.stored_name.startswith("uploads/2024/10/")


@pytest.mark.django_db
def test_a_refused_file_is_named_and_leaves_nothing() -> None:
    with refused("file_type_unknown", name="virus.pdf"):
        actions.take_in("virus.pdf", b"MZ" + bytes(99), by=people.an(), now=MONDAY)
    assert not File.objects.exists()
    assert not list(Path(settings.MOTCUA_HOME).rglob("*.bin"))


@pytest.mark.django_db
def test_what_was_changed_on_disk_is_not_given_out() -> None:
    file = actions.take_in("a.pdf", PDF, by=people.an(), now=MONDAY)
    path = Path(settings.MOTCUA_HOME) / "files" / file.stored_name
    sealed = bytearray(path.read_bytes())
    sealed[40] ^= 1
    path.write_bytes(bytes(sealed))
    with pytest.raises(SealBroken):
        queries.content_of(file)
