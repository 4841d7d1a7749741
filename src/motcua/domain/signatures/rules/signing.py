"""One signature into one prepared field: PAdES, with a time stamp where there is somebody to ask."""

from __future__ import annotations

from io import BytesIO

from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from motcua.domain.signatures.rules.looping import apart
from motcua.domain.signatures.rules.preparing import Drawing, Writer

DIGEST = "sha256"
BESIDE_CERTIFICATES = 3_000
"""Bytes of a signature with all its attributes that are no certificate; an RSA key of 4,096 bits needs 1,100."""


def signed(pdf: bytes, field: str, look: bytes, *, signer: Signer, stamper: TimeStamper | None) -> bytes:
    """The PDF with one signature more; `look` is a PDF of what is seen of it."""
    said = PdfSignatureMetadata(field_name=field, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES)
    style = StaticStampStyle(border_width=0, background=Drawing(look), background_opacity=1.0)
    by_them = PdfSigner(said, signer, timestamper=stamper, stamp_style=style)
    room = None if stamper is not None else _room(signer)
    out = apart(lambda: by_them.sign_pdf(Writer(BytesIO(pdf)), existing_fields_only=True, bytes_reserved=room))
    return bytes(out.getbuffer())


def _room(signer: Signer) -> int:
    """Places for the signature, two for a byte: without a stamp its size is known, and need not be tried out first."""
    certificates = [*signer.cert_registry, signer.signing_cert]
    return 2 * (BESIDE_CERTIFICATES + sum(len(each.dump()) for each in certificates))
