"""Public codes: of a dossier, of a request that has no dossier code yet, and the secret token of a QR code.

They are made to be read aloud, typed on a phone and copied from paper; `typed` undoes what happens then.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date

from motcua.kernel.errors import Malformed

_DASHES = re.compile(r"[‐-―−﹘﹣－_]")
_REPORT = re.compile(r"(?P<prefix>[A-Z]{2,4})-?(?P<day>[0-9]{6})-?(?P<number>[0-9]{4,8})-?(?P<check>[0-9])")
_DOSSIER = re.compile(r"(?P<unit>[A-Z0-9]+(?:\.[A-Z0-9]+)*)-(?P<day>[0-9]{6})-(?P<number>[0-9]{4,9})")

# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: 23 signs, a prime, so that the check character catches every single
# wrong character and every two neighbours swapped.
REQUEST_LETTERS = "34679ACDEFGHJKMNPQRTWXY"
_REQUEST_PREFIX = "YC"
_DOCUMENT_PREFIX = "VB"
_REQUEST_LENGTH = 7


def typed(text: str) -> str:
    """What somebody typed into the look-up box, as a code: capitals, plain hyphens, no spaces."""
    plain = unicodedata.normalize("NFKC", _DASHES.sub("-", text))
    shown = "".join(letter for letter in plain if unicodedata.category(letter)[0] not in "CZ")
    return re.sub(r"-+", "-", _DASHES.sub("-", shown)).strip("-.").upper()


@dataclass(frozen=True)
class DossierCode:
    """The parts of a dossier's code (mã hồ sơ, Thông tư 01/2018/TT-VPCP)."""

    unit: str
    received_on: date
    number: int

    def __str__(self) -> str:
        return dossier_code(self.unit, self.received_on, self.number)


def dossier_code(unit: str, received_on: date, number: int) -> str:
    """`<unit>-<yyMMdd>-<NNNN>`: the number counts from 1 for each unit and day; past 9999 it grows longer."""
    if number < 1:
        raise ValueError("dossiers are numbered from 1")
    code = f"{unit}-{received_on:%y%m%d}-{number:04d}"
    if not _DOSSIER.fullmatch(code):
        raise ValueError(f"{unit!r} is not the code of a unit")
    return code


def parse_dossier_code(text: str) -> DossierCode:
    """The parts of a dossier's code, however it was typed.

    Raises:
        Malformed: it has not the form of one, or its date does not exist.
    """
    found = _DOSSIER.fullmatch(typed(text))
    if found is None or int(found["number"]) == 0:
        raise Malformed("Mã hồ sơ có dạng H10.30.15-241014-0007: mã đơn vị, ngày tiếp nhận, số thứ tự.")
    day = found["day"]
    try:
        received_on = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError as error:
        raise Malformed(f"Mã hồ sơ có ngày không tồn tại: {day}.") from error
    return DossierCode(found["unit"], received_on, int(found["number"]))


def report_code(prefix: str, received_on: date, number: int) -> str:
    """`<prefix>-<yyMMdd>-<NNNN>-<check>`: what a person can dictate over the telephone, digit by digit.

    The last digit catches every single wrong digit and every two neighbours swapped.
    """
    if number < 1:
        raise ValueError("reports are numbered from 1")
    if not re.fullmatch(r"[A-Z]{2,4}", prefix):
        raise ValueError(f"{prefix!r} is not a prefix of two to four capitals")
    digits = f"{received_on:%y%m%d}{number:04d}"
    return f"{prefix}-{digits[:6]}-{digits[6:]}-{_check_digit(digits)}"


def parse_report_code(text: str) -> str:
    """A report's code in its one form, however it was typed or heard.

    Raises:
        Malformed: it has not the form of one, or its check digit shows a slip.
    """
    found = _REPORT.fullmatch(typed(text))
    if found is None:
        raise Malformed("Mã phản ánh có dạng BP-241012-0042-7: hai chữ cái, ngày, số thứ tự, số kiểm tra.")
    if _check_digit(found["day"] + found["number"]) != found["check"]:
        raise Malformed("Mã phản ánh có ít nhất một chữ số bị nhầm. Xin đọc lại từng chữ số.")
    return f"{found['prefix']}-{found['day']}-{found['number']}-{found['check']}"


# A totally anti-symmetric quasigroup of order ten (H. M. Damm, 2004).
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def looks_like_report(text: str) -> bool:
    """Whether what was typed is the code of a report, its check digit included."""
    try:
        parse_report_code(text)
    except Malformed:
        return False
    return True


def _check_digit(digits: str) -> str:
    row = 0
    for digit in digits:
        row = int(_DAMM[row][int(digit)])
    return str(row)


def new_request_code() -> str:
    """A random code such as `YC-7K3M-9PQ9`, for what was sent and has no dossier code yet.

    Seven random signs (3.4 billion codes) and a check character. Unique only with the
    table's constraint: on a collision draw again.
    """
    return _drawn(_REQUEST_PREFIX)


def parse_request_code(text: str) -> str:
    """A request's code in its one form, however it was typed.

    Raises:
        Malformed: it has not the form of one, or its check character shows a slip of the finger.
    """
    return _parsed(
        _REQUEST_PREFIX,
        text,
        "Mã yêu cầu có dạng YC-7K3M-9PQ9; trong mã không có ký tự dễ nhầm như O, 0, I, 1.",
        "Mã yêu cầu bị gõ nhầm ít nhất một ký tự. Xin kiểm tra lại trên giấy hoặc tin nhắn.",
    )


def new_document_code() -> str:
    """A random code such as `VB-7K3M-9PQ9`, printed on a document so that anybody may check it."""
    return _drawn(_DOCUMENT_PREFIX)


def parse_document_code(text: str) -> str:
    """The code of a document in its one form, however it was typed.

    Raises:
        Malformed: it has not the form of one, or its check character shows a slip of the finger.
    """
    return _parsed(
        _DOCUMENT_PREFIX,
        text,
        "Mã kiểm tra văn bản có dạng VB-7K3M-9PQ9; trong mã không có ký tự dễ nhầm như O, 0, I, 1.",
        "Mã kiểm tra bị gõ nhầm ít nhất một ký tự. Xin xem lại mã in cạnh hình vuông QR trên văn bản.",
    )


def _drawn(prefix: str) -> str:
    drawn = "".join(secrets.choice(REQUEST_LETTERS) for _ in range(_REQUEST_LENGTH))
    signs = drawn + _check_character(drawn)
    return f"{prefix}-{signs[:4]}-{signs[4:]}"


def _parsed(prefix: str, text: str, no_such_form: str, mistyped: str) -> str:
    signs = typed(text).replace("-", "")
    if not re.fullmatch(f"{prefix}[{REQUEST_LETTERS}]{{{_REQUEST_LENGTH + 1}}}", signs):
        raise Malformed(no_such_form)
    signs = signs.removeprefix(prefix)
    if _check_character(signs[:-1]) != signs[-1]:
        raise Malformed(mistyped)
    return f"{prefix}-{signs[:4]}-{signs[4:]}"


def _check_character(signs: str) -> str:
    """The sign that brings the weighted sum of all to zero modulo the (prime) number of signs."""
    weighted = sum(weight * REQUEST_LETTERS.index(sign) for weight, sign in enumerate(signs, start=2))
    return REQUEST_LETTERS[-weighted % len(REQUEST_LETTERS)]


def new_lookup_token() -> str:
    """The secret of a QR code: 128 random bits, 22 characters that need no escaping in an address."""
    return secrets.token_urlsafe(16)
