"""What signatures a PDF bears and whether each holds: read in a process of its own, since anybody may send anything.

`python -m motcua.domain.signatures.rules.examining` takes JSON on its input and answers with JSON; it gives itself
little memory and little time before it reads the file.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError, UnacceptableSignerError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus

from motcua.domain.signatures.rules.certificates import Trust, fault_of, named
from motcua.domain.signatures.rules.looping import apart
from motcua.domain.signatures.states import Fault

MEMORY, SECONDS = 1 << 30, 10
MOST_SIGNATURES = 20


@dataclass(frozen=True)
class Seen:
    """One signature: in which field, whose, when, whether what it covers is unchanged, and why it is not trusted.

    `stamped`: the moment is a time-stamp authority's and not only the signer's word. `added`: after it, something was
    added that signatures allow (another signature, the number and the day); `spoilt`: something they do not.
    """

    field: str
    signer: str
    at: str
    stamped: bool
    intact: bool
    added: bool
    spoilt: bool
    fault: str

    @property
    def holds(self) -> bool:
        """Whether it is good in every respect."""
        return self.intact and not self.spoilt and not self.fault


def examine(pdf: bytes, trust: Trust, now: datetime) -> list[Seen]:
    """The signatures of a PDF, in their order; none where it bears none.

    Raises:
        ValueError: it cannot be read as a PDF.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        found = reader.embedded_regular_signatures[:MOST_SIGNATURES]
        return apart(lambda: [_seen(each, trust, now) for each in found])
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as problem:
        raise ValueError("unreadable") from problem


def _seen(signature: EmbeddedPdfSignature, trust: Trust, now: datetime) -> Seen:
    field = str(signature.field_name)
    try:
        at, stamped = _moment(signature, trust, now)
        context = trust.at(at if stamped else now, afterwards=True)
        status = validate_pdf_signature(signature, context, ts_validation_context=context)
    except (SignatureValidationError, SigningError, UnacceptableSignerError, PdfError, ValueError) as problem:
        logging.getLogger(__name__).info("a signature cannot be read: %s", problem)
        return Seen(field, "", "", stamped=False, intact=False, added=False, spoilt=False, fault="")
    intact = bool(status.intact and status.valid)
    fault: Fault | None = None
    if intact and not status.trusted:
        fault = fault_of(status.signing_cert, trust, at if stamped else now, afterwards=True) or Fault.FOREIGN
    return Seen(
        field=field,
        signer=named(status.signing_cert),
        at=at.isoformat(),
        stamped=stamped,
        intact=intact,
        added=status.coverage != SignatureCoverageLevel.ENTIRE_FILE,
        spoilt=intact and _spoilt(status),
        fault=str(fault or ""),
    )


def _spoilt(status: PdfSignatureStatus) -> bool:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return False
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return True
    level = status.modification_level
    return level is None or level == ModificationLevel.OTHER or not status.docmdp_ok


def _moment(signature: EmbeddedPdfSignature, trust: Trust, now: datetime) -> tuple[datetime, bool]:
    """When it was made: by the time stamp where one holds, else as the signer says, which proves nothing."""
    for token in extract_tst_data_iter(signature.signer_info, signed=False):
        at = token["encap_content_info"]["content"].parsed["gen_time"].native
        judged = trust.at(at, afterwards=True)
        stamp = validate_pdf_signature(signature, judged, ts_validation_context=judged).timestamp_validity
        if isinstance(at, datetime) and stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
            return at, True
    return signature.self_reported_timestamp or now, False


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def _answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    trust = Trust(**{name: tuple(b64decode(each) for each in kept) for name, kept in asked["trust"].items()})
    try:
        found = examine(b64decode(asked["pdf"]), trust, datetime.fromisoformat(asked["now"]))
    except (ValueError, MemoryError):
        return {"unreadable": True}
    return {"signatures": [asdict(each) for each in found]}


if __name__ == "__main__":
    _limited()
    logging.disable(logging.CRITICAL)
    json.dump(_answer(json.load(sys.stdin)), sys.stdout)
