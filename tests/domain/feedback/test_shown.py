"""What is published: nothing by itself, nothing unfit, and places that point at no house."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.kernel.errors import NotFound
from tests.build.people import NURSE
from tests.build.reports import MONDAY, Offices, a_report, walk

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def test_a_report_is_shown_by_decision_and_not_once_it_is_taken_back() -> None:
    offices = Offices.of()
    report = a_report()
    with pytest.raises(NotFound):
        queries.shown_one(str(report.matter.code))
    actions.make_public(report.pk, "Cầu gãy.", by=offices.dispatcher.official, now=LATER)
    assert queries.shown_one(str(report.matter.code)).answer is None
    assert [each.pk for each in queries.shown(state="open")] == [report.pk]
    actions.withdraw_by_link(report.matter.token, now=LATER)
    assert list(queries.shown()) == []


def test_pictures_are_those_of_the_published_answer() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "answered")
    actions.make_public_copies(report.pk, by=NURSE, now=LATER)
    actions.make_public(report.pk, "Cầu gãy.", by=offices.dispatcher.official, now=LATER)
    photo = report.photos.get()
    with pytest.raises(NotFound):
        queries.picture_shown(str(report.matter.code), photo.pk)
    assert queries.shown_one(str(report.matter.code)).pictures == ()


def test_places_are_rounded_and_the_province_has_a_frame() -> None:
    assert queries.spot(a_report()) == (12.031, 107.124)
    frame = queries.bounds()
    assert frame is not None
    assert frame[0] < 12.031 < frame[2]


def test_figures_count_nothing_that_is_under_seal() -> None:
    offices = Offices.of()
    reports = [a_report() for _number in range(6)]
    assert queries.figures_by_group(LATER)[0].received == 6
    for report in reports[:2]:
        actions.seal(report.pk, by=offices.dispatcher.official, now=LATER)
    assert queries.figures_by_group(LATER) == []
    assert queries.figures_by_place(LATER) == []
