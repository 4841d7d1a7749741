"""A denunciation with words that stand nowhere else, and a look for them into everything that is kept."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from motcua.kernel.secrecy import SealBroken, keyring
from tests.build.reports import a_photo

NAME, PHONE, EMAIL = "Ngô Kín Đáo Bảy", "0987654321", "kin.dao.bay@bi-mat.example"
ADDRESS, SPOT, FROM = "hẻm Bí Mật 77", "sau kho gạo Xuyên Sơn", "203.0.113.77"
TEXT = "Tôi tố cáo ông Trùm Văn Ẩn lấy mười bảy con bò của dân."
PHOTO_NAME, TRACE, ZALO = "vat-chung-4711.jpg", b"dau-vet-8f3a2c", "246845883529197922"


def the_photo() -> bytes:
    """A real JPEG with a trace of its own written into it."""
    plain = a_photo()
    return plain[:2] + b"\xff\xfe" + (len(TRACE) + 2).to_bytes(2, "big") + TRACE + plain[2:]


WORDS = (
    *(NAME, "ngo kin dao bay", PHONE[1:], "987 654 321", EMAIL, "kin.dao.bay", ADDRESS, "bi mat 77", SPOT, "xuyen son"),
    *("Trùm Văn Ẩn", "trum van an", "mười bảy con bò", "vat-chung-4711", TRACE.decode(), ZALO, FROM),
    sha256(the_photo()).hexdigest(),
)
"""What nobody may find anywhere but in the sealed queue, as it was written and as a search would have it."""
_TOKEN = re.compile(rb"gAAAAA[0-9A-Za-z_=-]{60,}")


def words_in(content: object, but: tuple[str, ...] = ()) -> list[str]:
    """The words of the denunciation that stand in this, also where the ordinary keys of the program open it."""
    raw = bytes(content) if isinstance(content, bytes | memoryview) else str(content).encode()
    text = "\n".join(part.decode(errors="replace").lower() for part in _readable(raw))
    return [word for word in WORDS if word not in but and word.lower() in text]


def _readable(raw: bytes) -> Iterator[bytes]:
    yield raw
    for token in _TOKEN.findall(raw):
        try:
            plain = keyring().unseal(token)
        except SealBroken:
            continue  # another's key: that of the sealed queue
        yield plain
        if plain.startswith(b"x"):
            try:
                yield zlib.decompress(plain)
            except zlib.error:
                continue


def found_in_tables(but: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """Every place in the database where one of the words can be read: table, column, word."""
    found: list[tuple[str, str, str]] = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        )
        for table, column, kind in cursor.fetchall():
            value = f'"{column}"' if kind == "bytea" else f'"{column}"::text'
            cursor.execute(f'SELECT {value} FROM "{table}" WHERE "{column}" IS NOT NULL')
            rows = [row[0] for row in cursor.fetchall()]
            whole = b"\n".join(bytes(row) for row in rows) if kind == "bytea" else "\n".join(map(str, rows))
            found += [(table, column, word) for word in words_in(whole, but)]
    sessions: list[Any] = [session.get_decoded() for session in Session.objects.order_by("pk")]
    return found + [("django_session", "decoded", word) for word in words_in(sessions, but)]


def found_in_files() -> list[tuple[str, list[str]]]:
    """Every file of the installation in which one of the words can be read."""
    files = [path for path in Path(settings.MOTCUA_HOME).rglob("*") if path.is_file()]
    return [(str(path), words) for path in files if (words := words_in(path.read_bytes()))]
