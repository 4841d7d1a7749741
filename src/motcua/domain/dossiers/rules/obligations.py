"""A financial obligation: what its notice must say, and what proves that it is met. Pure decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel.errors import Refused

Sent = tuple[str, bytes]
"""A file as it was sent: its name and its content."""

LARGEST_AMOUNT = 10**15
"""Đồng; beyond it a digit too many was typed."""


@dataclass(frozen=True)
class Notice:
    """The notice of the tax office, or of whoever is to be paid; `amount` in đồng, `pay_by` where it names a day."""

    number: str
    issued_on: date
    issuer: str
    amount: int
    payee: str
    file: Sent | None = None
    pay_by: date | None = None

    def kept(self) -> dict[str, Any]:
        """What is stored of it, sealed."""
        return {
            "number": self.number.strip(),
            "issued_on": self.issued_on.isoformat(),
            "issuer": self.issuer.strip(),
            "amount": self.amount,
            "payee": self.payee.strip(),
        }


@dataclass(frozen=True)
class Receipt:
    """What proves the payment: the number and day of a receipt, or its picture."""

    number: str = ""
    paid_on: date | None = None
    file: Sent | None = None

    def kept(self) -> dict[str, Any]:
        """What is stored of it, sealed."""
        return {"number": self.number.strip(), "paid_on": self.paid_on.isoformat() if self.paid_on else ""}


def ensure_notice(notice: Notice | None, today: date) -> Notice:
    """A payment is asked by a notice that says who wants how much, dated not after today."""
    if notice is None or not all(word.strip() for word in (notice.number, notice.issuer, notice.payee)):
        raise Refused("notice_missing")
    if not 0 < notice.amount < LARGEST_AMOUNT:
        raise Refused("amount_wrong")
    if notice.issued_on > today:
        raise Refused("day_in_the_future")
    if notice.pay_by is not None and notice.pay_by < today:
        raise Refused("pay_by_is_past")
    return notice


def ensure_receipt(receipt: Receipt | None, today: date) -> Receipt:
    """A payment is noted by a receipt's number and day, or by its picture."""
    if receipt is None or not (receipt.file or (receipt.number.strip() and receipt.paid_on)):
        raise Refused("receipt_missing")
    if receipt.paid_on and receipt.paid_on > today:
        raise Refused("day_in_the_future")
    return receipt
