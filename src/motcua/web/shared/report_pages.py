"""Where the public page of a published report is: told by feeds and to other systems."""

from __future__ import annotations

from django.conf import settings


def address_of(code: str) -> str:
    """The whole address of the public page of a report."""
    return f"{settings.MOTCUA_PUBLIC_URL}/phan-anh/cong-khai/{code}/"
