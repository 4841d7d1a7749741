"""By what a person at the counter is known: the personal number, or the passport of who has none.

A passport is asked for with the code of the state that gave it, as both stand on its data page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kernel.errors import Malformed
from motcua.kernel.text import identity_number, passport

PERSONAL, PASSPORT = "so-dinh-danh", "ho-chieu"
KIND_OF = {"so-dinh-danh": "loai-giay", "nguoi-nop-so": "nguoi-nop-loai-giay"}
"""For each box of a number, the one that says of which paper it is."""
COUNTRY_OF = {"so-dinh-danh": "nuoc-cap", "nguoi-nop-so": "nguoi-nop-nuoc-cap"}
NUMBERS = tuple(KIND_OF)
CHOICES = [(PERSONAL, gettext_lazy("Số định danh")), (PASSPORT, gettext_lazy("Hộ chiếu"))]


def identity_boxes(name: str, label: str, kind: str, country: str, *, required: bool = False) -> dict[str, forms.Field]:
    """The three boxes of one person's paper: of which kind, its number, who gave it."""
    usual = {"autocomplete": "off", "spellcheck": "false"}
    return {
        KIND_OF[name]: forms.ChoiceField(label=kind, choices=CHOICES, required=False, initial=PERSONAL),
        # Not only digits: a passport's number has letters too.
        name: forms.CharField(label=label, max_length=40, required=required, widget=forms.TextInput(usual)),
        COUNTRY_OF[name]: forms.CharField(label=country, max_length=10, required=False, widget=forms.TextInput(usual)),
    }


def typed_number(name: str, typed: Mapping[str, Any]) -> str:
    """What stands in the boxes as one text, right or wrong: `KHM N01234567` of a passport."""
    number = str(typed.get(name) or "").strip()
    if typed.get(KIND_OF[name]) != PASSPORT:
        return number
    return f"{str(typed.get(COUNTRY_OF[name]) or '').strip() or '?'} {number}"


def number_of(name: str, typed: Mapping[str, Any]) -> str:
    """The number in its one form.

    Raises:
        ValidationError: it is none of its paper.
    """
    number = str(typed.get(name) or "")
    if typed.get(KIND_OF[name]) != PASSPORT:
        try:
            return identity_number(number).digits
        except Malformed:
            raise ValidationError(_("Số định danh cá nhân (số căn cước) phải gồm đúng 12 chữ số.")) from None
    try:
        return passport(str(typed.get(COUNTRY_OF[name]) or ""), number)
    except Malformed:
        raise ValidationError(
            _("Hộ chiếu cần mã nước cấp (một đến ba chữ cái) và số gồm năm đến hai mươi chữ cái, chữ số.")
        ) from None
