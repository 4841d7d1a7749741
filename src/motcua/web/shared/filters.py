"""Days, moments, money, sizes and the pack's words, as a page writes them in its language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime


def day(value: date | datetime | None) -> str:
    """05/09/2024; in English 5 September 2024, because the order of numbers is read differently there."""
    if value is None:
        return ""
    local = localtime(value) if isinstance(value, datetime) and is_aware(value) else value
    return date_format(local, "j F Y", use_l10n=False) if _english() else local.strftime("%d/%m/%Y")


def moment(value: datetime | None) -> str:
    """13:30 ngày 05/09/2024; in English 13:30 on 5 September 2024."""
    if value is None:
        return ""
    local = localtime(value) if is_aware(value) else value
    word = "on" if _english() else "ngày"
    return f"{local:%H:%M} {word} {day(local)}"


def clock(value: datetime | None) -> str:
    """The hour of a moment: 13:30."""
    if value is None:
        return ""
    return f"{localtime(value) if is_aware(value) else value:%H:%M}"


def minutes(value: timedelta | None) -> int:
    """A span in whole minutes, at least one."""
    return max(1, round(value.total_seconds() / 60)) if value is not None else 0


def money(amount: int) -> str:
    """15.000 đồng; in English VND 15,000."""
    return f"VND {amount:,}" if _english() else f"{amount:,} đồng".replace(",", ".")


def decimal(value: float) -> str:
    """A number with the decimals it has: 9; 1,75, in English 1.75."""
    text = f"{value:g}"
    return text if _english() else text.replace(".", ",")


def file_size(amount: int) -> str:
    """A size in bytes as people say it: 640 kB, 2,4 MB."""
    if amount < 1_000_000:
        return f"{max(1, round(amount / 1000))} kB"
    text = f"{amount / 1_000_000:.1f} MB"
    return text if _english() else text.replace(".", ",")


def inside(name: object) -> str:
    """A name as it stands inside a sentence: Thành viên, thành viên; GCN stays as it is."""
    text = str(name)
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def said(value: Mapping[str, str] | str | None) -> str:
    """The pack's {vi, en} words in the language of the page; Vietnamese where English is missing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return (value.get("en") if _english() else None) or value.get(settings.LANGUAGE_CODE, "")


def _english() -> bool:
    return (translation.get_language() or "").startswith("en")
