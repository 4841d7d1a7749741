"""An amount of money in Vietnamese words, as a receipt must have it."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
BILLION = 10**9


def amount_in_words(amount: int) -> str:
    """`20000` is “Hai mươi nghìn đồng”.

    Raises:
        ValueError: the amount is negative.
    """
    if amount < 0:
        raise ValueError("money on a receipt is never negative")
    words = _number(amount) if amount else DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _number(number: int) -> str:
    """Billions repeat: what stands before “tỷ” is a number like any other."""
    above, below = divmod(number, BILLION)
    parts = [f"{_number(above)} tỷ"] if above else []
    for scale in (2, 1, 0):
        group = below // 1000**scale % 1000
        if group:
            parts.append(f"{_hundreds(group, first=not parts)} {SCALES[scale]}".strip())
    return " ".join(parts)


def _hundreds(group: int, *, first: bool) -> str:
    """Three digits; only the first group of a number may leave its hundreds out."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [] if first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens > 1:
        words += [DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(ones, tens))
    return " ".join(words)


def _ones(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    if ones == 5 and tens:
        return "lăm"
    return DIGITS[ones]
