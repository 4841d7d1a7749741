"""A month of reports and calls, each through the action a person would use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from motcua.kernel.worktime import add_working_minutes
from motcua.sim.calling import plan_calls
from motcua.sim.people import Staff
from motcua.sim.running import DAYS, Month, begun, plan_reports

JUST_BEFORE = timedelta(seconds=30)


def live_a_month(
    script: Mapping[str, Any],
    people: Mapping[str, Any],
    staff: Staff,
    *,
    reports: int,
    calls: int,
    until: datetime,
    seed: int,
) -> Month:
    """Fill the database with about so many reports and calls of the month before `until`.

    `script` is the pack's `demo-reports.yaml`; `people`, its `demo.yaml`, says who they are; `staff` is at work.
    """
    month = begun(script, people, staff, until=until, seed=seed)
    begins = until - DAYS
    area, known = str(people["persona_area"]), people["persona"]["citizen"]
    persona = month.reporters.invention.family(area, localdate(begins), begins, known)
    kinds = script["calls"]["kinds"]
    spoken = calls * kinds["report"] // sum(kinds.values())
    plan_calls(month, calls)
    plan_reports(month, reports - spoken, persona)
    mornings = {add_working_minutes(begins + timedelta(days=day), 0, month.calendar) for day in range(DAYS.days)}
    for moment in sorted(mornings):
        month.plan(moment, month.watch)
    month.plan(until - JUST_BEFORE, month.watch)
    month.run()
    return month


def sizes(script: Mapping[str, Any], dossiers: int) -> tuple[int, int]:
    """How many reports and calls go with so many dossiers."""
    share = script["share_of_dossiers"]
    return round(dossiers * share["reports"]), round(dossiers * share["calls"])
