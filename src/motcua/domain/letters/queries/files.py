"""A letter file, typeset: for whoever has a file and no account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.domain.letters.queries import typesetting
from motcua.domain.letters.rules import findings, page_findings
from motcua.domain.letters.rules.file import read_letter
from motcua.domain.letters.rules.findings import Finding
from motcua.domain.letters.rules.pages import read


@dataclass(frozen=True)
class Rendered:
    """The PDF/A of a letter file, its number of pages, and what is wrong with the letter's form."""

    pdf: bytes
    pages: int
    findings: tuple[Finding, ...]


def render_file(path: Path, *, at: datetime) -> Rendered:
    """The letter in a file as it would be printed, whatever is wrong with its form.

    Raises:
        Malformed: it is no letter file.
    """
    letter = read_letter(path)
    typeset = typesetting.pdf(letter, at=at)
    pages = read(typeset.pdf)
    found = [*findings.of_document(letter), *page_findings.of_pages(pages, letter, typeset.boxes)]
    return Rendered(typeset.pdf, len(pages), tuple(dict.fromkeys(found)))
