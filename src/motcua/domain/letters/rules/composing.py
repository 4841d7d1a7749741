"""A letter, its text and its agency put together into the value that is printed."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

from motcua.domain.agencies.models import Agency
from motcua.domain.letters.models import Letter, Version
from motcua.domain.letters.rules.document import Document, SignerLines
from motcua.domain.letters.rules.terms import LetterTerms
from motcua.domain.letters.states import Authority, Kind, Urgency

CHAIR = SignerLines("Chủ tọa")
"""As what the signer of minutes signs, whatever else they are (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9)."""


def full_symbol(number: int, symbol: str) -> str:
    """`05/STTTT-BCVTCNTT`: numbers below 10 take a leading zero (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    return f"{number:02d}/{symbol}"


def document(
    letter: Letter,
    version: Version,
    terms: LetterTerms,
    *,
    agency: Agency,
    signer: str,
    secretary: str,
    today: date,
    check_address: str,
    demo: bool,
) -> Document:
    """The letter without number and day; those are filled in when it is issued."""
    superior, issuer = terms.issuer_of(agency)
    return Document(
        kind=Kind(letter.kind),
        issuer=issuer,
        symbol=letter.symbol,
        place=terms.place_of(agency),
        date=f"{today:%Y-%m}",
        subject=letter.subject,
        body=version.body,
        superior=superior,
        to=tuple(party["name"] for party in letter.to),
        copies=tuple(party["name"] for party in letter.copies),
        signer=SignerLines(
            letter.position,
            signer,
            Authority(letter.authority) if letter.authority else None,
            letter.head,
            letter.collective,
        ),
        secretary=secretary,
        urgency=Urgency(letter.urgency) if letter.urgency else None,
        check_address=check_address,
        demo=demo,
    )


def boxes_mark(letter: Letter) -> str:
    """What tells whether anything beside the text was changed since somebody looked."""
    boxes = [
        *(letter.kind, letter.unit, letter.subject, letter.to, letter.copies, letter.signer_id),
        letter.secretary_id,
        *(letter.authority, letter.position, letter.head, letter.collective, letter.urgency, letter.copy_count),
    ]
    return sha256(json.dumps(boxes, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
