"""What every report begins with, whether it is sent or split off: its matter, its code, the hours of its first unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area, Calendar
from motcua.domain.feedback.models import Category
from motcua.domain.matters import actions as matters
from motcua.domain.matters.states import Kind
from motcua.domain.papers import actions as papers
from motcua.domain.routes import queries as routes
from motcua.kernel.codes import report_code
from motcua.kernel.worktime import add_working_minutes, parse_budget

REGISTER = "ma-phan-anh"
"""The register of reports' codes, one a coordinator and day."""
MIDNIGHT = time(23, 59)


def opening(
    category: Category, coordinator: Agency, unit: Agency, area: Area | None, now: datetime
) -> matters.NewMatter:
    """What a report's matter is opened with, but for its code."""
    return matters.NewMatter(
        kind=Kind.REPORT,
        title=category.name,
        title_en=category.name_en,
        topic=category.code,
        lead_agency=unit,
        one_stop=coordinator,
        event_area=area,
        route=routes.in_force(str(category.body["route"]), localdate(now)),
        limit=str(category.body["resolve"]),
        policy=str(category.body.get("policy", "same_time")),
        cutoff=MIDNIGHT,
        calendar=agencies.calendar_coded(str(category.body["calendar"])),
    )


def next_code(coordinator_id: int, terms: Mapping[str, Any], today: date) -> str:
    """The code of the next report of a day. Whoever else files today waits for it until the transaction ends."""
    number = papers.take_number(coordinator_id, REGISTER, period=f"{today:%y%m%d}")
    return report_code(str(terms.get("code_prefix", "PA")), today, number)


def respond_by(category: Category, calendar: Calendar, now: datetime) -> datetime:
    """By when a unit that has it from now takes it or gives it back."""
    return add_working_minutes(now, parse_budget(str(category.body["respond"])), agencies.working(calendar))
