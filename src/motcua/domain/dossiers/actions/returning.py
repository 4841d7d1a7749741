"""Handing results over: to somebody at the counter who signs, by the post, and reminding those who do not come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.transaction import atomic
from django.utils import translation

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions.moves import hand_over
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules.reminding import reminder
from motcua.domain.dossiers.states import WORKFLOW, ResultMethod
from motcua.domain.notices import actions as notices
from motcua.domain.payments import queries as payments
from motcua.domain.returns import actions as returns
from motcua.domain.returns import rules
from motcua.domain.returns.actions import NewHandOver
from motcua.domain.returns.models import HandOver, Posting
from motcua.domain.returns.states import REMIND_EVERY_DAYS
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import Refused

REMINDED_AT_ONCE = 200


@atomic
def hand_over_at_counter(dossier_id: int, new: NewHandOver, *, by: Official, now: datetime) -> HandOver:
    """Hand the result to who stands at the counter: paid for, identity looked at, signed for; the dossier closes.

    Raises:
        NotFound: it is no dossier of the official's unit.
        Refused: `other_duty`, `illegal_move` (a colleague was first, or there is no result yet), `fee_still_owed`,
            `receiver_missing`, `identity_ending_missing`, `identity_differs`.
    """
    dossier = _of_unit(dossier_id, by)
    rules.ensure_receiver(new.receiver, dossier.applicant.identity_number)
    rules.ensure_paid(payments.owed_at_return(dossier_id))
    hand_over(dossier_id, by=by, now=now)
    return returns.note(dossier.matter, new, by=by, now=now)


@atomic
def send_by_post(dossier_id: int, tracking: str, *, by: Official, now: datetime) -> Posting:
    """Give the result to the post, as the applicant chose; it counts as handed over once it is delivered.

    Raises:
        NotFound: it is no dossier of the official's unit.
        Refused: `other_duty`, `illegal_move` (there is no result to send), `not_by_post`, `fee_still_owed`,
            `tracking_malformed`, `posted_before`.
    """
    dossier = _of_unit(dossier_id, by)
    WORKFLOW.after("hand_over", dossier.state)
    if dossier.result_method != ResultMethod.POST:
        raise Refused("not_by_post")
    rules.ensure_paid(payments.owed_at_return(dossier_id))
    return returns.post(dossier.matter, tracking, by=by, now=now)


@atomic
def delivered_by_post(dossier_id: int, receiver: str, on: date, *, by: Official, now: datetime) -> HandOver:
    """The post has delivered the result on that day; the dossier closes.

    Raises:
        NotFound: nothing of the official's unit was posted.
        Refused: `other_duty`, `illegal_move`, `receiver_missing`, `delivery_day_impossible`.
    """
    dossier = _of_unit(dossier_id, by)
    hand_over(dossier_id, by=by, now=now)
    return returns.delivered(dossier.matter, receiver, on, by=by, now=now)


@atomic
def remind_unclaimed(*, by: Actor, now: datetime) -> int:
    """Tell everybody whose result has waited too long, at most once a week each; how many were told."""
    after = timedelta(days=payments.terms().unclaimed_after_days)
    waiting = queries.to_remind(now - after, now - timedelta(days=REMIND_EVERY_DAYS), REMINDED_AT_ONCE)
    for dossier in waiting:
        kept = returns.remind(dossier.matter, by=by, now=now)
        with translation.override(dossier.applicant.language):
            subject, body = reminder(queries.reminder_facts(dossier, now))
        event = f"unclaimed-{dossier.pk}-{kept.times}"
        notices.tell(dossier.applicant_id, event, subject, body, by=by, now=now, matter_id=dossier.pk)
    return len(waiting)


def _of_unit(dossier_id: int, by: Official) -> Dossier:
    dossier = queries.one_seen_by(by, dossier_id)
    rules.ensure_hands_over(dossier.matter.one_stop_id, by)
    return dossier
