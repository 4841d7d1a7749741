"""Everything that can happen to what is owed for a matter: one verb, one transaction, one journal entry."""

from motcua.domain.payments.actions.charging import NewCharges, drop, exempt, fix, hand_on, quote
from motcua.domain.payments.actions.days import close_day
from motcua.domain.payments.actions.online import hear, lapse, pay_online, settle
from motcua.domain.payments.actions.taking import cancel_receipt, collect, refund

__all__ = [
    "NewCharges",
    "cancel_receipt",
    "close_day",
    "collect",
    "drop",
    "exempt",
    "fix",
    "hand_on",
    "hear",
    "lapse",
    "pay_online",
    "quote",
    "refund",
    "settle",
]
