"""What is wrong with the form of a letter (Nghị định 30/2020/NĐ-CP, Phụ lục I and II), each with a sentence.

Letters that are a state secret are not drafted here: box 10a does not exist, and a text marked so is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.letters.rules import box_findings, text_findings
from motcua.domain.letters.rules.document import Document
from motcua.domain.letters.rules.printed import printed
from motcua.domain.letters.rules.told import Told


class Severity(StrEnum):
    """Whether a letter with the finding may be signed."""

    REFUSES = "refuses"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """A stable code, and a sentence in the language of the reader."""

    code: str
    story: str
    severity: Severity

    @property
    def refuses(self) -> bool:
        """Whether the letter may not be signed like this."""
        return self.severity is Severity.REFUSES


def of_document(document: Document, *, to_sign: bool = False, position: str = "") -> list[Finding]:
    """The findings of a letter, in the order of its boxes.

    `to_sign`: also what only matters to a letter that is about to be signed: a name, and neither number nor day, which
    come after the signature. `position`: what the person who will sign is, where it is known.
    """
    boxes = printed(document)
    told = [
        *box_findings.heading(document, boxes),
        *box_findings.people(document, boxes),
        *box_findings.signature(document, position=position),
        *text_findings.text(boxes),
        *text_findings.annexes(boxes),
    ]
    if to_sign:
        told += box_findings.before_signing(document)
    return list(_once(told))


def refusing(findings: Iterable[Finding]) -> list[Finding]:
    """Those for which a letter may not be signed."""
    return [finding for finding in findings if finding.refuses]


def _once(told: Iterable[Told]) -> Iterator[Finding]:
    seen = set()
    for each in told:
        finding = Finding(each.code, each.story, Severity.HINT if each.hint else Severity.REFUSES)
        if finding not in seen:
            seen.add(finding)
            yield finding
