"""What a sound pack reads as."""

from __future__ import annotations

from datetime import date

from motcua.domain.packs.rules.feedback import routes_of
from motcua.domain.procedures.rules import Form
from motcua.kernel.route import Route
from motcua.kernel.worktime import Calendar
from tests.domain.packs.copies import shipped

SHIPPED = shipped()


def test_agencies_stand_after_their_parents() -> None:
    seen = {""}
    for agency in SHIPPED.agencies:
        assert agency.parent in seen
        seen.add(agency.code)


def test_the_calendar_knows_the_five_years() -> None:
    (file,) = [each for each in SHIPPED.calendars if each.code == "hanh-chinh"]
    calendar = Calendar.from_mapping(file.body)
    days = {each.day: each.kind for each in calendar.exceptions}
    assert {day.year for day in days} == {2023, 2024, 2025, 2026, 2027}
    assert days[date(2024, 5, 4)] == "working_day"
    assert days[date(2024, 4, 29)] == "day_off"
    assert not [day for day, kind in days.items() if kind != "working_day" and day.weekday() >= 5]
    assert not [day for day, kind in days.items() if kind == "working_day" and day.weekday() < 5]


def test_routes_begin_with_the_first_procedure_or_category_that_names_them() -> None:
    reports = routes_of(SHIPPED.feedback)
    for file in SHIPPED.routes:
        naming = [each.valid_from for each in SHIPPED.procedures if each.body["route"] == file.code]
        naming += [SHIPPED.feedback["valid_from"]] * (file.code in reports)
        naming += [SHIPPED.petitions["valid_from"]] * (file.code == SHIPPED.petitions["route"])
        assert file.valid_from == min(naming)
        assert Route.from_mapping(file.body).name == file.code


def test_the_interlinked_route_crosses_three_agencies() -> None:
    body = next(file.body for file in SHIPPED.routes if file.code == "lien-thong-khai-sinh")
    desks = {step.desk for step in Route.from_mapping(body).steps}
    assert desks == {"one_stop", "applicant", "competent", "area: cong-an-xa", "area: bhxh-huyen"}


def test_forms_ask_one_topic_a_page_and_few_things_on_it() -> None:
    for procedure in SHIPPED.procedures:
        form = Form.of(procedure.form)
        assert form.event_field.name in {"registration_area", "event_area"}
        for page in form.pages:
            assert len(page.fields) <= 7, page.id
