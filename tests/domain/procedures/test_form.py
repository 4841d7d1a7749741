"""A form: which pages and fields are asked, in which order, and what is wrong with a form file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.packs.rules.pack import ProcedureFile
from motcua.domain.procedures.rules import Form, form_faults
from motcua.kernel.errors import Malformed, NotFound
from tests.domain.packs.citizens import SHIPPED
from tests.domain.procedures.forms import FORM, FULL, mapping


def test_a_page_whose_condition_does_not_hold_is_not_asked() -> None:
    assert [page.id for page in FORM.visible_pages({"asks_for": "self"})] == [
        "noi-nop", "nguoi-yeu-cau", "khac", "cam-doan",
    ]  # fmt: skip
    assert "be" in [page.id for page in FORM.visible_pages({"asks_for": "child"})]


def test_an_empty_form_asks_only_what_depends_on_nothing() -> None:
    assert [page.id for page in FORM.visible_pages({})] == ["noi-nop", "nguoi-yeu-cau", "khac", "cam-doan"]


def test_a_field_is_asked_when_its_condition_holds() -> None:
    child = FORM.page("be")
    names = [field.name for field in FORM.visible_fields(child, {**FULL, "twin": True})]
    assert names == ["child_name", "child_born", "twin", "twin_name"]


def test_true_is_not_the_number_one() -> None:
    names = [field.name for field in FORM.visible_fields(FORM.page("be"), {**FULL, "twin": 1})]
    assert "twin_name" not in names


def test_hidden_answers_go_with_everything_that_hangs_on_them() -> None:
    answers = {**FULL, "twin": True, "twin_name": "Điểu Thị Na", "twin_note": "ra sau"}
    assert FORM.pruned(answers)["twin_note"] == "ra sau"
    assert {"twin_name", "twin_note"}.isdisjoint(FORM.pruned({**answers, "twin": False}))
    assert {"child_name", "twin", "twin_name", "twin_note"}.isdisjoint(FORM.pruned({**answers, "asks_for": "self"}))


def test_answers_to_no_field_are_dropped() -> None:
    assert "stranger" not in FORM.pruned({**FULL, "stranger": "x"})


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*FORM.fields, "stranger"]),
        st.sampled_from(["self", "child", True, False, 1, "Điểu Thị Na", None, "", {"code": "1"}]),
    )
)
def test_hidden_fields_never_survive(answers: dict[str, object]) -> None:
    kept = FORM.pruned(answers)
    asked = {field.name for page in FORM.pages for field in FORM.visible_fields(page, answers)}
    assert set(kept) <= asked
    assert FORM.pruned(kept) == kept
    assert {page.id for page in FORM.visible_pages(kept)} == {page.id for page in FORM.visible_pages(answers)}


def test_pages_follow_each_other_over_those_not_asked() -> None:
    you, other = FORM.page("nguoi-yeu-cau"), FORM.page("khac")
    assert FORM.next_page(you, {"asks_for": "self"}) is other
    assert FORM.page_before(other, {"asks_for": "self"}) is you
    assert FORM.next_page(you, FULL) is FORM.page("be")
    assert FORM.page_before(FORM.page("noi-nop"), FULL) is None
    assert FORM.next_page(FORM.page("cam-doan"), FULL) is None


def test_from_a_page_no_longer_asked_one_goes_on_to_the_next_that_is() -> None:
    assert FORM.next_page(FORM.page("be"), {"asks_for": "self"}) is FORM.page("khac")


def test_there_is_no_page_of_another_name() -> None:
    with pytest.raises(NotFound):
        FORM.page("khong-co")


def test_texts_come_in_the_language_asked_and_else_in_vietnamese() -> None:
    assert FORM.page("be").title.in_language("en") == "The child"
    assert FORM.page("be").title.in_language("fr") == "Bé"


def test_options_stand_for_the_values_of_the_schema() -> None:
    assert [value for value, _ in FORM.fields["married"].options] == [True, False]


def _field(broken: dict[str, Any], page: int, number: int) -> dict[str, Any]:
    field: dict[str, Any] = broken["pages"][page]["fields"][number]
    return field


def _later_condition(broken: dict[str, Any]) -> None:
    broken["pages"][0]["when"] = {"twin": [True]}


def _unknown_component(broken: dict[str, Any]) -> None:
    _field(broken, 1, 0)["component"] = "slider"


def _no_options(broken: dict[str, Any]) -> None:
    del _field(broken, 0, 1)["options"]


def _asked_twice(broken: dict[str, Any]) -> None:
    broken["pages"][1]["fields"].append(_field(broken, 0, 1))


def _two_pages_of_a_name(broken: dict[str, Any]) -> None:
    broken["pages"][1]["id"] = "noi-nop"


def _never_asked(broken: dict[str, Any]) -> None:
    broken["schema"]["properties"]["forgotten"] = {"type": "string"}


def _no_schema(broken: dict[str, Any]) -> None:
    del broken["schema"]["properties"]["phone"]


def _not_a_schema(broken: dict[str, Any]) -> None:
    broken["schema"]["properties"]["phone"] = {"type": "wish"}


def _reaching_outside(broken: dict[str, Any]) -> None:
    broken["schema"]["properties"]["phone"] = {"$ref": "http://example.org/schema"}


def _unknown_format(broken: dict[str, Any]) -> None:
    broken["schema"]["properties"]["phone"] = {"type": "string", "format": "telex"}


def _bad_pattern(broken: dict[str, Any]) -> None:
    broken["schema"]["properties"]["phone"] = {"type": "string", "pattern": "("}


def _bad_limit(broken: dict[str, Any]) -> None:
    broken["schema"]["properties"]["child_born"]["x-not-after"] = "tomorrow"


def _no_event(broken: dict[str, Any]) -> None:
    _field(broken, 0, 0)["component"] = "area"


def _unknown_rule(broken: dict[str, Any]) -> None:
    broken["check"][0]["rule"] = "nice"


def _rule_for_a_stranger(broken: dict[str, Any]) -> None:
    broken["check"][0]["fields"] = ["mother_name", "stranger"]


def _subject_is_a_stranger(broken: dict[str, Any]) -> None:
    broken["subject"] = ["stranger"]


def _no_label(broken: dict[str, Any]) -> None:
    del _field(broken, 1, 1)["label"]


def _unknown_prefill(broken: dict[str, Any]) -> None:
    _field(broken, 1, 1)["prefill"] = "account.password"


def _no_pages(broken: dict[str, Any]) -> None:
    broken["pages"] = []


@pytest.mark.parametrize(
    ("breaking", "place"),
    [
        (_later_condition, ("pages", 0, "when")),
        (_unknown_component, ("pages", 1, "fields", 0, "component")),
        (_no_options, ("pages", 0, "fields", 1, "options")),
        (_asked_twice, ("pages", 1, "fields", 4, "name")),
        (_two_pages_of_a_name, ("pages", 1, "id")),
        (_never_asked, ("schema", "properties", "forgotten")),
        (_no_schema, ("pages", 1, "fields", 2, "name")),
        (_not_a_schema, ("schema", "properties", "phone")),
        (_reaching_outside, ("schema", "properties", "phone")),
        (_unknown_format, ("schema", "properties", "phone", "format")),
        (_bad_pattern, ("schema", "properties", "phone")),
        (_bad_limit, ("schema", "properties", "child_born", "x-not-after")),
        (_no_event, ("pages",)),
        (_unknown_rule, ("check", 0)),
        (_rule_for_a_stranger, ("check", 0, "fields")),
        (_subject_is_a_stranger, ("subject",)),
        (_no_label, ("pages", 1, "fields", 1, "label")),
        (_unknown_prefill, ("pages", 1, "fields", 1, "prefill")),
        (_no_pages, ("pages",)),
    ],
)
def test_a_broken_form_file_is_refused_and_the_place_named(breaking: Any, place: tuple[str | int, ...]) -> None:
    broken = mapping()
    breaking(broken)
    assert place in [fault.place for fault in form_faults(broken)]
    with pytest.raises(Malformed):
        Form.of(broken)


@pytest.mark.parametrize(
    "junk", [None, 3, [], {}, {"schema": 1}, {"schema": {"properties": {"a": 1}}, "pages": [1, {}]}]
)
def test_what_is_no_form_at_all_is_refused(junk: Any) -> None:
    assert form_faults(junk)
    with pytest.raises(Malformed):
        Form.of(junk)


@pytest.mark.parametrize("procedure", SHIPPED.procedures, ids=lambda procedure: procedure.code)
def test_the_forms_of_the_pack_are_sound(procedure: ProcedureFile) -> None:
    assert form_faults(procedure.form) == []
