"""Everything that can happen to an official letter: one verb, one transaction, one journal entry."""

from motcua.domain.letters.actions.batches import Batch, Left
from motcua.domain.letters.actions.books import close_book
from motcua.domain.letters.actions.checking import ask_check, check_content, check_form, send_back
from motcua.domain.letters.actions.commenting import comment, resolve
from motcua.domain.letters.actions.correcting import correct, recall, replace
from motcua.domain.letters.actions.discarding import discard
from motcua.domain.letters.actions.drafting import Boxes, describe, draft
from motcua.domain.letters.actions.issuing import issue
from motcua.domain.letters.actions.receiving import (
    NewIncoming,
    assign_incoming,
    confirm_receipt,
    give_back,
    handle_incoming,
    receive,
    register_incoming,
)
from motcua.domain.letters.actions.signing import sign
from motcua.domain.letters.actions.telling import tell, tell_of_incoming
from motcua.domain.letters.actions.terms import mark_specimens, publish_terms
from motcua.domain.letters.actions.writing import (
    Saved,
    insert_clause,
    insert_fact,
    restore_version,
    save_version,
    take_over,
)
from motcua.domain.letters.rules.texts import Fact

__all__ = [
    "Batch",
    "Boxes",
    "Fact",
    "Left",
    "NewIncoming",
    "Saved",
    "ask_check",
    "assign_incoming",
    "check_content",
    "check_form",
    "close_book",
    "comment",
    "confirm_receipt",
    "correct",
    "describe",
    "discard",
    "draft",
    "give_back",
    "handle_incoming",
    "insert_clause",
    "insert_fact",
    "issue",
    "mark_specimens",
    "publish_terms",
    "recall",
    "receive",
    "register_incoming",
    "replace",
    "resolve",
    "restore_version",
    "save_version",
    "send_back",
    "sign",
    "take_over",
    "tell",
    "tell_of_incoming",
]
