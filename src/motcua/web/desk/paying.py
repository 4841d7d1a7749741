"""What an official types when a payment is asked for or noted: the notice, the receipt, their files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from motcua.domain.dossiers.actions import Notice, Receipt
from motcua.web.shared.dates import DayField

ACCEPTED = "application/pdf,image/jpeg,image/png"
# With a dash, so that no field of a pack has the same name.
NUMBER, ISSUED, ISSUER, AMOUNT, PAYEE, PAY_BY, FILE = (
    *("thong-bao-so", "thong-bao-ngay", "thong-bao-co-quan", "thong-bao-so-tien"),
    *("thong-bao-noi-nop", "thong-bao-han", "thong-bao-tep"),
)
RECEIPT_NUMBER, PAID_ON, RECEIPT_FILE = "chung-tu-so", "chung-tu-ngay", "chung-tu-tep"
FIELD_OF = {
    "notice_missing": NUMBER,
    "amount_wrong": AMOUNT,
    "pay_by_is_past": PAY_BY,
    "receipt_missing": RECEIPT_NUMBER,
    "day_in_the_future": None,
}
"""Where each refusal about a payment stands; it is on the form in any case."""


class Amount(forms.IntegerField):
    """Đồng, typed with or without the dots that part the thousands."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """`1.250.000` is a million and a quarter."""
        return super().to_python(str(value).replace(".", "").replace(" ", "") if value else value)


def file_field(label: Any, *, required: bool, help_text: Any = "") -> forms.FileField:
    """One file, as citizens send them."""
    return forms.FileField(
        label=label, required=required, help_text=help_text, widget=forms.FileInput({"accept": ACCEPTED})
    )


def sent(file: UploadedFile[Any] | None) -> tuple[str, bytes] | None:
    """A file as actions take it."""
    return (file.name or "", file.read()) if file else None


def fields_for(move: str | None, today: date) -> dict[str, forms.Field]:
    """The boxes that go with this legal move; none with any other."""
    if move == "ask_payment":
        return {
            ISSUER: forms.CharField(label=_("Cơ quan ra thông báo"), max_length=200),
            NUMBER: forms.CharField(label=_("Số thông báo"), max_length=100),
            ISSUED: DayField(label=_("Ngày thông báo"), latest=today),
            AMOUNT: Amount(label=_("Số tiền (đồng)"), min_value=1),
            PAYEE: forms.CharField(
                label=_("Nơi nhận tiền"), help_text=_("Kho bạc, ngân hàng, số tài khoản."), max_length=300
            ),
            PAY_BY: DayField(label=_("Hạn nộp (nếu thông báo có ghi)"), required=False, earliest=today),
            FILE: file_field(_("Bản chụp thông báo"), required=False, help_text=_("Người nộp xem được tệp này.")),
        }
    if move == "paid":
        return {
            RECEIPT_NUMBER: forms.CharField(label=_("Số chứng từ nộp tiền"), max_length=100, required=False),
            PAID_ON: DayField(label=_("Ngày nộp tiền"), required=False, latest=today),
            RECEIPT_FILE: file_field(
                _("Bản chụp chứng từ"), required=False, help_text=_("Gửi khi không ghi được số và ngày chứng từ.")
            ),
        }
    return {}


def notice_of(cleaned: Mapping[str, Any]) -> Notice | None:
    """The notice that was typed; `None` on a form without one."""
    if NUMBER not in cleaned:
        return None
    return Notice(
        number=cleaned[NUMBER],
        issued_on=cleaned[ISSUED],
        issuer=cleaned[ISSUER],
        amount=cleaned[AMOUNT],
        payee=cleaned[PAYEE],
        file=sent(cleaned.get(FILE)),
        pay_by=cleaned.get(PAY_BY),
    )


def receipt_of(cleaned: Mapping[str, Any]) -> Receipt | None:
    """The receipt that was typed; `None` on a form without one."""
    if RECEIPT_NUMBER not in cleaned:
        return None
    return Receipt(cleaned[RECEIPT_NUMBER], cleaned[PAID_ON], sent(cleaned.get(RECEIPT_FILE)))
