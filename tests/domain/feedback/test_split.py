"""A report that several units have to answer is split; each part runs since the first was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.feedback import actions
from motcua.kernel.errors import NotFound, Refused
from tests.build import jobs
from tests.build.reports import MONDAY, Offices, a_photo, a_report

pytestmark = pytest.mark.django_db


def test_each_unit_gets_a_part_on_the_first_clock() -> None:
    dispatcher = Offices.of().dispatcher.official
    report = a_report(files=[("cau.jpg", a_photo())])
    parts = actions.split(report.pk, ["H10.30.13", "H10.08"], by=dispatcher, now=MONDAY + timedelta(hours=3))
    assert [part.matter.lead_agency.code for part in parts] == ["H10.30.13", "H10.08"]
    assert {part.matter.due_at for part in parts} == {report.matter.due_at}
    assert {part.part_of_id for part in parts} == {report.pk}
    assert all(part.photos.count() == 1 for part in parts)
    copied = {job["report_id"] for job in jobs.waiting("reports.make_public_copies")}
    assert copied >= {part.pk for part in parts}


def test_nobody_else_splits_it() -> None:
    offices = Offices.of()
    report = a_report()
    with pytest.raises(NotFound):
        actions.split(report.pk, ["H10.08"], by=offices.handler.official, now=MONDAY)
    with pytest.raises(Refused):
        actions.split(report.pk, [], by=offices.dispatcher.official, now=MONDAY)
