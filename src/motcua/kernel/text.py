"""Vietnamese text: one encoding for each letter, searching without diacritics, alphabetical order, names,
identity numbers and phones, and dates and money in words.

Pure: what cannot be read raises `Malformed` with a sentence for the person who typed it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from motcua.kernel.errors import Malformed

# --- letters ------------------------------------------------------------------------------------------


def nfc(text: str) -> str:
    """The text with each letter in its one precomposed form, so that two typings of “Nguyễn” are equal."""
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """One line as it may be stored: NFC, nothing invisible, single spaces, none at the ends."""
    return " ".join(_visible(text).split())


def clean_text(text: str) -> str:
    """Several lines as they may be stored: each a clean line, no more than one blank line in a row."""
    lines = [" ".join(line.split()) for line in _visible(re.sub(r"\r\n?", "\n", text), keep="\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def fold(text: str) -> str:
    """The text as search compares it: lower case, no diacritics, đ as d, words parted by single spaces.

    Whatever is neither letter nor digit parts words; what is invisible is as if it were not there.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _visible(text)).casefold())
    kept = [
        "d" if letter in "đð" else letter if letter.isalnum() else " "  # ð: what some keyboards give for đ
        for letter in letters
        if unicodedata.category(letter) != "Mn"
    ]
    return " ".join("".join(kept).split())


