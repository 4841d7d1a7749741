"""Codes survive being read aloud, typed on a phone and copied from paper."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import codes
from motcua.kernel.codes import DossierCode
from motcua.kernel.errors import Malformed

DAY = date(2024, 10, 14)
request_codes = st.builds(codes.new_request_code)


@pytest.mark.parametrize(
    ("unit", "number", "code"),
    [
        ("H10.30.15", 7, "H10.30.15-241014-0007"),
        ("000.12.30.H10", 7, "000.12.30.H10-241014-0007"),
        ("H10", 9_999, "H10-241014-9999"),
        ("H10", 10_000, "H10-241014-10000"),
    ],
)
def test_a_dossier_code_is_unit_day_and_number(unit: str, number: int, code: str) -> None:
    assert codes.dossier_code(unit, DAY, number) == code
    assert codes.parse_dossier_code(code) == DossierCode(unit, DAY, number)
    assert str(DossierCode(unit, DAY, number)) == code


@pytest.mark.parametrize(
    ("unit", "number"), [("H10", 0), ("", 1), ("h10", 1), ("H10 30", 1), ("H10-30", 1), ("H10.", 1)]
)
def test_a_code_is_not_made_of_nonsense(unit: str, number: int) -> None:
    with pytest.raises(ValueError, match=r"numbered from 1|code of a unit"):
        codes.dossier_code(unit, DAY, number)


@pytest.mark.parametrize(
    "typed",
    [
        "h10.30.15-241014-0007",
        " H10.30.15 - 241014 - 0007 ",
        "H10.30.15–241014—0007",
        "H10.30.15\u2011241014\u22120007",
        "Ｈ10．30．15－241014－0007",
        "H10.30.15_241014_0007.",
        "H10.30.15-241014-0007\u200b\n",
    ],
)
def test_a_code_is_found_however_it_was_typed(typed: str) -> None:
    assert codes.typed(typed) == "H10.30.15-241014-0007"
    assert codes.parse_dossier_code(typed).number == 7


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "H10",
        "H10-241014-7",
        "H10-241014-0000",
        "H10-2410-0007",
        "H10-241014-0007-1",
        "H10-241014-1234567890",
    ],
)
def test_what_is_no_dossier_code_is_refused(typed: str) -> None:
    with pytest.raises(Malformed, match="Mã hồ sơ có dạng"):
        codes.parse_dossier_code(typed)


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Malformed, match="241399"):
        codes.parse_dossier_code("H10-241399-0001")


@given(request_codes)
def test_a_request_code_reads_back(code: str) -> None:
    assert codes.parse_request_code(code) == code
    assert codes.parse_request_code(f" {code.lower().replace('-', ' ')} ") == code
    assert codes.parse_request_code(code.replace("-", "")) == code
    assert not set("01258BILOSUVZ") & set(code.removeprefix("YC"))


def test_the_code_shown_as_an_example_is_one() -> None:
    assert codes.parse_request_code("YC-7K3M-9PQ9") == "YC-7K3M-9PQ9"


@given(request_codes, st.data())
def test_one_wrong_character_is_noticed(code: str, data: st.DataObject) -> None:
    signs = list(code.removeprefix("YC-").replace("-", ""))
    place = data.draw(st.integers(0, len(signs) - 1))
    signs[place] = data.draw(st.sampled_from([sign for sign in codes.REQUEST_LETTERS if sign != signs[place]]))
    with pytest.raises(Malformed, match="gõ nhầm"):
        codes.parse_request_code("YC-" + "".join(signs))


@given(request_codes, st.integers(0, 6))
def test_two_swapped_characters_are_noticed(code: str, place: int) -> None:
    signs = list(code.removeprefix("YC-").replace("-", ""))
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    with pytest.raises(Malformed, match="gõ nhầm"):
        codes.parse_request_code("YC" + "".join(signs))


@pytest.mark.parametrize("typed", ["", "YC", "YC-7K3M-9PQ", "XX-7K3M-9PQ9", "YC-7K3M-9PQO", "YC-7K3M-9PQ99"])
def test_what_is_no_request_code_is_refused(typed: str) -> None:
    with pytest.raises(Malformed, match="Mã yêu cầu có dạng"):
        codes.parse_request_code(typed)


def test_codes_and_tokens_are_not_drawn_twice() -> None:
    assert len({codes.new_request_code() for _ in range(1_000)}) == 1_000
    tokens = {codes.new_lookup_token() for _ in range(1_000)}
    assert len(tokens) == 1_000
    assert all(len(token) == 22 for token in tokens)


@given(st.text())
def test_whatever_is_typed_becomes_a_line_without_spaces(anything: str) -> None:
    assert not any(sign.isspace() for sign in codes.typed(anything))


@pytest.mark.parametrize("typed", ["BP", "H10.30.15-241014-0007", ""])
def test_what_is_no_code_of_a_report_is_told_apart(typed: str) -> None:
    assert not codes.looks_like_report(typed)
    code = codes.report_code("BP", DAY, 1)
    assert codes.looks_like_report(f" {code.lower()} ")
    assert not codes.looks_like_report(f"{code[:-1]}{(int(code[-1]) + 1) % 10}")
