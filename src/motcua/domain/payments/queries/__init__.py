"""What is owed and what was paid, as the payer, the unit and the printer may see it."""

from motcua.domain.payments.gateways import Asked, Gateway, Simulation, Told, gateway
from motcua.domain.payments.queries.owed import (
    Statement,
    lock,
    order_of,
    orders_of_day,
    owed_at_return,
    paid_by,
    receipt_seen_by,
    statement_for,
    terms,
    to_reconcile,
)
from motcua.domain.payments.queries.printing import receipt_content
from motcua.domain.payments.queries.till import Balance, Book, Taking, balance_of, day_of
from motcua.domain.payments.rules import amount_in_words

__all__ = [
    "Asked",
    "Balance",
    "Book",
    "Gateway",
    "Simulation",
    "Statement",
    "Taking",
    "Told",
    "amount_in_words",
    "balance_of",
    "day_of",
    "gateway",
    "lock",
    "order_of",
    "orders_of_day",
    "owed_at_return",
    "paid_by",
    "receipt_content",
    "receipt_seen_by",
    "statement_for",
    "terms",
    "to_reconcile",
]
