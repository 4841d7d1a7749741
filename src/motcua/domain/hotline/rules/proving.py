"""When a caller has proved who they are, how often they may try, and what they are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.domain.hotline.models import Call
from motcua.domain.hotline.states import Proof
from motcua.kernel.errors import Refused

MOST_PROOFS = 3
"""Wrong answers in one call, after which nothing opens in it."""


def ensure_may_prove(call: Call) -> None:
    """Not after three wrong answers, and not in a call that went under seal."""
    if call.proof_tries >= MOST_PROOFS or call.restricted:
        raise Refused("proof_refused_before")


def ensure_tries_of_today(tries: int, terms: Mapping[str, Any]) -> None:
    """Nobody guesses on by calling again: so many wrong answers about one matter within a day, over all calls."""
    if tries >= int(terms.get("proofs_a_day", 5)):
        raise Refused("proof_refused_today")


def pin_minutes(terms: Mapping[str, Any]) -> int:
    """For how long a number that was sent is good."""
    return int(terms.get("pin_minutes", 10))


def pin_text(pin: str, minutes: int) -> str:
    """The short message with the number, without diacritics so that every telephone shows it."""
    return (
        f"{pin} la ma xac minh cua tong dai, co gia tri {minutes} phut. "
        "Chi doc khi chinh ong/ba dang noi chuyen voi tong dai; khong doc cho ai khac."
    )


def opened_letter(office: str, when: str, matters: int, proof: str) -> tuple[str, str]:
    """Subject and body of what the person is told when their things were opened in a call."""
    by = (
        _("bấm đúng mã số đã gửi đến điện thoại đăng ký")
        if proof == Proof.PIN
        else _("đọc đúng mã và thông tin cá nhân")
    )
    subject = _("Tổng đài đã mở hồ sơ, phản ánh của ông/bà")
    body = _(
        "Lúc %(when)s, %(office)s đã mở %(count)s hồ sơ, phản ánh của ông/bà theo yêu cầu của người gọi đến, sau khi "
        "người đó %(by)s. Nếu không phải ông/bà gọi, xin báo ngay cho tổng đài hoặc bộ phận một cửa."
    ) % {"when": when, "office": office, "count": matters, "by": by}
    return subject, body
