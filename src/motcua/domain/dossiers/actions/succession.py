"""When an agency ends: its dossiers, and what lies half done on its desks, go on at whoever took its work over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import actions as agencies
from motcua.domain.agencies import queries as agencies_asked
from motcua.domain.agencies.models import Agency
from motcua.domain.dossiers.models import Bundle, Forwarding, Sheet
from motcua.domain.matters import actions as matters
from motcua.domain.matters import queries as matters_asked
from motcua.domain.payments import actions as payments
from motcua.domain.queues import actions as queues
from motcua.domain.returns import actions as returns
from motcua.kernel.actors import Actor

BATCH = 200
"""Dossiers handed on by one job: each in a transaction of its own, so that no desk waits for another's."""


def hand_on_ended(*, by: Actor, now: datetime, most: int = BATCH) -> int:
    """Hand on what agencies that have ended left open, `most` dossiers at a time; how many were handed on.

    As often as one likes: what was handed on is not open there any more. A half-done run goes on where it stopped.
    """
    heirs = agencies_asked.heirs(localdate(now))
    for agency_id, heir in heirs.items():
        hand_on_desk(agency_id, heir, by=by, now=now)
    waiting = matters_asked.to_hand_on(list(heirs), most)
    return sum(hand_on(dossier_id, heirs, by=by, now=now) for dossier_id in waiting)


@atomic
def hand_on(dossier_id: int, heirs: Mapping[int, Agency], *, by: Actor, now: datetime) -> bool:
    """Hand one open dossier on, with what is owed for it; whether there was anything to hand on.

    Its files and the originals that are kept go with it: they lie with the dossier, and its office has them now.
    """
    matter = matters.hand_on(dossier_id, heirs, by=by, now=now)
    if matter is not None:
        payments.hand_on(matter, by=by, now=now)
    return matter is not None


@atomic
def hand_on_desk(agency_id: int, heir: Agency, *, by: Actor, now: datetime) -> bool:
    """Hand on what lies on the desks of an agency itself; once, on the first day after its last.

    These are sheets half typed for somebody at the counter, receipts for several dossiers not made out yet, papers
    on their way from another unit, results at the post. Its queue ends: who still has a ticket is not called.
    """
    if not agencies.hand_on(agency_id, heir, by=by, now=now):
        return False
    Sheet.objects.filter(unit_id=agency_id, draft__submitted_at__isnull=True).update(unit=heir)
    Bundle.objects.filter(unit_id=agency_id, receipt_id__isnull=True).update(unit=heir)
    Forwarding.objects.filter(unit_id=agency_id, returned_at__isnull=True).update(unit=heir)
    returns.hand_on(agency_id, heir, by=by, now=now)
    queues.lapse(agency_id, by=by, now=now)
    return True
