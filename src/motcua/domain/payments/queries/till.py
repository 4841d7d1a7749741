"""The till of a unit on a day: what was taken and given back, by means and by officer, and which numbers were used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.domain.accounts import queries as accounts
from motcua.domain.payments.models import Day, Receipt
from motcua.domain.payments.states import Means, Undone
from motcua.kernel.actors import Official


@dataclass(frozen=True)
class Taking:
    """What one officer (nobody: the provider) took and gave back by one means, in đồng."""

    account_id: int | None
    name: str
    means: Means
    count: int
    taken: int
    given_back: int

    @property
    def net(self) -> int:
        """What is left of it."""
        return self.taken - self.given_back


@dataclass(frozen=True)
class Book:
    """The numbers of one book that were used on the day, and those among them that were cancelled."""

    form: str
    symbol: str
    first: str
    last: str
    count: int
    cancelled: Sequence[str]


@dataclass(frozen=True)
class Balance:
    """The cash balance of a unit's day."""

    day: date
    takings: Sequence[Taking]
    books: Sequence[Book]
    undone: Sequence[Receipt]

    @property
    def receipts(self) -> int:
        """How many numbers were used."""
        return sum(book.count for book in self.books)

    @property
    def net(self) -> int:
        """What the till holds of this day; below zero when more was given back than taken."""
        return sum(taking.net for taking in self.takings)

    def by_means(self) -> list[tuple[Means, int]]:
        """The net sum of each means that occurred."""
        sums = {means: sum(taking.net for taking in self.takings if taking.means == means) for means in Means}
        return [(means, sums[means]) for means in Means if any(taking.means == means for taking in self.takings)]

    def frozen(self) -> dict[str, object]:
        """The totals as a closed day keeps them: numbers and codes only."""
        return {
            "net": self.net,
            "means": {str(means): amount for means, amount in self.by_means()},
            "officers": {f"{taking.account_id or 0}/{taking.means}": taking.net for taking in self.takings},
            "books": [
                {
                    "form": book.form,
                    "symbol": book.symbol,
                    "first": book.first,
                    "last": book.last,
                    "cancelled": list(book.cancelled),
                }
                for book in self.books
            ],
        }


def balance_of(official: Official, day: date) -> Balance:
    """The balance of the official's own unit: three queries, however many receipts there are."""
    touched = list(
        Receipt.objects.filter(Q(counts_on=day) | Q(undone_on=day), unit_id=official.agency_id)
        .defer("payer_name", "payer_address", "lines")
        .select_related("matter")
        .order_by("form", "symbol", "number", "pk")
    )
    of_day = [receipt for receipt in touched if receipt.counts_on == day]
    undone = [receipt for receipt in touched if receipt.undone_on == day]
    names = accounts.names(
        {each for receipt in touched for each in (receipt.taken_by_id, receipt.undone_by_id) if each}
    )
    return Balance(day, _takings(of_day, undone, names, day), _books(of_day), undone)


def day_of(official: Official, day: date) -> Day | None:
    """The day of the official's own till; `None` when nothing has happened on it yet."""
    return Day.objects.select_related("closed_by").filter(unit_id=official.agency_id, day=day).order_by("pk").first()


def _takings(of_day: list[Receipt], undone: list[Receipt], names: dict[int, str], day: date) -> list[Taking]:
    """What was cancelled the day it was taken was never in the till; what is undone later goes out of a later one."""
    count: dict[tuple[int | None, Means], int] = {}
    taken: dict[tuple[int | None, Means], int] = {}
    back: dict[tuple[int | None, Means], int] = {}
    for receipt in of_day:
        key = (receipt.taken_by_id, Means(receipt.means))
        kept = receipt.undone_on != day
        count[key] = count.get(key, 0) + 1
        taken[key] = taken.get(key, 0) + (receipt.amount if kept else 0)
    for receipt in undone:
        if receipt.counts_on != day:
            key = (receipt.undone_by_id, Means(receipt.means))
            back[key] = back.get(key, 0) + receipt.amount
    order = list(Means)
    keys = sorted({*taken, *back}, key=lambda key: (names.get(key[0] or 0, ""), key[0] or 0, order.index(key[1])))
    return [
        Taking(who, names.get(who or 0, ""), means, count.get((who, means), 0), taken.get((who, means), 0),
               back.get((who, means), 0))
        for who, means in keys
    ]  # fmt: skip


def _books(of_day: list[Receipt]) -> list[Book]:
    books: dict[tuple[str, str], list[Receipt]] = {}
    for receipt in of_day:
        books.setdefault((receipt.form, receipt.symbol), []).append(receipt)
    return [
        Book(
            form=form,
            symbol=symbol,
            first=used[0].written,
            last=used[-1].written,
            count=len(used),
            cancelled=[receipt.written for receipt in used if receipt.undone == Undone.CANCELLED],
        )
        for (form, symbol), used in books.items()
    ]
