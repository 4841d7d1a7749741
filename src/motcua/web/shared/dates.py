"""Asking for a day in three boxes, and understanding what people type there anyway."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BOXES = ("day", "month", "year")
_WHOLE_DAY = re.compile(r"\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})\s*")
_ISO_DAY = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")

Typed = tuple[str, str, str]
"""What stands in the boxes: day, month, year."""


class DayBoxes(forms.Widget):
    """Three boxes: `x-day`, `x-month`, `x-year`. A whole day typed into one, or sent as `x`, is parted."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        """The boxes as typed."""
        boxes = [str(data.get(f"{name}-{box}") or "").strip() for box in BOXES]
        filled = [text for text in boxes if text]
        if not filled:
            filled = [str(data.get(name) or "").strip()]
        if len(filled) == 1:
            return _parted(filled[0]) or (boxes[0] or filled[0], boxes[1], boxes[2]) if filled[0] else ("", "", "")
        return boxes[0], boxes[1], boxes[2]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True when neither the boxes nor the whole were sent."""
        return not any(key in data for key in (name, *(f"{name}-{box}" for box in BOXES)))

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box, which an error links to."""
        return f"{id_}-day" if id_ else id_


class DayField(forms.Field):
    """A day between `earliest` and `latest`. Errors name the boxes they are about (`params["boxes"]`)."""

    widget = DayBoxes
    default_error_messages = {  # noqa: RUF012  # Django's way
        "required": _("Chưa nhập mục “%(label)s”."),
        "missing": _("“%(label)s” còn thiếu %(missing)s."),
        "not_a_number": _("“%(label)s” phải viết bằng số, ví dụ 05 09 2024."),
        "short_year": _("Năm ở mục “%(label)s” phải đủ bốn chữ số, ví dụ 2024."),
        "no_such_day": _("“%(label)s” không phải ngày có thật: hãy xem lại ngày và tháng."),
        "too_late": _("“%(label)s” không được sau ngày %(latest)s."),
        "too_early": _("“%(label)s” không được trước ngày %(earliest)s."),
    }
    words = {"day": _("ngày"), "month": _("tháng"), "year": _("năm")}  # noqa: RUF012

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.earliest = earliest
        self.latest = latest

    def clean(self, value: Any) -> date | None:
        """The day, or None when nothing was typed and nothing is required."""
        typed: Typed = boxes_of(value)
        if not any(typed):
            if self.required:
                raise self._error("required", BOXES)
            return None
        day = self._read(typed)
        if self.latest is not None and day > self.latest:
            raise self._error("too_late", BOXES, latest=f"{self.latest:%d/%m/%Y}")
        if self.earliest is not None and day < self.earliest:
            raise self._error("too_early", BOXES, earliest=f"{self.earliest:%d/%m/%Y}")
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared box by box, leading zeros aside."""
        bare = [tuple(box.lstrip("0") for box in boxes_of(value)) for value in (initial, data)]
        return bare[0] != bare[1]

    def _read(self, typed: Typed) -> date:
        missing = [box for box, text in zip(BOXES, typed, strict=True) if not text]
        if missing:
            words = ", ".join(str(self.words[box]) for box in missing)
            raise self._error("missing", missing, missing=words)
        odd = [box for box, text in zip(BOXES, typed, strict=True) if not text.isdecimal()]
        if odd:
            raise self._error("not_a_number", odd)
        if len(typed[2]) != 4:
            raise self._error("short_year", ["year"])
        try:
            return date(int(typed[2]), int(typed[1]), int(typed[0]))
        except ValueError:
            raise self._error("no_such_day", BOXES) from None

    def _error(self, code: str, boxes: Any, **params: Any) -> ValidationError:
        label = str(self.label or "")
        return ValidationError(self.error_messages[code], code=code, params={"label": label, "boxes": boxes, **params})


def boxes_of(value: Any) -> Typed:
    """What to show in the boxes: a day that is known, or what was typed and not understood."""
    if isinstance(value, date):
        return f"{value.day}", f"{value.month}", f"{value.year}"
    if isinstance(value, str):
        return (_parted(value) or (value, "", "")) if value else ("", "", "")
    return (value[0], value[1], value[2]) if value else ("", "", "")


def _parted(text: str) -> Typed | None:
    """A whole day written in one piece (05/09/2024, 5.9.2024, 2024-09-05) as its boxes."""
    if match := _WHOLE_DAY.fullmatch(text):
        return match[1], match[2], match[3]
    if match := _ISO_DAY.fullmatch(text):
        return match[3], match[2], match[1]
    return None
