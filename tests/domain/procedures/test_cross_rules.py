"""Rules across answers: each kind where it holds, where it is broken, and where it cannot be judged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.procedures.rules import Form, check, check_all, form_faults, warnings
from motcua.domain.procedures.rules.crossing import age_on
from tests.domain.procedures.forms import words

TODAY = date(2024, 10, 14)
TEXT: dict[str, Any] = {"type": "string"}
DAY: dict[str, Any] = {"type": "string", "format": "date"}
PARTIAL: dict[str, Any] = {"type": "string", "format": "partial-date"}
NUMBER: dict[str, Any] = {"type": "number"}
COMPONENTS = {"date": "date", "partial-date": "partial_date", "identity-number": "identity_number"}


def component(schema: dict[str, Any]) -> str:
    by_type = {"number": "number", "integer": "integer", "boolean": "checkbox"}
    return COMPONENTS.get(schema.get("format", "")) or by_type.get(schema["type"], "text")


def field(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "component": component(schema), "label": words(name), "required": False}


def mapping(
    rule: dict[str, Any], properties: dict[str, dict[str, Any]], items: dict[str, dict[str, Any]] | None = None
) -> dict[str, Any]:
    """A form with one rule: a page for the place, a page for the plain fields, and one for a group `rows`."""
    schemas: dict[str, Any] = {"place": {"type": "object", "format": "area"}, **properties}
    pages = [
        {"id": "noi", "title": words("Nơi"), "fields": [
            {"name": "place", "component": "area_of_event", "label": words("Nơi"), "required": False}]},
        {"id": "chung", "title": words("Chung"), "fields": [field(name, each) for name, each in properties.items()]},
    ]  # fmt: skip
    if items:
        schemas["rows"] = {"type": "array", "minItems": 0, "items": {"type": "object", "properties": items}}
        group = {"name": "rows", "component": "group", "label": words("Các dòng"), "item": words("Dòng")}
        inner = [field(name, each) for name, each in items.items()]
        pages.append({"id": "dong", "title": words("Dòng"), "fields": [{**group, "required": False, "fields": inner}]})
    if not properties:
        del pages[1]
    return {
        "form": "thu",
        "schema": {"type": "object", "properties": schemas},
        "pages": pages,
        "check": [{"message": words("Sai rồi", "Wrong"), **rule}],
    }


def told_at(
    rule: dict[str, Any],
    properties: dict[str, dict[str, Any]],
    answers: dict[str, Any],
    items: dict[str, dict[str, Any]] | None = None,
) -> set[str]:
    """The fields at which the rule is told of."""
    form = Form.of(mapping(rule, properties, items))
    found = check_all(form, answers, TODAY)
    return {name for page in found.values() for name, problem in page.items() if problem.code == rule["rule"]}


AGE_20 = {"rule": "age", "fields": ["born"], "least": 20}


@pytest.mark.parametrize(
    ("born", "young"),
    [("2004-10-14", False), ("2004-10-15", True), ("2004-10-13", False), ("2004-02-29", False), ("2010-01-01", True)],
)
def test_an_age_is_counted_by_the_birthday(born: str, young: bool) -> None:
    assert told_at(AGE_20, {"born": DAY}, {"born": born}) == ({"born"} if young else set())


@pytest.mark.parametrize(("born", "young"), [("2004", False), ("10/2004", False), ("11/2004", True), ("2005", True)])
def test_a_birth_known_in_part_is_too_late_only_when_it_is_surely(born: str, young: bool) -> None:
    assert told_at(AGE_20, {"born": PARTIAL}, {"born": born}) == ({"born"} if young else set())


def test_an_age_may_be_counted_on_another_answer() -> None:
    rule = {"rule": "age", "fields": ["born"], "least": 18, "on": "married_on"}
    asked = {"born": DAY, "married_on": DAY}
    assert told_at(rule, asked, {"born": "2000-05-01", "married_on": "2018-04-30"}) == {"born"}
    assert told_at(rule, asked, {"born": "2000-05-01", "married_on": "2018-05-01"}) == set()
    assert told_at(rule, asked, {"born": "2000-05-01"}) == set()


def test_an_age_may_have_an_upper_end() -> None:
    rule = {"rule": "age", "fields": ["born"], "most": 15}
    assert told_at(rule, {"born": DAY}, {"born": "2008-10-14"}) == {"born"}
    assert told_at(rule, {"born": DAY}, {"born": "2008-10-15"}) == set()


def test_an_age_rule_without_ends_is_no_rule() -> None:
    assert form_faults(mapping({"rule": "age", "fields": ["born"]}, {"born": DAY}))


@given(
    st.dates(date(1900, 1, 1), date(2024, 10, 14)), st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 120)
)
def test_an_age_is_the_number_of_birthdays_that_have_passed(born: date, day: date, least: int) -> None:
    birthdays = sum(
        1
        for year in range(born.year + 1, day.year + 1)
        if (birthday := _birthday(born, year)) <= day and birthday > born
    )
    if day >= born:
        assert age_on(born, day) == birthdays
        assert (age_on(born, day) < least) == (birthdays < least)


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


SUM = {"rule": "sum_is", "fields": ["rows.area", "whole"]}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=10), st.integers(-3, 3))
def test_a_sum_of_a_group_is_exact_to_the_last_decimal(cents: list[int], off: int) -> None:
    whole = Decimal(sum(cents) + off) / 100
    answers = {"rows": [{"area": each / 100} for each in cents], "whole": float(whole)}
    told = told_at(SUM, {"whole": NUMBER}, answers, {"area": NUMBER})
    assert bool(told) == (off != 0)
    assert told <= {"rows", "whole"}


def test_a_sum_waits_for_all_that_it_needs() -> None:
    assert told_at(SUM, {"whole": NUMBER}, {"whole": 5}, {"area": NUMBER}) == set()
    assert told_at(SUM, {"whole": NUMBER}, {"rows": [{"area": 5}]}, {"area": NUMBER}) == set()


def test_a_sum_may_be_of_plain_answers() -> None:
    rule = {"rule": "sum_is", "fields": ["one", "two", "whole"]}
    asked = {"one": NUMBER, "two": NUMBER, "whole": NUMBER}
    assert told_at(rule, asked, {"one": 0.1, "two": 0.2, "whole": 0.3}) == set()
    assert told_at(rule, asked, {"one": 1, "two": 2, "whole": 4}) == {"whole"}


@pytest.mark.parametrize(("ticked", "wrong"), [("", True), ("yes", False), ("yes yes", True), ("no yes no", False)])
def test_exactly_one_entry_is_the_main_one(ticked: str, wrong: bool) -> None:
    rule = {"rule": "exactly_one", "fields": ["rows.main"], "value": ["yes"]}
    rows = [{"main": each} for each in ticked.split()] or [{"main": "no"}]
    assert told_at(rule, {}, {"rows": rows}, {"main": TEXT}) == ({"rows"} if wrong else set())


def test_exactly_one_box_is_ticked() -> None:
    rule, asked = (
        {"rule": "exactly_one", "fields": ["one", "two"]},
        {"one": {"type": "boolean"}, "two": {"type": "boolean"}},
    )
    assert told_at(rule, asked, {"one": True, "two": True}) == {"two"}
    assert told_at(rule, asked, {"one": True, "two": False}) == set()


def test_no_two_entries_share_an_answer() -> None:
    rule = {"rule": "not_same", "fields": ["rows.number"]}
    assert told_at(rule, {}, {"rows": [{"number": "A1"}, {"number": "a 1 "}]}, {"number": TEXT}) == set()
    assert told_at(rule, {}, {"rows": [{"number": "Bé"}, {"number": "bé"}]}, {"number": TEXT}) == {"rows"}


def test_days_in_each_entry_stand_in_order() -> None:
    rule = {"rule": "date_order", "fields": ["rows.from", "rows.to"]}
    items = {"from": PARTIAL, "to": PARTIAL}
    right, wrong = {"from": "2019", "to": "05/2020"}, {"from": "06/2020", "to": "05/2020"}
    assert told_at(rule, {}, {"rows": [right, right]}, items) == set()
    assert told_at(rule, {}, {"rows": [right, wrong]}, items) == {"rows"}


def test_numbers_stand_in_order() -> None:
    rule, asked = {"rule": "number_order", "fields": ["built", "lot"]}, {"built": NUMBER, "lot": NUMBER}
    assert told_at(rule, asked, {"built": 80.5, "lot": 80}) == {"lot"}
    assert told_at(rule, asked, {"built": 80, "lot": 80}) == set()


IDENTITY: dict[str, dict[str, Any]] = {
    "number": {"type": "string", "format": "identity-number"},
    "born": DAY,
    "sex": {"type": "string", "enum": ["male", "female"]},
}
AGREES = {"rule": "identity_agrees", "fields": ["number", "born", "sex"], "warn": True}


@pytest.mark.parametrize(
    ("number", "born", "sex", "agrees"),
    [
        ("070194001234", "1994-03-08", "female", True),
        ("070094001234", "1994-03-08", "female", False),
        ("070195001234", "1994-03-08", "female", False),
        ("070324000123", "2024-10-01", "female", True),
        ("070224000123", "2024-10-01", "male", True),
        ("070124000123", "2024-10-01", "female", False),
    ],
)
def test_a_number_that_disagrees_with_birth_or_sex_is_warned_of_and_hinders_nothing(
    number: str, born: str, sex: str, agrees: bool
) -> None:
    written = mapping(AGREES, {name: each for name, each in IDENTITY.items() if name != "sex"} | {"sex": TEXT})
    form, answers = Form.of(written), {"number": number, "born": born, "sex": sex}
    assert check_all(form, answers, TODAY) == {}
    found = warnings(form, answers, TODAY)
    assert [problem.code for problem in found.get("chung", [])] == ([] if agrees else ["identity_agrees"])


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["male", "female"]))
def test_a_number_made_for_a_birth_agrees_with_it(born: date, sex: str) -> None:
    digit = 2 * (born.year // 100 - 19) + (sex == "female")
    number = f"070{digit}{born.year % 100:02}000123"
    form = Form.of(mapping(AGREES, {**IDENTITY, "sex": TEXT}))
    assert warnings(form, {"number": number, "born": born.isoformat(), "sex": sex}, TODAY) == {}


def test_a_rule_is_silent_while_an_answer_has_a_problem_of_its_own() -> None:
    form = Form.of(mapping({"rule": "date_order", "fields": ["one", "two"]}, {"one": DAY, "two": DAY}))
    answers = {"one": {"day": "31", "month": "2", "year": "2024"}, "two": "2020-01-01"}
    assert {problem.code for problem in check(form, form.page("chung"), answers, TODAY).values()} == {"no_such_day"}


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "sum_is", "fields": ["rows.area"]},
        {"rule": "sum_is", "fields": ["rows.height", "whole"]},
        {"rule": "age", "fields": ["whole"], "least": 1, "on": "nobody"},
        {"rule": "likely", "fields": ["whole"]},
    ],
)
def test_a_rule_about_what_is_not_asked_is_a_fault(rule: dict[str, Any]) -> None:
    assert form_faults(mapping(rule, {"whole": NUMBER}, {"area": NUMBER}))
