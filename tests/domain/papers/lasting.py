"""Whether a PDF lasts (PDF/A-2b), asked of a checker that is not the typesetter, with its one known mistake put right.

The checker takes a carriage return that ends a stream's own bytes for the end of the line before `endstream`, and then
finds the length wrong; which byte a compressed stream ends with is chance. Such a finding is looked at again here.
"""

from __future__ import annotations

import re

import page

LENGTH_RULE = "PDFA2B-STREAM-LENGTH-001"
_HEAD = re.compile(rb"<<(?P<entries>.*?)>>\s*stream(?:\r\n|\n)", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_END = re.compile(rb"(?:\r\n|\n|\r)?endstream")


def failures(pdf: bytes) -> list[str]:
    """What keeps the PDF from being PDF/A-2b, in the checker's words; nothing where it is."""
    report = page.validate_pdf_bytes(pdf, profile="2b")
    return [
        failure.message
        for failure in report.failures
        if not (
            failure.rule_id == LENGTH_RULE
            and failure.object_id is not None
            and length_is_right(pdf, failure.object_id.object_number)
        )
    ]


def length_is_right(pdf: bytes, number: int) -> bool:
    """Whether as many bytes as a stream says stand between its head and the line with `endstream`.

    False where the object is no stream, or says its length elsewhere.
    """
    found = re.search(rb"(?:^|[\r\n])%d 0 obj\s" % number, pdf)
    head = _HEAD.search(pdf, found.end()) if found else None
    said = _LENGTH.search(head["entries"]) if head else None
    if head is None or said is None:
        return False
    return _END.match(pdf, head.end() + int(said[1])) is not None
