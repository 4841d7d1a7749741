"""From posted inputs to answers and back: nothing a browser can send makes it fail, nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.procedures.rules import event_area, prefilled, raw_of, read
from tests.domain.procedures.forms import FORM, FULL


def _answer(name: str, **typed: str) -> object:
    """What one field holds after these inputs were posted."""
    page = next(page for page in FORM.pages if FORM.fields[name] in page.fields)
    return read(page, {key.replace("__", "-"): [value] for key, value in typed.items()}).get(name)


def test_a_day_is_read_from_three_boxes() -> None:
    assert _answer("child_born", child_born__day="2", child_born__month="11", child_born__year="2026") == "2026-11-02"


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("31", "02", "2024"),
        ("", "2", "2024"),
        ("1", "2", "24"),
        ("1", "2", "0024"),
        ("một", "2", "2024"),
        ("0", "0", "0"),
    ],
)
def test_boxes_that_are_no_day_are_kept_as_typed(day: str, month: str, year: str) -> None:
    boxes = {"day": day, "month": month, "year": year}
    kept = _answer("child_born", child_born__day=day, child_born__month=month, child_born__year=year)
    assert kept == boxes
    assert raw_of(FORM.fields["child_born"], kept) == {f"child_born-{box}": typed for box, typed in boxes.items()}


def test_digits_of_another_keyboard_are_digits() -> None:
    assert _answer("child_born", child_born__day="２", child_born__month="11", child_born__year="2026") == "2026-11-02"


@pytest.mark.parametrize(
    ("day", "month", "year", "value"),
    [("", "", "1995", "1995"), ("", "3", "1995", "03/1995"), ("4", "3", "1995", "04/03/1995")],
)
def test_a_day_may_be_known_in_part(day: str, month: str, year: str, value: str) -> None:
    posted = {"mother_born__day": day, "mother_born__month": month, "mother_born__year": year}
    assert _answer("mother_born", **posted) == value


def test_a_day_without_a_month_is_not_a_day_known_in_part() -> None:
    posted = {"mother_born__day": "4", "mother_born__month": "", "mother_born__year": "1995"}
    assert _answer("mother_born", **posted) == {"day": "4", "month": "", "year": "1995"}


def test_decomposed_letters_are_composed_and_spaces_single() -> None:
    assert _answer("own_name", own_name="  Nguye\u0302\u0303n   Thi\u0323 Mai ") == "Nguyễn Thị Mai"


def test_what_is_invisible_is_dropped() -> None:
    assert _answer("own_name", own_name="Mai\u200b\u202e\x00 Anh\ufeff") == "Mai Anh"


def test_lines_are_kept_in_a_long_text_only() -> None:
    assert _answer("remark", remark="một\r\n\r\n\r\nhai  ba\t") == "một\n\nhai ba"
    assert _answer("own_name", own_name="một\r\nhai") == "một hai"


def test_numbers_of_people_are_stored_in_one_form() -> None:
    assert _answer("identity", identity="070 195 000 123") == "070195000123"
    assert _answer("phone", phone="+84 912.345.678") == "0912345678"


def test_what_is_no_such_number_is_kept_as_typed() -> None:
    assert _answer("identity", identity="07019500012") == "07019500012"
    assert _answer("phone", phone="không có") == "không có"
    assert _answer("copies", copies="hai") == "hai"


def test_a_whole_number_is_a_number() -> None:
    assert _answer("copies", copies=" 12 ") == 12
    assert _answer("copies", copies="9" * 40) == "9" * 40


def test_an_area_is_a_code_with_a_detail_or_another_place() -> None:
    assert _answer("origin", origin__code="25405", origin__detail="thôn 3") == {
        "code": "25405",
        "detail": "thôn 3",
    }
    assert _answer("origin", origin__code="", origin__elsewhere="Phnom Penh") == {"elsewhere": "Phnom Penh"}
    assert _answer("origin", origin__code="") is None


def test_the_area_of_the_event_is_never_elsewhere() -> None:
    assert _answer("place", place__code="25405", place__elsewhere="Paris") == {"code": "25405"}


def test_a_box_is_ticked_or_not() -> None:
    assert _answer("twin", twin="true") is True
    assert _answer("twin") is False


def test_an_option_gives_the_value_it_stands_for() -> None:
    assert _answer("married", married="true") is True
    assert _answer("married", married="perhaps") == "perhaps"


def test_an_empty_page_has_no_answers_but_unticked_boxes() -> None:
    assert [read(page, {}) for page in FORM.pages] == [{}, {}, {"twin": False}, {}, {}, {"pledge": False}]


def test_a_text_beyond_all_measure_is_cut() -> None:
    assert _answer("remark", remark="a" * 1_000_000) == "a" * 10_000


def test_composing_accents_takes_no_time_that_counts() -> None:
    assert _answer("own_name", own_name="a" + "\u0316\u0301" * 1_000_000) is not None


inputs = [name for field in FORM.fields.values() for name in field.inputs]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*inputs, "other"]), st.lists(st.text(), max_size=3)))
def test_nothing_that_is_posted_makes_it_fail(raw: dict[str, list[str]]) -> None:
    for page in FORM.pages:
        for name, value in read(page, raw).items():
            again = {key: [text] for key, text in raw_of(FORM.fields[name], value).items()}
            assert read([FORM.fields[name]], again) == {name: value}


@settings(deadline=None)
@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()),
                 st.dictionaries(st.text(), st.one_of(st.text(), st.none(), st.lists(st.integers())))))  # fmt: skip
def test_inputs_can_be_filled_from_any_value(value: object) -> None:
    for field in FORM.fields.values():
        shown = raw_of(field, value)
        assert all(isinstance(text, str) for text in shown.values())
        assert set(shown) <= set(field.inputs)


names = st.lists(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạẾỳĐ", min_size=2, max_size=8), min_size=1, max_size=4).map(
    " ".join
)
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
VALID = {
    "date": days.map(date.isoformat),
    "partial_date": st.one_of(
        days.map(lambda day: f"{day.year}"),
        days.map(lambda day: f"{day.month:02}/{day.year}"),
        days.map(lambda day: f"{day.day:02}/{day.month:02}/{day.year}"),
    ),
    "name": names,
    "text": names,
    "longtext": st.lists(names, min_size=1).map("\n".join),
    "integer": st.integers(-(10**14), 10**14),
    "identity_number": st.text("0123456789", min_size=12, max_size=12),
    "phone": st.text("0123456789", min_size=8, max_size=8).map(lambda digits: f"09{digits}"),
    "email": st.just("mai.dieu@example.vn"),
    "checkbox": st.booleans(),
    "area": st.one_of(
        st.fixed_dictionaries({"code": st.just("25405")}, optional={"detail": names}),
        st.fixed_dictionaries({"elsewhere": names}),
    ),
    "area_of_event": st.fixed_dictionaries({"code": st.just("25405")}, optional={"detail": names}),
}


@settings(deadline=None)
@given(st.data())
def test_what_was_answered_is_shown_and_read_again_unchanged(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(list(FORM.fields.values())))
    options = [value for value, _ in field.options]
    value = data.draw(st.sampled_from(options) if options else VALID[field.kind])
    again = {key: [text] for key, text in raw_of(field, value).items()}
    assert read([field], again) == {field.name: value}


def test_what_an_account_knows_is_filled_in() -> None:
    facts = {
        "full_name": "Điểu Thị Mai",
        "account.identity_number": "070195000123",
        "phone": "+84912345678",
        "email": "",
        "residence": "thôn Đak Xuyên, xã Đak Nhau",
    }
    assert prefilled(FORM, facts) == {
        "own_name": "Điểu Thị Mai",
        "identity": "070195000123",
        "phone": "0912345678",
        "origin": {"elsewhere": "thôn Đak Xuyên, xã Đak Nhau"},
    }


def test_a_residence_may_come_with_its_code() -> None:
    facts = {"residence": '{"code": "25405", "detail": "thôn Đak Xuyên"}'}
    assert prefilled(FORM, facts) == {"origin": {"code": "25405", "detail": "thôn Đak Xuyên"}}


def test_the_area_of_the_event_is_found() -> None:
    assert event_area(FORM, FULL) == "25405"
    assert event_area(FORM, {}) is None
    assert event_area(FORM, {"place": "junk"}) is None
