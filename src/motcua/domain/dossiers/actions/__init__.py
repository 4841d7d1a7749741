"""Everything that can happen to a dossier: one verb, one transaction, one journal entry."""

from motcua.domain.dossiers.actions.drafting import attach, detach, discard, save_page, start
from motcua.domain.dossiers.actions.filing import submit
from motcua.domain.dossiers.actions.moves import (
    accept,
    ask_payment,
    ask_supplement,
    begin,
    finish,
    hand_over,
    paid,
    reject,
    resume,
    stop,
    withdraw,
)
from motcua.domain.dossiers.actions.returning import (
    delivered_by_post,
    hand_over_at_counter,
    remind_unclaimed,
    send_by_post,
)
from motcua.domain.dossiers.actions.stepping import complete_task
from motcua.domain.dossiers.actions.telling import tell, warn_unanswered
from motcua.domain.dossiers.rules import Said

__all__ = [
    "Said",
    "accept",
    "ask_payment",
    "ask_supplement",
    "attach",
    "begin",
    "complete_task",
    "delivered_by_post",
    "detach",
    "discard",
    "finish",
    "hand_over",
    "hand_over_at_counter",
    "paid",
    "reject",
    "remind_unclaimed",
    "resume",
    "save_page",
    "send_by_post",
    "start",
    "stop",
    "submit",
    "tell",
    "warn_unanswered",
    "withdraw",
]
