"""The charges of a matter, its receipts and its online orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone

from motcua.domain.payments.models import Callback, Charge, Order, Receipt, Terms
from motcua.domain.payments.states import OPEN, TO_RECONCILE, State
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.prepared import Blank, Prepared


@dataclass(frozen=True)
class Statement:
    """Everything charged for a matter, and every receipt written for it."""

    charges: Sequence[Charge]
    receipts: Sequence[Receipt]

    @property
    def unpaid(self) -> int:
        """What is still to be paid, in đồng."""
        return sum(charge.amount for charge in self.charges if charge.state in OPEN)

    @property
    def paid(self) -> int:
        """What has been paid and kept, in đồng."""
        return sum(charge.amount for charge in self.charges if charge.state == State.PAID)

    @property
    def changed(self) -> bool:
        """Whether the law of acceptance asks for something else than that of filing did."""
        return any(charge.quoted is not None and charge.quoted != charge.amount for charge in self.charges)


_LOCKED = Prepared(
    lambda: (
        # Without its unit: who waited for a hand-over to another unit would find no charge at all.
        Charge.objects.select_for_update(of=("self",))
        .select_related("matter__one_stop", "payer")
        .filter(matter=Blank("matter"))
        .order_by("pk")
    )
)
_OF_MATTER = Prepared(lambda: Charge.objects.select_related("receipt").filter(matter=Blank("matter")).order_by("pk"))
_RECEIPTS = Prepared(
    lambda: Receipt.objects.select_related("taken_by", "undone_by").filter(matter=Blank("matter")).order_by("pk")
)


def lock(matter_id: int) -> list[Charge]:
    """The charges of a matter, held against other writers until the transaction ends."""
    return _LOCKED.all(matter=matter_id)


def paid_by(charges: Sequence[Charge]) -> Receipt | None:
    """The receipt by which one of these was paid; asked anew, since what is joined to a lock is as old as the wait."""
    written = [charge.receipt_id for charge in charges if charge.state == State.PAID and charge.receipt_id]
    return Receipt.objects.filter(pk__in=written).order_by("pk").first() if written else None


def terms() -> Terms:
    """The pack's word on receipts.

    Raises:
        Refused: `no_receipt_book`, the pack says nothing of them.
    """
    found = Terms.objects.order_by("pk").first()
    if found is None:
        raise Refused("no_receipt_book")
    return found


def statement_for(reader: Citizen | Official, matter_id: int) -> Statement:
    """What is owed for a matter, for who pays or for the unit that takes the money.

    Raises:
        NotFound: it is charged to somebody else, or at another unit.
    """
    charges = _OF_MATTER.all(matter=matter_id)
    if not all(_sees(reader, charge) for charge in charges):
        raise NotFound("charges")
    return Statement(charges, _RECEIPTS.all(matter=matter_id) if charges else [])


def owed_at_return(matter_id: int) -> int:
    """What must be paid before the result is handed over, in đồng; for the program itself."""
    return sum(charge.amount for charge in _OF_MATTER.all(matter=matter_id) if charge.state in OPEN)


def receipt_seen_by(reader: Citizen | Official, receipt_id: int) -> Receipt:
    """A receipt, for who paid or for the unit that wrote it; anybody else's does not exist."""
    found = Receipt.objects.select_related("unit__parent", "unit__area", "matter", "taken_by").filter(pk=receipt_id)
    if isinstance(reader, Citizen):
        found = found.filter(matter__charges__payer_id=reader.account_id)
    else:
        found = found.filter(unit_id=reader.agency_id)
    receipt = found.distinct().order_by("pk").first()
    if receipt is None:
        raise NotFound("receipt")
    return receipt


def order_of(payer: Citizen, reference: str) -> Order:
    """The payer's own order, for the page that plays the provider."""
    found = Order.objects.filter(payer_id=payer.account_id, reference=reference).order_by("pk").first()
    if found is None:
        raise NotFound("order")
    return found


def orders_of_day(official: Official, day: date) -> list[Order]:
    """The online orders begun on a day at the official's unit, with what became of each."""
    begins = datetime.combine(day, time.min, get_default_timezone())
    return list(
        Order.objects.filter(unit_id=official.agency_id, begun_at__gte=begins, begun_at__lt=begins + timedelta(days=1))
        .select_related("matter", "receipt")
        .order_by("begun_at", "pk")
    )


def to_reconcile(official: Official) -> QuerySet[Callback]:
    """Money that came for the official's unit and fits nothing owed, the newest first."""
    return (
        Callback.objects.filter(heard__in=TO_RECONCILE, order__unit_id=official.agency_id)
        .select_related("order__matter")
        .order_by("-heard_at", "-pk")
    )


def _sees(reader: Citizen | Official, charge: Charge) -> bool:
    if isinstance(reader, Citizen):
        return charge.payer_id == reader.account_id
    return charge.unit_id == reader.agency_id
