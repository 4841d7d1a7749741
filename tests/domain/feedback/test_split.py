"""A report that several units have to answer is split; each part runs since the first was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.feedback import actions
from motcua.domain.feedback.models import Report
from motcua.kernel.errors import NotFound, Refused
from tests.build import jobs, people
from tests.build.reports import MONDAY, Offices, a_photo, a_report, walk

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


def test_a_part_runs_on_the_clock_of_the_whole_with_what_was_promised_of_it() -> None:
    offices, later = Offices.of(), MONDAY + timedelta(hours=3)
    report = walk(a_report(), offices, "accepted")
    made = actions.extend(report.pk, 2, "Phải chờ vật tư từ Đồng Xoài.", by=offices.head.official, now=later)
    (part,) = actions.split(report.pk, ["H10.08"], by=offices.dispatcher.official, now=later)
    whole = Report.objects.get(pk=report.pk).matter
    assert part.matter.due_at == made.new_due_at
    same = ("kind", "title", "title_en", "topic", "one_stop_id", "event_area_id", "route_id", "limit", "counted_from")
    assert [getattr(part.matter, each) for each in same] == [getattr(whole, each) for each in same]
    assert part.matter.code != whole.code
    assert part.respond_due_at == later + timedelta(hours=6), "four working hours, with noon between"


def test_nobody_else_splits_it() -> None:
    offices = Offices.of()
    report = a_report()
    with pytest.raises(NotFound):
        actions.split(report.pk, ["H10.08"], by=offices.handler.official, now=MONDAY)
    with pytest.raises(Refused):
        actions.split(report.pk, [], by=offices.dispatcher.official, now=MONDAY)


def test_pressed_twice_a_unit_has_one_part_and_none_beside_the_whole() -> None:
    dispatcher = Offices.of().dispatcher.official
    report = a_report()
    actions.split(report.pk, ["H10.08"], by=dispatcher, now=MONDAY)
    for again in ("H10.08", report.matter.lead_agency.code):
        with pytest.raises(Refused) as refused:
            actions.split(report.pk, [again], by=dispatcher, now=MONDAY)
        assert refused.value.code == "split_before"
    assert Report.objects.filter(part_of=report).count() == 1


def test_no_part_goes_where_the_official_serves_whom_it_is_about() -> None:
    offices = Offices.of()
    report = a_report(about_official=offices.handler.account.pk)
    with pytest.raises(Refused) as refused:
        actions.split(report.pk, [offices.handler.official.agency_code], by=offices.dispatcher.official, now=MONDAY)
    assert refused.value.code == "unit_of_the_official"


def test_who_wants_no_letters_gets_none_about_a_part() -> None:
    offices = Offices.of()
    report = a_report()
    actions.stop_mail(report.matter.token, by=people.NURSE, now=MONDAY)
    (part,) = actions.split(report.pk, ["H10.08"], by=offices.dispatcher.official, now=MONDAY)
    assert part.mail_stopped_at == MONDAY
