"""What stands in each box of a letter (Nghị định 30/2020/NĐ-CP, Phụ lục I), for the PDF and the .docx alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.letters.rules.document import Document, SignerLines
from motcua.domain.letters.rules.markdown import Block, Body, Paragraph, Run, Table, parse
from motcua.domain.letters.states import Authority, Kind, Urgency


class Role(StrEnum):
    """What a paragraph is to the form, which says how it looks."""

    TEXT = "text"
    BASIS = "basis"
    AUTHORITY = "authority"
    DECIDES = "decides"
    DIVISION = "division"
    TITLE = "title"
    ARTICLE = "article"
    CHAPTER = "chapter"
    ATTACHED = "attached"
    TABLE = "table"


@dataclass(frozen=True)
class Laid:
    """A block and its role."""

    role: Role
    block: Block
    made: bool = False
    """Whether the form adds it: it does not stand in the letter's Markdown."""


@dataclass(frozen=True)
class Sheet:
    """The letter's own text (no title) or an annex: what has page numbers of its own."""

    title: str
    blocks: tuple[Laid, ...]


@dataclass(frozen=True)
class Printed:
    """A letter box by box; empty text where a box is empty."""

    kind: Kind
    superior: str
    issuer: str
    number: str
    symbol: str
    place: str
    day: str
    month: str
    year: str
    title: str
    subject: str
    to: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    copies: tuple[str, ...]
    signing: tuple[str, ...]
    name: str
    secretary: str
    body: Body


TITLES = {
    Kind.DECISION: "QUYẾT ĐỊNH",
    Kind.PLAN: "KẾ HOẠCH",
    Kind.REPORT: "BÁO CÁO",
    Kind.SUBMISSION: "TỜ TRÌNH",
    Kind.NOTICE: "THÔNG BÁO",
    Kind.MINUTES: "BIÊN BẢN",
    Kind.INVITATION: "GIẤY MỜI",
}
"""Box 5a; an official letter has 5b instead."""
HASTE = {Urgency.URGENT: "KHẨN", Urgency.VERY_URGENT: "THƯỢNG KHẨN", Urgency.MOST_URGENT: "HỎA TỐC"}
"""Box 10b; Vietnamese whatever the reader's language, as the words are part of the letter."""
HASTE_WIDTHS = {Urgency.URGENT: 20, Urgency.VERY_URGENT: 40, Urgency.MOST_URGENT: 30}
"""Of the frames, in mm; all are 8 mm high."""
SECRETARY = "THƯ KÝ"
"""Above the left of the two signatures of minutes (Phụ lục III, mẫu 1.9)."""
DECIDES = "QUYẾT ĐỊNH:"
END = "./."
BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện)\b")
DIVISION = re.compile(r"(?:Phần (?:thứ \w+|[IVXLC]+)|Chương [IVXLC]+|Mục \d+|Tiểu mục \d+)\.?", re.IGNORECASE)
ARTICLE = re.compile(r"Điều \d+[a-zđ]?\.")
CHAPTER = re.compile(r"[IVXLC]+\. ")
ATTACHED = re.compile(r"\((?:Kèm theo|Ban hành kèm theo)\b")
NUMBER_LIKE = re.compile(r"[\d.,]+ ?%?")
"""A cell that stands on the right without being told to."""
_NO_BASES = frozenset({Kind.OFFICIAL_LETTER, Kind.INVITATION})


def printed(document: Document) -> Printed:
    """The boxes of a letter."""
    body = parse(document.body)
    year, month, day = (*document.date.split("-"), "", "")[:3]
    sheets = [Sheet("", tuple(_own_text(document, body.text)))]
    sheets += [Sheet(part.title, tuple(_annex(part.blocks))) for part in body.annexes]
    return Printed(
        kind=Kind(document.kind),
        superior=document.superior.upper(),
        issuer=document.issuer.upper(),
        number=numbered(document.number),
        symbol=document.symbol,
        place=document.place,
        day=day,
        month=month if month in {"01", "02", "10", "11", "12"} else month.removeprefix("0"),
        year=year,
        title=TITLES.get(Kind(document.kind), ""),
        subject=document.subject,
        to=_listed(document.to),
        sheets=tuple(sheets),
        copies=_listed(document.copies),
        signing=signing(document.signer),
        name=document.signer.name,
        secretary=document.secretary,
        body=body,
    )


