"""When an agency ends that coordinates an answer, drafts one or owes what it promised: its heir goes on with it.

Who leads, and every step that is open, is the matter's and handed on with it (`matters.actions.succession`). What an
agency has answered stays its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency
from motcua.domain.journal import actions as journal
from motcua.domain.petitions import queries
from motcua.domain.petitions.actions.taking import locked
from motcua.domain.petitions.models import Answer, Assignment, Commitment, Petition, Point
from motcua.domain.petitions.states import State
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound

BATCH = 200
"""Petitions of one run."""


def hand_on_ended(*, by: Actor, now: datetime, most: int = BATCH) -> int:
    """Hand on what agencies that have ended coordinated, drafted or promised, `most` petitions at a time; how many.

    As often as one likes: what was handed on does not wait there any more.
    """
    heirs = agencies.heirs(localdate(now))
    waiting = queries.leaning_on(list(heirs), most) if heirs else []
    return sum(hand_on(petition_id, heirs, by=by, now=now) for petition_id in waiting)


@atomic
def hand_on(petition_id: int, heirs: Mapping[int, Agency], *, by: Actor, now: datetime) -> bool:
    """Hand on one petition to the heirs, by the id of who ended; whether there was anything to hand on."""
    try:
        petition = locked(petition_id)
    except NotFound:
        return False  # under seal since
    done: dict[tuple[str, str], list[str]] = {}
    for gone, role in _handed_on(petition, heirs):
        done.setdefault((gone.code, heirs[gone.pk].code), []).append(role)
    if not done:
        return False
    petition.updated_at = now
    petition.save(update_fields=["updated_at"])
    journal.record_all(
        journal.NewEntry(
            "petitions.handed_on",
            ("petition", petition_id),
            by,
            now,
            matter_id=petition_id,
            facts={**queries.common_facts(petition), "from": gone, "to": heir, "roles": sorted(set(roles))},
        )
        for (gone, heir), roles in done.items()
    )
    return True


def _handed_on(petition: Petition, heirs: Mapping[int, Agency]) -> Iterator[tuple[Agency, str]]:
    """Put heirs in the place of who ended, and say whose place it was and what they had to do."""
    standing = Assignment.objects.filter(petition=petition, returned_at__isnull=True).order_by("pk").first()
    for gone in list(standing.coordinating.filter(pk__in=list(heirs)).order_by("pk")) if standing is not None else ():
        assert standing is not None
        standing.coordinating.remove(gone)
        if heirs[gone.pk].pk != petition.matter.lead_agency_id:
            standing.coordinating.add(heirs[gone.pk])  # who leads does not coordinate besides
        yield gone, "coordinating"
    owed = Commitment.objects.filter(petition=petition, kept_at__isnull=True, unit__in=list(heirs))
    for promise in owed.select_related("unit").order_by("pk"):
        gone = promise.unit
        Commitment.objects.filter(pk=promise.pk).update(unit=heirs[gone.pk])
        yield gone, "promise"
    drafts = Answer.objects.filter(point__petition=petition, issued_at__isnull=True, agency__in=list(heirs))
    for draft in drafts.select_related("agency").order_by("pk"):
        gone = draft.agency
        theirs = Answer.objects.filter(point_id=draft.point_id, issued_at__isnull=True, agency=heirs[gone.pk])
        if not theirs.exists():  # an heir that has drafted its own keeps that
            Answer.objects.filter(pk=draft.pk).update(agency=heirs[gone.pk])
            yield gone, "draft"
    if petition.state in {State.COLLECTED, State.CLASSIFIED, State.SENT, State.RETURNED}:
        for model, key in ((Petition, "pk"), (Point, "petition")):
            rows = model._default_manager.filter(**{key: petition.pk}, competent__in=list(heirs))
            for row in rows.select_related("competent").order_by("pk"):
                if (seemed := row.competent) is not None:
                    model._default_manager.filter(pk=row.pk).update(competent=heirs[seemed.pk])
                    yield seemed, "competent"
