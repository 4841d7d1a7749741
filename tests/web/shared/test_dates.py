"""A day in three boxes."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import PageForm


class Birth(PageForm):
    born = DayField(label="Ngày sinh", earliest=date(1900, 1, 1), latest=date(2024, 10, 21))


class Free(PageForm):
    day = DayField(label="Ngày", required=False)


def typed(day: str = "", month: str = "", year: str = "", **more: str) -> Birth:
    return Birth({"born-day": day, "born-month": month, "born-year": year, **more})


def error_of(form: forms.Form) -> tuple[str, str]:
    (problem,) = form.errors.as_data()["born"]
    return str(problem.code), str(form.errors["born"][0])


def test_three_boxes_are_a_day() -> None:
    form = typed("5", "09", "2024")
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2024, 9, 5)


@pytest.mark.parametrize("written", ["05/09/2024", "5.9.2024", "5-9-2024", "2024-09-05", " 5 9 2024 ", "5 / 9 / 2024"])
def test_a_whole_day_typed_into_the_first_box_is_understood(written: str) -> None:
    form = typed(written)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(2024, 9, 5)


def test_a_whole_day_sent_under_the_fields_own_name_is_understood() -> None:
    form = Birth({"born": "05/09/2024"})
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2024, 9, 5)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2024, 10, 21)))
def test_every_day_comes_back_as_it_was_shown(day: date) -> None:
    boxes = [box["value"] for box in _items(Birth(initial={"born": day}))]
    form = typed(*boxes)
    assert form.is_valid()
    assert form.cleaned_data["born"] == day


def test_nothing_typed_is_asked_for_by_name() -> None:
    assert error_of(typed()) == ("required", "Chưa nhập mục “Ngày sinh”.")


def test_nothing_typed_is_fine_where_nothing_is_required() -> None:
    form = Free({})
    assert form.is_valid()
    assert form.cleaned_data["day"] is None


def test_a_missing_month_is_named_and_only_its_box_is_marked() -> None:
    form = typed("5", "", "2024")
    assert error_of(form) == ("missing", "“Ngày sinh” còn thiếu tháng.")
    assert ["--error" in box["classes"] for box in _items(form)] == [False, True, False]


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        (("30", "2", "2024"), "no_such_day"),
        (("29", "2", "2023"), "no_such_day"),
        (("0", "1", "2020"), "no_such_day"),
        (("1", "13", "2020"), "no_such_day"),
        (("1", "1", "0000"), "no_such_day"),
        (("1", "1", "24"), "short_year"),
        (("1", "1", "20244"), "short_year"),
        (("mồng 5", "9", "2024"), "not_a_number"),
        (("-1", "9", "2024"), "not_a_number"),
        (("²", "9", "2024"), "not_a_number"),
        (("22", "10", "2024"), "too_late"),
        (("31", "12", "1899"), "too_early"),
    ],
)
def test_what_is_not_an_acceptable_day_gets_its_own_sentence(boxes: tuple[str, str, str], code: str) -> None:
    form = typed(*boxes)
    assert not form.is_valid()
    assert error_of(form)[0] == code
    assert "Ngày sinh" in error_of(form)[1]


@given(st.text(max_size=40), st.text(max_size=10), st.text(max_size=10))
def test_nothing_that_can_be_typed_breaks_the_page(day: str, month: str, year: str) -> None:
    form = typed(day, month, year)
    assert form.is_valid() or error_of(form)[1]
    assert len(_items(form)) == 3


def test_what_was_typed_stays_in_its_boxes() -> None:
    assert [box["value"] for box in _items(typed("31", "02", "2024"))] == ["31", "02", "2024"]
    assert [box["value"] for box in _items(typed("mồng năm"))] == ["mồng năm", "", ""]


def test_leading_zeros_are_not_a_change() -> None:
    form = Birth({"born-day": "05", "born-month": "09", "born-year": "2024"}, initial={"born": date(2024, 9, 5)})
    assert not form.has_changed()


def test_boxes_work_from_a_query_string() -> None:
    form = Birth(QueryDict("born-day=5&born-month=9&born-year=2024"))
    assert form.is_valid()


def _items(form: forms.Form) -> list[dict[str, str]]:
    from motcua.web.shared.rendering import field_params

    items: list[dict[str, str]] = field_params(form["born"])[1]["items"]
    return items
