"""A letter that answered a petition and was taken back, in a sentence for whoever asked."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from motcua.domain.petitions.queries import RecalledLetter
from motcua.domain.petitions.states import OWED, State


def sentences(recalled: Sequence[RecalledLetter], state: str, unit: str) -> list[str]:
    """What became of each letter that was recalled, and what happens now; nothing where none was."""
    return [" ".join([_recalled(each), _now(each, state, unit)]).strip() for each in recalled]


def _recalled(letter: RecalledLetter) -> str:
    on = f"{localdate(letter.recalled_at):%d/%m/%Y}"
    if letter.signed_on is None:
        return _("Văn bản trả lời số %(symbol)s đã bị thu hồi ngày %(on)s.") % {"symbol": letter.symbol, "on": on}
    told = {"symbol": letter.symbol, "day": f"{letter.signed_on:%d/%m/%Y}", "on": on}
    return _("Văn bản trả lời số %(symbol)s ngày %(day)s đã bị thu hồi ngày %(on)s.") % told


def _now(letter: RecalledLetter, state: str, unit: str) -> str:
    if not letter.withdrawn:
        return _("Các đại biểu đang xem có phải trả lời lại hay không.") if state == State.SETTLED else ""
    if state in OWED:
        return _("Trả lời và lời hứa trong đó không còn tính nữa; %(unit)s phải trả lời lại cho bạn.") % {"unit": unit}
    return _("Trả lời dưới đây là trả lời mới.")
