"""What may be the same report is proposed: to the dispatcher by what was written, to others by what is public."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.queries import near
from motcua.domain.feedback.rules import Place
from tests.build import people
from tests.build.people import BOM_BO, DAK_NHAU
from tests.build.reports import AT_THE_BRIDGE, MONDAY, Offices, a_report, press, sent, walk

pytestmark = pytest.mark.django_db
NEARBY = Place(DAK_NHAU, "cầu thôn", AT_THE_BRIDGE.latitude, 107.1246)
FAR = Place(DAK_NHAU, "chợ", 12.2, 107.3)


def test_the_dispatcher_sees_what_lies_near_or_sounds_alike() -> None:
    dispatcher = Offices.of().dispatcher.official
    first = a_report()
    a_report(people.a_stranger(), place=FAR, content="Ổ gà lớn trước chợ, xe máy té ngã nhiều lần.")
    again = a_report(people.a_stranger(), place=NEARBY, content="Không đi qua suối được nữa.")
    found = queries.near_for_dispatcher(again, dispatcher, MONDAY)
    assert [each.report.pk for each in found] == [first.pk]
    assert found[0].metres is not None
    assert found[0].metres < 50


def test_what_lies_near_is_compared_however_much_came_from_elsewhere_since(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "MOST_COMPARED", 1)
    dispatcher = Offices.of().dispatcher.official
    first = a_report()
    a_report(people.a_stranger(), place=Place(BOM_BO), content="Ổ gà lớn trước chợ, xe máy té ngã nhiều lần.")
    again = a_report(people.a_stranger(), place=NEARBY, content="Không đi qua suối được nữa.")
    assert [each.report.pk for each in queries.near_for_dispatcher(again, dispatcher, MONDAY)] == [first.pk]


def test_without_a_place_the_words_decide() -> None:
    dispatcher = Offices.of().dispatcher.official
    first = a_report(place=Place(DAK_NHAU))
    again = a_report(people.a_stranger(), place=Place(DAK_NHAU), content="cau dan sinh dak xuyen gay nhip roi")
    assert [each.report.pk for each in queries.near_for_dispatcher(again, dispatcher, MONDAY)] == [first.pk]


def test_others_are_shown_only_what_is_public() -> None:
    offices = Offices.of()
    report = a_report()
    assert queries.near_for_everybody(sent(), MONDAY) == []
    actions.make_public(report.pk, "Cầu thôn Đak Xuyên gãy.", by=offices.dispatcher.official, now=MONDAY)
    assert [each.report.pk for each in queries.near_for_everybody(sent(), MONDAY)] == [report.pk]
    assert queries.near_for_everybody(sent(), MONDAY + timedelta(days=31)) == []


def test_the_ratios_of_decision_766_count_as_it_says() -> None:
    offices = Offices.of()
    walk(a_report(), offices, "closed")
    walk(a_report(people.a_stranger()), offices, "reopened")
    press(a_report(people.an("070185009999", "Lý Văn Ba")), "forward", offices.dispatcher.official)
    day = MONDAY.date()
    index = queries.index_766(offices.head.official.agency_id, day, day)
    assert (index.all, index.within, index.on_time, index.discontent) == (3, 3, 1, 1)
    assert index.on_time_percent == 33.33
    assert index.content_percent == 66.67
    measured = queries.strict(offices.head.official.agency_id, day, day + timedelta(days=30))
    assert (measured.due, measured.held, measured.reopened) == (3, 1, 1)


def test_the_register_names_only_who_agreed() -> None:
    offices = Offices.of()
    a_report()
    rows = list(queries.register(offices.dispatcher.official, MONDAY.date(), MONDAY.date()))
    assert [row.sender for row in rows] == [""]
    assert rows[0].content.startswith("Cầu dân sinh")
