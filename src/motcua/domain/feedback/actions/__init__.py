"""What happens to a report: it is filed, sent to whoever must act, answered, called unfinished, and published."""

from motcua.domain.feedback.actions.by_link import reply_by_link, withdraw_by_link
from motcua.domain.feedback.actions.drafting import (
    Outcome,
    add_draft_photo,
    begin_draft,
    discard_draft,
    forget_drafts,
    keep_draft,
    remove_draft_photo,
    send_draft,
)
from motcua.domain.feedback.actions.enveloping import open_envelope, take_piece
from motcua.domain.feedback.actions.filing import Filed, file_report
from motcua.domain.feedback.actions.picturing import make_public_copies
from motcua.domain.feedback.actions.publishing import keep_private, make_public
from motcua.domain.feedback.actions.splitting import split
from motcua.domain.feedback.actions.stepping import complete_task
from motcua.domain.feedback.actions.telling import tell, tell_escalation, tell_sealed_queue
from motcua.domain.feedback.actions.terms import publish_terms
from motcua.domain.feedback.actions.verdicts import confirm_lapsed, give_verdict
from motcua.domain.feedback.actions.waking import subscribe, unsubscribe
from motcua.domain.feedback.actions.watching import escalate, extend, seal, withdraw

__all__ = [
    "Filed",
    "Outcome",
    "add_draft_photo",
    "begin_draft",
    "complete_task",
    "confirm_lapsed",
    "discard_draft",
    "escalate",
    "extend",
    "file_report",
    "forget_drafts",
    "give_verdict",
    "keep_draft",
    "keep_private",
    "make_public",
    "make_public_copies",
    "open_envelope",
    "publish_terms",
    "remove_draft_photo",
    "reply_by_link",
    "seal",
    "send_draft",
    "split",
    "subscribe",
    "take_piece",
    "tell",
    "tell_escalation",
    "tell_sealed_queue",
    "unsubscribe",
    "withdraw",
    "withdraw_by_link",
]
