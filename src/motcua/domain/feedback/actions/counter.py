"""A report taken down at the counter of a one-stop unit, in the words of who stands there, and read back to them."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.feedback import rules
from motcua.domain.feedback.actions.drafting import Outcome, send_draft
from motcua.domain.feedback.states import Channel
from motcua.kernel.actors import Official
from motcua.kernel.errors import Refused


@atomic
def send_at_counter(token: str, *, read_back: bool, by: Official, now: datetime) -> Outcome:
    """File what was taken down at the counter, once it was read back and agreed to; pressed twice, it is the same one.

    Raises:
        NotFound: the official receives nobody, or there is no such draft.
        Refused: `not_read_back_here`, and what `file_report` refuses.
    """
    rules.ensure_takes_down(by)
    if not read_back:
        raise Refused("not_read_back_here")
    return send_draft(token, Channel.COUNTER, by=by, now=now)
