"""A finding as a rule tells it, before anybody asks how severe it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

SECRET = re.compile(r"(?:Độ mật\s*:?\s*)?(?:TUYỆT |TỐI )?MẬT")
"""The mark of a state secret, as a line or a subject of its own."""


@dataclass(frozen=True)
class Told:
    """A code and its sentence; a `hint` keeps nobody from signing."""

    code: str
    story: str
    hint: bool = False


def secret() -> Told:
    """A state secret is not written here."""
    return Told("secret", _("Văn bản mật không soạn, không ký trên hệ thống này."))