def numbered(number: str) -> str:
    """A number as it is written: below 10 with a zero in front."""
    return f"{int(number):02d}" if number.isascii() and number.isdigit() and len(number) < 2 else number


def signing(signer: SignerLines) -> tuple[str, ...]:
    """Box 7a, line by line: `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC` (Nghị định 30/2020/NĐ-CP, Điều 13)."""
    position, head, body = signer.position.upper(), signer.head.upper(), signer.body.upper()
    match signer.authority:
        case None:
            lines = [position]
        case Authority.COLLECTIVE:
            deputy = bool(head) and head != position
            lines = [f"TM. {body}", *([f"KT. {head}"] if deputy else []), position]
        case Authority.ACTING:
            lines = [f"Q. {position}"]
        case _:
            lines = [f"{signer.authority.value}. {head}", position]
    return tuple(line for line in lines if line)


def bare(line: str) -> str:
    """An addressee or a recipient without the dash and the stop that the form itself gives."""
    return re.sub(r"\s*[;.,]+$", "", re.sub(r"^[-–+•]\s*", "", line.strip()))


def counted(row: Sequence[Sequence[Run]]) -> bool:
    """Whether it is the row of a table that numbers its columns: (1), (2), (3)."""
    return all(re.fullmatch(r"\(\d+\)", "".join(run.text for run in cell)) for cell in row)


def widths(table: Table) -> tuple[int, ...]:
    """How much of the page's width each column gets, as shares: by its longest cell, within reason."""
    rows = (table.head, *table.rows)
    return tuple(
        min(40, max(5, *(sum(len(run.text) for run in row[at]) for row in rows if at < len(row)), 0))
        for at in range(len(table.head))
    )


def _listed(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, (bare(line) for line in lines)))


def _own_text(document: Document, blocks: Sequence[Block]) -> Iterator[Laid]:
    decision = document.kind == Kind.DECISION
    rest = list(blocks)
    if decision:
        if rest and _is_caps(rest[0]) and not _says(rest[0], DECIDES):
            yield Laid(Role.AUTHORITY, rest.pop(0))
        else:
            yield Laid(Role.AUTHORITY, Paragraph((Run(_who_decides(document)),)), made=True)
    while document.kind not in _NO_BASES and rest and _is_basis(rest[0]):
        yield Laid(Role.BASIS, rest.pop(0))
    if decision:
        if rest and _says(rest[0], DECIDES):
            yield Laid(Role.DECIDES, rest.pop(0))
        else:
            yield Laid(Role.DECIDES, Paragraph((Run(DECIDES),)), made=True)
    yield from _roles(rest)


def _annex(blocks: Sequence[Block]) -> Iterator[Laid]:
    rest = list(blocks)
    while rest and _is_caps(rest[0]):
        yield Laid(Role.TITLE, rest.pop(0))
    if rest and isinstance(rest[0], Paragraph) and ATTACHED.match(rest[0].text):
        yield Laid(Role.ATTACHED, rest.pop(0))
    yield from _roles(rest)


def _roles(blocks: Sequence[Block]) -> Iterator[Laid]:
    divided = False
    for block in blocks:
        if isinstance(block, Table):
            role = Role.TABLE
        elif DIVISION.fullmatch(block.text):
            role = Role.DIVISION
        elif divided and _is_caps(block):
            role = Role.TITLE
        elif ARTICLE.match(block.text):
            role = Role.ARTICLE
        elif CHAPTER.match(block.text) and block.text == block.text.upper():
            role = Role.CHAPTER
        else:
            role = Role.TEXT
        divided = role is Role.DIVISION
        yield Laid(role, block)


def _who_decides(document: Document) -> str:
    """The competent authority of a decision: the body, or its head with the body's name."""
    signer = document.signer
    if signer.authority == Authority.COLLECTIVE:
        return document.issuer.upper()
    return f"{signer.head or signer.position} {document.issuer}".strip().upper()


def _is_basis(block: Block) -> bool:
    return isinstance(block, Paragraph) and BASIS.match(block.text) is not None and block.text[-1] in ";.,"


def _is_caps(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and len(block.text) <= 300
        and any(letter.isalpha() for letter in block.text)
        and block.text == block.text.upper()
        and not CHAPTER.match(block.text)
    )


def _says(block: Block, words: str) -> bool:
    return isinstance(block, Paragraph) and block.text.strip().rstrip(":") == words.rstrip(":")
