"""Whether something that comes in was said by whom it claims."""

from __future__ import annotations

from django.conf import settings

from motcua.domain.channels.rules import zalo


def zalo_signed(body: bytes, signature: str) -> bool:
    """Whether Zalo signed this for our app."""
    return zalo.signed(body, signature, settings.MOTCUA_ZALO_APP, settings.MOTCUA_ZALO_SECRET)
