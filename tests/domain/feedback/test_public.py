"""What everybody may read of reports, and figures that point at nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.documents import actions as documents
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Photo, Report
from motcua.domain.feedback.queries import PublicFilter
from motcua.domain.feedback.rules import Place, Said
from motcua.domain.feedback.states import RejectReason
from motcua.kernel.errors import NotFound
from tests.build.people import BOM_BO, BU_DANG, DAK_NHAU, NURSE
from tests.build.published import DONE_ABOUT_IT, TOLD, published, published_open
from tests.build.reports import DONE, MONDAY, RUBBISH, Offices, a_photo, a_report, press, walk

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


def test_a_report_is_shown_by_decision_and_not_once_it_is_taken_back() -> None:
    offices = Offices.of()
    report = a_report()
    with pytest.raises(NotFound):
        queries.public_report(str(report.matter.code))
    actions.make_public(report.pk, "Cầu gãy.", by=offices.dispatcher.official, now=MONDAY)
    assert queries.public_report(str(report.matter.code)).answer == ""
    assert found(open=True) == [report.matter.code]
    actions.withdraw_by_link(report.matter.token, now=MONDAY)
    assert found() == []


def test_what_was_done_is_pictured_once_the_answer_is_public() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "answered")
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY)
    actions.make_public(report.pk, "Cầu gãy.", by=offices.dispatcher.official, now=MONDAY)
    assert queries.public_report(str(report.matter.code)).pictures == ()
    with pytest.raises(NotFound):
        queries.public_picture(report.photos.get().pk)
    code = str(published(offices, content="Cầu khác cũng gãy một nhịp.").matter.code)
    (done,) = queries.public_report(code).evidence
    assert queries.public_picture(done.number).role == Photo.Role.EVIDENCE


def test_what_was_refused_or_merged_says_so_and_no_more() -> None:
    offices = Offices.of()
    report = published_open(offices)
    press(report, "reject", offices.dispatcher.official, said=Said(reject=RejectReason.SETTLED, reason="Đã trả lời."))
    shown = queries.public_report(str(report.matter.code))
    assert (shown.closed, shown.answered, shown.note, shown.state_name) == (
        True,
        False,
        "Đã được trả lời dứt điểm",
        "Không tiếp nhận",
    )
    assert (shown.answer, shown.remedy_name, shown.took) == ("", "", None)


def test_places_are_rounded_on_a_sketch_and_more_where_it_could_point_at_a_house() -> None:
    offices = Offices.of()
    report = published_open(offices)
    assert queries.spot(queries.public_report(str(report.matter.code))) == (12.031, 107.124)
    loud = published_open(offices, category="mt-tieng-on", content="Nhà bên hát karaoke suốt đêm.")
    assert queries.spot(queries.public_report(str(loud.matter.code))) == (12.03, 107.12)
    nowhere = published_open(offices, category=RUBBISH, place=Place(BOM_BO), content="Rác đổ trộm ở đầu đường.")
    assert queries.spot(queries.public_report(str(nowhere.matter.code))) is None
    frame = queries.bounds()
    assert frame is not None
    assert frame[0] < 12.031 < frame[2]


def test_figures_count_nothing_that_is_under_seal() -> None:
    offices = Offices.of()
    reports = [a_report() for _number in range(6)]
    assert queries.counts_by_category(*WEEK)[0].received == 6
    for report in reports[:2]:
        actions.seal(report.pk, by=offices.dispatcher.official, now=MONDAY)
    assert [count.received for count in queries.counts_by_category(*WEEK)] == [None]
    assert [count.received for count in queries.counts_by_area(*WEEK)] == [None]


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


def test_a_picture_that_comes_after_the_publication_is_shown_to_nobody() -> None:
    report = published_open(Offices.of(), files=[("cau.jpg", a_photo())])
    file = documents.take_in("la.jpg", a_photo(), by=NURSE, now=MONDAY)
    late = Photo.objects.create(report=report, role=Photo.Role.REPORT, file=file, added_at=MONDAY + timedelta(days=1))
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY)
    shown = queries.public_report(str(report.matter.code)).pictures
    assert len(shown) == 1
    assert late.pk not in {picture.number for picture in shown}
    with pytest.raises(NotFound):
        queries.public_picture(late.pk)


def test_of_an_answer_that_was_sent_back_or_called_unfinished_no_picture_is_shown() -> None:
    offices = Offices.of()
    report = walk(a_report(), offices, "answer_drafted")
    press(report, "send_back", offices.head.official, said=Said(reason="Ảnh này không phải cây cầu ấy."))
    press(report, "draft_answer", offices.handler.official, said=DONE)
    report = press(report, "answer", offices.head.official)
    actions.give_verdict(report.verdicts.get().token, fixed=False, words="Vẫn gãy", now=MONDAY)
    press(report, "draft_answer", offices.handler.official, said=DONE)
    report = press(report, "answer", offices.head.official)
    actions.give_verdict(report.verdicts.get(given_at__isnull=True).token, fixed=True, now=MONDAY)
    said = Said(public_text=TOLD, public_answer=DONE_ABOUT_IT)
    report = press(report, "close", offices.dispatcher.official, said=said)
    actions.make_public_copies(report.pk, by=NURSE, now=MONDAY)
    (*before, stands) = report.photos.order_by("pk")
    assert [picture.number for picture in queries.public_report(str(report.matter.code)).evidence] == [stands.pk]
    assert queries.public_picture(stands.pk) == stands
    for each in before:
        with pytest.raises(NotFound):
            queries.public_picture(each.pk)
