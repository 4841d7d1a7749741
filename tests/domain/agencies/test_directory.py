"""The published directory: contacts and counters of agencies, each true from a day on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.domain.agencies import actions, queries
from motcua.domain.agencies.actions import ContactDetails
from motcua.domain.agencies.models import Area, Contact
from motcua.kernel.errors import NotFound
from tests.build import journal, people
from tests.build.dossiers import MONDAY
from tests.build.people import NURSE
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
DAY = date(2024, 10, 14)
DETAILS = ContactDetails(phone="0271 3974 000", email="mc@budang.example", address="thôn Đak Xuyên", hours="7:00–17:00")


def test_a_new_contact_begins_on_its_day_and_the_old_one_ends_before() -> None:
    unit = people.agency_of("mot-cua-xa")
    old = queries.contact_of(unit.pk, DAY)
    assert old is not None
    actions.publish_contact(unit.pk, DETAILS, since=DAY, by=NURSE, now=MONDAY)
    now, before = queries.contact_of(unit.pk, DAY), queries.contact_of(unit.pk, DAY - timedelta(days=1))
    assert now is not None
    assert (now.phone, before) == ("0271 3974 000", old)
    assert journal.facts("agencies.contact_changed") == {"agency": unit.code, "from": "2024-10-14"}


def test_the_same_again_changes_nothing_and_a_correction_stays_one_contact() -> None:
    unit = people.agency_of("mot-cua-xa")
    actions.publish_contact(unit.pk, DETAILS, since=DAY, by=NURSE, now=MONDAY)
    entries, contacts = journal.count(), Contact.objects.count()
    actions.publish_contact(unit.pk, DETAILS, since=DAY, by=NURSE, now=MONDAY)
    assert journal.count() == entries
    corrected = ContactDetails(phone="1022", email="", address="", hours="")
    actions.publish_contact(unit.pk, corrected, since=DAY, by=NURSE, now=MONDAY)
    assert Contact.objects.count() == contacts
    with refused("period_ends_before_it_starts"):
        actions.publish_contact(unit.pk, DETAILS, since=DAY - timedelta(days=2), by=NURSE, now=MONDAY)
    with pytest.raises(NotFound):
        actions.publish_contact(999_999, DETAILS, since=DAY, by=NURSE, now=MONDAY)


def test_counters_are_opened_renamed_and_closed() -> None:
    unit = people.agency_of("mot-cua-xa")
    actions.number_counter(unit.pk, 9, "Hộ tịch", by=NURSE, now=MONDAY)
    assert (
        actions.number_counter(unit.pk, 9, "Hộ tịch, chứng thực", by=NURSE, now=MONDAY).title == "Hộ tịch, chứng thực"
    )
    assert journal.facts("agencies.counter_changed") == {"agency": unit.code, "number": 9}
    actions.close_counter(unit.pk, 9, by=NURSE, now=MONDAY)
    with pytest.raises(NotFound):
        actions.close_counter(unit.pk, 9, by=NURSE, now=MONDAY)


@pytest.mark.parametrize("words", ["đak nhau", "dak nhau", "DAK  NHAU một cửa", "Đak Nhau"])
def test_a_unit_is_found_without_diacritics(words: str) -> None:
    assert [agency.code for agency in queries.directory(DAY, words)] == ["H10.30.13.01"]


def test_places_are_grouped_by_the_area_they_lie_in() -> None:
    groups = {group.area.code: group for group in queries.grouped_areas(DAY)}
    assert len(groups) == 11
    assert sum(len(group.places) for group in groups.values()) == 111
    places = [area.code for area in groups[people.BU_DANG].places]
    assert people.DAK_NHAU in places
    assert queries.grouped_areas(date(2020, 1, 1)) == []


def test_who_lives_in_a_commune_is_served_by_three_units() -> None:
    area = queries.area(people.DAK_NHAU, DAY)
    codes = [agency.code for agency in queries.serving(area, DAY)]
    assert codes == ["H10.30.13.01", "H10.30.01", "H10.01.01"]
    listed = queries.published(queries.directory(DAY, within=[area.pk]), DAY)
    assert [(unit.agency.code, unit.contact.phone) for unit in listed] == [("H10.30.13.01", "0271 000 0013")]
    assert queries.directory(date(2020, 1, 1)) == []


def test_a_unit_is_shown_with_its_counters_and_only_while_it_publishes_a_contact() -> None:
    assert len(queries.unit_coded("H10.30.13.01", DAY).counters) == 3
    for code, day in (("H10.30.13", DAY), ("H10.30.13.01", date(2020, 1, 1)), ("H99", DAY)):
        with pytest.raises(NotFound):
            queries.unit_coded(code, day)


def test_the_office_responsible_is_the_areas_own_or_the_nearest_above() -> None:
    area = queries.area(people.DAK_NHAU, DAY)
    own, above = queries.responsible("ubnd-xa", area, DAY), queries.responsible("bhxh-huyen", area, DAY)
    assert own is not None
    assert above is not None
    assert (own.code, above.code) == ("H10.30.13", "H10.90.30")
    assert queries.responsible("khong-co", area, DAY) is None
    assert queries.responsible("ubnd-xa", area, date(2020, 1, 1)) is None
    assert queries.full_name(area) == "Xã Đak Nhau, Huyện Bù Đăng, Tỉnh Bình Phước"


def test_what_is_not_there_on_a_day_is_not_found() -> None:
    for act in (lambda: queries.area("99999", DAY), lambda: queries.agency_coded("H99", DAY)):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotFound):
        queries.area(people.DAK_NHAU, date(2020, 1, 1))
    assert Area.objects.filter(kind="xa", parent__code=people.BU_DANG).count() >= 15


def test_areas_and_offices_of_a_kind_come_in_the_order_of_the_alphabet() -> None:
    communes = list(queries.areas_of_kinds(["xa", "thi-tran"], DAY))
    assert [area.sort_key for area in communes] == sorted(area.sort_key for area in communes)
    assert queries.areas_named([people.DAK_NHAU, "99999"], DAY).keys() == {people.DAK_NHAU}
    assert queries.of_kind("mot-cua-xa", DAY).count() == 111


def test_a_calendar_is_built_once_for_each_revision() -> None:
    calendar = queries.calendar_coded("hanh-chinh")
    assert queries.working(calendar) is queries.working(queries.calendar_coded("hanh-chinh"))
    with pytest.raises(NotFound):
        queries.calendar_coded("khong-co")
