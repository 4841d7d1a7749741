"""What comes in by a way that is no page of ours, and what goes back by it."""

from motcua.domain.channels.actions.fetching import fetch_failed, fetched, to_fetch
from motcua.domain.channels.actions.forgetting import forget_sealed
from motcua.domain.channels.actions.keys import Issued, issue_key, revoke_key
from motcua.domain.channels.actions.mail import take_mail
from motcua.domain.channels.actions.open311 import NewSubmission, Submitted, add_update, submit
from motcua.domain.channels.actions.sending import Ready, ready, send_failed, sent, tell_thread
from motcua.domain.channels.actions.zalo import file_conversations, take_zalo

__all__ = [
    "Issued",
    "NewSubmission",
    "Ready",
    "Submitted",
    "add_update",
    "fetch_failed",
    "fetched",
    "file_conversations",
    "forget_sealed",
    "issue_key",
    "ready",
    "revoke_key",
    "send_failed",
    "sent",
    "submit",
    "take_mail",
    "take_zalo",
    "tell_thread",
    "to_fetch",
]
