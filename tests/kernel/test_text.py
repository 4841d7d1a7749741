"""Vietnamese text: one encoding, searching, order, names, numbers of people, dates and money in words."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from motcua.kernel import text
from motcua.kernel.errors import Malformed

vietnamese = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậếềểễệíìỉĩịốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ -'", max_size=60
)


# --- letters -------------------------------------------------------------------------------------------


def test_two_typings_of_a_name_become_one() -> None:
    decomposed = "Nguye\u0302\u0303n"
    assert decomposed != "Nguyễn"
    assert text.nfc(decomposed) == text.clean_line(decomposed) == text.clean_name(decomposed) == "Nguyễn"
    assert text.nfc("Nguyê\u0303n") == "Nguyễn"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Điểu\t Thị \n An ", "Điểu Thị An"),
        ("Điểu\u00a0Thị\u3000An", "Điểu Thị An"),
        ("Điểu\u200b Thị\u200d \ufeffAn\u202e", "Điểu Thị An"),
        ("Nguye\u0302\u200b\u0303n", "Nguyễn"),
        ("một\x00hai\x07ba", "một hai ba"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_a_stored_line_shows_everything_it_holds(typed: str, stored: str) -> None:
    assert text.clean_line(typed) == stored


def test_several_lines_keep_their_breaks() -> None:
    assert text.clean_text("\n một \r\n\r\n\r\n\r\nhai\u200b  ba\r") == "một\n\nhai ba"


@pytest.mark.parametrize(
    ("shown", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐĂNG  KÝ—khai_sinh!", "dang ky khai sinh"),
        ("Đa\u0306ng ky\u0301", "dang ky"),
        ("Ðức", "duc"),  # the Icelandic letter that some keyboards give
        ("1.000948", "1 000948"),
        ("Xtiêng (S'tiêng)", "xtieng s tieng"),
        ("ｃăn cước", "can cuoc"),
        ("Stra\u00dfe", "strasse"),
        ("\u200bkhai\u200bsinh", "khaisinh"),
        ("!!!", ""),
    ],
)
def test_search_sees_neither_diacritics_nor_case_nor_punctuation(shown: str, folded: str) -> None:
    assert text.fold(shown) == folded


@given(st.text())
@example("𝓐")  # a capital that has no lower case until it is decomposed
def test_folding_and_cleaning_settle_at_once(anything: str) -> None:
    assert text.fold(text.fold(anything)) == text.fold(anything)
    assert text.clean_line(text.clean_line(anything)) == text.clean_line(anything)
    assert text.clean_text(text.clean_text(anything)) == text.clean_text(anything)
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in text.clean_line(anything))


@given(vietnamese)
def test_folding_does_not_depend_on_the_encoding(line: str) -> None:
    assert text.fold(unicodedata.normalize("NFD", line)) == text.fold(unicodedata.normalize("NFC", line))
    assert text.fold(line.upper()) == text.fold(line)


# --- order ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "in_order",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "anh", "ăn", "ân", "ba"],
        ["lan", "lan anh", "làn", "làn an", "lân"],
        ["Bình Dương", "Bình Phước", "Đắk Nông", "Đồng Nai", "Đồng Tháp", "Hà Nội"],
        ["dân", "dự", "đa", "đức"],
        ["9", "a"],
        ["2", "2 a", "20"],
        ["y", "z", "字"],
    ],
)
def test_words_stand_as_in_a_dictionary(in_order: list[str]) -> None:
    backwards = in_order[::-1]
    assert sorted(backwards, key=text.sort_key) == in_order


def test_case_and_punctuation_do_not_matter_to_the_order() -> None:
    assert text.sort_key("Bù Đăng") == text.sort_key("BÙ-ĐĂNG") == text.sort_key("bu\u0300 đa\u0306ng")


def test_people_are_listed_by_their_given_name() -> None:
    people = ["Trần Văn An", "Lê Thị Ánh", "Nguyễn Văn Bình", "Điểu Bình"]
    assert sorted(people, key=text.name_sort_key) == [
        "Trần Văn An",
        "Lê Thị Ánh",
        "Điểu Bình",
        "Nguyễn Văn Bình",
    ]


@given(st.text())
def test_a_sort_key_is_plain_in_every_collation(anything: str) -> None:
    key = text.sort_key(anything)
    assert key == "" or (key.isascii() and key.isalnum() and key == key.lower())


# --- names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("  điểu   thị  an ", "điểu thị an"),
        ("H\u2019Đĭm Niê", "H'Đĭm Niê"),
        ("Y Ƀlăm Kbuôr", "Y Ƀlăm Kbuôr"),
        ("K\u02bcPă Klơng", "K'Pă Klơng"),
        ("Maria Nguyễn\u2010Lê", "Maria Nguyễn-Lê"),
        ("Trần T. An", "Trần T. An"),
        ("N'Trang Mê\u0306", "N'Trang Mê\u0306"),
        ("A" * 100, "A" * 100),
        ("An", "An"),
    ],
)
def test_the_names_of_citizens_are_taken(typed: str, stored: str) -> None:
    assert text.person_name(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "A",
        "A" * 101,
        "Nguyễn " * 80,
        "Nguyễn Văn 2",
        "An; DROP TABLE",
        "<b>An</b>",
        "Нгуен Ван Ан",
        "阮文安",
        "'An",
        "...",
        "An\u0301\u0301\u0301",
        "An@",
    ],
)
def test_what_is_no_name_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Malformed, match="Họ tên"):
        text.person_name(typed)


@given(st.text(max_size=500))
def test_a_name_is_taken_or_refused_and_never_breaks(typed: str) -> None:
    try:
        name = text.person_name(typed)
    except Malformed:
        return
    assert 2 <= len(name) <= 100
    assert text.person_name(name) == name


# --- identity numbers ----------------------------------------------------------------------------------


def test_an_identity_number_tells_province_sex_and_year() -> None:
    number = text.identity_number("070 194 001 234")
    assert (number.digits, number.province, number.sex, number.birth_year) == (
        "070194001234",
        "070",
        "female",
        1994,
    )
    assert text.identity_number("070.224.000.123").birth_year == 2024
    assert text.identity_number("070-324-000-123").sex == "female"
    assert text.identity_number("０７０４２４０００１２３").birth_year == 2124


@pytest.mark.parametrize("typed", ["", "123456789", "07019400123", "0701940012345", "07019400123a", "٠٧٠١٩٤٠٠١٢٣٤"])
def test_an_identity_number_has_twelve_digits(typed: str) -> None:
    with pytest.raises(Malformed, match="12 chữ số"):
        text.identity_number(typed)


def test_what_disagrees_with_the_form_is_a_doubt_and_no_refusal() -> None:
    number = text.identity_number("070194001234")
    assert number.doubts() == []
    assert number.doubts(sex="female", birth_year=1994, provinces={"070"}) == []
    assert number.doubts(sex="male", birth_year=1995, provinces={"001"}) == [
        "sex_differs",
        "birth_year_differs",
        "unknown_province",
    ]


# --- phones --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "091 234 5678",
        "091.234.5678",
        "(+84) 912-345-678",
        "+840912345678",
        "0084912345678",
        "84912345678",
    ],
)
def test_one_phone_has_one_form(typed: str) -> None:
    assert text.phone(typed) == "0912345678"


def test_landlines_are_phones_that_get_no_sms() -> None:
    assert text.phone("0271 3.887.887") == text.phone("+842713887887") == "02713887887"
    assert not text.is_mobile("02713887887")
    assert text.is_mobile("0912345678")


@pytest.mark.parametrize(
    "typed", ["", "1022", "912345678", "0012345678", "091234567", "091234567890", "+1 202 555 0100", "abc"]
)
def test_other_numbers_are_refused(typed: str) -> None:
    with pytest.raises(Malformed, match="Số điện thoại"):
        text.phone(typed)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("070194001234", "070••••••234"), ("0912345678", "09•••••678"), ("1234", "1••4"), ("1", "•"), ("", "")],
)
def test_at_least_half_of_a_number_is_hidden(number: str, shown: str) -> None:
    assert text.mask(number) == shown


@given(st.text(alphabet="0123456789", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_a_mask_keeps_the_length(number: str, start: int, end: int) -> None:
    masked = text.mask(number, start=start, end=end)
    assert len(masked) == len(number)
    assert masked.count("•") * 2 >= len(number)


# --- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (44, "bốn mươi tư"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_994, "một nghìn chín trăm chín mươi tư"),
        (2_000, "hai nghìn"),
        (2_005, "hai nghìn không trăm linh năm"),
        (2_024, "hai nghìn không trăm hai mươi tư"),
        (10_000, "mười nghìn"),
        (1_000_000, "một triệu"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (2_000_015, "hai triệu không trăm mười lăm"),
        (21_104_021, "hai mươi mốt triệu một trăm linh bốn nghìn không trăm hai mươi mốt"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_005, "một tỷ không trăm linh năm"),
        (3_500_000_000_000, "ba nghìn năm trăm tỷ"),
    ],
)
def test_numbers_are_read_as_in_official_papers(number: int, words: str) -> None:
    assert text.number_in_words(number) == words


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_numbers_read_differently(one: int, other: int) -> None:
    assert (text.number_in_words(one) == text.number_in_words(other)) == (one == other)


def test_there_is_no_reading_below_zero() -> None:
    with pytest.raises(ValueError, match="begin at 0"):
        text.number_in_words(-1)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 3, 15), "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi tư"),
        (date(1995, 4, 24), "Ngày hai mươi tư tháng tư năm một nghìn chín trăm chín mươi lăm"),
        (date(2005, 12, 1), "Ngày một tháng mười hai năm hai nghìn không trăm linh năm"),
        (date(2000, 5, 31), "Ngày ba mươi mốt tháng năm năm hai nghìn"),
    ],
)
def test_dates_are_spelt_as_on_a_birth_certificate(day: date, words: str) -> None:
    assert text.date_in_words(day) == words


@pytest.mark.parametrize(
    ("dong", "words"),
    [
        (200_000, "Hai trăm nghìn đồng"),
        (8_000, "Tám nghìn đồng"),
        (0, "Không đồng"),
        (1_500_000, "Một triệu năm trăm nghìn đồng"),
    ],
)
def test_money_is_spelt_as_on_a_receipt(dong: int, words: str) -> None:
    assert text.money_in_words(dong) == words