def _visible(text: str, keep: str = "") -> str:
    """NFC without format characters (zero-width space, joiners, direction); controls become spaces."""
    shown = []
    for letter in nfc(text):
        category = unicodedata.category(letter)
        if letter in keep or category[0] != "C":
            shown.append(letter)
        elif category in {"Cc", "Cs"}:
            shown.append(" ")
    return nfc("".join(shown))


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SHAPES = {"\u0306", "\u0302", "\u031b"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def _letter_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    seen: dict[str, int] = {}
    for letter in _ALPHABET:
        plain = "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
        seen[plain] = seen.get(plain, 0) + 1
        codes[letter] = f"{plain}{seen[plain]}"
    return codes | {digit: f"1{digit}" for digit in "0123456789"}


_CODES = _letter_codes()


def sort_key(text: str) -> str:
    """A key of ASCII letters and digits whose order, in any collation, is that of a Vietnamese dictionary.

    Letters a ă â b c d đ e ê …, then tones: level, huyền, hỏi, ngã, sắc, nặng; syllable by syllable.
    Upper and lower case are alike, as are spaces and punctuation.
    """
    return "".join(_syllable_key(syllable) for syllable in re.split(r"[\W_]+", clean_line(text)) if syllable)


def name_sort_key(full_name: str) -> str:
    """The order of a list of people: by given name (the last word), then by the words before it."""
    words = clean_line(full_name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


def _syllable_key(syllable: str) -> str:
    letters, tones = [], []
    for letter in nfc(syllable.lower()):
        base, *marks = list(unicodedata.normalize("NFD", letter))
        shaped = nfc(base + "".join(mark for mark in marks if mark in _SHAPES))
        letters.append(_CODES.get(shaped) or _CODES.get(base) or f"z9{ord(letter):06x}")
        tones.append(next((_TONES[mark] for mark in marks if mark in _TONES), "0"))
    # "0" ends the letters: below every code, so that "an" comes before "anh" whatever their tones.
    return "".join([*letters, "0", *tones])


# --- names, identity numbers, phones -------------------------------------------------------------------

NAME_LENGTH = (2, 100)


def clean_name(text: str) -> str:
    """A person's name as it is stored: a clean line, with the plain apostrophe and hyphen."""
    return clean_line(re.sub("[‘’ʼ´`′]", "'", re.sub("[‐‑‒–—−]", "-", text)))


def person_name(text: str) -> str:
    """The clean form of a person's name of 2 to 100 Latin letters, spaces, apostrophes, hyphens and dots.

    Every Latin letter is taken, not only the Vietnamese ones: names such as “Y Ƀlăm” or “H'Đĭm” are
    those of citizens.

    Raises:
        Malformed: something else stands in it, or it is too short or too long.
    """
    name = clean_name(text)
    shortest, longest = NAME_LENGTH
    if not shortest <= len(name) <= longest:
        raise Malformed(f"Họ tên phải có từ {shortest} đến {longest} ký tự.")
    if not name[0].isalpha() or not all(_fits(letter, before) for before, letter in pairwise(" " + name)):
        raise Malformed("Họ tên chỉ gồm chữ cái, dấu cách, dấu nháy đơn, dấu gạch nối và dấu chấm.")
    return name


def _fits(letter: str, before: str) -> bool:
    """Whether a letter may stand in a name; a mark may, on a letter that Unicode has not precomposed (ê̆)."""
    return _is_latin(letter) or letter in " '-." or (unicodedata.category(letter) == "Mn" and _is_latin(before))


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN ")


@dataclass(frozen=True)
class IdentityNumber:
    """A personal identity number (số định danh cá nhân) of twelve digits and what its digits say."""

    digits: str

    @property
    def province(self) -> str:
        """Code of the province where the birth was registered: digits 1 to 3."""
        return self.digits[:3]

    @property
    def sex(self) -> str:
        """By digit 4: `male` where it is even, `female` where it is odd."""
        return "female" if int(self.digits[3]) % 2 else "male"

    @property
    def birth_year(self) -> int:
        """Century by digit 4 (0 and 1 are the 1900s), year by digits 5 and 6."""
        return 1900 + int(self.digits[3]) // 2 * 100 + int(self.digits[4:6])

    def doubts(
        self,
        *,
        sex: str | None = None,
        birth_year: int | None = None,
        provinces: Collection[str] | None = None,
    ) -> list[str]:
        """Codes of what disagrees with the rest of a form: reasons to warn, never to block."""
        doubts = []
        if sex is not None and sex != self.sex:
            doubts.append("sex_differs")
        if birth_year is not None and birth_year != self.birth_year:
            doubts.append("birth_year_differs")
        if provinces is not None and self.province not in provinces:
            doubts.append("unknown_province")
        return doubts


def identity_number(text: str) -> IdentityNumber:
    """An identity number as people type it, with spaces, dots or hyphens between the digits.

    Raises:
        Malformed: it is not twelve digits.
    """
    digits = re.sub(r"[\s.\-‐-―]", "", unicodedata.normalize("NFKC", clean_line(text)))
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise Malformed("Số định danh cá nhân (số căn cước) phải gồm đúng 12 chữ số.")
    return IdentityNumber(digits)


def passport(state: str, number: str) -> str:
    """A passport as its data page says it: the code of the issuing state and the number, `KHM N01234567`.

    Two states may give the same number, so the code belongs to it.

    Raises:
        Malformed: no code of one to three letters, or no number of five to twenty letters and digits.
    """
    code = re.sub(r"[\s.\-‐-―]", "", unicodedata.normalize("NFKC", clean_line(state))).upper()
    written = re.sub(r"[\s.\-‐-―/]", "", unicodedata.normalize("NFKC", clean_line(number))).upper()
    if not re.fullmatch(r"[A-Z]{1,3}", code):
        raise Malformed("Mã nước cấp hộ chiếu gồm một đến ba chữ cái, ghi cạnh số hộ chiếu.")
    if not re.fullmatch(r"(?=.*[0-9])[A-Z0-9]{5,20}", written):
        raise Malformed("Số hộ chiếu gồm năm đến hai mươi chữ cái và chữ số.")
    return f"{code} {written}"


def identity_paper(text: str) -> str:
    """What a person is known by: the twelve digits of the personal number, or a passport as `passport` writes it.

    Raises:
        Malformed: it is neither.
    """
    found = re.fullmatch(r"([A-Za-z]{1,3}) (.+)", clean_line(text))
    return passport(found[1], found[2]) if found else identity_number(text).digits


def is_passport(number: str) -> bool:
    """Whether what a person is known by is a passport."""
    return " " in number


_PHONE = re.compile(r"0[1-9][0-9]{8,9}")


def phone(text: str) -> str:
    """A Vietnamese phone number in its national form (0912345678), however it was typed.

    Raises:
        Malformed: it is not a Vietnamese number.
    """
    digits = re.sub(r"[\s.()\-‐-―]", "", unicodedata.normalize("NFKC", clean_line(text)))
    digits = re.sub(r"^(?:\+84|0084|84(?=[0-9]{9,10}$))0?", "0", digits)
    if not _PHONE.fullmatch(digits):
        raise Malformed("Số điện thoại phải gồm 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84.")
    return digits


def is_mobile(number: str) -> bool:
    """Whether a number in national form can receive an SMS."""
    return re.fullmatch(r"0[35789][0-9]{8}", number) is not None


def mask(number: str, *, start: int = 3, end: int = 3) -> str:
    """An identity number or a phone as a screen may show it: only its first and last characters.

    At least half of it is always hidden.
    """
    shown = len(number) // 2
    start = min(start, shown // 2)
    end = min(end, shown - start)
    return number[:start] + "•" * (len(number) - start - end) + number[len(number) - end :]


# --- numbers in words ----------------------------------------------------------------------------------

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư"}


def number_in_words(number: int) -> str:
    """A whole number from 0 as it is read in official papers: 2024 is “hai nghìn không trăm hai mươi tư”."""
    if number < 0:
        raise ValueError("numbers in words begin at 0")
    return " ".join(_words(number, whole=True)) if number else _UNITS[0]


def _words(number: int, *, whole: bool) -> list[str]:
    """The words of a positive number; a part that is not the whole spells out its missing hundreds."""
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn")):
        if number >= size:
            head, rest = divmod(number, size)
            words = [*_words(head, whole=whole), name]
            return [*words, *_words(rest, whole=False)] if rest else words
    return _below_thousand(number, whole=whole)


def _below_thousand(number: int, *, whole: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = [_UNITS[hundreds], "trăm"] if hundreds or not whole else []
    if tens == 0:
        if units:
            words += ["linh", _UNITS[units]] if words else [_UNITS[units]]
        return words
    words += ["mười"] if tens == 1 else [_UNITS[tens], "mươi"]
    if units == 5:
        words.append("lăm")
    elif units:
        words.append(_UNITS[units] if tens == 1 else _AFTER_TENS.get(units, _UNITS[units]))
    return words


def date_in_words(day: date) -> str:
    """A day as a birth certificate spells it: “Ngày mười lăm tháng ba năm hai nghìn không trăm mười tám”."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"Ngày {number_in_words(day.day)} tháng {month} năm {number_in_words(day.year)}"


def money_in_words(dong: int) -> str:
    """A sum in đồng as a receipt spells it: “Hai trăm nghìn đồng”."""
    words = number_in_words(dong)
    return f"{words[0].upper()}{words[1:]} đồng"
