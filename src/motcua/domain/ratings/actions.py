"""An applicant rates how a matter was settled, once; a unit assesses itself for a quarter."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Matter, Task
from motcua.domain.ratings import rules
from motcua.domain.ratings.models import SCORED, Assessment, Rating
from motcua.domain.ratings.rules import Slip
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused

__all__ = ["Slip", "assess", "give"]


@atomic
def give(token: str, slip: Slip, *, by: Actor, now: datetime) -> Rating:
    """Rate the matter whose receipt carries this secret.

    Raises:
        NotFound: no matter has it.
        Refused: `not_to_be_rated_yet`, `rated_already`, `points_out_of_range`, `discontent_without_reason`.
    """
    matters = Matter.objects.select_for_update(of=("self",), no_key=True).select_related("lead_agency", "one_stop")
    matter = matters.filter(token=token).order_by("pk").first()
    if matter is None:
        raise NotFound("matter")
    rules.ensure_may_rate(matter)
    rules.ensure_whole(slip)
    if Rating.objects.filter(pk=matter.pk).exists():
        raise Refused("rated_already")
    tasks = list(Task.objects.filter(matter=matter, closed_at__isnull=False).order_by("pk"))
    handled = [task for task in tasks if task.agency_id == matter.lead_agency_id and task.duty == "specialist"]
    rating = Rating.objects.create(
        matter=matter,
        agency=matter.lead_agency,
        one_stop=matter.one_stop,
        official_id=handled[-1].closed_by_id if handled else None,
        given_at=now,
        total_time=rules.total_time(matter.verdict),
        each_body=rules.each_body((task.budget, task.spent) for task in tasks if task.agency_id is not None),
        contacts=slip.contacts,
        bodies=slip.bodies,
        publication=slip.publication,
        attitude=slip.attitude,
        convenience=slip.convenience,
        overall=slip.overall,
        reason=slip.reason.strip(),
    )
    journal.record(
        "ratings.given",
        subject=("rating", matter.pk),
        matter_id=matter.pk,
        by=by,
        at=now,
        facts={
            "agency": matter.lead_agency.code,
            "one_stop": matter.one_stop.code,
            "overall": str(slip.overall),
            **{name: getattr(rating, name) for name in SCORED},
        },
    )
    return rating


@atomic
def assess(index: int, points: int, note: str, *, year: int, quarter: int, by: Official, now: datetime) -> Assessment:
    """Say how the official's unit did by one index in a quarter; a later word replaces an earlier one.

    Raises:
        Refused: `other_duty`, `points_out_of_range`.
    """
    rules.ensure_may_assess(by, index, points)
    kept, _fresh = Assessment.objects.update_or_create(
        agency_id=by.agency_id,
        year=year,
        quarter=quarter,
        index=index,
        defaults={"points": points, "note": note, "assessed_at": now, "assessed_by_id": by.account_id},
    )
    journal.record(
        "ratings.assessed",
        subject=("agency", by.agency_id),
        by=by,
        at=now,
        facts={"agency": by.agency_code, "year": year, "quarter": quarter, "index": int(index), "points": points},
    )
    return kept
