"""What comes in by a way that is no page of ours, and what goes back by it."""

from motcua.domain.channels.actions.fetching import fetch_failed, fetched, to_fetch
from motcua.domain.channels.actions.keys import Issued, issue_key, revoke_key
from motcua.domain.channels.actions.open311 import NewSubmission, Submitted, add_update, submit

__all__ = [
    "Issued",
    "NewSubmission",
    "Submitted",
    "add_update",
    "fetch_failed",
    "fetched",
    "issue_key",
    "revoke_key",
    "submit",
    "to_fetch",
]
