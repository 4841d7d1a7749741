"""What everybody may read of reports, and figures that point at nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Photo, Report
from motcua.domain.feedback.queries import PublicFilter
from motcua.domain.feedback.rules import Place
from motcua.kernel.errors import NotFound
from tests.build.people import BOM_BO, BU_DANG, DAK_NHAU
from tests.build.published import DONE_ABOUT_IT, TOLD, published, published_open
from tests.build.reports import MONDAY, RUBBISH, Offices, a_photo, a_report

pytestmark = pytest.mark.django_db
WEEK = (MONDAY - timedelta(days=1), MONDAY + timedelta(days=6))


def found(**wanted: object) -> list[str]:
    return [report.code for report in queries.as_everybody_sees(queries.public_reports(PublicFilter(**wanted)))]  # type: ignore[arg-type]  # words of the test


def test_a_published_report_says_what_was_done_and_how_long_it_took() -> None:
    report = queries.public_report(str(published(Offices.of()).matter.code).lower())
    assert (report.text, report.answer, report.remedy) == (TOLD, DONE_ABOUT_IT, "done")
    assert report.took == timedelta(hours=2)
    assert (report.closed, report.in_time, report.coarse) == (True, True, False)
    assert report.area_name.startswith("Xã Đak Nhau, Huyện Bù Đăng")
    assert [picture.of_the_answer for picture in report.pictures] == [True]


@pytest.mark.parametrize("code", ["", "x", "BP-241014-0001-9", "\x00"])
def test_what_is_no_code_of_a_published_report_is_not_found(code: str) -> None:
    with pytest.raises(NotFound):
        queries.public_report(code)


def test_what_nobody_published_is_not_found_and_has_no_pictures() -> None:
    report = a_report(files=[("cau.jpg", a_photo())])
    with pytest.raises(NotFound):
        queries.public_report(str(report.matter.code))
    with pytest.raises(NotFound):
        queries.public_picture(Photo.objects.get().pk)
    assert queries.as_everybody_sees([]) == []


def test_reports_are_found_by_place_category_group_and_time() -> None:
    offices = Offices.of()
    bridge = published_open(offices).matter.code
    rubbish = published_open(offices, category=RUBBISH, place=Place(BOM_BO), now=MONDAY + timedelta(days=1)).matter.code
    assert found() == [rubbish, bridge]
    assert found(area=BU_DANG) == [rubbish, bridge]
    assert found(area=DAK_NHAU) == [bridge]
    assert found(area="\x00") == []
    assert found(categories=(RUBBISH,)) == [rubbish]
    assert found(categories=("GT-MATDUONG",)) == [bridge]
    assert found(group="moi-truong") == [rubbish]
    assert found(since=MONDAY + timedelta(hours=1)) == [rubbish]
    assert found(until=MONDAY + timedelta(hours=1)) == [bridge]
    assert found(open=False) == []
    names = [area.name for area in queries.public_areas(date(2024, 10, 15))]
    assert sorted(names) == ["Xã Bom Bo", "Xã Đak Nhau"]


def test_a_report_under_seal_leaves_nothing_public() -> None:
    offices = Offices.of()
    report = published_open(offices, files=[("cau.jpg", a_photo())])
    actions.make_public_copies(report.pk, by=offices.dispatcher.official, now=MONDAY)
    number = Photo.objects.get().pk
    assert queries.public_picture(number).report_id == report.pk
    before = queries.as_everybody_sees(queries.public_reports())
    actions.seal(report.pk, by=offices.dispatcher.official, now=MONDAY + timedelta(hours=1))
    assert found() == []
    assert queries.newest_change() == (0, None)
    with pytest.raises(NotFound):
        queries.public_picture(number)
    assert [step.text for step in queries.steps_of(before)] == [""]
    assert queries.counts_by_category(*WEEK) == []


def test_whatever_changes_the_mark_changes() -> None:
    offices = Offices.of()
    report = published_open(offices)
    first = queries.newest_change()
    actions.keep_private(report.pk, by=offices.dispatcher.official, now=MONDAY + timedelta(hours=1))
    assert queries.newest_change() != first
    actions.make_public(report.pk, TOLD, by=offices.dispatcher.official, now=MONDAY + timedelta(hours=2))
    assert queries.newest_change() not in {first, (0, None)}


def several(number: int, category: str, place: str) -> None:
    for each in range(number):
        a_report(category=category, content=f"Việc số {each} ở nơi này.", place=Place(place))


def test_small_numbers_are_not_told_nor_found_by_subtracting() -> None:
    several(7, "gt-mat-duong", DAK_NHAU)
    several(6, RUBBISH, DAK_NHAU)
    several(2, "gy-gop-y", BOM_BO)
    by_group = {count.code: count.received for count in queries.counts_by_category(*WEEK)}
    assert by_group == {"giao-thong": 7, "moi-truong": None, "gop-y": None}
    within = {count.name: count.received for count in queries.counts_by_area(*WEEK, area=BU_DANG)}
    assert within == {"Xã Đak Nhau": None, "Xã Bom Bo": None}


def test_figures_say_how_many_were_answered_and_how_fast() -> None:
    offices = Offices.of()
    for each in range(5):
        published(offices, content=f"Cầu số {each} bị gãy một nhịp.")
    (count,) = queries.counts_by_area(*WEEK)
    assert (count.name, count.received, count.answered, count.in_time) == ("Huyện Bù Đăng", 5, 5, 5)
    assert (count.median_hours, count.told) == (2.0, True)
    assert queries.counts_by_area(MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)) == []


def test_no_sealed_column_is_read(django_assert_num_queries: object) -> None:
    published_open(Offices.of())
    (row,) = queries.public_reports()
    assert {"content", "sender_name", "sender_phone", "place_detail"} <= row.get_deferred_fields()
    assert Report.objects.count() == 1
