"""Who may take money, what is owed, and how an amount is written. Pure decisions: no queries, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from motcua.domain.payments.models import Charge, Day, Receipt
from motcua.domain.payments.rules.spelling import amount_in_words
from motcua.domain.payments.states import AT_COUNTER, NUMBER_DIGITS, OPEN, Means, Obligation
from motcua.domain.procedures.rules import Fee
from motcua.kernel.actors import Citizen, Official
from motcua.kernel.errors import NotFound, Refused

__all__ = [
    "amount_in_words",
    "ensure_amount",
    "ensure_at_counter",
    "ensure_cancellable",
    "ensure_day_has_come",
    "ensure_day_is_open",
    "ensure_exemptible",
    "ensure_in_force",
    "ensure_keeps_the_till",
    "ensure_number_fits",
    "ensure_owed",
    "ensure_payers",
    "ensure_reasoned",
    "means_named",
    "obligation_of",
    "open_lines",
    "symbol_of",
    "total",
]

TILL_DUTIES = frozenset({"reception", "returns"})
SHORTEST_REASON = 10


def ensure_keeps_the_till(unit_id: int, official: Official) -> None:
    """Money is taken by who receives or hands over at that unit; another unit's till does not exist."""
    if official.agency_id != unit_id:
        raise NotFound("till")
    if not TILL_DUTIES & official.duties:
        raise Refused("other_duty")


def ensure_payers(charges: Sequence[Charge], citizen: Citizen) -> None:
    """Somebody else's charges do not exist."""
    if not charges or any(charge.payer_id != citizen.account_id for charge in charges):
        raise NotFound("charges")


def ensure_at_counter(means: str) -> None:
    """Online payments come through the provider and never over the counter."""
    if means not in AT_COUNTER:
        raise Refused("means_not_at_counter")


def ensure_owed(charges: Sequence[Charge], paid_by: Receipt | None) -> None:
    """All of it is still to be paid: what a colleague has just taken is not taken twice."""
    if charges and all(charge.state in OPEN for charge in charges):
        return
    if paid_by is None:
        raise Refused("nothing_owed")
    raise Refused("fee_already_paid", number=paid_by.written, symbol=paid_by.symbol)


def ensure_amount(seen: int, owed: int) -> None:
    """What the official saw and took is what is owed now."""
    if seen != owed:
        raise Refused("amount_changed", seen=seen, owed=owed)


def ensure_cancellable(receipt: Receipt) -> None:
    """Money that came through the provider is given back, not made undone."""
    if receipt.means == Means.ONLINE:
        raise Refused("online_is_refunded", number=receipt.written)


def ensure_exemptible(charge: Charge) -> None:
    """Only what is still to be paid can be waived."""
    if charge.state not in OPEN:
        raise Refused("nothing_owed")


def ensure_day_has_come(day: date, today: date) -> None:
    """A day that has not begun is not closed."""
    if day > today:
        raise Refused("day_not_over", day=day)


def ensure_reasoned(reason: str) -> None:
    """A number that loses its force keeps the reason."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("reason_missing", least=SHORTEST_REASON)


def ensure_in_force(receipt: Receipt) -> None:
    """A receipt is undone once."""
    if receipt.undone:
        raise Refused("receipt_undone_before", number=receipt.written)


def ensure_day_is_open(day: Day) -> None:
    """A closed day is frozen; corrections go to the next."""
    if day.closed_at is not None:
        raise Refused("day_closed", day=day.day, closed_by=day.closed_by_id)


def ensure_number_fits(number: int) -> None:
    """A book ends where its seven digits end."""
    if number >= 10**NUMBER_DIGITS:
        raise Refused("receipt_book_full")


def obligation_of(fee: Fee) -> Obligation:
    """Free for everybody, exempt for this person, or due."""
    if fee.exempt:
        return Obligation.EXEMPT
    return Obligation.DUE if fee.total else Obligation.ZERO


def open_lines(charges: Iterable[Charge]) -> list[Charge]:
    """What is still to be paid."""
    return [charge for charge in charges if charge.state in OPEN]


def total(charges: Iterable[Charge]) -> int:
    """The sum of these lines, in đồng."""
    return sum(charge.amount for charge in charges)


def symbol_of(pattern: str, year: int) -> str:
    """The symbol of a book of receipts in a year: `BP-24P` for the pattern `BP-{yy}P`."""
    return pattern.replace("{yy}", f"{year % 100:02d}").replace("{year}", str(year))


def means_named(code: str) -> Means:
    """The means of this code.

    Raises:
        Refused: there is none (`means_not_at_counter`).
    """
    if code not in Means.values:
        raise Refused("means_not_at_counter")
    return Means(code)
