"""Everything that can happen to a dossier: one verb, one transaction, one journal entry."""

from motcua.domain.dossiers.actions.apologising import Written, draft_apologies, sign_apology, write_apology
from motcua.domain.dossiers.actions.batch import BY_HAND, Pins, complete_several, complete_signed
from motcua.domain.dossiers.actions.batch import MOST as MOST_AT_ONCE
from motcua.domain.dossiers.actions.behalf import attach_authority, confirm_authority, disown, say_for_whom
from motcua.domain.dossiers.actions.consulting import close_silent
from motcua.domain.dossiers.actions.correcting import correct, reissue
from motcua.domain.dossiers.actions.custody import (
    confirm_arrival,
    confirm_return,
    give_back,
    issue_bundle_receipt,
    issue_receipt,
)
from motcua.domain.dossiers.actions.delivering import deliver
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
from motcua.domain.dossiers.actions.holding import end_hold, hold
from motcua.domain.dossiers.actions.moves import (
    SUPPLIED_PART,
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
from motcua.domain.dossiers.actions.opening import note_openings, open_file
from motcua.domain.dossiers.actions.purging import purge_sheets, purge_unsealed
from motcua.domain.dossiers.actions.receiving import Authority, HandedIn, receive
from motcua.domain.dossiers.actions.reopening import reopen
from motcua.domain.dossiers.actions.returning import (
    delivered_by_post,
    hand_over_at_counter,
    remind_unclaimed,
    send_by_post,
)
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
from motcua.domain.dossiers.actions.succession import hand_on, hand_on_desk, hand_on_ended
from motcua.domain.dossiers.actions.supplementing import allow_supplement, note_closed_windows, warn_of_windows
from motcua.domain.dossiers.actions.supplying import supply_at_counter
from motcua.domain.dossiers.actions.telling import recount_answers, tell, warn_unanswered
from motcua.domain.dossiers.rules import Said
from motcua.domain.dossiers.rules.obligations import Notice, Receipt
from motcua.domain.dossiers.rules.receiving import Brought

__all__ = [
    "BY_HAND",
    "MOST_AT_ONCE",
    "SUPPLIED_PART",
    "Authority",
    "Brought",
    "HandedIn",
    "Notice",
    "Pins",
    "Receipt",
    "Said",
    "Written",
    "accept",
    "allow_supplement",
    "ask_payment",
    "ask_supplement",
    "attach",
    "attach_authority",
    "attach_scan",
    "begin",
    "carry_over",
    "close_silent",
    "complete_several",
    "complete_signed",
    "complete_task",
    "confirm_arrival",
    "confirm_authority",
    "confirm_return",
    "correct",
    "deliver",
    "delivered_by_post",
    "detach",
    "detach_scan",
    "discard",
    "discard_sheet",
    "disown",
    "draft_apologies",
    "end_hold",
    "finish",
    "give_back",
    "hand_on",
    "hand_on_desk",
    "hand_on_ended",
    "hand_over",
    "hand_over_at_counter",
    "hold",
    "issue_bundle_receipt",
    "issue_receipt",
    "keep_sheet",
    "keep_sheet_page",
    "look_up_person",
    "note_closed_windows",
    "note_openings",
    "open_file",
    "open_sheet",
    "paid",
    "purge_sheets",
    "purge_unsealed",
    "receive",
    "recount_answers",
    "reissue",
    "reject",
    "remind_unclaimed",
    "remove_entry",
    "reopen",
    "resume",
    "save_entry",
    "save_page",
    "say_for_whom",
    "send_by_post",
    "sign_apology",
    "start",
    "stop",
    "submit",
    "supply_at_counter",
    "tell",
    "warn_of_windows",
    "warn_unanswered",
    "withdraw",
    "write_apology",
]
