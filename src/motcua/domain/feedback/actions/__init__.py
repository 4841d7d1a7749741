"""What happens to a report: it is filed, sent to whoever must act, answered, called unfinished, and published."""

from motcua.domain.feedback.actions.filing import Filed, file_report
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
from motcua.domain.feedback.actions.picturing import make_public_copies
from motcua.domain.feedback.actions.publishing import keep_private, make_public
from motcua.domain.feedback.actions.queue import close_sealed, open_sealed, take_sealed
from motcua.domain.feedback.actions.recounting import recount_answers
from motcua.domain.feedback.actions.splitting import split
from motcua.domain.feedback.actions.stepping import complete_task
from motcua.domain.feedback.actions.telling import tell, tell_escalation, tell_sealed_queue, words_about
from motcua.domain.feedback.actions.terms import publish_terms
from motcua.domain.feedback.actions.verdicts import confirm_lapsed, give_verdict
from motcua.domain.feedback.actions.watching import escalate, extend, seal, withdraw
from motcua.domain.feedback.rules import AnswerSaid, Said

__all__ = [
    "AnswerSaid",
    "Filed",
    "Said",
    "accept",
    "answer",
    "ask",
    "close",
    "close_sealed",
    "complete_task",
    "confirm",
    "confirm_lapsed",
    "draft_answer",
    "escalate",
    "extend",
    "file_report",
    "forward",
    "give_back",
    "give_verdict",
    "guide",
    "keep_private",
    "make_public",
    "make_public_copies",
    "merge",
    "open_sealed",
    "pass_on",
    "publish_terms",
    "recount_answers",
    "reject",
    "reopen",
    "reply",
    "seal",
    "send_back",
    "split",
    "take_sealed",
    "tell",
    "tell_escalation",
    "tell_sealed_queue",
    "withdraw",
    "words_about",
]
