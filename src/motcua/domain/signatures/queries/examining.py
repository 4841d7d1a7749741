"""A PDF that somebody brings: is it one of ours, unchanged, in force; and what do its signatures say?"""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from motcua.domain.signatures import queries
from motcua.domain.signatures.models import Signed
from motcua.domain.signatures.rules.examining import SECONDS, Seen
from motcua.kernel.errors import Refused

LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True)
class Examined:
    """What is known of a file: the document it is, byte for byte, if it is one of ours; and its signatures."""

    document: Signed | None
    signatures: tuple[Seen, ...]

    @property
    def sound(self) -> bool:
        """Whether it bears signatures and all of them hold."""
        return bool(self.signatures) and all(each.holds for each in self.signatures)


def examined(pdf: bytes) -> Examined:
    """What anybody may know of a file they hold; it is looked at in a process of its own and not kept.

    Raises:
        Refused: `not_a_pdf`, `too_large_to_check`; `cannot_be_checked` when it is damaged, or takes too much to read.
    """
    if len(pdf) > LARGEST:
        raise Refused("too_large_to_check", most=LARGEST // (1024 * 1024))
    if not pdf[:1024].lstrip().startswith(b"%PDF-"):
        raise Refused("not_a_pdf")
    document = Signed.objects.select_related("agency", "replaced_by").filter(sha256=sha256(pdf).hexdigest()).first()
    return Examined(document, _signatures(pdf))


def _signatures(pdf: bytes) -> tuple[Seen, ...]:
    trust = queries.trust()
    asked = {
        "pdf": b64encode(pdf).decode(),
        "now": queries.this_moment().isoformat(),
        "trust": {
            part: [b64encode(each).decode() for each in getattr(trust, part)]
            for part in ("roots", "beneath", "revocations")
        },
    }
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "motcua.domain.signatures.rules.examining"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=3 * SECONDS,
            check=True,
        )
        told = json.loads(ended.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Refused("cannot_be_checked") from None
    if told.get("unreadable"):
        raise Refused("cannot_be_checked")
    return tuple(Seen(**each) for each in told["signatures"])
