"""Everything that can happen to a dossier: one verb, one transaction, one journal entry."""

from motcua.domain.dossiers.actions.apologising import Written, draft_apologies, sign_apology, write_apology
from motcua.domain.dossiers.actions.consulting import close_silent
from motcua.domain.dossiers.actions.correcting import correct, reissue
from motcua.domain.dossiers.actions.drafting import attach, detach, discard, save_page, start
from motcua.domain.dossiers.actions.filing import submit
from motcua.domain.dossiers.actions.holding import end_hold, hold
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
from motcua.domain.dossiers.actions.reopening import reopen
from motcua.domain.dossiers.actions.stepping import complete_task
from motcua.domain.dossiers.actions.supplementing import allow_supplement, note_closed_windows, warn_of_windows
from motcua.domain.dossiers.actions.telling import tell, warn_unanswered
from motcua.domain.dossiers.rules import Said
from motcua.domain.dossiers.rules.obligations import Notice, Receipt

__all__ = [
    "Notice",
    "Receipt",
    "Said",
    "Written",
    "accept",
    "allow_supplement",
    "ask_payment",
    "ask_supplement",
    "attach",
    "begin",
    "close_silent",
    "complete_task",
    "correct",
    "detach",
    "discard",
    "draft_apologies",
    "end_hold",
    "finish",
    "hand_over",
    "hold",
    "note_closed_windows",
    "paid",
    "reissue",
    "reject",
    "reopen",
    "resume",
    "save_page",
    "sign_apology",
    "start",
    "stop",
    "submit",
    "tell",
    "warn_of_windows",
    "warn_unanswered",
    "withdraw",
    "write_apology",
]
