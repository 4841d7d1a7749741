"""What may be reported, and whose business it is: the pack's words in force by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Category
from motcua.domain.feedback.states import Event
from motcua.kernel.reading import read_yaml
from tests.build import people
from tests.build.people import DAK_NHAU, NURSE
from tests.build.reports import BRIDGE, MONDAY, a_report

pytestmark = pytest.mark.django_db
DAY = date(2024, 10, 14)
WRITTEN = read_yaml(Path(__file__).resolve().parents[3] / "packs" / "binh-phuoc" / "feedback.yaml")


def test_what_is_written_is_in_force_and_what_goes_under_seal_stands_in_no_list() -> None:
    codes = [each.code for each in queries.categories(DAY)]
    assert BRIDGE in codes
    listed = [each.code for group in queries.groups(DAY) for each in group.categories]
    assert "to-cao" in codes
    assert "to-cao" not in listed


def test_whose_business_it_is_follows_the_place_or_is_one_office() -> None:
    area = agencies.area(DAK_NHAU, DAY)
    assert queries.owner_of(queries.category(BRIDGE, DAY), area, DAY) == people.agency_of("phong-ha-tang", "696")
    elsewhere = queries.owner_of(queries.category("dn-lom-song", DAY), None, DAY)
    assert elsewhere is not None
    assert elsewhere.code == "H10.12"


def test_publishing_again_changes_nothing_and_a_change_is_a_row_of_its_own() -> None:
    assert actions.publish_terms(WRITTEN, valid_from=DAY, by=NURSE, now=MONDAY) == 0
    [first, *others] = WRITTEN["groups"]
    changed = {**first["categories"][0], "resolve": "2 working_days"}
    groups = [{**first, "categories": [changed, *first["categories"][1:]]}, *others]
    assert actions.publish_terms({**WRITTEN, "groups": groups}, valid_from=DAY, by=NURSE, now=MONDAY) == 1
    rows = Category.objects.filter(code=changed["code"]).order_by("valid_from")
    assert [row.body["resolve"] for row in rows] == ["3 working_days", "2 working_days"]
    assert rows[0].valid_to == date(2024, 10, 13)


def test_what_a_person_sent_is_found_by_them_and_by_its_own_key() -> None:
    citizen = people.an()
    report = a_report(citizen, client_key="khoa-1")
    assert [each.pk for each in queries.own_reports(citizen)] == [report.pk]
    assert not queries.own_reports(people.a_stranger()).exists()
    found = queries.with_client_key("khoa-1")
    assert found is not None
    assert found.pk == report.pk
    assert queries.with_client_key("") is None


def test_words_about_an_event_are_those_of_the_letter() -> None:
    report = a_report()
    subject, body = actions.words_about(report.pk, Event.FILED)[:2]
    assert str(report.matter.code) in subject
    assert body


def test_metres_are_counted_as_the_crow_flies() -> None:
    assert 110 < queries.metres_between((12.0, 107.0), (12.001, 107.0)) < 112
