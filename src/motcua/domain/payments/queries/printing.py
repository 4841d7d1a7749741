"""What a receipt says on paper: as it was written, whatever has changed since."""

from __future__ import annotations

from django.utils import translation
from django.utils.timezone import localtime

from motcua.domain.agencies import queries as agencies
from motcua.domain.payments.models import Receipt
from motcua.domain.payments.rules import amount_in_words
from motcua.domain.payments.states import Kind, Means, Undone


def receipt_content(receipt: Receipt) -> dict[str, object]:
    """The content of the paper `bien-lai`, in Vietnamese whoever asks; the template prints three copies of it."""
    with translation.override("vi"):
        return _content(receipt)


def _content(receipt: Receipt) -> dict[str, object]:
    unit = receipt.unit
    contact = agencies.contact_of(unit.pk, localtime(receipt.taken_at).date())
    return {
        "agency": {
            "superior": unit.parent.name if unit.parent else "",
            "name": unit.name,
            "place": unit.area.name if unit.area else "",
        },
        "unit": {
            "name": unit.name,
            "address": contact.address if contact else "",
            "phone": contact.phone if contact else "",
        },
        "issued_at": localtime(receipt.taken_at).isoformat(),
        "form": receipt.form,
        "book": receipt.symbol,
        "number": receipt.written,
        "payer": {"name": receipt.payer_name, "address": receipt.payer_address},
        "matter": {"code": receipt.matter.code or receipt.matter.request_code, "procedure": receipt.matter.title},
        "lines": [{"title": line["title"], "amount": dotted(line["amount"])} for line in receipt.lines],
        "amount": dotted(receipt.amount),
        "amount_phi": dotted(_of_kind(receipt, Kind.PHI)),
        "amount_le_phi": dotted(_of_kind(receipt, Kind.LE_PHI)),
        "words": amount_in_words(receipt.amount),
        "means": str(Means(receipt.means).label),
        "official": {"name": receipt.taken_by.full_name if receipt.taken_by else ""},
        "undone": str(Undone(receipt.undone).label) if receipt.undone else "",
        "undone_at": localtime(receipt.undone_at).isoformat() if receipt.undone_at else "",
        "undone_reason": receipt.undone_reason,
    }


def dotted(amount: int) -> str:
    """20.000: an amount as every paper writes it."""
    return f"{amount:,}".replace(",", ".")


def _of_kind(receipt: Receipt, kind: Kind) -> int:
    return sum(int(line["amount"]) for line in receipt.lines if line["kind"] == kind)
