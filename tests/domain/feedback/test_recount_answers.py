"""A calendar that is amended moves the hours a unit has to take a report or give it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.agencies.models import Calendar
from motcua.domain.feedback import actions
from motcua.domain.journal.models import Entry
from motcua.domain.matters import actions as matters
from tests.build.people import NURSE
from tests.build.reports import MONDAY, Offices, a_report, walk

pytestmark = pytest.mark.django_db


def test_a_new_holiday_moves_the_hours_of_what_lies_forwarded() -> None:
    report = walk(a_report(), Offices.of(), "forwarded")
    before = report.respond_due_at
    calendar = Calendar.objects.get(code="hanh-chinh")
    holiday = {"date": MONDAY.date(), "kind": "holiday", "source": "Nghỉ thử"}
    body = {**calendar.body, "exceptions": [*calendar.body["exceptions"], holiday]}
    matters.amend_calendar("hanh-chinh", body, by=NURSE, now=MONDAY)
    assert actions.recount_answers(calendar.pk, by=NURSE, now=MONDAY) == 1
    report.refresh_from_db()
    assert report.respond_due_at > before + timedelta(hours=12)
    assert Entry.objects.filter(verb="feedback.response_recounted").count() == 1
    assert actions.recount_answers(calendar.pk, by=NURSE, now=MONDAY) == 0
