"""How a letter becomes a PDF, and what is found wrong with it.

Replaced when the form lands: this file is the only place that changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from motcua.domain.letters.rules.document import Document
from motcua.domain.papers.queries import typesetting

_PLAIN = """
#let it = json(bytes(sys.inputs.content))
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))
#set text(size: 13pt, lang: "vi")
#grid(columns: (1fr, 1fr), align: center, it.at("superior", default: ""), [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*],
  strong(it.at("issuer", default: "")), [*Độc lập - Tự do - Hạnh phúc*],
  [Số: #it.at("number", default: "")/#it.at("symbol", default: "")], emph(it.at("date", default: "")))
#align(center, strong(it.at("subject", default: "")))
#for who in it.at("to", default: ()) [- #who \\ ]
#for part in it.at("paragraphs", default: ()) { par(part) }
#align(right, strong(it.at("position", default: "")))
#align(right, strong(it.at("name", default: "")))
"""


@dataclass(frozen=True)
class Typeset:
    """The PDF/A, and where the fields of signatures, number and day stand."""

    pdf: bytes
    boxes: object


@dataclass(frozen=True)
class Finding:
    """Something of the form that is not as it should be; one that `refuses` keeps the letter from being signed."""

    code: str
    sentence: str
    refuses: bool


def typeset(document: Document, *, at: datetime) -> Typeset:
    """The letter as PDF/A."""
    content = {
        "superior": document.superior,
        "issuer": document.issuer,
        "number": document.number,
        "symbol": document.symbol,
        "date": f"{document.place}, {document.date}",
        "subject": document.subject,
        "to": list(document.to),
        "paragraphs": document.body.split("\n\n"),
        "position": document.signer.position,
        "name": document.signer.name,
    }
    return Typeset(typesetting.pdf(_PLAIN, content, at=at), None)


def findings(document: Document, printed: Typeset) -> list[Finding]:
    """What is not as Phụ lục I wants it."""
    found = []
    if not document.body.rstrip().endswith("./."):
        found.append(Finding("no-end-mark", "Văn bản chưa có dấu “./.” ở cuối.", True))
    if document.number:
        found.append(Finding("numbered-too-soon", "Văn bản chưa ký mà đã có số.", True))
    return found


def check_address(code: str) -> str:
    """Where anybody may check the letter."""
    return f"{settings.MOTCUA_PUBLIC_URL}/kiem-tra/{code}/"
