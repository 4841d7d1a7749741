"""What happens to a report: it is filed, sent to whoever must act, answered, called unfinished, and published."""

from motcua.domain.feedback.actions.by_link import reply_by_link, withdraw_by_link
from motcua.domain.feedback.actions.counter import send_at_counter
from motcua.domain.feedback.actions.drafting import (
    Outcome,
    add_draft_photo,
    add_draft_voice,
    begin_draft,
    discard_draft,
    forget_drafts,
    keep_draft,
    remove_draft_photo,
    send_draft,
)
from motcua.domain.feedback.actions.enveloping import make_room, open_envelope, take_piece
from motcua.domain.feedback.actions.filing import Filed, file_report
from motcua.domain.feedback.actions.lapsing import lapse_questions
from motcua.domain.feedback.actions.mailing import letter_tried, stop_mail, write_to_sender
from motcua.domain.feedback.actions.moves import (
    accept,
    answer,
    ask,
    close,
    confirm,
    draft_answer,
    forward,
    give_back,
    guide,
    merge,
    pass_on,
    reject,
    reopen,
    reply,
    send_back,
)
from motcua.domain.feedback.actions.opening import open_report
from motcua.domain.feedback.actions.papering import make_bare_copies
from motcua.domain.feedback.actions.picturing import make_public_copies
from motcua.domain.feedback.actions.publishing import keep_private, make_public
from motcua.domain.feedback.actions.queue import close_sealed, open_sealed, take_sealed
from motcua.domain.feedback.actions.recounting import recount_answers
from motcua.domain.feedback.actions.sealing import add_to_sealed
from motcua.domain.feedback.actions.splitting import split
from motcua.domain.feedback.actions.stepping import complete_task
from motcua.domain.feedback.actions.telling import tell, tell_escalation, tell_sealed_queue, words_about
from motcua.domain.feedback.actions.terms import publish_terms
from motcua.domain.feedback.actions.verdicts import confirm_lapsed, give_verdict
from motcua.domain.feedback.actions.waking import subscribe, unsubscribe, unsubscribe_by_link
from motcua.domain.feedback.actions.watching import escalate, extend, seal, withdraw
from motcua.domain.feedback.rules import AnswerSaid, NewReport, Place, Said, Sender

__all__ = [
    "AnswerSaid",
    "Filed",
    "NewReport",
    "Outcome",
    "Place",
    "Said",
    "Sender",
    "accept",
    "add_draft_photo",
    "add_draft_voice",
    "add_to_sealed",
    "answer",
    "ask",
    "begin_draft",
    "close",
    "close_sealed",
    "complete_task",
    "confirm",
    "confirm_lapsed",
    "discard_draft",
    "draft_answer",
    "escalate",
    "extend",
    "file_report",
    "forget_drafts",
    "forward",
    "give_back",
    "give_verdict",
    "guide",
    "keep_draft",
    "keep_private",
    "lapse_questions",
    "letter_tried",
    "make_bare_copies",
    "make_public",
    "make_public_copies",
    "make_room",
    "merge",
    "open_envelope",
    "open_report",
    "open_sealed",
    "pass_on",
    "publish_terms",
    "recount_answers",
    "reject",
    "remove_draft_photo",
    "reopen",
    "reply",
    "reply_by_link",
    "seal",
    "send_at_counter",
    "send_back",
    "send_draft",
    "split",
    "stop_mail",
    "subscribe",
    "take_piece",
    "take_sealed",
    "tell",
    "tell_escalation",
    "tell_sealed_queue",
    "unsubscribe",
    "unsubscribe_by_link",
    "withdraw",
    "withdraw_by_link",
    "words_about",
    "write_to_sender",
]
