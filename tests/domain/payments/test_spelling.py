"""Amounts in words, against a second speller that knows nothing of the first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.payments.rules import amount_in_words, symbol_of

_ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def slowly(amount: int) -> str:
    """Digit by digit from the left: each says its word by its place, then the little rules are rewritten."""
    if amount == 0:
        return "không"
    digits = str(amount)
    words: list[str] = []
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        in_group = place % 3
        group = digits[: len(digits) - place][-(3 - in_group) :] if in_group < 2 else digit
        words.append(["", "mươi", "trăm"][in_group])
        words[-1] = f"{_ONES[int(digit)]} {words[-1]}".strip()
        if in_group == 0:
            whole = digits[max(0, len(digits) - place - 3) : len(digits) - place]
            said = _group(whole)
            words = words[: len(words) - len(whole)]
            if int(whole):
                words += [said]
            billion = place and place % 9 == 0
            scale = {3: "nghìn", 6: "triệu"}.get(place % 9, "")
            if scale and int(whole):
                words.append(scale)
            if billion:
                words.append("tỷ")
        assert group is not None
    return " ".join(words)


def _group(digits: str) -> str:
    """Two or three digits as they are said; a shorter one is the first of its number."""
    text = " ".join(
        f"{_ONES[int(digit)]} {unit}".strip()
        for digit, unit in zip(digits, ["trăm", "mươi", ""][3 - len(digits) :], strict=True)
    )
    text = text.replace("không mươi không", "").replace("mươi không", "mươi").replace("không mươi", "linh")
    text = text.replace("một mươi", "mười")
    for one, special in (("mươi một", "mươi mốt"), ("mươi bốn", "mươi tư"), ("mươi năm", "mươi lăm")):
        text = text.replace(one, special)
    return text.replace("mười năm", "mười lăm").strip()


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (20_000, "Hai mươi nghìn đồng"),
        (8_000, "Tám nghìn đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (24_500, "Hai mươi tư nghìn năm trăm đồng"),
        (105_000, "Một trăm linh năm nghìn đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (1_000_050, "Một triệu không trăm năm mươi đồng"),
        (2_000_000_001, "Hai tỷ không trăm linh một đồng"),
        (1_005_000_000_000, "Một nghìn không trăm linh năm tỷ đồng"),
    ],
)
def test_an_amount_is_said_as_people_say_it(amount: int, words: str) -> None:
    assert amount_in_words(amount) == words


@given(st.integers(min_value=0, max_value=10**15))
def test_both_spellers_agree(amount: int) -> None:
    assert amount_in_words(amount).lower() == f"{slowly(amount)} đồng"


@given(st.integers(min_value=0, max_value=999_999))
def test_both_spellers_agree_on_everyday_amounts(amount: int) -> None:
    assert amount_in_words(amount).lower() == f"{slowly(amount)} đồng"


def test_money_is_never_negative() -> None:
    with pytest.raises(ValueError):
        amount_in_words(-1)


def test_the_symbol_of_a_book_holds_its_year() -> None:
    assert symbol_of("BP-{yy}P", 2024) == "BP-24P"
    assert symbol_of("{year}/C", 2031) == "2031/C"
