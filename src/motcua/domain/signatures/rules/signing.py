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


def signed(pdf: bytes, field: str, look: bytes, *, signer: Signer, stamper: TimeStamper | None) -> bytes:
    """The PDF with one signature more; `look` is a PDF of what is seen of it."""
    said = PdfSignatureMetadata(field_name=field, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES)
    style = StaticStampStyle(border_width=0, background=Drawing(look), background_opacity=1.0)
    by_them = PdfSigner(said, signer, timestamper=stamper, stamp_style=style)
    out = apart(lambda: by_them.sign_pdf(Writer(BytesIO(pdf)), existing_fields_only=True))
    return bytes(out.getbuffer())
