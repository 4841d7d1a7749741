"""Everything that can happen to a dossier: one verb, one transaction, one journal entry."""

from motcua.domain.dossiers.actions.drafting import (
    attach,
    carry_over,
    detach,
    discard,
    remove_entry,
    save_entry,
    save_page,
    start,
)
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
    "carry_over",
    "complete_task",
    "detach",
    "discard",
    "finish",
    "hand_over",
    "paid",
    "reject",
    "remove_entry",
    "resume",
    "save_entry",
    "save_page",
    "start",
    "stop",
    "submit",
    "tell",
    "warn_unanswered",
    "withdraw",
]
