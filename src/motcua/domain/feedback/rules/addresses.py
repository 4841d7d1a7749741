"""E-mail addresses that people leave: whether a letter can be sent there at all."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from motcua.kernel.errors import Malformed


def is_address(text: str) -> bool:
    """Whether it has the form of an address, on one line."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def ensure_address(text: str) -> None:
    """An address, or nothing.

    Raises:
        Malformed: with the sentence for whoever typed it.
    """
    if text and not is_address(text):
        raise Malformed("Địa chỉ thư điện tử chưa đúng, ví dụ đúng: ten@example.vn.")
