"""What whoever holds the secret page of a report does there: answer what was asked, or take it back."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.stepping import complete_task
from motcua.domain.feedback.actions.watching import end_outside_the_route
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import Said
from motcua.kernel.actors import Actor, System
from motcua.kernel.errors import Refused

LINK = System("report-link")
"""Who comes by the secret page of a report: the secret is all that is known of them."""


@atomic
def reply_by_link(token: str, text: str, *, by: Actor = LINK, now: datetime) -> Report:
    """Answer what the unit asked; its clock goes on.

    Raises:
        NotFound: there is no report with this secret.
        Refused: `nothing_to_reply_to`, `reply_says_nothing`.
    """
    report = queries.followed(token).report
    found = queries.task_for(report.pk, "reply")
    if found is None:
        raise Refused("nothing_to_reply_to")
    return complete_task(found[0], found[1], by=by, now=now, said=Said(reason=text))


@atomic
def withdraw_by_link(token: str, *, by: Actor = LINK, now: datetime) -> Report:
    """Take one's report back while nobody has answered it.

    Raises:
        NotFound: there is no report with this secret.
        Refused: `illegal_move` once it is answered or over.
    """
    report = queries.followed(token).report
    return end_outside_the_route("withdraw", report.pk, by=by, now=now)
