"""Everything that can happen to a dossier: one verb, one transaction, one journal entry."""

from motcua.domain.dossiers.actions.batch import MOST as MOST_AT_ONCE
from motcua.domain.dossiers.actions.batch import (
    complete_several,
)
from motcua.domain.dossiers.actions.custody import (
    confirm_arrival,
    confirm_return,
    give_back,
    issue_bundle_receipt,
)
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
from motcua.domain.dossiers.actions.receiving import Authority, HandedIn, receive
from motcua.domain.dossiers.actions.sheets import (
    attach_scan,
    detach_scan,
    discard_sheet,
    keep_sheet,
    keep_sheet_page,
    look_up_person,
    open_sheet,
)
from motcua.domain.dossiers.actions.stepping import complete_task
from motcua.domain.dossiers.actions.supplying import supply_at_counter
from motcua.domain.dossiers.actions.telling import tell, warn_unanswered
from motcua.domain.dossiers.rules import Said
from motcua.domain.dossiers.rules.receiving import Brought

__all__ = [
    "MOST_AT_ONCE",
    "Authority",
    "Brought",
    "HandedIn",
    "Said",
    "accept",
    "ask_payment",
    "ask_supplement",
    "attach",
    "attach_scan",
    "begin",
    "carry_over",
    "complete_several",
    "complete_task",
    "confirm_arrival",
    "confirm_return",
    "detach",
    "detach_scan",
    "discard",
    "discard_sheet",
    "finish",
    "give_back",
    "hand_over",
    "issue_bundle_receipt",
    "keep_sheet",
    "keep_sheet_page",
    "look_up_person",
    "open_sheet",
    "paid",
    "receive",
    "reject",
    "remove_entry",
    "resume",
    "save_entry",
    "save_page",
    "start",
    "stop",
    "submit",
    "supply_at_counter",
    "tell",
    "warn_unanswered",
    "withdraw",
]
